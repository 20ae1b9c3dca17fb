"""Names for a roster out of what schools have: a list, a table or a workbook.

A line above that names the columns says what they hold. Without one, columns of figures, dates
and addresses are left out, and of two columns of names the first is the family's.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.classroom.full_name import (
    GROUP_WORDS,
    MOSTLY,
    FoundNames,
    full_names,
    is_group,
    is_no_given_name,
    without_class,
)
from trainer.errors import TrainerError
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.source import ForeignFile, ImportOptions
from trainer.exchange.tables import workbook
from trainer.exchange.tables.rows import cut

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
"""What comes before the family's name, in a column of its own: the `van den` of van den Berg."""
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
"""The whole name where it is alone; beside the other half, the half that is missing."""
_TITLES = 20
"""Rows among which the heading is looked for."""
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•])\s+")
_BESIDE = frozenset((*GROUP_WORDS.split("|"), *"id|nr|nr.|no|no.|email|e-mail|mail".split("|")))
"""Headings of other columns than names."""
_FIGURES = re.compile(r"^\s*(\d+)\s+(?=\D)")
_PARTING = ("\t", ";", "|")


def read_names(path: Path, encoding: str | None = None) -> FoundNames:
    """The names in a file: one on each line, a table (CSV and the like), or a workbook.

    Args:
        path: the file.
        encoding: of its text; found out where None.

    Raises:
        TrainerError: it cannot be read, or nobody can tell which of its columns are names.
    """
    source = ForeignFile(path, ImportOptions(encoding=encoding))
    notices: list[str] = []
    if workbook.fits(source):
        rows = workbook.first_rows(source)
    else:
        rows = _rows(source.text)
        notices += [f"{guess.place}: {guess.what}." for guess in source.guesses]
    above, columns = _heading(rows)
    if columns is None:
        columns, guessed = _evident(rows[above:], path)
        notices += guessed
    found = [_named(row, columns) for row in rows[above:]]
    names = [name for name in found if name]
    if not names:
        raise TrainerError(f"{path} holds no names.", "Write a name on each line.")
    made = full_names(names)
    return replace(made, notices=(*notices, *made.notices))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns make a name: its parts, the given name first."""

    parts: tuple[int, ...]


def _rows(text: str) -> list[list[str]]:
    """The rows of a text. One comma a line parts no columns unless a heading names them."""
    lines = [line for line in text.splitlines() if line.strip()]
    table = cut(CardCollector(), text)
    if table.rows and table.delimiter in _PARTING:
        return table.rows
    by_comma = table if table.delimiter == "," else cut(CardCollector(), text, ",")
    rows = [[cell.strip() for cell in row] for row in by_comma.rows if any(row)]
    above, columns = _heading(rows)
    heading = rows[above - 1] if columns else []
    if columns and len(heading) > 1 and _is_known(heading, cut_so=table.delimiter == ","):
        if _part_as_named(heading, rows[above:], columns):
            return rows
        lines = lines[above:]
    elif (
        len(heading) != 1
        and table.delimiter == ","
        and any(without_class(line).count(",") > 1 for line in lines)
    ):
        return rows
    names = [_NUMBERED.sub("", _unquoted(line)) for line in lines]
    above = _heading([[name] for name in names])[0]
    if _count_up(names[above:]):
        names = [_FIGURES.sub("", name) for name in names]
    return [[name] for name in names]


def _is_known(heading: Sequence[str], *, cut_so: bool) -> bool:
    """Whether a line with commas is above columns: `Jansen, Ad` has one word for it too."""
    if cut_so and len(heading) > 2:  # noqa: PLR2004 - no name has so many
        return not any(map(is_group, heading))
    return all(_columns([cell]) or cell.casefold().strip(" :*") in _BESIDE for cell in heading)


def _part_as_named(
    heading: Sequence[str], rows: Sequence[Sequence[str]], columns: _Columns
) -> bool:
    """Whether the commas below a heading part its columns, and not the halves of a name."""
    if len(columns.parts) > 1 or len(heading) != 2 or columns.parts[0]:  # noqa: PLR2004
        return True
    cells = [[*filter(None, row)] for row in rows]
    return all(
        len(row) == len(heading)
        and (is_group(row[1]) or re.match(r"\d|\S*@", row[1]) or is_no_given_name(row[1], row[0]))
        for row in cells
        if len(row) > 1
    )


def _count_up(names: Sequence[str]) -> bool:
    """Whether each begins with a figure, one higher than the one above it."""
    found = [int(match[1]) for name in names if (match := _FIGURES.match(name))]
    return len(found) == len(names) > 1 and found == [*range(found[0], found[0] + len(found))]


def _unquoted(line: str) -> str:
    cells = next(csv.reader([line.strip()], skipinitialspace=True), [""])
    return ", ".join(cells) if len(cells) == 1 or line.lstrip().startswith('"') else line.strip()


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, _Columns | None]:
    """How many rows are above the first name, and the columns that the heading names."""
    for at, row in enumerate(rows[:_TITLES]):
        if len(rows) > at + 1 and (columns := _columns(row)):
            return at + 1, columns
    lines = [" ".join(row).strip() for row in rows[:2]]
    titles = [bool(re.search(r"\d", line) and is_group(line)) for line in lines]
    return int(titles == [True, False]), None


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
    cells = [[row[at] for row in rows if len(row) > at] for at in range(width)]
    found = [at for at in range(width) if _holds_names(cells[at])]
    if len(found) < 2:  # noqa: PLR2004 - it may be the family's, and all are called María
        found = [at for at in range(width) if _holds_names(cells[at], again=True)]
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


def _holds_names(cells: Sequence[str], *, again: bool = False) -> bool:
    """Whether a column holds names: letters, no figures, and not the same few words again.

    Args:
        cells: of the column.
        again: whether the same few may be names, where they are written as names are.
    """
    cells = [cell.strip() for cell in cells if cell.strip()]
    looks = [len(cell) > 1 and not re.search(r"[\d@]|://", cell) for cell in cells]
    few = len(cells) > 3 and len(set(cells)) <= max(1, len(cells) // 4)  # noqa: PLR2004
    few = few and not (again and not any(cell.islower() for cell in cells))
    return bool(cells) and sum(looks) >= MOSTLY * len(cells) and not few


def _named(row: Sequence[str], columns: _Columns) -> str:
    parts = [" ".join(row[at].split()) for at in columns.parts if at < len(row)]
    alone = [*map(without_class, parts)]
    classes = [part.removeprefix(short) for part, short in zip(parts, alone, strict=True)]
    return " ".join(filter(None, alone)) + "".join(classes)
