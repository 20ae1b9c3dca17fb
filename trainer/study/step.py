"""One step of a session, kept so that it can be undone and summed up."""

from dataclasses import dataclass

from trainer.deck.form_base import Answer
from trainer.deck.item import Item
from trainer.grading.mark import Mark
from trainer.memory.queue import Queue
from trainer.memory.rating import Rating


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with one item: rated, skipped, buried or suspended."""

    item: Item
    queue: Queue | None
    """The queue as it was before; None where an earlier run of the program took the step."""
    event_id: str | None
    """The journal's event, which an undo names; None for a skip, which is not recorded."""
    rating: Rating | None = None
    """None for a step that was no review."""
    answer: Answer | None = None
    mark: Mark | None = None
    seconds: float = 0.0
    """How long the learner took, from the question to the rating."""
    was_new: bool = False
    """Whether the item was met for the first time."""
