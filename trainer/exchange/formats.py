"""The table of readers: what each is called, and by what in a file it knows its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol, cast

from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult, Notice
from trainer.exchange.refusal import refuse_archive, refuse_other_kinds
from trainer.exchange.source import Source


class _Module(Protocol):
    """What a module with a reader holds."""

    def fits(self, source: Source) -> bool:
        """Whether a file is of this form, by what is in it."""

    def read(self, source: Source, title: str) -> ImportResult:
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
    """Whether its texts are Markdown to its own program too."""
    by_content: bool = False
    """Whether what is in a file is proof enough, whatever its ending is."""

    @property
    def _loaded(self) -> _Module:
        return cast("_Module", import_module(f"trainer.exchange.{self.module}"))

    def fits(self, source: Source) -> bool:
        """Whether a file is of this form, by what is in it."""
        return self._loaded.fits(source)

    def read(self, source: Source, title: str) -> ImportResult:
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


_STATES_A_TABLE = re.compile(
    r"\ufeff?(?:#[A-Za-z ]+:.*\n)*?#(?:separator|html|notetype|columns):", re.IGNORECASE
)
_TEXTS = (".txt", ".md", ".markdown")
READERS: tuple[Reader, ...] = (
    Reader(
        "anki",
        "Anki",
        (".apkg", ".colpkg", ".anki2", ".anki21", ".anki21b"),
        "an Anki package",
        "apkg_reader",
        by_content=True,
    ),
    Reader(
        "crowdanki",
        "CrowdAnki",
        (".json",),
        "JSON with note_models and notes",
        "crowdanki",
        by_content=True,
    ),
    Reader(
        "sheet",
        "Excel, LibreOffice; Kahoot, Wayground, Blooket, Gimkit",
        (".xlsx", ".ods", ".xls"),
        "a workbook with a table of questions",
        "sheet",
        by_content=True,
    ),
    Reader(
        "mnemosyne",
        "Mnemosyne",
        (".cards", ".db", ".xml"),
        "an openSM2sync log, a database of facts and cards, or <mnemosyne>",
        "mnemosyne",
        by_content=True,
    ),
    Reader(
        "moodle",
        "Moodle XML",
        (".xml",),
        "<quiz> with <question type>",
        "moodle",
        by_content=True,
    ),
    Reader(
        "qti",
        "QTI 1.2, 2.1, 3.0: Canvas, Blackboard, text2qti",
        (".zip", ".xml", ".qti"),
        "<questestinterop>, <assessmentItem> or <qti-assessment-item>, alone or in a zip",
        "qti",
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
        "mochi",
        marked_up=True,
        by_content=True,
    ),
    Reader("org-drill", "org-drill", (".org",), "headings with the tag :drill:", "org_drill"),
    Reader(
        "blackboard",
        "Blackboard's upload",
        (".txt",),
        "lines that begin with MC, MA, TF, FIB, NUM … and a tab",
        "blackboard",
    ),
    Reader("aiken", "Aiken", _TEXTS, "options A. or A), then a line ANSWER: B", "aiken"),
    Reader(
        "text2qti",
        "text2qti",
        _TEXTS,
        "numbered questions with options a) and *b), [*], or = and a number",
        "text2qti",
    ),
    Reader("gift", "GIFT (Moodle)", (".gift", ".txt"), "answers in { }, with = and ~", "gift"),
    Reader(
        "obsidian",
        "Obsidian Spaced Repetition",
        (".md", ".markdown"),
        "a #flashcards tag or <!--SR: with :: or ? between front and back",
        "obsidian",
        marked_up=True,
    ),
    Reader(
        "front-back",
        "Markdown, a file a card",
        (".md", ".markdown"),
        "the headings # Front and # Back",
        "front_back",
        a_card_each=True,
    ),
    Reader("remnote", "RemNote", (".md", ".txt"), "a list with >>, <<, :: or ;;", "remnote"),
    Reader(
        "mdanki",
        "mdanki",
        (".md", ".markdown"),
        "## headings with a line % or tags as [#tag]()",
        "mdanki",
        marked_up=True,
    ),
    Reader(
        "hashcards",
        "hashcards",
        (".md", ".markdown"),
        "Q: and A: or C: lines, with a hashcards.db beside or name = in front",
        "hashcards",
        marked_up=True,
    ),
    Reader(
        "supermemo",
        "SuperMemo",
        (".txt",),
        "Q: and A: lines with A1:, #2, several A: or I: REP=",
        "supermemo",
    ),
    Reader(
        "markdown",
        "trainer's own Markdown",
        _TEXTS,
        "Q: and A: lines, C: lines, or headings with an answer below",
        "markdown",
    ),
    Reader(
        "table",
        "CSV, TSV; Anki's and Quizlet's text",
        (".csv", ".tsv", ".txt", ".tab"),
        "rows that one separator cuts into columns",
        "table",
    ),
)
"""In the order in which a file is tried: who looks for more comes first."""


def reader_of(source: Source, name: str | None = None) -> Reader:
    """Who reads a file: the one that is named, or the first that finds what it looks for.

    Raises:
        TrainerError: nobody does; it says what was looked for.
    """
    if name:
        return next(reader for reader in READERS if reader.name == name)
    refuse_other_kinds(source)
    known = [reader for reader in READERS if source.ending in reader.endings]
    stated = _states_a_table(source)
    for reader in known:
        if (reader.name == "table") if stated else reader.fits(source):
            return reader
    for reader in READERS:
        if reader.by_content and reader not in known and reader.fits(source):
            message = f"read as {reader.name}, for what is in it (--from chooses another form)"
            source.guesses.append(Notice("the file", message))
            return reader
    refuse_archive(source, "; ".join(reader.looks_for for reader in known))
    if not known:
        raise TrainerError(
            f"Files that end in {source.ending or 'nothing'} cannot be imported.",
            f"Known are: {', '.join(endings())}. --from NAME reads a file whatever its ending.",
        )
    raise TrainerError(
        f"{source.path} is in no form that is read here.", f"Looked for: {_looked_for(known)}."
    )


def _states_a_table(source: Source) -> bool:
    """Whether Anki's headers at the top of a text say that a table is below."""
    table = next(reader for reader in READERS if reader.name == "table")
    if source.ending not in table.endings or not source.is_text:
        return False
    return _STATES_A_TABLE.match(source.text) is not None


def _looked_for(readers: Sequence[Reader]) -> str:
    listed = "; ".join(f"{reader.looks_for} ({reader.name})" for reader in readers)
    return f"{listed}. --from NAME reads it as one of these"


def endings() -> tuple[str, ...]:
    """The endings of files that are read, each once."""
    return tuple(dict.fromkeys(ending for reader in READERS for ending in reader.endings))


def forms_told() -> str:
    """The table of readers for a help screen: name, endings, and what is looked for."""
    rows = (
        f"{reader.name:<11} {' '.join(reader.endings)}: {reader.looks_for}" for reader in READERS
    )
    return "\b\nForms, for --from:\n" + "\n".join(rows)
