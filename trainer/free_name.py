"""Names beside the one that is wanted, where another file may have it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path


def numbered(path: Path, first: str = "", others: str = "-{}") -> Iterator[Path]:
    """The path, then the same with 2, 3, … at the end of its stem; whoever asks takes a free one.

    Args:
        path: that is wanted.
        first: what is put behind its stem at once.
        others: what is put there instead later; {} is the number.
    """
    yield path.with_stem(path.stem + first)
    for number in count(2):
        yield path.with_stem(path.stem + others.format(number))
