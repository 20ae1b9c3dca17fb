"""The table of readers: each form in which decks come, and the module that reads it."""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol, cast

from trainer.exchange.import_result import ImportResult
from trainer.exchange.source import ForeignFile


class _Module(Protocol):
    """What a module with a reader holds."""

    def fits(self, source: ForeignFile) -> bool:
        """Whether a file is of this form, by what is in it."""

    def read(self, source: ForeignFile, title: str) -> ImportResult:
        """The cards of a file; the title where it has none of its own."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One form in which decks come."""

    name: str
    """For `--from`."""
    program: str
    """Whose form it is."""
    endings: tuple[str, ...]
    """Of its files; the first is the usual one."""
    looks_for: str
    """What in a file makes it one of these, in words."""
    module: str
    """Of this package, with `fits` and `read`."""
    a_card_each: bool = False
    """Whether a file holds one card, and a folder the deck."""
    marked_up: bool = False
    """Whether its texts are Markdown to its own program too, whatever they say."""
    by_content: bool = False
    """Whether what is in a file is proof enough, whatever its ending is."""
    sign: str = ""
    """What a line begins or holds that makes a text one of these, where others may fit it too."""
    of: str = ""
    """The form of which it is a dialect, so that it is no doubt where both fit."""

    @property
    def _loaded(self) -> _Module:
        return cast("_Module", import_module(f"trainer.exchange.{self.module}"))

    def fits(self, source: ForeignFile) -> bool:
        """Whether a file is of this form, by what is in it."""
        return self._loaded.fits(source)

    def read(self, source: ForeignFile, title: str) -> ImportResult:
        """The cards of a file, with what had to be guessed of it.

        Raises:
            TrainerError: it is damaged, or of another form.
        """
        imported = self._loaded.read(source, title)
        guesses = dict.fromkeys((*source.guesses, *imported.guesses))
        marked = imported.marked_up
        if self.marked_up:
            from trainer.deck.marked_card import is_marked_up

            marked = any(map(is_marked_up, imported.cards))
        return replace(imported, guesses=tuple(guesses), marked_up=marked)


TEXTS = (".txt", ".md", ".markdown")
"""Endings of texts in many forms."""
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
        TEXTS,
        "options A. or A), then a line ANSWER: B",
        "aiken",
        sign=r"\s*ANSWER:",
    ),
    Reader(
        "text2qti",
        "text2qti",
        TEXTS,
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
        TEXTS,
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


def endings() -> tuple[str, ...]:
    """The endings of files that are read, each once."""
    return tuple(dict.fromkeys(ending for reader in READERS for ending in reader.endings))


def forms_listed() -> str:
    """The table of readers for a help screen: name, endings, and what is looked for."""
    rows = (
        f"{reader.name:<11} {' '.join(reader.endings)}: {reader.looks_for}" for reader in READERS
    )
    return "\b\nFormats, for --from:\n" + "\n".join(rows)
