"""The roster of a class: a YAML file that its teacher may edit.

Written as a list, a line a student. A plain name is enough; `id` names the student's folder
for good, so that a name can be corrected, and `aliases` are what they may call themselves.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from trainer.classroom.player_name import called, look, player_name
from trainer.deck.yaml_tree import Mapping, Node, Scalar, Sequence, compose
from trainer.errors import TrainerError

STUDENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
"""What may name a student's folder."""
NAMELESS = "student"
"""The id of a name that has none of the letters of an id, with something behind it."""
_KEYS = ("id", "name", "aliases", "extra_time")
_MOST_EXTRA = 300
"""Percent."""
_SHOWN = 10
"""How many things that are wrong are listed."""
_QUOTED = 200
"""Characters of a message, or of what it quotes."""


@dataclass(frozen=True, slots=True)
class Student:
    """One of a class."""

    id: str
    """Names their folder for good."""
    name: str
    aliases: tuple[str, ...] = ()
    """What else they may call themselves."""
    extra_time: float = 0
    """How much longer they have for an answer than others: 0.5 is half as long again."""


@dataclass(frozen=True, slots=True)
class Roster:
    """All students of a class, in the teacher's order."""

    students: tuple[Student, ...]

    def find(self, name: str) -> Student | None:
        """The student of a name or an alias; case and spacing count where two differ in them."""
        students = called(name, self.students, _names)
        return students[0] if len(students) == 1 else None

    def alike_to(self, name: str) -> tuple[Student, ...]:
        """Those with a name or an alias that looks like this one: ask whether they are meant."""
        return tuple(s for s in self.students if look(name) in map(look, _names(s)))

    def has_part(self, name: str) -> bool:
        """Whether a name is only the given or the family name of a student."""
        return any(look(name) in map(look, s.name.split()) for s in self.students)

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


def _names(student: Student) -> tuple[str, ...]:
    return student.name, *student.aliases


class RosterFile(NamedTuple):
    """A roster with where each student is in its file."""

    roster: Roster
    nodes: list[Node]
    """Of the students, in their order."""

    def node_of(self, student: Student) -> Node:
        """Where a student is in the file."""
        return self.nodes[self.roster.students.index(student)]

    @property
    def without_own_id(self) -> tuple[Student, ...]:
        """Those whose id is not written and follows from who else is in the class, too."""
        pairs = zip(self.roster.students, self.nodes, strict=True)
        return tuple(s for s, node in pairs if not _has_id(node) and s.id != _own_id(s.name))


def read_roster(text: str, path: Path) -> Roster:
    """Read a roster, and check it.

    Raises:
        TrainerError: naming every line that cannot be, each with what to do.
    """
    return read_roster_file(text, path).roster


def read_roster_file(text: str, path: Path) -> RosterFile:
    """Read a roster that is to be changed.

    Raises:
        TrainerError: naming every line that cannot be, each with what to do.
    """
    composition = compose(text, path)
    wrong = [f"line {d.span.line}: {d.message}; {d.hint}" for d in composition.diagnostics]
    students: list[Student] = []
    nodes: list[Node] = []
    taken = _Taken(set(), set())
    if not wrong:
        try:
            nodes = _listed(composition.root)
            for node in nodes:
                _read_student(node, students, taken, wrong)
        except TypeError as error:
            wrong.append(f"line 1: {error}")
    if wrong:
        shown = [cut_short(each) for each in wrong[:_SHOWN]]
        shown += [f"… and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise TrainerError(f"{path} cannot be used:\n  " + "\n  ".join(shown))
    return RosterFile(Roster(tuple(students)), nodes)


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
    """What a roster may have only once."""

    ids: set[str]
    names: set[str]
    """Aliases among them."""


def _read_student(node: Node, students: list[Student], taken: _Taken, wrong: list[str]) -> None:
    at = f"line {node.span.line}"
    try:
        student = _student(node)
    except (TypeError, ValueError) as error:
        wrong.append(f"{at}: {error}")
        return
    if not _has_id(node) and student.id in taken.ids:
        student = replace(student, id=f"{student.id}-{_hash(student.name)}")
    names = (student.name, *student.aliases)
    again = next((name for name in names if name in taken.names), None)
    if again is not None:
        wrong.append(f"{at}: the name {again} appears twice; add a letter to one")
    elif student.id in taken.ids:
        wrong.append(f"{at}: the id {student.id} appears twice; give {student.name} another")
    taken.ids.add(student.id)
    taken.names.update(names)
    students.append(student)


def _has_id(node: Node) -> bool:
    return isinstance(node, Mapping) and "id" in node.entries


def _student(node: Node) -> Student:
    if isinstance(node, Scalar):
        name = player_name(node.text)
        return Student(_own_id(name), name)
    if not isinstance(node, Mapping) or not isinstance(_value(node, "name"), Scalar):
        raise TypeError("a student is a name, or {id: …, name: …, aliases: […]}")
    unknown = [key for key in node.entries if key not in _KEYS]
    if unknown:
        raise ValueError(
            f"`{unknown[0]}` is not a key of a student; the keys are {', '.join(_KEYS)}"
        )
    name = player_name(_text(node, "name"))
    id_ = _text(node, "id") or _own_id(name)
    if not STUDENT_ID.fullmatch(id_):
        raise ValueError(f"the id {id_!r} must be of a-z, 0-9 and -, 64 at most")
    aliases = tuple(player_name(alias) for alias in _aliases(node))
    return Student(id_, name, aliases, _extra_time(node))


def _extra_time(node: Mapping) -> float:
    percent = _text(node, "extra_time").strip().removesuffix("%").strip() or "0"
    if not percent.isdecimal() or int(percent) > _MOST_EXTRA:
        raise ValueError(
            f"extra_time is a percentage, up to {_MOST_EXTRA}: 50 is half as long again"
        )
    return int(percent) / 100


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
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or f"{NAMELESS}-{_hash(bare)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def cut_short(text: str) -> str:
    """What a message quotes of a text."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
