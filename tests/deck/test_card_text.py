"""A card from a form into a deck's text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck import card_text
from trainer.deck.card import Flashcard, kind_of
from trainer.deck.card_fields import KIND_NAMES, fields_of, form_fields, texts_of
from trainer.deck.card_text import with_card, with_card_instead
from trainer.deck.formatter import formatted
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.writer import written_fields
from trainer.errors import TrainerError

PATH = Path("rivers.yaml")
FILLED = {
    "flashcard": {"q": "Where does it end?", "a": "In the sea", "reverse": "yes"},
    "choice": {"q": "Which is it?", "a": "Tiber", "wrong": "Arno | Florence has it.\nPo"},
    "pick": {"q": "Which are it?", "a": "Po | Padus\nAdda", "wrong": "Rhine\nSeine"},
    "typed": {"q": "Who is it?", "typed": "Goethe", "accept": "J. W. Goethe\nvon Goethe"},
    "cloze": {"cloze": "It joins {{Vienna}}: and {{Buda}}.", "accept": "Vienna | Wien"},
    "truth": {"q": "It is so # here.", "truth": "no", "correction": "It is not."},
    "number": {"q": "How many?", "number": "6.022e23", "unit": "m", "tolerance": "5%"},
    "date": {"q": "When was it?", "date": "1989-11-09"},
    "order": {"q": "In order?", "order": "one\ntwo\nthree"},
    "match": {"q": "Match: all", "match": "Peru | Lima\nChile | Santiago\nCuba | Havana"},
    "list": {"q": "Name all.", "list": "Estonia\nLatvia | Lettland", "ordered": "yes"},
    "where": {
        "q": "Point at it.",
        "picture": "map.png | A map",
        "where": "Rome",
        "hide": "Rome | 48, 52, 9, 9.5",
    },
    "hide": {
        "q": "What is hidden?",
        "picture": "map.png",
        "hide": "Rome | 48, 52, 9, 9\nOslo | 1 2 3 4",
        "accept": "Rome | Roma",
        "self_marked": "yes",
    },
    "poll": {"q": "How was it?", "poll": "Too easy\nToo hard"},
}
DECKS = [
    "title: A\ncards:\n  - q: What?  # one\n    a: b\n\n  - {q: Who?, a: c}\n# the end\n",
    "title: A\ncards:\n- q: What?\n  a: b\n- q: Who?\n  a: c",
    "title: A\ncards:\n  - q: What?\n    a: |+\n      b\n\n\nsilence: {D373: few}\n",
    "title: A\r\ncards:\r\n  - q: What?\r\n    a: b\r\n",
    "{title: A, cards: [{q: What?, a: b}, ]}",
    "title: A\ncards:\n",
    "title: A\ncards: []\nid: a\n",
    "title: A",
    "title: A\ncards:\n  - q: broken\n  - q: What?\n    a: b\n",
]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_kind_goes_below_the_last_card_of_any_deck(kind: str) -> None:
    for deck in DECKS:
        before = read_deck_text(deck, PATH)
        added = with_card(read_deck_text(deck, PATH), fields_of(kind, FILLED[kind]))
        after = read_deck_text(added.text, PATH)
        assert added.card is not None, deck
        assert added.errors == ()
        assert after.cards == (*before.cards, added.card)
        assert (added.card.kind, after.cards[-1].id) == (kind, added.card.id)
        assert after.card_spans[-1].line == added.line


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_nothing_else_is_touched_and_fmt_has_nothing_left_to_do_with_it(kind: str) -> None:
    deck = formatted(read_deck_text(DECKS[0], PATH))
    text = with_card(read_deck_text(deck, PATH), fields_of(kind, FILLED[kind])).text
    kept = [line for line in text.splitlines() if line in deck.splitlines()]
    assert [line for line in kept if line] == [line for line in deck.splitlines() if line]
    assert formatted(read_deck_text(text, PATH)) == text


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_form_shows_what_it_reads(kind: str) -> None:
    fields = fields_of(kind, FILLED[kind])
    made = kind_of(fields)
    assert made is not None
    assert made.kind == kind
    assert fields_of(kind, texts_of(kind, fields)) == fields


def test_findings_stand_at_their_field() -> None:
    added = with_card(read_deck_text(DECKS[0], PATH), {"q": "Describe it.", "a": "A river"})
    keys = {str(finding.code): key for key, finding in added.findings}
    assert keys["D316"] == "q"
    unready = with_card(read_deck_text(DECKS[0], PATH), {"q": "When?", "date": "yesterday"})
    assert unready.card is None
    assert [(key, f.code) for key, f in unready.findings] == [("date", "D203")]


def test_the_same_question_twice_is_an_error() -> None:
    assert [
        f.code for f in with_card(read_deck_text(DECKS[0], PATH), {"q": "What?", "a": "x"}).errors
    ]


def test_a_deck_that_cannot_be_read_takes_no_card() -> None:
    with pytest.raises(TrainerError, match="line 2"):
        with_card(read_deck_text("title: A\n\tcards:\n", PATH), {"q": "What?", "a": "b"})
    with pytest.raises(TrainerError, match="holds a text"):
        with_card(read_deck_text("title: A\ncards: none\n", PATH), {"q": "What?", "a": "b"})


_TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=30)


@given(q=_TEXT, a=_TEXT, why=_TEXT, deck=st.sampled_from(DECKS))
def test_any_text_reads_back_as_it_was_typed(q: str, a: str, why: str, deck: str) -> None:
    fields = fields_of("flashcard", {"q": f"Q {q}", "a": f"A {a}", "why": f"W {why}"})
    added = with_card(read_deck_text(deck, PATH), fields)
    read = read_deck_text(added.text, PATH)
    if added.card is not None:  # else it holds a sign that no deck may hold
        assert read.cards[-1] == added.card
        assert added.card == Flashcard.model_validate({**fields, "id": added.card.id})


def test_a_form_takes_pairs_and_truth_as_a_deck_has_them() -> None:
    pairs = {"Peru": "Lima", "Chile: north": "Arica", "Cuba": "Havana"}
    text = "Peru: Lima\nChile: north | Arica\nCuba | Havana"
    assert fields_of("match", {"match": text})["match"] == pairs
    assert [fields_of("truth", {"truth": one})["truth"] for one in ("True", "no")] == [True, False]


def test_every_field_of_a_form_is_a_key_of_its_kind() -> None:
    for kind in KIND_NAMES:
        added = with_card(read_deck_text(DECKS[0], PATH), fields_of(kind, FILLED[kind]))
        assert added.card is not None
        assert {field.key for field in form_fields(kind)} <= set(type(added.card).model_fields)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_key_that_was_not_touched_keeps_its_lines(end: str) -> None:
    kept = """\
    tags: [ rivers,   italy ]
    q: >-
      Which river runs
      through Rome?
    a: 'Tiber'
