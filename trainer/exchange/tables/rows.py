"""Text cut into rows and cells: by which separator, and where quotes hold a cell together."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import quoted
from trainer.exchange.source import NOTHING, ImportOptions
from trainer.exchange.tables.cells import Cells, loosely_cut
from trainer.exchange.tables.heading import names_columns

NAMES = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
    "dash": " - ",
    "long dash": " – ",
    "line": "\n",
    "blank line": "\n\n",
}
"""Separators by the names that Anki has for them, and more."""
_WORDS = {sign: name for name, sign in NAMES.items()}
_GUESSED = ("\t", ";", "|", ",", " - ", " – ")
"""The separators that are looked for; where two fit alike, the one that is rarer in prose."""
_PROSE = {",": 0.2, ";": 0.2, "|": 0.0, "\t": 0.0, " - ": 0.1, " – ": 0.1}
"""How much less a separator proves because prose has it too."""
_SURE = {"\t": 0.6, ";": 0.9, "|": 0.9}
"""Separators that by themselves make a text a table, and the share of its lines that they cut."""
_IN_ONE_LINE = {
    "\t": "tab",
    " - ": "dash",
    " – ": "long dash",
    " = ": "equals sign",
    ": ": "colon",
    ",": "comma",
}
"""What parts cells where semicolons part rows, the rarer in prose first."""
_CELLS = (",,", ";;", "::", "||", "==", "=>", "->", "→", " = ", " : ", "~", ": ")
"""Signs that people choose between a term and its definition, where none of the usual cuts."""
_ROWS = ("\n", ";;", "||", "##", "|", "~")
"""And between rows."""
_FEWEST = 2
"""Rows that show such a choice."""
_NEARLY_ALL = 0.9
_QUOTED_LINES = re.compile(r'(?<![^\n,;\t|])"(?:[^"]++|"")*+"(?=[,;\t|\n]|\Z)')
"""A cell in quotes, which may hold lines that are no rows."""
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
"""The comma of a number."""
_ENOUGH = 0.5
"""Share of the rows that have to be cut alike."""
_DOUBT = 0.6
"""How near a second separator has to come to be mentioned."""
_MOST = 400
"""Rows that are tried whole; of more, as many from all over the file."""


class Cut(NamedTuple):
    """A text as rows."""

    rows: list[list[str]]
    width: int
    """Cells of the commonest row."""
    delimiter: str


def separator_of(name: str) -> str:
    r"""The sign that a name, a sign or a `\t` stands for."""
    plain = name.strip().lower()
    if plain in NAMES:
        return NAMES[plain]
    return name.replace("\\t", "\t").replace("\\n", "\n") or "\t"


def stated(value: str) -> str:
    """The separator that Anki's `#separator:` names; empty where it names none."""
    plain = value.strip().lower()
    return NAMES.get(plain, "") or (value[:1] if value[:1] in NAMES.values() else "")


