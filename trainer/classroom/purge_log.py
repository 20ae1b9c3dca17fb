"""Removes a student from the log of a drill, and knows them by their names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.classroom.drill_event import (
    Absent,
    Answered,
    Called,
    DrillEvent,
    Joined,
    Marked,
    Removed,
    Renamed,
    Undone,
    Voided,
    write_drill_event,
)
from trainer.classroom.drill_log import read_lines
from trainer.classroom.player_name import same_name
from trainer.classroom.roster import Roster
from trainer.store.atomic_file import write_atomically

Line = tuple[bytes, DrillEvent | None]
"""A line of a log, and its event; None where it is damaged."""
_REPORT = re.compile(r".+-\d{4}-\d\d-\d\d-\d{4,6}(?:-[a-z]+)?\.(?:csv|xlsx)")
"""What `report_files` calls the report of a drill."""


@dataclass(frozen=True)
class Gone:
    """Who is to be removed."""

    id: str | None
    """Of a student; None for a guest whose name can be no id."""
    names: tuple[str, ...]
    """What they were called, aliases among them."""
    listed: bool = True
    """Whether they are in the roster; a file that has a guest's name is nobody's."""

    @property
    def named(self) -> re.Pattern[str]:
        """Finds them in a text, by name or id, as a whole word."""
        words = {*self.names, *([self.id] if self.id else [])}
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)

    def names_file(self, path: Path) -> bool:
        """Whether a file is named after them: what trainer calls a drill's report is the class."""
        return bool(
            self.listed and not _REPORT.fullmatch(path.name) and self.named.search(path.name)
        )


def purge_log(path: Path, gone: Gone, roster: Roster | None, *, own: bool) -> bool:
    """Write a log again without a student, or guests of their names; whether they were in it."""
    lines = [*read_lines(path)]
    left = lines_without(lines, gone, roster, own=own)
    if left == lines:
        return False
    if any(event for _, event in left):
        write_atomically(path, b"".join(line for line, _ in left))
    else:
        path.unlink()  # nothing in it can be read
    return True


def lines_without(
    lines: Sequence[Line], gone: Gone, roster: Roster | None, *, own: bool
) -> list[Line]:
    """The lines of a log that are not on a student, nor on guests of their names.

    Args:
        lines: all of them.
        gone: who.
        roster: of the class whose drill it was; None for guests alone.
        own: whether it is their class's, so that ids are theirs.
    """
    student = gone.id if own else None
    names = set(map(same_name, gone.names))

    def is_theirs(joined: Joined) -> bool:
        if joined.student:
            return joined.student == student
        named = roster.find(joined.name) if roster else None
        if named:  # a guest who goes by the name of a classmate
            return named.id == student
        return same_name(joined.name) in names

    players = {e.player for _, e in lines if isinstance(e, Joined) and is_theirs(e)}
    guests = {e.player for _, e in lines if isinstance(e, Joined) and not e.student}
    players |= {  # who was given their name later
        e.player
        for _, e in lines
        if isinstance(e, Renamed) and e.player in guests and same_name(e.name) in names
    }
    kept: list[Line] = []
    for line, event in lines:
        if event is None:
            if not gone.named.search(line.decode(errors="replace")):
                kept.append((line, None))
        elif isinstance(event, Called) and student and event.passed == student:
            passed = event.model_copy(update={"passed": None})
            if event.student != student:
                kept.append((write_drill_event(passed), passed))
        elif not _is_of(event, student, players):
            kept.append((line, event))
    ids = {event.id for _, event in kept if event}
    return [
        (line, event) for line, event in kept if not isinstance(event, Undone) or event.event in ids
    ]


def _is_of(event: DrillEvent, student: str | None, players: set[str]) -> bool:
    match event:
        case Absent():
            return event.student == student
        case Joined() | Answered() | Removed() | Voided(player=str()):
            return event.player in players
        case Renamed():
            return event.player in players or (student is not None and event.student == student)
        case Called():
            return event.student == student
        case Marked():
            return event.who == student
        case _:
            return False
