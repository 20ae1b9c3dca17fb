"""What came of comparing two texts."""

from dataclasses import dataclass
from typing import Self

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a text was taken for a key, and what there is to say about it."""

    worth: float
    """1 right, 0.5 partly, 0 wrong."""
    key: str = ""
    """The text that it was compared with, as it is written in full."""
    remarks: tuple[str, ...] = ()
    """What is worth showing: a spelling forgiven, an article left out; none where equal."""
    unread: bool = False
    """Whether it is no answer of its kind, to be asked again; the remark says what would be."""

    @classmethod
    def right(cls, key: str, *remarks: str) -> Self:
        """Taken for the key."""
        return cls(1.0, key, remarks)

    @classmethod
    def partly(cls, key: str, *remarks: str) -> Self:
        """Half of the key."""
        return cls(HALF, key, remarks)

    @classmethod
    def wrong(cls, key: str, *remarks: str) -> Self:
        """Another text."""
        return cls(0.0, key, remarks)

    @classmethod
    def asked_again(cls, key: str, remark: str) -> Self:
        """No answer of its kind."""
        return cls(0.0, key, (remark,), unread=True)

    @property
    def rank(self) -> tuple[float, int]:
        """What the better of two judgements has more of."""
        return self.worth, -len(self.remarks)
