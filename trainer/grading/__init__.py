"""Marks an answer: pure functions from a question and an answer to a Mark.

Begin at `grade.py`: it sends each kind of card to its own module (`typed.py`, `number.py`, ...).
`marker.py` asks it with what the decks say: their language, and the keys of their other cards.
"""
