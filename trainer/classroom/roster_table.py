"""Names for a roster out of what schools have: a list, a table or a workbook.

A line above that names the columns says what they hold. Without one, columns of figures, dates
and addresses are left out, and of two columns of names the first is the family's.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.errors import TrainerError
from trainer.exchange import sheet
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.source import Given, Source
from trainer.exchange.table_rows import cut

_GIVEN = frozenset(
    "first|first name|firstname"
    "|given name|given names|forename|vorname|vornamen|rufname|prénom|prenom"
    "|nombre|nombres|имя|نام|نام کا پہلا حصہ|الاسم الأول|nome|imię|imiona|etunimi|förnamn|fornavn"
    "|voornaam|ad|adı|jméno|keresztnév|名".split("|")
)
_FAMILY = frozenset(
    "last|last name|lastname"
    "|surname|family name|familyname|nachname|familienname|zuname|nom de famille"
    "|apellido|apellidos|фамилия|خاندانی نام|اللقب|اسم العائلة|نام خانوادگی|cognome|nazwisko"
    "|sukunimi|efternamn|etternavn|efternavn|achternaam|soyad|soyadı|příjmení|vezetéknév|姓".split(
        "|"
    )
)
_OF_PUPILS = re.compile(
    r"^(?:student|pupil|learner|child|legal|schüler)(?:[’']?s)?[ _-]+|[ _-]+(?:student|pupil)$"
)
"""Words beside the half of a name, as in Pupil surname."""
_BEFORE_FAMILY = frozenset(
    "tussenvoegsel|tussenvoegsels|voorvoegsel|voorvoegsels|namenszusatz|vorsatzwort".split("|")
)
"""What stands before the family's name, in a column of its own: the `van den` of van den Berg."""
_WHOLE = frozenset(
    "full name|participant|teilnehmer|teilnehmerin|teilnehmer/in|teilnehmer*in|teilnehmende"
    "|student|student name|pupil|pupil name|learner|name of student|schüler|schülerin"
    "|schüler/in|schülername|schüler*in|élève|eleve|nom complet|nom et prénom|nom et prenom"
    "|nom prénom|alumno|alumna|alumno/a|estudiante|nombre completo|nombre y apellidos"
    "|apellidos y nombre|ученик|ученица|фио|ф.и.о.|имя и фамилия|фамилия и имя|фамилия, имя"
    "|طالب علم|پورا نام|الطالب|اسم الطالب|الاسم الكامل|نام و نام خانوادگی|vor- und nachname"
    "|name, vorname|nachname, vorname|last name, first name|vollständiger name|姓名".split("|")
)
_EITHER = frozenset("name|names|namen|nom|nombre|nome|имя|نام|اسم|الاسم|navn|namn|naam".split("|"))
"""The whole name where it stands alone; beside the other half, the half that is missing."""
_TITLES = 20
"""Rows among which the heading is looked for."""
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•])\s+")
_TURNED = re.compile(r"\s*[,،，]\s*")
_BEHIND = re.compile(r"[,،，](?:.*\d|\s*(?:[js]r\.?|i{2,3}|iv)\s*$)", re.IGNORECASE)
"""What stands behind a comma and is no given name: Jr., or figures."""
_GROUP_WORDS = (
    "class|classe|klasse|clase|klass|klasa|třída|sınıf|group|gruppe|groupe|grupo|gruppo|grupa|year"
    "|grade|form|section|team|jahrgang|jg|kurs|course|stufe|класс|группа|جماعت|کلاس|صف|فصل|班"
)
_GROUP = re.compile(
    rf"(?:{_GROUP_WORDS})\b.*|.*\b(?:{_GROUP_WORDS})"
    r"|\d{1,4}(?:[\s./º°ª-]*[^\W_]{1,4}){0,2}\.?|(?-i:[A-Z]{1,3}\s?\d{1,2}[a-zA-Z]?)",
    re.IGNORECASE,
)
"""A class, a group or a date, as in 7b, Q1, Year 8, blue group and 6ème B."""
_ASIDE = re.compile(r"^(?P<name>.*\S)\s*(?:[,،，]\s*(?P<group>[^,،，()]+)|\((?P<in>[^()]+)\))\s*$")
_FIGURES = re.compile(r"^\s*(\d+)\s+(?=\D)")
_PARTING = ("\t", ";", "|")
_COLUMN = 0.8
"""Part of a column's cells that look like names from which on it is one of names."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """Names as a file has them."""

    names: tuple[str, ...]
    """In its order, the given name first."""
    notices: tuple[str, ...] = ()
    """How it was read where the file does not say."""


def read_names(path: Path, encoding: str | None = None) -> FoundNames:
    """The names in a file: one on each line, a table (CSV and the like), or a workbook.

    Args:
        path: the file.
        encoding: of its text; found out where None.

    Raises:
        TrainerError: it cannot be read, or nobody can tell which of its columns are names.
    """
    source = Source(path, Given(encoding=encoding))
    notices: list[str] = []
    if sheet.fits(source):
        rows = sheet.first_rows(source)
    else:
        rows = _rows(source.text)
        notices += [f"{guess.place}: {guess.what}." for guess in source.guesses]
    above, columns = _heading(rows)
    if columns is None:
        columns, guessed = _evident(rows, path)
        notices += guessed
    found = [_named(row, columns) for row in rows[above:]]
    names = [name for name in found if name]
    if not names:
        raise TrainerError(f"{path} holds no names.", "Write a name on each line.")
    said = as_said(names)
    return replace(said, notices=(*notices, *said.notices))


def as_said(names: Sequence[str]) -> FoundNames:
    """Names as they are said: the given one first, and no class or group behind them."""
    alone = _without_groups(names)
    turned = [*map(_turned, alone)]
    notices: list[str] = []
    for before, after in ((names, alone), (alone, turned)):
        other = [(was, is_) for was, is_ in zip(before, after, strict=True) if was != is_]
        notices += [f"“{was}” was read as “{is_}”, and the like." for was, is_ in other[:1]]
    return FoundNames(tuple(turned), tuple(notices))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns make a name: its parts, in the order they are said."""

    parts: tuple[int, ...]


