"""Items that cost more than they give."""

from trainer.memory.state import MemoryState

LEECH_LAPSES = 8
"""The threshold that Anki uses."""


def is_leech(state: MemoryState) -> bool:
    """Whether an item was forgotten so often that its card had better be rewritten."""
    return state.lapses >= LEECH_LAPSES