def cut(  # noqa: PLR0913 - the text, and what is known of it
    collector: CardCollector,
    body: str,
    delimiter: str = "",
    options: ImportOptions = NOTHING,
    *,
    above: int = 0,
    as_anki: bool = False,
) -> Cut:
    """The rows of a text.

    Args:
        collector: takes what had to be guessed.
        body: the text, without headers.
        delimiter: what the file states; found out where empty.
        options: what its learner says.
        above: how many lines are above the text.
        as_anki: whether they are Anki's headers, so that quotes are those of CSV, and rows that
            begin with # are remarks.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = separator_of(options.separator) if options.separator else delimiter
    parted = separator_of(options.row_separator) if options.row_separator else ""
    if not delimiter:
        delimiter, parted = _evident(collector, _bare(body) if as_anki else body, parted, above)
    if not delimiter:
        return Cut([], 0, "")
    if parted and parted != "\n":
        rows = [part.split(delimiter) for part in body.split(parted) if part.strip()]
        return Cut(rows, _width(rows), delimiter)
    if options.quotes is False or delimiter not in _QUOTING:
        body = _bare(body) if as_anki else body
        rows = [line.split(delimiter) for line in body.split("\n")]
        return Cut(rows, _width(rows), delimiter)
    plain = [loosely_cut(line, delimiter) for line in body.split("\n") if '"' not in line]
    plain_width = _width(plain)
    doubtful = None if options.quotes else plain_width
    cells = Cells(body, delimiter, doubtful, collector, above=above, as_anki=as_anki)
    rows = list(cells.rows())
    if cells.remarks:
        collector.leave("the table", f"remarks, in lines that begin with #: {cells.remarks}")
    return Cut(rows, _width(rows), delimiter)


_QUOTING = frozenset("\t,;|: ")


def _width(rows: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return widths.most_common(1)[0][0] if widths else 0


def _bare(body: str) -> str:
    """The text, blank where a line is a remark."""
    return re.sub(r"(?m)^#.*$", "", body)


def _evident(collector: CardCollector, body: str, parted: str, above: int = 0) -> tuple[str, str]:
    """The separator that the whole file speaks for, and what parts its rows."""
    first = f"row {1 + above}"
    if not parted and (sign := _within_semicolons(body)):
        name = _IN_ONE_LINE[sign]
        if sign == ",":
            notice = (
                "the semicolon may separate its rows and the comma its cells, which is not sure"
            )
            collector.leave(first, f"{notice}: --separator comma --row-separator semicolon")
            return "", parted
        notice = f"the semicolon separates its rows, and the {name} its cells"
        collector.guess(first, f"{notice} (--row-separator line)")
        return sign, ";"
    even = _QUOTED_LINES.sub(lambda match: match[0].replace("\n", " "), body)
    scores = sorted(((_score(even, sign), sign) for sign in _GUESSED), key=lambda one: -one[0])
    (best, sign), (second, other) = scores[:2]
    blocks = [block for block in re.split(r"\n[ \t]*\n", body) if block.strip()]
    if sign != " - " and best < _ENOUGH <= _score(
        "\n".join(b.split("\n")[0] for b in blocks), " - "
    ):
        sign, best, second = " - ", 1.0, 0.0
    if sign == " - " and not parted and len(blocks) > 1:
        parted = "\n\n"
    if not body.strip():
        collector.leave("the table", "nothing in it")
        return "", parted
    in_a_line = "\n" not in body.strip()
    if (best < _ENOUGH or in_a_line) and (free := _freely(body, parted)):
        sign, parted = free
        rows = f", and {quoted(parted)} its rows" if parted.strip() else ""
        notice = f"{quoted(sign)} separates its cells{rows}"
        collector.guess(first, f"{notice} (--separator, --row-separator)")
        return sign, parted
    if best < _ENOUGH:
        notice = "no separator gives all rows as many cells: name it with --separator"
        collector.leave("the table", notice)
        return sign if best > 0 else "", parted
    if second >= _DOUBT * best and other != sign:
        notice = f"cut at the {_WORDS[sign]}, though the {_WORDS[other]} would cut it too"
        collector.guess(first, f"{notice}: --separator {_WORDS[other]}")
    return sign, parted


def _freely(body: str, parted: str) -> tuple[str, str] | None:
    """Signs of somebody's own choice between cells and rows, where nearly every row has one."""
    for row in (parted,) if parted else _ROWS:
        pieces = [piece for piece in body.split(row) if piece.strip()]
        if len(pieces) < _FEWEST or (row not in body.strip() and not parted):
            continue
        for sign in _CELLS:
            cut_once = [piece.split(sign) for piece in pieces if piece.count(sign) == 1]
            filled = [1 for cells in cut_once if all(cell.strip() for cell in cells)]
            enough = max(_FEWEST + (sign == ": "), _NEARLY_ALL * len(pieces))
            if sign != row and len(filled) >= enough:
                return sign, row
    return None


def _within_semicolons(body: str) -> str:
    """What parts the cells where a semicolon parts rows, as Quizlet lets its users choose.

    Lines with like numbers of semicolons are rows themselves, as are those below a heading.
    """
    lines = [line for line in body.split("\n") if line.strip()]
    pieces = [piece for piece in body.split(";") if piece.strip()]
    if len(pieces) <= 2 * len(lines) or names_columns(loosely_cut(lines[0], ";")):
        return ""
    alike = Counter(line.count(";") for line in lines).most_common(1)[0][1]
    if alike >= max(_FEWEST, _ENOUGH * len(lines)):
        return ""
    pieces = [_DECIMAL.sub("", piece) for piece in pieces]
    for sign in _IN_ONE_LINE:
        if sum(piece.count(sign) == 1 for piece in pieces) >= _ENOUGH * len(pieces):
            return sign
    return ""


