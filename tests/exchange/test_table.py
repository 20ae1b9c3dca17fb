from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.card import Cloze, Flashcard
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.table import read_table, write_table


def pairs(text: str) -> list[tuple[str, str]]:
    return [(card.prompt, card.solution) for card in read_table(text, "T").cards]


@pytest.mark.parametrize(
    "text",
    [
        "Hund\tdog\nKatze\tcat\n",
        "Hund,dog\nKatze,cat\n",
        "Hund;dog\r\nKatze;cat\r\n",
        "\ufeffFront,Back\nHund,dog\nKatze,cat",
        "back;front\ndog;Hund\ncat;Katze\n",
        "#separator:tab\n#html:false\nHund\tdog\nKatze\tcat\n",
        '#separator:Comma\n#columns:Back,Front\n"dog","Hund"\n"cat","Katze"\n',
        "term\tdefinition\nHund\tdog\n\nKatze\tcat\n",
    ],
    ids=["quizlet", "csv", "semicolon", "heading", "swapped", "anki", "columns", "term"],
)
def test_a_row_is_a_card(text: str) -> None:
    assert pairs(text) == [("Hund", "dog"), ("Katze", "cat")]


def test_ankis_headers_are_obeyed() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        "#tags column:6\nab12\tBasic\tTrips\tHund<br>groß\t&lt;dog&gt;\tanimals de::x\n"
    )
    [card] = read_table(text, "T").cards
    assert isinstance(card, Flashcard)
    assert (card.id, card.q, card.a) == ("ab12", "Hund\ngroß", "<dog>")
    assert card.tags == ("animals", "de-x")


def test_a_cloze_of_anki_is_a_cloze() -> None:
    [card] = read_table("{{c1::Rome::city}} lies on the {{c2::Tiber}}.\tItaly\n", "T").cards
    assert isinstance(card, Cloze)
    assert card.cloze == "{{Rome::city}} lies on the {{Tiber}}."
    assert card.why == "Italy"


def test_what_has_no_place_is_told() -> None:
    text = "q,a,tags,colour\nHund,dog,x,brown\n,lost,,\nKatze,,,\n<img src='a.png'>Maus,mouse,,\n"
    carried = read_table(text, "T")
    assert len(carried.cards) == 2
    told = " / ".join(one.what for one in carried.left)
    assert "column colour: 1 cells" in told
    assert "no question" in told
    assert "no answer to “Katze”" in told
    assert "a.png" in told


def test_a_cell_more_than_the_heading_is_told_with_its_row_and_the_rest_comes() -> None:
    carried = read_table("front,back\nOne?,two\nThree, four?,five\n", "T")
    assert [(card.prompt, card.solution) for card in carried.cards] == [
        ("One?", "two"),
        ("Three", "four?"),
    ]
    [lost] = carried.left
    assert lost.place == "row 3"
    assert "more cells than the heading" in lost.what
    assert "“five”" in lost.what


def test_the_same_question_twice_stays_two_cards_or_is_told() -> None:
    carried = read_table("Bank\tbank\nBank\tbench\nBank\tbank\n", "T")
    assert len({card_key(card) for card in carried.cards}) == 2
    assert [one.what for one in carried.left] == ["the same card as “row 1”"]


def test_a_stray_quote_swallows_nothing() -> None:
    assert pairs('5" pipe\tRohr\n"x\ty\nz\tw\n') == [('5" pipe', "Rohr"), ('"x', "y"), ("z", "w")]


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_the_shipped_decks_come_back(decks: list[Deck], delimiter: str) -> None:
    for deck in decks:
        text, _ = write_table(deck, delimiter)
        back = {card.id: card for card in read_table(text, "T").cards}
        assert set(back) == {card_key(card) for card in deck.cards}
        for card in deck.cards:
            twin = back[card_key(card)]
            assert twin.why == card.why
            assert twin.tags == card.tags
            if isinstance(card, Cloze):
                assert isinstance(twin, Cloze)
                assert (twin.cloze, twin.together) == (card.cloze, card.together)
            else:
                assert twin.solution == card.solution
                assert twin.prompt.startswith(card.prompt)


def test_real_tables_lose_no_row(real: Path) -> None:
    path = real / "csv-ultimate-geography/src/data/capital.csv"
    carried = read_table(path.read_text(), "Capitals")
    rows = path.read_text().count("\n")
    assert len(carried.cards) + 1 == rows


@given(st.text())
def test_anything_is_read_or_told(text: str) -> None:
    read_table(text, "T")
