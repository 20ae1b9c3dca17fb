"""The letter and the shape before an option, the same on the wall and on what a student holds."""

_SHAPES = "▲●■◆★♥✚☾"
"""A shape beside each letter, the same as on the phones; nobody needs to see colours."""


def lead_of(number: int) -> str:
    """The letter and the shape of an option, from 0."""
    return f"{chr(65 + number)} {_SHAPES[number % len(_SHAPES)]}"
