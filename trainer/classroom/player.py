"""Who takes part in a drill."""

from dataclasses import dataclass

from trainer.classroom.drill_event import Joined, Removed


@dataclass
class Player:
    """Somebody with a seat, or who had one."""

    joined: Joined
    removed: Removed | None = None
    renamed: str | None = None
    extended: float | None = None

    @property
    def id(self) -> str:
        """Unique in the drill."""
        return self.joined.player

    @property
    def name(self) -> str:
        """What they are called."""
        return self.renamed or self.joined.name

    @property
    def extra_time(self) -> float:
        """How much longer they have for an answer than others: 0.5 is half as long again."""
        return self.joined.extra_time if self.extended is None else self.extended