""".replace("\n", end)
    deck = f"title: T{end}id: t{end}cards:{end}  - id: one{end}{kept}    why: Old.{end}"
    deck += f"  - {{q: Other?, a: A}}{end}"
    [card, _] = read_deck_text(deck, PATH).cards
    fields = written_fields(card)

    def instead(**more: object) -> str:
        return with_card_instead(read_deck_text(deck, PATH), 0, {**fields, **more}).text

    assert instead() == deck
    assert instead(why="New.") == deck.replace("Old.", "New.")
    assert instead(hint="T") == deck.replace(f"Old.{end}", f"Old.{end}    hint: T{end}")
    assert instead(a="Arno") == deck.replace("'Tiber'", "Arno")
    del fields["why"]
    assert instead() == deck.replace(f"    why: Old.{end}", "")


@given(
    st.sampled_from(
        ["q: |\n      Two\n      lines\n", "q: |+\n      One\n\n", 'q: "A\n\n      b"\n']
    ),
    st.sampled_from(["A", "x: y", "two\nlines", "- #", ""]),
)
def test_what_is_kept_reads_as_before(question: str, why: str) -> None:
    deck = f"title: T\nid: t\ncards:\n  - id: one\n    a: A\n    {question}"
    [card] = read_deck_text(deck, PATH).cards
    fields = {**written_fields(card), **({"why": why} if why else {})}
    added = with_card_instead(read_deck_text(deck, PATH), 0, fields)
    assert added.card is not None
    assert written_fields(added.card) == fields
    assert f"    {question}".rstrip() in added.text


@pytest.mark.parametrize("fields", [{"q": "Why?", "a": "So."}, {"q": "Why?", "nothing": "x"}])
def test_a_card_is_added_with_one_parse_of_the_deck(
    fields: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_deck_text(DECKS[0], PATH)
    parsed: list[str] = []

    def counted(text: str, path: Path) -> Reading:
        parsed.append(text)
        return read_deck_text(text, path)

    monkeypatch.setattr(card_text, "read_deck_text", counted)
    added = with_card(before, fields)
    assert [text for text in parsed if DECKS[0].splitlines()[0] in text] == [added.text]
