"""One learner's devices know the same, through a folder that something else carries.

Each device writes only segments of its own journal there, and reads those of the others. What
follows for each item follows from the set of all events (see `fold`), so it does not matter when
a segment comes, how often, and after which others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

from trainer.errors import SystemRefusedError, TrainerError
from trainer.regular_file import where_it_leads
from trainer.store.atomic_file import write_atomically
from trainer.store.event import (
    Change,
    ClockEvent,
    Event,
    OfOneMachine,
    UnknownTypeError,
    read_event,
    reviews_in,
)
from trainer.store.fold import key_of
from trainer.store.journal import LINE, Journal
from trainer.store.learner import Learner
from trainer.store.renamed_items import Key
from trainer.store.segment import AT_MOST, Segment, SegmentName, seal
from trainer.store.shared_folder import SharedFolder, list_folder
from trainer.store.sync_state import Sent, SyncState, load_sync_state, save_sync_state
from trainer.store.tail import JournalPosition
from trainer.store.timeline import Timeline
from trainer.store.wrong_clock import changes_ahead, is_ahead

_FROM_OTHERS = "sync-"
"""How a batch is named that came out of a segment: its device has sent it, so we do not."""
_OF_ONE_MACHINE = {
    str(kind.model_fields["type"].default).encode() for kind in get_args(OfOneMachine)
}


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync brought, and what it gave."""

    events: int
    """How many events were new here."""
    reviews: int
    """How many of them were reviews."""
    written: int
    """How many segments were written."""
    notices: tuple[str, ...]
    """What was not as it should be, a line each."""
    barred: str = ""
    """Why not all could be written, in words; it is written the next time."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sync would do with a folder."""

    first: bool
    """Whether this device never used the folder."""
    size: int
    """Bytes that it would write, or somewhat less."""
    others: int
    """How many other devices of the same learner have written there."""


def look_ahead(learner: Learner, folder: Path) -> Outlook:
    """What a sync would do; writes nothing.

    Raises:
        TrainerError: there is no such folder, or it cannot be read.
    """
    state = load_sync_state(learner.folder, learner.journal)
    names = [SegmentName.read(name) for name in list_folder(folder, learner.folder)]
    own = {state.device, *(sent.name.device for sent in state.sent)}
    theirs = {n.device for n in names if n and n.learner == learner.folder.name}
    there = {n.file_name for n in names if n}
    size = sum(sent.size for sent in state.sent if sent.name.file_name not in there)
    size += learner.journal.end - state.covered
    first = str(where_it_leads(folder)) not in state.folders
    return Outlook(first, size, len(theirs - own))


def sync(learner: Learner, folder: Path, now: datetime) -> Synced:
    """Import what other devices wrote, and write what this one has not yet.

    Args:
        learner: opened for recording.
        folder: which something carries to the other devices.
        now: the present moment.

    Raises:
        TrainerError: the folder cannot be read, or nothing can be recorded here.
    """
    if learner.trouble or learner.read_only:
        raise TrainerError(
            f"Nothing can be recorded in {learner.folder}"
            + (f": {learner.trouble}" if learner.trouble else "."),
            "Sync again once that is fixed.",
        )
    state = load_sync_state(learner.folder, learner.journal)
    shared = SharedFolder(folder, learner.folder, state)
    new = _import_new(learner, shared.segments.values(), state, now)
    state.taken |= shared.segments.keys()
    state.seen = shared.whole
    state.folders.add(str(where_it_leads(folder)))
    try:
        state.sent += _cut(learner, state)
        state.covered = learner.journal.end
        state.fingerprint = learner.journal.fingerprint(state.covered)
        state.remember(learner.journal.end, learner.state.last)
        # before the files are written: what this remembers and the folder lacks is written again
        save_sync_state(learner.folder, state)
    except OSError as error:
        raise SystemRefusedError(error, hint="Sync again once that is fixed.") from error
    written, barred = _write(learner, folder, state, shared.whole)
    return Synced(len(new), reviews_in(new), written, shared.notices, barred)


def _import_new(
    learner: Learner, segments: Collection[Segment], synced: SyncState, now: datetime
) -> list[Event]:
    """Let happen what is new; that."""
    events: dict[str, Event] = {}
    for segment in segments:
        for event in segment.events:
            if not isinstance(event, OfOneMachine):
                events.setdefault(event.id, event)
    keys = [key_of(event, learner.state) for event in events.values() if isinstance(event, Change)]
    mark = synced.mark_before(min(keys)) if keys else None
    new = _unknown(learner, list(events.values()), keys, mark)
    learner.import_events(new, _FROM_OTHERS, mark)
    learner.record_all(clocks_of(learner, _lines_of(segments), now))
    return new


