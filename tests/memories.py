"""What a learner remembers, as tests compare it."""

from trainer.memory.state import MemoryState
from trainer.store.learner import Learner


def memories_of(learner: Learner, deck: str) -> dict[str, MemoryState]:
    """Item -> what is remembered of it, for all items of a deck that are not new."""
    return {item: r.memory for item, r in learner.records(deck).items() if r.memory is not None}
