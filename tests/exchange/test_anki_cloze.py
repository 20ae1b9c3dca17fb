import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trainer.deck.card import Card
from trainer.deck.cloze import Cloze, gap_written, literally
from trainer.exchange.anki.changed_note import returned
from trainer.exchange.anki.cloze import cloze_cards, is_cloze, numbers_in, to_anki
from trainer.exchange.anki.kept_notes import RawNote
from trainer.exchange.anki.note import Note, gather_note
from trainer.exchange.anki.note_type import NoteType, Template
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.html.from_markdown import cloze_for_anki
from trainer.markup.text import plain_of
from trainer.markup.writing import as_plain


@pytest.mark.parametrize(
    ("anki", "ours"),
    [
        ("{{c1::Rome::city}} on the {{c2::Tiber}}", ["{{Rome::city}} on the {{Tiber}}"]),
        ("{{c2::Tiber}} in {{c1::Rome}}", ["{{Tiber}} in {{Rome}}"]),
        ("{{c1::a {{c2::b}} c}}", ["{{a b c}}", "a {{b}} c"]),
        ("{{c1::a {{c2::b::inner}} c::outer}}", ["{{a b c::outer}}", "a {{b::inner}} c"]),
        ("{{c1::{{c1::in}} out}} z", ["{{in out}} z"]),
        ("{{c1,2::both}} x", ["{{both}} x"]),
        ("{{c1,2::both}} {{c1::one}}", ["{{both}} {{one}}", "{{both}} one"]),
        ("{{c0::zero}} {{c1::one}}", ["zero {{one}}"]),
        ("{{c01::z}}", ["{{z}}"]),
        ("{{c1::Rome::city::in Italy}}", [r"{{Rome::city\::in Italy}}"]),
        ("{{c1::}} t {{c2::u}}", ["t {{u}}"]),
        ("{{c1::a}}} t", ["{{a}}} t"]),
        ("{{c1::dog}} }} {{c2::open", [r"{{dog}} \}} \{{c2::open"]),
        ("\\\\{{c1::a}}", [r"\\{{a}}"]),
        (r"Half: {{c1::\(\frac{b}{2}\)}}", [r"Half: {{\(\frac\{b\}\{2\}\)}}"]),
        (r"\({{c1::\frac{a}{b} }}\)", [r"\({{\frac\{a\}\{b\}}}\)"]),
        ("{{C1::up}} {{c1::down}}", [r"\{{C1::up\}} {{down}}"]),
    ],
)
def test_what_anki_asks_for_is_asked(anki: str, ours: list[str | None]) -> None:
    said = [card.fields.get("cloze") for card in cloze_cards(anki)]
    assert [text.strip() if isinstance(text, str) else text for text in said] == ours


def test_one_number_on_several_gaps_is_asked_together() -> None:
    pair, alone = cloze_cards("{{c1::a}} {{c2::b}} {{c1::c}}")
    assert pair.fields == {"cloze": "{{a}} b {{c}}", "together": True}
    assert alone.fields == {"cloze": "a {{b}} c", "together": None}
    assert (pair.items, alone.items) == ({1: 0}, {2: 0})


def test_each_number_is_the_item_of_its_gap() -> None:
    [card] = cloze_cards("{{c3::a}} {{c1::b}}")
    assert card.items == {3: 0, 1: 1}
    [card] = cloze_cards("{{c1,2::a}} {{c3::b}}")
    assert card.items == {1: 0, 2: 0, 3: 1}


@pytest.mark.parametrize("text", ["{{C1::up}}", "{{c1 ::a}}", "{{c1::a", "{{c::a}}", "{{a}}"])
def test_what_anki_takes_for_no_gap_is_none(text: str) -> None:
    assert not is_cloze(text)
    assert numbers_in(text) == ()


@pytest.mark.parametrize("anki", [r"\{{c1::a}}", "{{c1::c2}}"])
def test_what_ours_cannot_say_is_a_question(anki: str) -> None:
    [card] = cloze_cards(anki)
    assert set(card.fields) == {"q", "a"}


CLOZE = NoteType("C", ("F",), (Template.of("", "{{cloze:F}}", "{{cloze:F}}"),), is_cloze=True)


def cards_of(markup: str, *, marked_up: bool = False) -> tuple[Card, ...]:
    collector = CardCollector(marked_up=marked_up)
    gather_note(collector, Note("", "g", "", CLOZE, [markup], None))
    return collector.result("").cards


SIGNS = st.text(st.sampled_from("{}c1:: a\\"))


@given(SIGNS, SIGNS, SIGNS, st.booleans())
def test_gaps_of_ours_come_back(gap: str, hint: str, beside: str, together: bool) -> None:
    written = gap_written(gap or "x", hint)
    try:
        cloze = Cloze(cloze=f"{written} {literally(beside)} {{{{two}}}}", together=together)
    except ValidationError:
        return
    card, *others = cards_of(to_anki(cloze))
    if not isinstance(card, Cloze):  # a backslash before braces is more than our escapes can say
        assert "\\" in gap + hint + beside
        return
    assert not others
    assert card.together == together
    assert [(one.text, one.hint) for one in card.gaps] == [
        (one.text, one.hint) for one in cloze.gaps
    ]


@given(SIGNS, SIGNS, SIGNS, st.sampled_from(["", "**", "`"]))
def test_gaps_of_a_marked_up_deck_come_back(gap: str, hint: str, beside: str, style: str) -> None:
    plain = [as_plain(text).strip() for text in (gap.replace("\\", "") or "x", hint, beside)]
    written = gap_written(plain[0] or "x", plain[1])
    try:
        said = f"{style}{written}{style} {literally(plain[2])} {{{{two}}}}"
        cloze = Cloze(cloze=said)
    except ValidationError:
        return
    assert numbers_in(cloze_for_anki(cloze)) == (1, 2)
    card, *others = cards_of(cloze_for_anki(cloze), marked_up=True)
    if not isinstance(card, Cloze):
        assert "\\" in said
        return
    assert not others
    went, came = (
        [(plain_of(one.text).split(), plain_of(one.hint or "").split()) for one in of.gaps]
        for of in (cloze, card)
    )
    assert came == went


@pytest.mark.parametrize("marked_up", [False, True])
def test_a_changed_cloze_goes_back_with_its_signs(*, marked_up: bool) -> None:
    field = "In C++ {{c1::std&#58;:vector}} is a {{c2::{list&#125;::a &#58;: b}}"
    raw = RawNote("g", "1", (field,), "", (0, 1))
    [card] = cards_of(field, marked_up=marked_up)
    assert isinstance(card, Cloze)
    changed = card.model_copy(update={"cloze": card.cloze.replace("is a", "is one")})
    there = returned(raw, CLOZE, [changed], marked_up=marked_up)
    assert there.fields == (field.replace("is a", "is one"),)
    assert not there.losses


@given(st.lists(st.sampled_from(["{{c1::", "{{c2::", "{{c1,2::", "}}", "::", "a", "{", "}", " "])))
def test_no_text_of_a_gap_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    for card in cloze_cards(text):
        said = " ".join(str(value) for value in card.fields.values())
        assert said.count("a") <= text.count("a")