def continued(
    collector: CardCollector, rows: list[list[str]], width: int, delimiter: str, lines: int
) -> list[list[str]]:
    """Rows of two cells with the lines that go on with a definition, as Quizlet writes them.

    Nothing is quoted there: a line without a separator belongs to the row before it, and a
    second separator to the definition.
    """
    if delimiter not in {"\t", " - "} or width != 2:  # noqa: PLR2004 - term and definition
        return rows
    whole: list[list[str]] = []
    for at, row in enumerate(rows, 1 + lines):
        if len(row) == 1 and row[0].strip() and whole and len(whole[-1]) == width and lines == 0:
            collector.guess(f"row {at}", f"goes on with the one before it: {quoted(row[0])}")
            whole[-1][1] += f"\n{row[0]}"
            row = []  # noqa: PLW2901 - it is counted all the same
        elif len(row) > width and lines == 0 and row[1].strip():
            row = [row[0], delimiter.join(row[1:])]  # noqa: PLW2901
        whole.append(row)
    return whole


def surely_fits(body: str) -> bool:
    """Whether nearly all lines are rows of cells that no prose and no other form has so."""
    lines = [line for line in _sample(body) if line.strip()]
    for sign, share in _SURE.items():
        cells = [re.split(re.escape(sign) + ("(?! |$)" if sign == ";" else ""), x) for x in lines]
        width = _width([row for row in cells if all(cell.strip() for cell in row[:2])])
        alike = [row for row in cells if len(row) == width and all(x.strip() for x in row[:2])]
        if width > 1 and len(alike) >= share * len(lines):
            return True
    return False


def fits(body: str) -> bool:
    """Whether some separator cuts most of the text into like rows."""
    if _within_semicolons(body):
        return True
    blocks = "\n".join(block.split("\n")[0] for block in re.split(r"\n[ \t]*\n", body))
    scores = [_score(body, sign) for sign in _GUESSED] + [_score(blocks, " - ")]
    return max(scores) >= _ENOUGH or _freely(body, "") is not None


def _score(body: str, sign: str) -> float:
    """How much speaks for a separator: rows cut alike, not as prose is, quotes beside it."""
    if sign not in body:
        return 0.0
    lines = [line for line in _sample(body) if line.strip()]
    cells = [_roughly(line, sign) for line in lines]
    width = _width(cells) if cells else 0
    several = Counter(len(row) for row in cells if len(row) > 1)
    if not several:
        return 0.0
    common = width if width > 1 else several.most_common(1)[0][0]
    alike = several[common] / len(cells)
    more = sum(count for other, count in several.items() if other != common) / len(cells)
    separating = sum(_separates(line, sign) for line in lines if sign in line)
    plain = separating / max(1, sum(sign in line for line in lines))
    if sign == ";" and alike == 1 and len(cells) > 1:
        plain = 1.0  # no prose has as many semicolons in each of its lines
    heading = names_columns([cell.strip().strip('"') for cell in cells[0]])
    beside = f'"{sign}' in body or f'{sign}"' in body
    score = (alike + 0.3 * more) * (plain if sign in ",;" else 1.0) - _PROSE[sign] * 0.2
    return score + (1.0 if heading else 0.0) + (0.3 if beside and sign in ",;\t|" else 0.0)


def _sample(body: str) -> list[str]:
    lines = body.split("\n")
    step = max(1, len(lines) // _MOST)
    return lines[:1] + lines[1:50] + lines[50::step]


def _roughly(line: str, sign: str) -> list[str]:
    """The cells of a line, quoted parts taken out of the way."""
    if '"' in line and len(sign) == 1:
        line = re.sub(r'"(?:[^"]|"")*"', lambda match: "x" * bool(match[0]), line)
    return line.split(sign)


def _separates(line: str, sign: str) -> bool:
    """Whether a line has the sign where prose and decimal numbers do not have it."""
    line = re.sub(r'"(?:[^"]|"")*"', "x", line)
    if sign == ";":
        return re.search(";(?! )", line) is not None
    return re.search(rf"(?<!\d){re.escape(sign)}(?! )|{re.escape(sign)}(?![ \d])", line) is not None
