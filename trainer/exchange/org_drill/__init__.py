"""Emacs' org-drill: `reader.py`, and Org's own markup in `markup.py`."""
