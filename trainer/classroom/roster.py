"""The roster of a class: a YAML file that its teacher may edit.

Written as a list, a line a student. A plain name is enough; `id` names the student's folder
for good, so that a name can be mended, and `aliases` are what he may call himself.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from trainer.classroom.name import look, player_name
from trainer.deck.composer import Mapping, Node, Scalar, Sequence, compose
from trainer.deck.identity import exact
from trainer.deck.likeness import folded
from trainer.deck.slug import slug
from trainer.errors import TrainerError

STUDENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
"""What may name a student's folder."""
_NAMELESS = "student"
"""The id of a name that has none of the letters of an id, with something behind it."""
_KEYS = ("id", "name", "aliases")
_TOLD = 10
"""How many things that are wrong are told."""
_QUOTED = 200
"""Characters of a message, or of what it quotes."""
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""As YAML has it."""
_COMMENT = re.compile("[ \t]*(?<!\\S)#[^\n\r\x85\u2028\u2029]*")


@dataclass(frozen=True, slots=True)
class Student:
    """One of a class."""

    id: str
    """Names his folder for good."""
    name: str
    aliases: tuple[str, ...] = ()
    """What else he may call himself."""


@dataclass(frozen=True, slots=True)
class Roster:
    """All students of a class, in the teacher's order."""

    students: tuple[Student, ...]

    def find(self, name: str) -> Student | None:
        """The student of a name or an alias; of one written like it, where that is one alone."""
        for form in (exact, folded, look):
            found = [s for s in self.students if form(name) in map(form, (s.name, *s.aliases))]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    @property
    def alike(self) -> tuple[str, ...]:
        """Of students whose names only look the same: what to do where they are one person."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for student in self.students:
            groups[look(student.name)].append(student.name)
        return tuple(
            f"{' and '.join(names)} look alike. If they are one person, remove a line; if not, "
            "see that each has an id."
            for names in groups.values()
            if len(names) > 1
        )

    def student(self, id_: str) -> Student | None:
        """The student of an id."""
        return next((student for student in self.students if student.id == id_), None)


def read_roster(text: str, path: Path) -> Roster:
    """Read a roster, and check it.

    Raises:
        TrainerError: naming every line that cannot be, each with what to do.
    """
    composition = compose(text, path)
    wrong = [f"line {d.span.line}: {d.message}; {d.hint}" for d in composition.diagnostics]
    students: list[Student] = []
    taken = _Taken({}, {})
    if not wrong:
        try:
            for node in _listed(composition.root):
                _read_student(node, students, taken, wrong)
        except TypeError as error:
            wrong.append(f"line 1: {error}")
    if wrong:
        shown = [_cut(each) for each in wrong[:_TOLD]]
        shown += [f"… and {len(wrong) - _TOLD} more"] if len(wrong) > _TOLD else []
        raise TrainerError(f"{path} cannot be used:\n  " + "\n  ".join(shown))
    return Roster(tuple(students))


def write_roster(names: Iterable[str]) -> str:
    """The text of a new roster, each name with its id.

    Raises:
        TrainerError: a name cannot be, or stands twice.
    """
    lines, ids, seen = [], set[str](), set[str]()
    for given in names:
        try:
            name = player_name(given)
        except ValueError as error:
            raise TrainerError(f"{_cut(given.strip())!r}: {error}") from error
        if name in seen:
            raise TrainerError(f"{name} stands twice.", "Tell them apart, as in Anna B and Anna K.")
        seen.add(name)
        id_ = _free_id(name, ids)
        ids.add(id_)
        lines.append(f'- {{id: {id_}, name: "{_escaped(name)}"}}\n')
    head = "# A line a student. The id names his folder: keep it when you mend a name.\n"
    tail = "# With other names for him: - {id: tom, name: Thomas, aliases: [Tom, Tommy]}\n"
    return head + tail + "".join(lines)


def without_student(text: str, path: Path, student: str) -> str:
    """A roster's text without the lines of a student; all others stay as they are.

    So do comments, but for those that name the student.

    Raises:
        TrainerError: another student stands on the same line.
    """
    roster, listed = read_roster(text, path), _listed(compose(text, path).root)
    gone = roster.student(student)
    if gone is None:
        return text
    node = listed[roster.students.index(gone)]
    start = max((end.end() for end in _LINE_END.finditer(text, 0, node.span.start)), default=0)
    written = len(text[: node.span.end].rstrip())
    last = _LINE_END.search(text, written)
    kept = text[:start] + (text[last.end() :] if last else "")
    others = tuple(other for other in roster.students if other != gone)
    quiet = _without_comments_on(gone, kept, others)
    sound = [each for each in (quiet, kept) if _students_in(each, path) == others]
    if not sound:
        raise TrainerError(
            f"{path}: {gone.name} shares line {node.span.line} with others.",
            "Write each student on a line of his own, after a dash, and purge again.",
        )
    return sound[0]


def renamed(text: str, path: Path, student: str, name: str) -> str:
    """A roster's text in which a student has another name, and the same id.

    Raises:
        TrainerError: the name cannot be, or another student has it.
    """
    roster, listed = read_roster(text, path), _listed(compose(text, path).root)
    found = roster.student(student)
    if found is None:
        raise TrainerError(f"{path} has no student {student}.")
    try:
        name = player_name(name)
    except ValueError as error:
        raise TrainerError(f"{_cut(name.strip())!r}: {error}") from error
    node, quoted = listed[roster.students.index(found)], f'"{_escaped(name)}"'
    start, end, written = node.span.start, node.span.end, f"{{id: {found.id}, name: {quoted}}}"
    if isinstance(node, Mapping):
        entry = node.entries["name"]
        start, end, written = entry.value.span.start, entry.value.span.end, quoted
        if "id" not in node.entries:  # it followed from the old name
            flows = text[node.span.start] == "{"
            between = ", " if flows else "\n" + " " * (entry.key.span.column - 1)
            start, written = entry.key.span.start, f"id: {found.id}{between}name: {quoted}"
    changed = text[:start] + written + text[end:]
    wanted = tuple(replace(s, name=name) if s == found else s for s in roster.students)
    if _students_in(changed, path) != wanted:
        raise TrainerError(
            f"{found.name} cannot be called {name} in {path}.",
            "Another student may have this name; or edit the file.",
        )
    return changed


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

    def kept(found: re.Match[str]) -> str:
        return "" if wanted.search(theirs.sub("", found[0])) else found[0]

    return _COMMENT.sub(kept, text)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names, as whole words; the longest first, for one may begin with another."""
    longest = sorted(names, key=len, reverse=True)
    either = "|".join(map(re.escape, longest)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _listed(root: Node | None) -> list[Node]:
    """The students' nodes: of a list, or of one under the key `students`."""
    if isinstance(root, Mapping) and "students" in root.entries:
        root = root.entries["students"].value
    if root is None or (isinstance(root, Scalar) and not root.text):
        return []
    if not isinstance(root, Sequence):
        raise TypeError("a roster is a list; write each name on a line after a dash")
    return root.items


class _Taken(NamedTuple):
    """What may stand only once in a roster."""

    ids: dict[str, str]
    """Id -> the name of the student who has it."""
    names: dict[str, str]
    """Name or alias -> the name of the student who has it."""


def _read_student(node: Node, students: list[Student], taken: _Taken, wrong: list[str]) -> None:
    at = f"line {node.span.line}"
    try:
        student = _student(node)
    except (TypeError, ValueError) as error:
        wrong.append(f"{at}: {error}")
        return
    gives_id = isinstance(node, Mapping) and "id" in node.entries
    if not gives_id and student.id in taken.ids:
        student = replace(student, id=f"{student.id}-{_hash(student.name)}")
    names = (student.name, *student.aliases)
    other = next((taken.names[name] for name in names if name in taken.names), None)
    if other is not None:
        wrong.append(f"{at}: {student.name} cannot be told from {other}; add a letter")
    elif student.id in taken.ids:
        wrong.append(f"{at}: the id {student.id} stands twice; give {student.name} another")
    taken.ids.setdefault(student.id, student.name)
    taken.names.update(dict.fromkeys(names, student.name))
    students.append(student)


def _student(node: Node) -> Student:
    if isinstance(node, Scalar):
        name = player_name(node.text)
        return Student(_own_id(name), name)
    if not isinstance(node, Mapping) or not isinstance(_value(node, "name"), Scalar):
        raise TypeError("a student is a name, or {id: …, name: …, aliases: […]}")
    unknown = [key for key in node.entries if key not in _KEYS]
    if unknown:
        raise ValueError(f"`{unknown[0]}` is no key of a student; keys are {', '.join(_KEYS)}")
    name = player_name(_text(node, "name"))
    id_ = _text(node, "id") or _own_id(name)
    if not STUDENT_ID.fullmatch(id_):
        raise ValueError(f"the id {id_!r} must be of a-z, 0-9 and -, 64 at most")
    return Student(id_, name, tuple(player_name(alias) for alias in _aliases(node)))


def _aliases(node: Mapping) -> Iterator[str]:
    listed = _value(node, "aliases")
    for alias in listed.items if isinstance(listed, Sequence) else [listed]:
        if isinstance(alias, Scalar):
            yield alias.text
        elif alias is not None:
            raise ValueError("aliases are a list of names")


def _value(node: Mapping, key: str) -> Node | None:
    return node.entries[key].value if key in node.entries else None


def _text(node: Mapping, key: str) -> str:
    value = _value(node, key)
    if value is None:
        return ""
    if not isinstance(value, Scalar):
        raise TypeError(f"{key} is one text")
    return value.text


def _own_id(name: str) -> str:
    """The id of a name that was given none.

    It names the folder of what the student learnt, so it is made as it always was, and not as
    a slug; and it must not depend on who else is in the class, save where two would share it.
    """
    plain = unicodedata.normalize("NFKD", name)
    letters = plain.encode("ascii", "ignore").decode().lower()
    bare = re.sub(
        r"[\W_]+", "", "".join(c for c in plain.casefold() if not unicodedata.combining(c))
    )
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or f"{_NAMELESS}-{_hash(bare)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _free_id(name: str, taken: set[str]) -> str:
    """An id made of a name's letters, with a number where it is taken."""
    base = slug(name).replace("_", "-") or _NAMELESS
    number, id_ = 2, base
    while id_ in taken:
        id_, number = f"{base}-{number}", number + 1
    return id_


def _cut(text: str) -> str:
    """What a message quotes of a text."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
