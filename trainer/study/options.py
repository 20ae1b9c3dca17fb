"""What the learner asked to study."""

from pydantic import BaseModel, ConfigDict, Field


class StudyOptions(BaseModel):
    """Which items a session draws from, and how."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    decks: tuple[str, ...] = ()
    """Ids of the decks to draw from; all of them when empty."""
    tags: tuple[str, ...] = ()
    """Only cards that carry one of these tags; all when empty."""
    items: tuple[str, ...] = ()
    """Only these, by their refs; all when empty."""
    find: str = ""
    """Only what a search finds, see trainer.study.search; all when empty."""
    limit: int | None = Field(default=None, ge=1)
    """End after this many answers; None for no end but the queue's."""
    cram: bool = False
    """Ask everything once, whatever is due, and leave the schedule alone."""
