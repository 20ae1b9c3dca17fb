"""The table of readers: what each is called, and by what in a file it knows its own."""

import re
from collections.abc import Sequence

from trainer.errors import TrainerError
from trainer.exchange.import_result import Notice, quoted
from trainer.exchange.reader import Reader
from trainer.exchange.refusal import refuse_archive, refuse_other_kinds
from trainer.exchange.source import Source

_HEAD = 60
_TEXTS = (".txt", ".md", ".markdown")
READERS: tuple[Reader, ...] = (
    Reader(
        "anki",
        "Anki",
        (".apkg", ".colpkg", ".anki2", ".anki21", ".anki21b"),
        "an Anki package",
        "anki.package_reader",
        by_content=True,
    ),
    Reader(
        "crowdanki",
        "CrowdAnki",
        (".json",),
        "JSON with note_models and notes",
        "anki.crowdanki",
        by_content=True,
    ),
    Reader(
        "sheet",
        "Excel, LibreOffice; Kahoot, Wayground, Blooket, Gimkit",
        (".xlsx", ".ods", ".xls"),
        "a workbook with a table of questions",
        "tables.workbook",
        by_content=True,
    ),
    Reader(
        "mnemosyne",
        "Mnemosyne",
        (".cards", ".db", ".xml"),
        "an openSM2sync log, a database of facts and cards, or <mnemosyne>",
        "mnemosyne.reader",
        by_content=True,
    ),
    Reader(
        "moodle",
        "Moodle XML",
        (".xml",),
        "<quiz> with <question type>",
        "moodle.xml_reader",
        by_content=True,
    ),
    Reader(
        "qti",
        "QTI 1.2, 2.1, 3.0: Canvas, Blackboard, text2qti",
        (".zip", ".xml", ".qti"),
        "<questestinterop>, <assessmentItem> or <qti-assessment-item>, alone or in a zip",
        "qti.reader",
        by_content=True,
    ),
    Reader("kvtml", "Parley, KWordQuiz", (".kvtml", ".xml"), "<kvtml>", "kvtml", by_content=True),
    Reader(
        "pauker",
        "Pauker",
        (".gz", ".pau", ".xml"),
        "<Lesson> with <Batch>",
        "pauker",
        by_content=True,
    ),
    Reader(
        "mochi",
        "Mochi",
        (".mochi", ".zip"),
        "a zip with data.edn or data.json",
        "mochi.reader",
        marked_up=True,
        by_content=True,
    ),
    Reader(
        "org-drill", "org-drill", (".org",), "headings with the tag :drill:", "org_drill.reader"
    ),
    Reader(
        "blackboard",
        "Blackboard's upload",
        (".txt",),
        "lines that begin with MC, MA, TF, FIB, NUM … and a tab",
        "blackboard",
        sign=r"[A-Z_]+\t",
        of="table",
    ),
    Reader(
        "aiken",
        "Aiken",
        _TEXTS,
        "options A. or A), then a line ANSWER: B",
        "aiken",
        sign=r"\s*ANSWER:",
    ),
    Reader(
        "text2qti",
        "text2qti",
        _TEXTS,
        "numbered questions with options a) and *b), [*], or = and a number",
        "text2qti",
        marked_up=True,
        sign=r"\s*(?:\*[a-z]\)|\[\*\]|=\s+[-\[\d]|Quiz title:)",
    ),
    Reader(
        "gift",
        "GIFT (Moodle)",
        (".gift", ".txt"),
        "answers in { }, with = and ~",
        "moodle.gift_reader",
        sign=r".*\{\s*(?:[=~#}]|T\b|F\b|$)|::|\$CATEGORY:",
    ),
    Reader(
        "obsidian",
        "Obsidian Spaced Repetition",
        (".md", ".markdown"),
        "a #flashcards tag or <!--SR: with :: or ? between front and back",
        "markdown.obsidian",
        marked_up=True,
        sign=r".*(?:#?flashcards\b|<!--SR:)",
    ),
    Reader(
        "front-back",
        "Markdown, a file a card",
        (".md", ".markdown"),
        "the headings # Front and # Back",
        "markdown.front_back",
        a_card_each=True,
        marked_up=True,
        of="markdown",
    ),
    Reader(
        "remnote",
        "RemNote",
        (".md", ".txt"),
        "a list with >>, <<, :: or ;;",
        "markdown.remnote",
        marked_up=True,
        sign=r".*\s(?:>>|<<|<>|;;)(?:\s|$)",
    ),
    Reader(
        "mdanki",
        "mdanki",
        (".md", ".markdown"),
        "## headings with a line % or tags as [#tag]()",
        "markdown.mdanki",
        marked_up=True,
        sign=r"\s*%\s*$|\s*\[#",
        of="markdown",
    ),
    Reader(
        "hashcards",
        "hashcards",
        (".md", ".markdown"),
        "Q: and A: or C: lines, with a hashcards.db beside or name = in front",
        "markdown.hashcards",
        marked_up=True,
        of="markdown",
    ),
    Reader(
        "supermemo",
        "SuperMemo",
        (".txt",),
        "Q: and A: lines with A1:, #2, several A: or I: REP=",
        "supermemo",
        of="markdown",
    ),
    Reader(
        "markdown",
        "trainer's own Markdown",
        _TEXTS,
        "Q: and A: lines, C: lines, or headings with an answer below",
        "markdown.reader",
        sign=r"(?:[QC]|Question|Cloze)\s*:",
    ),
    Reader(
        "table",
        "CSV, TSV; Anki's and Quizlet's text",
        (".csv", ".tsv", ".txt", ".tab"),
        "rows that one separator cuts into columns",
        "tables.reader",
        sign=r".*\S(?:[\t;|,]| [-–] )",
    ),
)
"""In the order in which a file is tried: who looks for more comes first."""
_TABLE = next(reader for reader in READERS if reader.name == "table")


