"""Writes a roster, and changes a line of one that its teacher may have edited."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from trainer.classroom.player_name import player_name
from trainer.classroom.roster import NAMELESS, Student, cut_short, read_roster, read_roster_file
from trainer.deck.slug import slug
from trainer.deck.yaml_tree import Mapping
from trainer.errors import TrainerError

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""As YAML has it."""
_COMMENT = re.compile("[ \t]*(?<!\\S)#[^\n\r\x85\u2028\u2029]*")


def write_roster(names: Iterable[str]) -> str:
    """The text of a new roster, each name with its id.

    Raises:
        TrainerError: a name cannot be, or appears twice.
    """
    lines, ids, seen = [], set[str](), set[str]()
    for line in names:
        name = _fit(line)
        if name in seen:
            raise TrainerError(
                f"{name} appears twice.", "Make them differ, as in Anna B and Anna K."
            )
        seen.add(name)
        id_ = _free_id(name, ids)
        ids.add(id_)
        lines.append(f'- {{id: {id_}, name: "{_escaped(name)}"}}\n')
    head = (
        "# One line for each student. The id names their folder: keep it when you correct a name.\n"
    )
    names = "# A student with other names: - {id: tom, name: Thomas, aliases: [Tom, Tommy]}\n"
    time = "# A student who needs more time: - {id: tom, name: Tom, extra_time: 50%}\n"
    return head + names + time + "".join(lines)


def with_written_ids(text: str, path: Path) -> str:
    """A roster's text in which ids are written that follow from who else is in the class.

    Jose beside José has an id of their own. Once José is deleted by hand it would be José's, and so
    would what José learnt.

    Raises:
        TrainerError: the roster cannot be used, or the line of such a student be changed.
    """
    for student in read_roster_file(text, path).without_own_id:
        text = renamed(text, path, student.id, student.name)
    return text


def without_student(text: str, path: Path, student: str) -> str:
    """A roster's text without the lines of a student; all others stay as they are.

    So do comments, but for those that name the student.

    Raises:
        TrainerError: another student is on the same line.
    """
    file = read_roster_file(text, path)
    if file.without_own_id:
        text = with_written_ids(text, path)
        file = read_roster_file(text, path)
    gone = file.roster.student(student)
    if gone is None:
        return text
    node = file.node_of(gone)
    start = max((end.end() for end in _LINE_END.finditer(text, 0, node.span.start)), default=0)
    written = len(text[: node.span.end].rstrip())
    last = _LINE_END.search(text, written)
    kept = text[:start] + (text[last.end() :] if last else "")
    others = tuple(other for other in file.roster.students if other != gone)
    quiet = _without_comments_on(gone, kept, others)
    sound = [each for each in (quiet, kept) if _students_in(each, path) == others]
    if not sound:
        raise TrainerError(
            f"{path}: {gone.name} shares line {node.span.line} with others.",
            "Write each student on a line of their own, after a dash, and purge again.",
        )
    return sound[0]


def with_student(text: str, path: Path, typed: str) -> str:
    """A roster's text with one more student, below all others.

    Raises:
        TrainerError: the name cannot be, or another student has it.
    """
    roster, nodes = read_roster_file(text, path)
    name = _fit(typed)
    id_ = _free_id(name, {student.id for student in roster.students})
    dash = text.rfind("-", 0, nodes[-1].span.start) if nodes else 0
    indent = " " * (dash - text.rfind("\n", 0, dash) - 1) if nodes else ""
    end = "" if not text or text.endswith("\n") else "\n"
    changed = f'{text}{end}{indent}- {{id: {id_}, name: "{_escaped(name)}"}}\n'
    if _students_in(changed, path) != (*roster.students, Student(id_, name)):
        raise TrainerError(
            f"{name} cannot be added to {path}.",
            "Another student may have this name; or edit the file.",
        )
    return changed


def renamed(text: str, path: Path, student: str, name: str) -> str:
    """A roster's text in which a student has another name, and the same id.

    Raises:
        TrainerError: the name cannot be, or another student has it.
    """
    file = read_roster_file(text, path)
    was = file.roster.student(student)
    if was is None:
        raise TrainerError(f"{path} has no student {student}.")
    name = _fit(name)
    node, quoted = file.node_of(was), f'"{_escaped(name)}"'
    start, end, written = node.span.start, node.span.end, f"{{id: {was.id}, name: {quoted}}}"
    if isinstance(node, Mapping):
        entry = node.entries["name"]
        start, end, written = entry.value.span.start, entry.value.span.end, quoted
        if "id" not in node.entries:  # it followed from the old name
            flows = text[node.span.start] == "{"
            between = ", " if flows else "\n" + " " * (entry.key.span.column - 1)
            start, written = entry.key.span.start, f"id: {was.id}{between}name: {quoted}"
    changed = text[:start] + written + text[end:]
    wanted = tuple(replace(s, name=name) if s == was else s for s in file.roster.students)
    if _students_in(changed, path) != wanted:
        raise TrainerError(
            f"{was.name} cannot be called {name} in {path}.",
            "Another student may have this name; or edit the file.",
        )
    return changed


def _fit(typed: str) -> str:
    """A name as the roster has it.

    Raises:
        TrainerError: it cannot be.
    """
    try:
        return player_name(typed)
    except ValueError as error:
        raise TrainerError(f"{cut_short(typed.strip())!r}: {error}") from error


def _students_in(text: str, path: Path) -> tuple[Student, ...] | None:
    try:
        return read_roster(text, path).students
    except TrainerError:
        return None


def _without_comments_on(gone: Student, text: str, others: Iterable[Student]) -> str:
    """A text without the comments that name one who is gone, and not another of such a name."""
    wanted = _any_of([gone.name, *gone.aliases])
    names = [name for other in others for name in (other.name, *other.aliases)]
    theirs = _any_of(filter(wanted.search, names))

    def kept(match: re.Match[str]) -> str:
        return "" if wanted.search(theirs.sub("", match[0])) else match[0]

    return _COMMENT.sub(kept, text)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names, as whole words; the longest first, for one may begin with another."""
    longest = sorted(names, key=len, reverse=True)
    either = "|".join(map(re.escape, longest)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _free_id(name: str, taken: set[str]) -> str:
    """An id made of a name's letters, with a number where it is taken; 64 of them at most."""
    base = slug(name).replace("_", "-") or NAMELESS
    number, id_ = 2, base
    while id_ in taken:
        id_, number = f"{base[:58]}-{number}", number + 1
    return id_


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
