"""The rules by which questions are made of one parsed sentence; `proposals.py` runs them all."""