def reader_of(source: Source, name: str | None = None) -> Reader:
    """Who reads a file: the one that is named, or the first that finds what it looks for.

    Raises:
        TrainerError: nobody does; it says what was looked for.
    """
    if name:
        return next(reader for reader in READERS if reader.name == name)
    refuse_other_kinds(source)
    if _is_stated(source):
        return _TABLE
    known = [reader for reader in READERS if source.ending in reader.endings]
    if fitting := [reader for reader in known if reader.fits(source)]:
        return _surest(source, fitting)
    for reader in READERS:
        if reader.by_content and reader not in known and reader.fits(source):
            message = f"read as {reader.name}, for what is in it (--from chooses another form)"
            source.guesses.append(Notice("the file", message))
            return reader
    if source.ending not in _TEXTS:
        source.refuse_broken_xml()
    refuse_archive(source, "; ".join(reader.looks_for for reader in known))
    if not known:
        raise TrainerError(
            f"Files that end in {source.ending or 'nothing'} cannot be imported.",
            f"Known are: {', '.join(endings())}. --from NAME reads a file whatever its ending.",
        )
    raise TrainerError(
        f"{source.path} is in no form that is read here.", f"Looked for: {_looked_for(known)}."
    )


def _is_stated(source: Source) -> bool:
    from trainer.exchange.tables.reader import is_stated

    return is_stated(source)


def _surely_fits(text: str) -> bool:
    from trainer.exchange.tables.rows import surely_fits

    return surely_fits(text)


def _surest(source: Source, fitting: Sequence[Reader]) -> Reader:
    """Of those who could read a file the first, with a guess told where others could as well.

    Rows of a table count more than a sign in one of their cells.
    """
    first = fitting[0]
    if _TABLE in fitting and first.of != "table" and _surely_fits(source.text):
        first = _TABLE
    others = [one for one in fitting if one is not first and one.name != first.of]
    if other := next((one for one in others if _shown_in(source, one)), None):
        line, said = _shown_in(source, first) or (1, source.text[:_HEAD])
        notice = f"read as {first.name} for what stands here: {quoted(said)}"
        source.guesses.append(Notice(f"line {line}", f"{notice} (--from {other.name})"))
    return first


def _shown_in(source: Source, reader: Reader) -> tuple[int, str] | None:
    """The first line that shows a form, from 1, and what it says."""
    sign = re.compile(reader.sign or r".*\S", re.IGNORECASE)
    lines = enumerate(source.text.splitlines(), 1)
    return next(((at, line) for at, line in lines if sign.match(line)), None)


def _looked_for(readers: Sequence[Reader]) -> str:
    listed = "; ".join(f"{reader.looks_for} ({reader.name})" for reader in readers)
    cut = ", and --separator and --row-separator name what cuts a table"
    return f"{listed}. --from NAME reads it as one of these{cut if _TABLE in readers else ''}"


def endings() -> tuple[str, ...]:
    """The endings of files that are read, each once."""
    return tuple(dict.fromkeys(ending for reader in READERS for ending in reader.endings))


def forms_told() -> str:
    """The table of readers for a help screen: name, endings, and what is looked for."""
    rows = (
        f"{reader.name:<11} {' '.join(reader.endings)}: {reader.looks_for}" for reader in READERS
    )
    return "\b\nForms, for --from:\n" + "\n".join(rows)
