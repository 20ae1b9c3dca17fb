"""The rules by which questions are made of one parsed sentence."""
