"""What is found on opening a learner's folder.

The scores where they can be trusted, and the journal for the rest.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from trainer.counted import counted
from trainer.progress import Progress, no_progress
from trainer.store.atomic_storage import DamagedFileError
from trainer.store.event import BatchEnded, Event, SessionStarted, StateEvent
from trainer.store.journal import Journal, Unread, shared_with
from trainer.store.live_state import LiveState
from trainer.store.rebuild import rebuild
from trainer.store.scores import Bookmark, Scores
from trainer.store.state import State

_MANY = 100
"""More events than this are not read again at the next opening: the scores are written."""

_LONG = 8_000_000
"""Bytes of newer lines; more are folded with the rest, and not all at once in memory."""

_SHOWN = 3
"""How many damaged lines are named."""


@dataclass
class OpenedFolder:
    """A learner's folder as it was found."""

    journal: Journal
    scores: Scores
    state: State
    """What follows from the whole journal, and from what the scores know besides."""
    checkpointed: int
    """The position in the journal up to which the file of scores is good."""
    session: tuple[SessionStarted, int] | None = None
    """The session that began and has not ended, and where its line is."""
    notices: list[str] = field(default_factory=list)
    """What was not as it should be, in words."""
    stale: bool = False
    """Whether the scores are to be written without waiting for a checkpoint."""
    distrusted: bool = False
    """Whether there is a file of scores to be set aside before new ones are written."""
    lost: tuple[StateEvent, ...] = ()
    """What the scores know of and the journal does not: to be written there."""


def read_folder(folder: Path, now: datetime, progress: Progress = no_progress) -> OpenedFolder:
    """Read scores and journal; writes nothing.

    Args:
        folder: the learner's.
        now: the present moment.
        progress: called with how much of the journal was read.

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
    state, bookmark = loaded or (State(), Bookmark())
    known = State()
    if bookmark.fingerprint != journal.fingerprint(bookmark.covered):
        loaded, problem, known = None, "belong to another journal", state
        bookmark = Bookmark()
    opened = OpenedFolder(
        journal,
        scores,
        state,
        checkpointed=bookmark.covered,
        stale=loaded is None,
        distrusted=bool(problem),
    )
    if loaded is None or journal.end - bookmark.covered > _LONG:
        _fold_all(opened, progress)
    else:
        _catch_up(opened, bookmark.covered)
    start = bookmark.covered if bookmark.session_start is None else bookmark.session_start
    opened.session = journal.open_session(start)
    if other := shared_with(journal.path):
        opened.notices.append(
            f"{journal.path} is a link to the journal of {other}: both learn as one. If that is "
            "not meant, remove the link."
        )
    opened.lost = tuple(lost_from(opened.state, known, now))
    if opened.lost:
        current = LiveState(journal, lambda: opened.lost, opened.state)
        current.happen(opened.lost)
        opened.state = current.state
        items = counted(len(opened.lost), "item is", "items are")
        opened.notices.append(
            f"{journal.path} has lost its history, or a part of it: {items} known from "
            f"{scores.path.name} alone. What is remembered of them is kept. The lines may be in a "
            "backup: trainer doctor"
        )
    elif problem:
        opened.notices.append(
            f"The scores in {scores.path} {problem}; they were rebuilt from the journal, and the "
            f"old file is kept as {scores.path.name}.old."
        )
    elif loaded is None and journal.end:
        opened.notices.append(
            f"{scores.path} was missing; the scores were rebuilt from the journal."
        )
    return opened


def lost_from(rebuilt: State, known: State, now: datetime) -> Iterator[StateEvent]:
    """What was known and does not follow from the journal, as events that say so."""
    for deck, records in known.records.items():
        for item, record in records.items():
            if record.knows_more_than(rebuilt.record_of(deck, item)):
                yield StateEvent.of((deck, item), record, now, now.date(), "lost")


def set_torn_aside(journal: Journal) -> list[str]:
    """Move a last line that was torn out of the journal; what was done, in words."""
    path = journal.path
    try:
        if not journal.set_torn_aside():
            return []
    except OSError as error:  # it does no harm where it is: nothing is ever glued to it
        return [f"The last line of {path} is torn and cannot be set aside: {error.strerror}."]
    kept = f"it is kept in {path.name}.torn."
    return [f"The last line of {path} was torn, by a crash or a power cut; {kept}"]


def _fold_all(opened: OpenedFolder, progress: Progress) -> None:
    unread = Unread()
    opened.state = rebuild(opened.journal, unread=unread, progress=progress)
    opened.stale = True
    _report_damage(opened, unread)


def _catch_up(opened: OpenedFolder, start: int) -> None:
    """Let the lines from a position on take effect."""
    unread = Unread()
    events = [event for at, line in opened.journal.lines(start) if (event := unread.read(at, line))]
    opened.stale = len(events) > _MANY
    complete = _complete(events)
    if complete is None:
        _fold_all(opened, no_progress)
        return
    current = LiveState(opened.journal, lambda: (), opened.state)
    current.happen(complete)
    opened.state = current.state
    _report_damage(opened, unread)


def _complete(events: Sequence[Event]) -> list[Event] | None:
    """The events without those of a batch that was cut off.

    None where a batch began before them, so that all must be looked at.
    """
    sizes = defaultdict[str | None, int](int)
    for event in events:
        sizes[event.batch] += 1
    closed = set[str | None]()
    for event in events:
        if isinstance(event, BatchEnded):
            if sizes[event.batch] - 1 != event.events:
                return None
            closed.add(event.batch)
    return [event for event in events if event.batch is None or event.batch in closed]


def _report_damage(opened: OpenedFolder, unread: Unread) -> None:
    journal, damaged = opened.journal, sorted(unread.damaged)
    if damaged:
        lines = ", ".join(str(journal.line_number(start)) for start in damaged[:_SHOWN])
        lines += ", …" if len(damaged) > _SHOWN else ""
        are = counted(len(damaged), "line is", "lines are")
        opened.notices.append(f"{are} damaged in {journal.path} (line {lines}): kept and skipped.")
    if unread.unknown:
        are = counted(len(unread.unknown), "line is", "lines are")
        opened.notices.append(
            f"{are} in {journal.path} from a newer version of trainer: "
            "kept and skipped; update trainer."
        )