def _unknown(
    learner: Learner, events: list[Event], keys: Sequence[Key], mark: JournalPosition | None
) -> list[Event]:
    """Those events that are not in the journal.

    What comes after all that is known cannot be, nor can it be before the mark.
    """
    last = learner.state.last
    if last is None or all(key > last for key in keys):
        return events
    known = known_in(learner.journal, {event.id for event in events}, mark.position if mark else 0)
    return [event for event in events if event.id not in known]


def known_in(journal: Journal, wanted: set[str], start: int = 0) -> set[str]:
    """Which of these ids belong to events of a journal that count, from a position on."""
    closed = journal.closed_batches(start)
    names = {event_id.encode() for event_id in wanted}
    known: set[str] = set()
    for _, line in journal.lines(start):
        match = LINE.match(line)
        if match and match[2] not in names:
            continue
        try:
            event = read_event(line)
        except ValueError:
            continue
        if event.id in wanted and (event.batch is None or event.batch in closed):
            known.add(event.id)
    return known


def clocks_of(
    learner: Learner, lines: Mapping[str, Sequence[Event]], now: datetime
) -> list[ClockEvent]:
    """What events from the future count as, by the order of the lines of their device.

    Args:
        learner: who knows some of them already.
        lines: device -> its events, in their order.
        now: the present moment.
    """
    corrections: list[ClockEvent] = []
    for events in lines.values():
        ahead = [e for e in events if isinstance(e, Change) and is_ahead(e.at.timestamp(), now)]
        if not ahead or all(event.id in learner.state.clock for event in ahead):
            continue
        timeline = Timeline(None, also=events[::-1])  # which it numbers from behind
        corrected = changes_ahead(timeline, now).without(learner.state.clock)
        corrections += corrected.corrections if corrected.is_sure else ()
    return corrections


def _lines_of(segments: Collection[Segment]) -> dict[str, list[Event]]:
    """Device -> its events, in their order."""
    lines: dict[str, list[Event]] = defaultdict(list)
    for segment in sorted(segments, key=lambda segment: segment.name):
        whole = (event.model_copy(update={"batch": None}) for event in segment.events)
        lines[segment.name.device] += whole
    return lines


def _cut(learner: Learner, state: SyncState) -> list[Sent]:
    """What has not been sent yet, as segments to be."""
    cut: list[Sent] = []
    lines: list[bytes] = []
    journal, end = learner.journal, learner.journal.end
    closed = journal.closed_batches(state.covered)
    size, start = 0, state.covered

    def finish(until: int) -> None:
        number = state.next_number + len(cut)
        header, content = seal(learner.folder.name, state.device, number, lines)
        cut.append(Sent(name=header.name, start=start, end=until, size=len(content)))

    for here, line in _own_lines(journal, state.covered, end, closed):
        if lines and size + len(line) > AT_MOST:
            finish(here)
            lines, size, start = [], 0, here
        lines.append(line)
        size += len(line)
    if lines:
        finish(end)
    return cut


def _own_lines(
    journal: Journal, start: int, end: int, closed: set[str]
) -> Iterator[tuple[int, bytes]]:
    """The lines that others need: not of this machine alone, cut off, or from another device."""
    for here, line in journal.lines(start, end):
        kind, batch = _kind_and_batch(line)
        if not kind or kind in _OF_ONE_MACHINE or batch.startswith(_FROM_OTHERS.encode()):
            continue
        if not batch or batch.decode() in closed:
            yield here, line


def _kind_and_batch(line: bytes) -> tuple[bytes, bytes]:
    """The type of an event and its batch; two times nothing where a line has none."""
    match = LINE.match(line)
    if match and (match[4] or b'"batch":' not in line):
        return match[1], match[4] or b""
    try:
        event = read_event(line)
    except UnknownTypeError:
        return b"unknown", b""
    except ValueError:
        return b"", b""
    return event.type.encode(), (event.batch or "").encode()


def _write(
    learner: Learner, folder: Path, state: SyncState, whole: Collection[str]
) -> tuple[int, str]:
    """Write what the folder has not, or not whole; how many segments, and what kept from more."""
    lacking = [sent for sent in enumerate(state.sent) if sent[1].name.file_name not in whole]
    if not lacking:
        return 0, ""
    written = 0
    journal = learner.journal
    try:
        closed = journal.closed_batches(min(sent.start for _, sent in lacking))
        for index, sent in lacking:
            lines = [line for _, line in _own_lines(journal, sent.start, sent.end, closed)]
            header, content = seal(*sent.name[:3], lines)
            if header.name != sent.name:  # those lines were fixed since
                update = {"name": header.name, "size": len(content)}
                state.sent[index] = sent.model_copy(update=update)
                save_sync_state(learner.folder, state)
            write_atomically(folder / header.name.file_name, content)
            written += 1
    except OSError as error:
        left = len(lacking) - written
        return written, f"{folder} cannot be written: {error.strerror}. Segments that wait: {left}."
    return written, ""
