"""Characters of private use, which the fonts of schools and of sciences have, are text as any."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.deck.card import Card, Cloze
from trainer.exchange.anki.cloze import cloze_cards, to_anki
from trainer.exchange.anki.note_type import NoteType, Template
from trainer.exchange.anki.sides import sides_of
from trainer.exchange.gaps import gap, with_gaps
from trainer.exchange.html.from_text import as_html
from trainer.exchange.html.levels import levelled
from trainer.exchange.html.mathml import latex_of
from trainer.exchange.html.to_text import as_text
from trainer.exchange.media.marks import MediaMarks, without_marks
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile
from trainer.markup.noncharacters import NONCHARACTERS

PRIVATE = "".join(map(chr, (*range(0xE0C0, 0xE0F0), *range(0xE200, 0xE240), 0x10FFF0, 0x10FFF5)))
"""Such as were signs within a text here once, and were dropped or misread."""
privates = st.text(st.sampled_from(PRIVATE) | st.characters(categories=["Co"]), min_size=1)
ENTRY = (
    '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i">'
    '<responseDeclaration baseType="string" cardinality="single" identifier="R"><correctResponse>'
    "<value>Tiber</value></correctResponse></responseDeclaration><itemBody><p>{0} on the"
    ' <textEntryInteraction responseIdentifier="R"/> now</p></itemBody></assessmentItem>'
)
FILES = {
    "a.txt": "#notetype:Cloze\n#html:true\n{0} on the {{{{c1::Tiber}}}} now\tmore\n",
    "b.txt": "#html:true\n<b>{0}</b>\tTiber<sup>({0})</sup>\n",
    "c.qti": ENTRY,
    "d.xml": '<quiz><question type="cloze"><questiontext format="html"><text>&lt;p&gt;{0} on the'
    " {{1:SA:=Tiber}} now&lt;/p&gt;</text></questiontext></question></quiz>",
    "e.md": "Q: {0} ![](no.png) `{0}`\nA: *{0}*\n",
    "f.gift": "{0} on the {{=Tiber}} now\n",
}
"""A file of each family of signs, with a text in it."""


def cards_of(path: Path, text: str) -> tuple[Card, ...]:
    path.write_text(text, encoding="utf-8")
    source = ForeignFile(path)
    return reader_of(source).read(source, "T").cards


def texts_of(card: Card) -> str:
    return " ".join(map(str, card.model_dump().values()))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "text", [PRIVATE, "\ue0d0\ue0e0x\ue0e1", "\ue0c01\ue0c1x\ue0c3"], ids=["all", "blank", "gap"]
)
def test_they_come_through_every_way_of_reading(tmp_path: Path, name: str, text: str) -> None:
    [plain] = cards_of(tmp_path / name, FILES[name].format("Rome"))
    [card] = cards_of(tmp_path / name, FILES[name].format(text))
    assert texts_of(card) == texts_of(plain).replace("Rome", text)


@pytest.mark.parametrize("name", FILES)
def test_noncharacters_are_left_out_wherever_they_are(tmp_path: Path, name: str) -> None:
    [plain] = cards_of(tmp_path / name, FILES[name].format("Rome"))
    many = "".join(NONCHARACTERS)
    if name.endswith((".qti", ".xml")):  # XML has neither
        many = many.replace("\ufffe", "").replace("\uffff", "") + "&#xFDD0;&#xFDEF;"
    [card] = cards_of(tmp_path / name, FILES[name].format(f"Ro{many}me"))
    assert texts_of(card) == texts_of(plain)


@given(privates)
def test_they_come_back_from_html(text: str) -> None:
    assert as_text(as_html(text)) == text
    assert as_text(f"<p>{as_html(text)}</p>") == text
    assert levelled(text) == text
    assert as_text(f"x<sup>{text}</sup>").removeprefix("x^").strip("()") == text


@given(privates, privates)
def test_they_come_back_from_gaps(text: str, hint: str) -> None:
    [anki] = cloze_cards(f"{text} {{{{c1::{text}::{hint}}}}}")
    assert anki.fields["cloze"] == f"{text} {{{{{text}::{hint}}}}}"
    assert with_gaps(f"{text} {gap(text, hint)}") == {"cloze": anki.fields["cloze"]}


@given(privates)
@example("\U0010fff0\U0010fff2\U0010fff1")
def test_they_come_back_from_pictures_beside_them(text: str) -> None:
    marks = MediaMarks()
    markup = f'{text}<img src="no.png">{text}[sound:no.mp3]'
    assert marks.in_html(markup) == markup
    assert marks.in_markdown(f"{text} ![](no.png)") == f"{text} ![](no.png)"
    assert without_marks(text) == text
    assert marks.parted(text) == (text, [])


def test_they_come_through_templates_as_the_words_beside_them() -> None:
    kind = NoteType("K", ("A", "B"), (Template.of("1", "\ue200 {{A}}", "\ue201 {{B}}"),))
    side = sides_of(kind, None, {"A": "Hund", "B": "dog"}).sides[0]
    assert (side.fields["q"], side.fields["a"]) == ("\ue200 Hund", "\ue201 dog")


def test_a_formula_may_hold_them() -> None:
    assert latex_of("<math><mi>x</mi><mo>\uf03d</mo><mn>2</mn></math>") == "x\uf03d2"


def test_a_gap_of_an_export_keeps_them() -> None:
    [card] = cloze_cards(f"a {{{{c1::{PRIVATE}}}}}")
    assert PRIVATE in to_anki(Cloze(cloze=str(card.fields["cloze"])))
