"""How wide a text is in a terminal."""

from unicodedata import combining, east_asian_width


def cells(text: str) -> int:
    """The cells that a text takes in a terminal, where each of its characters can be printed."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in {"W", "F"} else 1 for c in text)
