"""Every import, written and read again, gives equal cards, whatever was done to the file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.small_files import TEXTS, file_name, write_small_files
from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text
from trainer.errors import TrainerError
from trainer.exchange.anki.note import Note, gather_note
from trainer.exchange.anki.note_type import NoteType, Template, plain_type
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult
from trainer.exchange.readers import READERS
from trainer.exchange.recognition import reader_of
from trainer.exchange.sound_deck import sound_deck
from trainer.exchange.source import ForeignFile, ImportOptions

PIECES = [
    "\n",
    "\n\n",
    "  ",
    "\t",
    ":",
    "::",
    "- ",
    "#",
    "'",
    '"',
    "{{",
    "}}",
    "{{c1::",
    "{",
    "=",
    "~",
    "|",
    "*",
    ">",
    "<b>",
    "</p>",
    "&lt;",
    "&#0;",
    "<![CDATA[",
    "null",
    "~",
    "!!",
    "&a",
    "?",
    "%",
    "@",
    "`",
    "true",
    "1.10",
    "\\",
    "\u2028",
    "\u0085",
    "\u202e",
    "\x07",
    "\ufeff",
    "é",
    "e\u0301",
    "日",
    "🦊",
    "\ue0c0",
    "\ue0d0",
    "a" * 90,
    "Po",
    "Hund",
    "dog",
    "Tiber",
    "Arno",
]
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from(PIECES)), max_size=8)


def harmed(text: str, edits: list[tuple[float, int, str]]) -> str:
    """The text with pieces put in, each in place of so many letters."""
    for share, cut, piece in edits:
        at = int(share * len(text))
        text = text[:at] + piece + text[at + cut :]
    return text


def reads_back(imported: ImportResult) -> None:
    """What is written of an import is what it brought; what cannot be is listed."""
    sound = sound_deck(imported.title, imported.cards, {"id": "imported"}, imported.drafts)
    reading = read_deck_text(sound.text, Path("imported.yaml"))
    assert not [one for one in reading.diagnostics if one.severity == "error"]
    assert reading.cards == sound.deck.cards
    demoted = {one.place for one in (*sound.done, *sound.losses)}
    kept: dict[str, Card] = {card_key(card): card for card in sound.deck.cards}
    for card in imported.cards:
        key = card_key(card)
        assert kept.get(key) == card or f"card {key}" in demoted


def test_a_draft_with_the_question_of_another_card_reads_back() -> None:
    collector = CardCollector()
    collector.add("row 1", {"q": "Which?", "a": "Po"})
    collector.add("row 2", {"q": "Which?"})
    reads_back(collector.result("T"))


def test_each_reader_has_its_own_small_file(tmp_path: Path) -> None:
    write_small_files(tmp_path)
    read = {reader_of(ForeignFile(path)).name for path in tmp_path.iterdir()}
    assert read == {reader.name for reader in READERS} - {"anki", "sheet"}


@pytest.mark.parametrize("name", TEXTS)
def test_every_import_reads_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    reader = next(one for one in READERS if one.name == name)
    path = tmp_path_factory.mktemp("read") / file_name(reader)
    seen = []

    @settings(max_examples=settings().max_examples // 2)
    @given(EDITS)
    def tried(edits: list[tuple[float, int, str]]) -> None:
        path.write_text(harmed(TEXTS[name], edits), encoding="utf-8", newline="")
        try:
            imported = reader.read(ForeignFile(path, ImportOptions()), "T")
        except TrainerError:
            return
        seen.append(len(imported.cards))
        if imported.cards:
            reads_back(imported)

    tried()
    assert max(seen) > 0


FIELDS = st.lists(st.sampled_from([*PIECES, "{{c2::", "[sound:a.mp3]", "<br>", "<ruby>", "<rt>"]))
NOTE_TYPES = (
    NoteType(
        "B", ("F", "B"), (Template.of("1", "{{F}}", "{{B}}"), Template.of("2", "{{B}}", "{{F}}"))
    ),
    NoteType("T", ("F", "B"), (Template.of("1", "{{F}}{{type:B}}", "{{type:B}}"),)),
    NoteType(
        "C", ("F", "B"), (Template.of("1", "{{cloze:F}}", "{{cloze:F}}<br>{{B}}"),), is_cloze=True
    ),
    plain_type("", 3, 1, cloze=False),
    NoteType("trainer", ("Front", "Back", "Why", "Sides", "Typed"), ()),
)
TEXTS_OF_A_NOTE = st.lists(FIELDS.map("".join), min_size=1, max_size=5)
"""As many fields as its type has, or not."""


@given(st.lists(st.tuples(st.sampled_from(NOTE_TYPES), TEXTS_OF_A_NOTE), min_size=1, max_size=4))
def test_every_note_of_anki_reads_back(notes: list[tuple[NoteType, list[str]]]) -> None:
    collector = CardCollector()
    for number, (kind, texts) in enumerate(notes):
        gather_note(collector, Note(f"note {number}", f"g{number}!", "", kind, texts, None))
    imported = collector.result("T")
    assert len(imported.cards) + len(imported.losses) > 0
    if imported.cards:
        reads_back(imported)
