"""Mochi: `reader.py`, and the data of an export, in EDN (`edn.py`) or Transit (`transit.py`)."""
