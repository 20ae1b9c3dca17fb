"""The progress that an import brings, or leaves behind."""

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from trainer.cli.output import say
from trainer.clock import now
from trainer.counted import counted
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult, Progress


def import_progress(written: Mapping[Path, ImportResult], learner: str, *, wanted: bool) -> None:
    """Record what was reviewed there, or say that it stayed behind.

    Args:
        written: path of each deck -> what it was made of; all are recorded with one opening.
        learner: whose progress it becomes.
        wanted: whether it is to come along.

    Raises:
        TrainerError: it cannot be recorded, or one of the decks has errors.
    """
    reviews = tuple(chain.from_iterable(imported.reviews for imported in written.values()))
    states = tuple(chain.from_iterable(imported.states for imported in written.values()))
    if not wanted:
        known = Progress(*map(sum, zip(*(one.progress for one in written.values()), strict=True)))
        if any(known):
            say(f"{_in_words(known)} were not imported: --history imports them.")
        return
    from trainer.store.deck_index import DeckIndex
    from trainer.store.home import cache_folder
    from trainer.study.collection import Collection
    from trainer.study.imported_history import ImportedHistory, import_history

    if not (reviews or states):
        say("It holds no reviews to go on from.")
        return
    moment, index = now(), DeckIndex(cache_folder() / "decks")
    for path, imported in written.items():
        if imported.deck:  # it was read back: no need to do so again
            index.keep(path, imported.deck)
    parts: list[ImportedHistory] = []
    paths = [str(path) for path in written]
    with Collection(paths, learner=learner, index=index) as collection:
        collection.refuse_when_held()
        decks = {reading.path: reading.deck for reading in collection.library.readings}
        for path, imported in written.items():
            deck = decks.get(path)
            if deck is None:
                raise TrainerError(f"{path} has errors.", f"See: trainer check {path}")
            parts.append(
                import_history(
                    collection.learner,
                    imported.deck or deck,
                    imported.reviews,
                    collection.scheduler,
                    moment,
                    states=imported.states,
                )
            )
    brought = ImportedHistory(*map(sum, zip(*parts, strict=True)))
    say(f"Going on from {counted(brought.reviews, 'review')} of {counted(brought.items, 'item')}.")
    for word in ("suspended", "buried"):
        if count := sum(getattr(state, word) for state in states):
            say(f"{word.capitalize()} there, and here: {counted(count, 'item')}.")
    if brought.unfit:
        notice = "With an impossible due day or memory, so only their reviews count"
        say(f"{notice}: {counted(brought.unfit, 'item')}.")
    if brought.known:
        say(f"With progress here already, which is kept: {counted(brought.known, 'item')}.")


def _in_words(known: Progress) -> str:
    """What another program knows of the cards, in words."""
    off = known.suspended
    parts = [f"that {counted(off, 'card')} {'is' if off == 1 else 'are'} suspended"] if off else []
    if known.reviews:
        parts.insert(0, counted(known.reviews, "review"))
    elif known.due:
        parts.insert(0, f"due days of {counted(known.due, 'card')}")
    words = " and ".join(parts) or f"states of {counted(known.states, 'card')}"
    return words[:1].upper() + words[1:]
