"""Pages to print: what stands on them, and what is told of what does not."""

import re
from html.parser import HTMLParser
from pathlib import Path

from typing_extensions import override

from trainer.cli.export import write_foreign
from trainer.deck.card import Card, Cloze, Flashcard, Match, MultipleChoice, Order, Where
from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck_text
from trainer.exchange.print_writer import write_cards, write_worksheet

CARDS: tuple[Card, ...] = (
    Flashcard(id="hund", q="Hund <der>", a="dog", reverse=True, why="A pet."),
    MultipleChoice(id="which", q="Which?", a="Po", wrong={"Arno": None, "Nera": None}),
    Cloze(id="gaps", cloze="The {{Po}} and the {{Adda}}.", together=True),
    Cloze(id="each", cloze="The {{Inn}} and the {{Isar}}."),
    Order(id="order", q="Order.", order=("x", "y", "z")),
    Match(id="match", q="Match.", match={"a": "1", "b": "2", "c": "3"}, extra=("4",)),
    Flashcard.model_validate({"id": "seen", "q": "What?", "a": "a bend", "picture": "bend.png"}),
    Where.model_validate(
        {
            "id": "where",
            "q": "Point.",
            "picture": "map.png",
            "where": "Po",
            "hide": {"Po": [10, 10, 20, 20], "Inn": [50, 10, 20, 20]},
        }
    ),
    Flashcard(id="later", q="Not yet?", a="no", status="draft"),
)
DECK = Deck(id="d", title="Rivers & more", setting="In the year 2000", cards=CARDS)


class Lines(HTMLParser):
    """The texts of a page, and the tags that are left open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(page)

    @override
    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


def test_a_worksheet_asks_everything_once_with_its_key_behind() -> None:
    page, losses = write_worksheet(DECK)
    sheet, key = page.split("<section class=key>")
    texts = Lines(sheet).texts
    assert texts.count("In the year 2000") == 1
    assert "Hund <der>" in texts
    assert [text for text in texts if text in {"Arno", "Nera", "Po"}] == ["Arno", "Nera", "Po"]
    assert "Po" in Lines(key).texts
    assert len(re.findall("<li><div class=text>", key)) == 7
    assert [(one.place, one.what) for one in losses] == [
        ("seen", "its picture"),
        ("where", "a question about regions of a picture, which is not printed"),
        ("later", "a draft"),
    ]
    assert sum(one.whole for one in losses) == 2


def test_cards_have_their_backs_where_they_are_turned() -> None:
    page, _ = write_cards(DECK)
    fronts, backs = (
        re.findall(r"<div class=text>(.*?)</div>", sheet, re.DOTALL)
        for sheet in page.split("<div class=page>")[1:3]
    )
    pairs = [(fronts[at], backs[at + 1 if at % 2 == 0 else at - 1]) for at in range(len(fronts))]
    assert pairs[0] == ("Hund &lt;der&gt;", "dog")
    assert pairs[1] == ("dog", "Hund &lt;der&gt;")
    assert ("The […] and the […].", "Po\nAdda") in pairs
    assert ("The Inn and the […].", "Isar") in pairs


def test_a_setting_stands_above_a_worksheet_and_on_each_card(tmp_path: Path) -> None:
    write_foreign(DECK, tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text().count("In the year 2000") == 1
    write_foreign(DECK, tmp_path / "b.html", "print-cards")
    assert (tmp_path / "b.html").read_text().count("In the year 2000:") > 7


JOINED = r"""
title: T
markup: markdown
cards:
  - {id: m, q: M, match: {$a_1$: $b_1$, $a_2$: $b_2$, $a_3$: $b_3$}}
  - {id: o, q: O, order: [$c_1$, $c_2$, $c_3$]}
  - {id: g, cloze: 'G {{$d_1$}} and $e_1 = {{f}}$'}
  - {id: t, q: T, truth: false, correction: 'It is $g_1$'}
  - {id: p, q: P, a: [$h_1$, $h_2$], wrong: [$h_3$]}
  - {id: l, q: L, list: [$i_1$, $i_2$]}
"""


def test_a_key_of_several_texts_is_drawn_whole() -> None:
    deck = read_deck_text(JOINED, Path("t.yaml")).deck
    assert deck
    key = write_worksheet(deck)[0].split("<section class=key>")[1]
    assert [part.count("<math") for part in key.split("<li><div class=text>")[1:]] == [
        6,
        3,
        2,
        1,
        2,
        2,
    ]
    assert "$" not in write_cards(deck)[0].split("</style>")[1]
