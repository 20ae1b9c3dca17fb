"""Every import, written and read again, gives equal cards, whatever was done to the file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text
from trainer.errors import TrainerError
from trainer.exchange.anki_note import Note, gather_note
from trainer.exchange.anki_note_type import NoteType, Template, plain_type
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.formats import READERS
from trainer.exchange.import_result import ImportResult
from trainer.exchange.sound_deck import sound_deck
from trainer.exchange.source import Given, Source

# ruff: noqa: E501 - files as they are
SEEDS = {
    "table": "Question\tOption A\tOption B\tCorrect\tWhy\nRome?\tTiber\tPo\tA\tso\n",
    "crowdanki": '{"name": "D", "children": [], "note_models": [{"crowdanki_uuid": "m", "name": "M",'
    ' "type": 0, "flds": [{"name": "F"}, {"name": "B"}], "tmpls": [{"name": "T", "qfmt": "{{F}}",'
    ' "afmt": "{{FrontSide}}<hr id=answer>{{B}}"}]}], "notes": [{"guid": "g!", "note_model_uuid":'
    ' "m", "fields": ["Hund", "dog<br>or so"], "tags": ["a::b"]}]}',
    "gift": "::One:: Which? {=Po#so ~Tiber#no ~Arno}\n\n"
    "Match. {=a -> b =c -> d =e -> f}\n\nLong? {#652:5}\n\nTrue. {F#because}\n",
    "markdown": "Q: Hund?\nA: dog\nTags: x\n\nC: The [Po] flows.\n\n# Which?\n- [x] one\n- [ ] two\n",
    "aiken": "Which?\nA. Po\nB. Arno\nANSWER: B\n",
    "text2qti": "1. Which?\n... why\na) Po\n*b) Arno\n\n2. Long?\n= 652 +- 5\n\n3. Who?\n* Ann\n* Anna\n",
    "supermemo": "Q: Hund?\nA: dog\nA1: cat\n\nQ: Brot?\nA: bread\n",
    "hashcards": "Q: Hund?\nA: dog\n\nC: The [Po] and \\[so\\].\n",
    "obsidian": "#flashcards\n\nHund::dog\n\nBrot\n??\nbread\n\nThe ==Po==.\n",
    "org-drill": "* Rome :drill:\nWhich river?\n** Answer\nTiber\n",
    "remnote": "- Hund >> dog\n- Brot <> bread\n- The {{Po}}\n",
    "moodle": '<quiz><question type="multichoice"><name><text>N</text></name><questiontext format='
    '"html"><text>Which?</text></questiontext><answer fraction="100"><text>Po</text></answer>'
    '<answer fraction="0"><text>Arno</text><feedback><text>no</text></feedback></answer></question>'
    '<question type="shortanswer"><questiontext><text>Who?</text></questiontext>'
    '<answer fraction="100"><text>Ann*</text></answer></question></quiz>',
    "kvtml": '<kvtml version="2.0"><identifiers><identifier id="0"><locale>de</locale></identifier>'
    '<identifier id="1"><locale>en</locale></identifier></identifiers><entries><entry id="0">'
    '<translation id="0"><text>Hund</text></translation><translation id="1"><text>dog</text>'
    "<comment>so</comment></translation></entry></entries></kvtml>",
    "pauker": "<!--This is a lesson file for Pauker (http://pauker.sourceforge.net)--><Lesson "
    'LessonFormat="1.7"><Description>D</Description><Batch><Card><FrontSide><Text>Hund</Text>'
    "</FrontSide><ReverseSide><Text>dog</Text></ReverseSide></Card></Batch></Lesson>",
    "qti": '<questestinterop><assessment><section><item ident="i" title="t"><presentation><material>'
    '<mattext>Which?</mattext></material><response_lid ident="r"><render_choice><response_label '
    'ident="a"><material><mattext>Po</mattext></material></response_label><response_label ident="b">'
    "<material><mattext>Arno</mattext></material></response_label></render_choice></response_lid>"
    '</presentation><resprocessing><respcondition><conditionvar><varequal respident="r">a</varequal>'
    "</conditionvar><setvar>100</setvar></respcondition></resprocessing></item></section>"
    "</assessment></questestinterop>",
}
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
    assert reading.cards == sound.cards
    demoted = {one.place for one in (*sound.done, *sound.losses)}
    kept: dict[str, Card] = {card_key(card): card for card in sound.cards}
    for card in imported.cards:
        key = card_key(card)
        assert kept.get(key) == card or f"card {key}" in demoted


@pytest.mark.parametrize("name", SEEDS)
def test_every_import_reads_back(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    reader = next(one for one in READERS if one.name == name)
    path = tmp_path_factory.mktemp("read") / f"file{reader.endings[0]}"
    seen = []

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(EDITS)
    def tried(edits: list[tuple[float, int, str]]) -> None:
        path.write_text(harmed(SEEDS[name], edits), encoding="utf-8", newline="")
        try:
            imported = reader.read(Source(path, Given()), "T")
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
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NOTE_TYPES), FIELDS, FIELDS), min_size=1, max_size=4))
def test_every_note_of_anki_reads_back(notes: list[tuple[NoteType, list[str], list[str]]]) -> None:
    collector = CardCollector()
    for number, (kind, front, back) in enumerate(notes):
        texts = ("".join(front), "".join(back), "")[: len(kind.fields)]
        gather_note(collector, Note(f"note {number}", f"g{number}!", "", kind, texts, None))
    imported = collector.result("T")
    assert len(imported.cards) + len(imported.losses) > 0
    if imported.cards:
        reads_back(imported)
