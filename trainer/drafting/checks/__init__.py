"""Whether a proposed card says what its passage says; `faithfulness.py` asks all the others."""
