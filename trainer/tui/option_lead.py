"""The letter and the shape before an option, the same on the wall and on what a student holds."""

from trainer.deck.option_forms import sign_of

_SHAPES = "▲●■◆★♥✚☾"
"""A shape beside each letter, the same as on the phones; nobody needs to see colours."""


def lead_of(number: int) -> str:
    """The letter, past Z the number, and the shape of an option, from 0."""
    return f"{sign_of(number).upper()} {_SHAPES[number % len(_SHAPES)]}"