def _rows(text: str) -> list[list[str]]:
    """The rows of a text. One comma a line parts no columns unless a heading names them."""
    lines = [line for line in text.splitlines() if line.strip()]
    table = cut(CardCollector(), text)
    commas = any(line.count(",") > 1 for line in lines) or _heading(table.rows)[1] is not None
    if table.rows and (table.delimiter in _PARTING or (table.delimiter == "," and commas)):
        return table.rows
    names = [_NUMBERED.sub("", _unquoted(line)) for line in lines]
    above = _heading([[name] for name in names])[0]
    if _count_up(names[above:]):
        names = [_FIGURES.sub("", name) for name in names]
    return [[name] for name in names]


def _count_up(names: Sequence[str]) -> bool:
    """Whether each begins with a figure, one higher than the one above it."""
    found = [int(match[1]) for name in names if (match := _FIGURES.match(name))]
    return len(found) == len(names) > 1 and found == [*range(found[0], found[0] + len(found))]


def _unquoted(line: str) -> str:
    cells = next(csv.reader([line.strip()]), [""])
    return cells[0] if len(cells) == 1 else line.strip()


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, _Columns | None]:
    """How many rows stand above the first name, and the columns that the heading names."""
    for at, row in enumerate(rows[:_TITLES]):
        if len(rows) > at + 1 and (columns := _columns(row)):
            return at + 1, columns
    return 0, None


def _columns(row: Sequence[str]) -> _Columns | None:
    keys = [" ".join(re.sub(r"\(.*\)", "", cell).casefold().split()).strip(" :*") for cell in row]
    bare = [_OF_PUPILS.sub("", key) for key in keys]
    keys = [b if b in _GIVEN | _FAMILY else key for b, key in zip(bare, keys, strict=True)]
    family = next((at for at, key in enumerate(keys) if key in _FAMILY), None)
    given = next((at for at, key in enumerate(keys) if key in _GIVEN), None)
    whole = next((at for at, key in enumerate(keys) if key in _WHOLE), None)
    either = next((at for at, key in enumerate(keys) if key in _EITHER and at != given), None)
    if family is not None and given is None:
        given = either
    elif given is not None and family is None:
        family = either
    if given is not None and family is not None:
        before = (at for at, key in enumerate(keys) if key in _BEFORE_FAMILY)
        return _Columns((given, *before, family))
    alone = [at for at in (whole, either, given, family) if at is not None]
    return _Columns((alone[0],)) if alone else None


def _evident(rows: Sequence[Sequence[str]], path: Path) -> tuple[_Columns, list[str]]:
    """The columns of names where nothing names the columns."""
    width = max(map(len, rows), default=0)
    if width <= 1:
        return _Columns((0,)), []
    found = [at for at in range(width) if _holds_names([r[at] for r in rows if len(r) > at])]
    if len(found) == 1:
        return _Columns((found[0],)), []
    if len(found) == 2:  # noqa: PLR2004 - of the family, and given
        family, given = found
        row = next(row for row in rows if len(row) > max(found))
        notice = f"No heading says which column is which: “{row[given].strip()}” was taken for a "
        notice += "given name. Write “First name” and “Last name” above the columns to say so."
        return _Columns((given, family)), [notice]
    raise TrainerError(
        f"{path}: nobody can tell which columns are names.",
        "Write a line above them, as in: First name,Last name",
    )


def _holds_names(cells: Sequence[str]) -> bool:
    """Whether a column holds names: letters, no figures, and not the same few words again."""
    cells = [cell.strip() for cell in cells if cell.strip()]
    looks = [len(cell) > 1 and not re.search(r"[\d@]|://", cell) for cell in cells]
    few = len(cells) > 3 and len(set(cells)) <= max(1, len(cells) // 4)  # noqa: PLR2004
    return bool(cells) and sum(looks) >= _COLUMN * len(cells) and not few


def _named(row: Sequence[str], columns: _Columns) -> str:
    parts = (row[at] for at in columns.parts if at < len(row))
    return " ".join(" ".join(part.split()) for part in parts if part.strip())


def _without_groups(names: Sequence[str]) -> list[str]:
    """The names without the class or group behind each, unless two are told apart by it alone."""
    asides = [_ASIDE.match(name) for name in names]
    found = [match["group"] or match["in"] if match else "" for match in asides]
    behind = [group for group in found if group]
    full = all(" " in match["name"] for match in asides if match)  # else it is the family's name
    few = full and len(names) > 3 and len({*behind}) <= len(names) // 4  # noqa: PLR2004
    alone = [
        match["name"] if match and ((few and match["group"]) or _GROUP.fullmatch(group)) else name
        for name, match, group in zip(names, asides, found, strict=True)
    ]
    many = Counter(alone)
    return [name if many[short] > 1 else short for name, short in zip(names, alone, strict=True)]


def _turned(name: str) -> str:
    """`Müller, Anna` as she is called."""
    if _BEHIND.search(name):
        return name
    parts = [part for part in _TURNED.split(name) if part]
    return " ".join(reversed(parts)) if len(parts) == 2 else name  # noqa: PLR2004
