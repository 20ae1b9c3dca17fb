"""How many of a thing, in words: `1 card`, `1,200 cards`."""


def counted(count: int, one: str, many: str = "") -> str:
    """A number with what it counts, in the singular or the plural.

    Args:
        count: how many there are.
        one: the words for one of them, as `card` or `line is`.
        many: the words for several, where that is not `one` with an s.
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
