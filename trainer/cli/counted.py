"""How many of what, in words."""


def counted(count: int, word: str) -> str:
    """`1 card`, `1,200 cards`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
