"""What is found on opening a learner's folder.

The scores where they can be trusted, and the journal for the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trainer.clock import now
from trainer.collecting import without_collecting
from trainer.progress import Progress, untold
from trainer.store.atomic_storage import DamagedFileError
from trainer.store.event import Event, KeptEvent, SessionStarted
from trainer.store.journal import Journal
from trainer.store.projection import Projection
from trainer.store.replay import Replay
from trainer.store.scores import Bookmark, Scores

_MANY = 100
"""More events than this are not read again at the next opening: the scores are written."""

TOLD_EVERY = 1000
"""Events between two reports of progress."""

_SHOWN = 3
"""How many damaged lines are named."""


@dataclass
class Opened:
    """A learner's folder as it was found."""

    journal: Journal
    scores: Scores
    replay: Replay
    """Fed with the whole journal."""
    checkpointed: int
    """The position in the journal up to which the file of scores is good."""
    session_start: int | None = None
    """Where the open session's first line begins."""
    notices: list[str] = field(default_factory=list)
    """What was not as it should be, in words."""
    stale: bool = False
    """Whether the scores are to be written without waiting for a checkpoint."""
    distrusted: bool = False
    """Whether there is a file of scores to be set aside before new ones are written."""
    lost: tuple[KeptEvent, ...] = ()
    """What the scores know of and the journal does not: to be written there."""


@without_collecting()
def read_folder(folder: Path, progress: Progress = untold) -> Opened:
    """Read scores and journal; writes nothing.

    Args:
        folder: the learner's.
        progress: told how much of the journal was read.

    Raises:
        OSError: the journal is there and cannot be read.
    """
    scores = Scores(folder / "scores.json")
    problem = ""
    try:
        loaded = scores.load()
    except DamagedFileError as error:
        loaded, problem = None, f"cannot be used ({error})"
    # Only now: the journal of another process that is writing is never behind its scores.
    journal = Journal(folder / "reviews.jsonl")
    notices: list[str] = []
    projection, bookmark = loaded or (Projection(), Bookmark())
    known = Projection()
    if bookmark.fingerprint != journal.fingerprint(bookmark.covered):
        loaded, problem, known = None, "belong to another journal", projection
        projection, bookmark = Projection(), Bookmark()
    opened = Opened(
        journal,
        scores,
        Replay(journal, projection, bookmark.schedulers),
        checkpointed=bookmark.covered,
        session_start=bookmark.session_start,
        notices=notices,
        stale=loaded is None,
        distrusted=bool(problem),
    )
    _catch_up(opened, bookmark, progress)
    opened.lost = tuple(lost_from(opened.replay.projection, known))
    if opened.lost:
        for event in opened.lost:
            opened.replay.feed(event, journal.end)
        notices.append(
            f"{journal.path} has lost its history, or a part of it: {len(opened.lost)} items are "
            f"known from {scores.path.name} alone. What is remembered of them is kept. The lines "
            "may be in a backup: trainer doctor"
        )
    elif problem:
        notices.append(
            f"The scores in {scores.path} {problem}; they were rebuilt from the journal, and the "
            f"old file is kept as {scores.path.name}.old."
        )
    elif loaded is None and journal.end:
        notices.append(f"{scores.path} was missing; the scores were rebuilt from the journal.")
    return opened


def lost_from(rebuilt: Projection, known: Projection) -> Iterator[KeptEvent]:
    """What was known and does not follow from the journal, as events that say so."""
    at = now()
    for deck, records in known.records.items():
        for item, record in records.items():
            if record.knows_more_than(rebuilt.record_of(deck, item)):
                yield KeptEvent.of((deck, item), record, at, at.date())


def _catch_up(opened: Opened, bookmark: Bookmark, progress: Progress) -> None:
    """Feed the journal from the bookmark on; before it, only what an undo may need."""
    journal, replay = opened.journal, opened.replay
    if bookmark.session_start is not None:
        for entry in journal.entries(bookmark.session_start, bookmark.covered):
            if entry.event:
                replay.remember(entry.event)
    fed = 0
    for start, event in _sound(opened, bookmark.covered):
        if isinstance(event, SessionStarted):
            opened.session_start = start
        replay.feed(event, start)
        fed += 1
        if fed % TOLD_EVERY == 0:
            progress("Reading the journal", start / journal.end)
    opened.stale |= fed > _MANY


def _sound(opened: Opened, start: int) -> Iterator[tuple[int, Event]]:
    """Read the journal from a position on; what cannot be read is skipped, and said."""
    journal, unknown, damaged = opened.journal, 0, []
    for entry in journal.entries(start):
        if entry.event:
            yield entry.start, entry.event
        elif entry.unknown:
            unknown += 1
        else:
            damaged.append(entry.start)
    if damaged:
        lines = ", ".join(str(journal.line_number(start)) for start in damaged[:_SHOWN])
        lines += ", …" if len(damaged) > _SHOWN else ""
        opened.notices.append(
            f"{_lines(len(damaged))} damaged in {journal.path} (line {lines}): kept and skipped."
        )
    if unknown:
        opened.notices.append(
            f"{_lines(unknown)} in {journal.path} from a newer version of trainer: kept and "
            "skipped; update trainer."
        )


def _lines(count: int) -> str:
    return "One line is" if count == 1 else f"{count} lines are"
