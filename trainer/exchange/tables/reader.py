"""Tables: CSV and TSV, the text exports of Anki and Quizlet, the sheets of quiz makers."""

import re

from trainer.exchange.anki.text_export import headers_of
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.source import NOTHING, ForeignFile, ImportOptions
from trainer.exchange.tables.row_cards import gather
from trainer.exchange.tables.rows import continued, cut, separator_of, stated
from trainer.exchange.tables.rows import fits as cuts

_SEP = re.compile(r"sep=(.+)", re.IGNORECASE)
"""Excel's own first line."""
_PARLEY = re.compile(r"Title:\t(.*)\nAuthor:\t.*\n?")
"""How KDE's programs begin a table."""
_STATING = frozenset(
    {"separator", "html", "notetype", "columns"}
    | {f"{name} column" for name in ("tags", "guid", "notetype", "deck")}
)
"""The headers of Anki's that no other text begins with."""
_ENDINGS = frozenset({".csv", ".tsv", ".tab"})


def fits(source: ForeignFile) -> bool:
    """Whether it is a table by its ending, its headers, or rows that are cut alike."""
    if not source.is_text or source.options.separator:
        return source.is_text or (source.ending in _ENDINGS and not source.is_archive)
    settings, body = headers_of(source.text)
    return source.ending in _ENDINGS or bool(settings) or cuts(body)


def is_stated(source: ForeignFile) -> bool:
    """Whether Anki's headers at the top of a text say that a table is below, whatever its name."""
    if b"#" not in source.begins[:4] or not source.is_text:
        return False
    return not _STATING.isdisjoint(headers_of(source.text.removeprefix("\ufeff"))[0])


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a table, see `read_table`."""
    return read_table(source.text, title, source.options, source.media)


def read_table(
    text: str, title: str, options: ImportOptions = NOTHING, media: MediaMarks | None = None
) -> ImportResult:
    """The cards of a table: a row each.

    Anki's headers (`#separator:tab`, `#html:true`, `#tags column:3` and the like) are obeyed,
    and where there are any, other rows that begin with `#` are remarks. Otherwise the separator
    is found out, and a first row that names its columns in a language that is known (question
    and answer, front and back, term and definition, or options and which is right) is a
    heading. Without one the first column asks, the second answers, and what further columns
    hold is left.

    Args:
        text: of the table.
        title: of the deck, where no header names it.
        options: what its learner says, which counts more than what is found out.
        media: the pictures and sounds that it names.
    """
    collector = CardCollector(media)
    settings, body = headers_of(text.removeprefix("\ufeff"))
    lines = len(settings)
    delimiter = stated(settings.get("separator", ""))
    if excel := _SEP.match(body):
        delimiter, body, lines = separator_of(excel[1].strip()), body[excel.end() + 1 :], lines + 1
    if parley := _PARLEY.match(body):
        settings, title = {}, parley[1].strip() or title
        delimiter, body, lines = "\t", body[parley.end() :], lines + 2
    table = cut(collector, body, delimiter, options, above=lines, as_anki=bool(settings))
    if columns := settings.get("columns"):  # cut as the rows are
        named = cut(CardCollector(), columns, table.delimiter, as_anki=True).rows
        settings["columns"] = "\t".join(named[0]) if named else columns
    rows = continued(collector, *table, lines)
    sign = "" if settings else table.delimiter
    return gather(collector, rows, settings, title, options, lines, sign)
