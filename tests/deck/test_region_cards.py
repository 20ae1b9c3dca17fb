from pathlib import Path

import pytest

from trainer.deck.card import Hide, Where
from trainer.deck.identity import card_key
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.writer import deck_text

HIDE = "{q: Which?, picture: m.png, hide: {Karachi: [10, 20, 5, 5], Lahore: [60, 20, 5, 5]}}"


def read(*cards: str) -> Reading:
    text = "title: T\ncards:\n" + "".join(f"  - {card}\n" for card in cards)
    return read_deck_text(text, Path("deck.yaml"))


def test_each_region_is_an_item_named_by_what_is_there() -> None:
    deck = read(HIDE).deck
    assert deck
    one, two = items_of_deck(deck)
    assert (one.solution, two.solution) == ("Karachi", "Lahore")
    turned = read(HIDE.replace("hide: {", "hide: {Quetta: [1, 1, 5, 5], ")).deck
    assert turned
    assert {one.id, two.id} < {item.id for item in items_of_deck(turned)}


def test_a_single_region_keeps_its_name_when_others_come() -> None:
    alone = read("{q: Which?, picture: m.png, hide: {Lahore: [60, 20, 5, 5]}}").deck
    both = read(HIDE).deck
    assert alone
    assert both
    assert items_of_deck(alone)[0].id == items_of_deck(both)[1].id


def test_where_takes_its_region_from_hide_and_is_one_item() -> None:
    deck = read(
        "{q: Point., picture: m.png, where: A, hide: {A: [1, 2, 3, 4], B: [9, 9, 9, 9]}}"
    ).deck
    assert deck
    [item] = items_of_deck(deck)
    assert isinstance(item.card, Where)
    assert item.card.region == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("card", "told"),
    [
        ("{q: Q?, hide: {A: [1, 2, 3, 4]}}", "`picture` is missing"),
        ("{q: Q?, picture: m.png, where: A}", "`hide` is missing"),
        ("{q: Q?, picture: m.png, where: C, hide: {A: [1, 2, 3, 4]}}", "not one of the regions"),
        ("{q: Q?, picture: m.png, hide: {A: [1, 2, 3]}}", "four numbers"),
        ("{q: Q?, picture: m.png, hide: {A: [90, 2, 30, 4]}}", "outside the picture"),
        ("{q: Q?, picture: m.png, hide: {A: [-1, 2, 30, 4]}}", "outside the picture"),
        ("{q: Q?, picture: m.png, hide: {A: [1, 2, 0, 4]}}", "outside the picture"),
        ("{q: Q?, picture: m.png, hide: {A: [1, 2, x, 4]}}", "does not belong there"),
        ("{q: Q?, picture: m.png, hide: {A: [1, 2, nan, 4]}}", ""),
        ("{q: Q?, picture: m.png, hide: {}}", ""),
        (
            "{q: Q?, picture: m.png, hide: {A: [1, 2, 3, 4]}, accept: {B: C}}",
            "not one of the regions",
        ),
        ("{q: Q?, a: A, picture: [m.png]}", ""),
        ("{q: Q?, a: A, picture: {alt: M}}", ""),
        ("{q: Q?, a: A, picture: {file: m.png, size: 3}}", ""),
        ("{q: Q?, a: {text: A, picture: {alt: x}}, wrong: [B]}", "`picture` is not"),
    ],
)
def test_what_is_no_picture_or_region_is_told(card: str, told: str) -> None:
    reading = read(card)
    assert reading.deck is None
    assert told in " ".join(finding.message for finding in reading.errors)


def test_cards_of_one_question_are_told_apart_by_their_pictures() -> None:
    reading = read("{q: Who?, a: Ann, picture: a.png}", "{q: Who?, a: Bob, picture: b.png}")
    assert reading.deck
    one, two = reading.deck.cards
    assert card_key(one) != card_key(two)


def test_a_picture_changes_no_key_of_a_card_without_one() -> None:
    deck = read("{q: Who?, a: Ann, answer_picture: a.png, why_picture: b.png}", HIDE).deck
    assert deck
    assert card_key(deck.cards[0]) == card_key(read("{q: Who?, a: Ann}").cards[0])


def test_cards_with_pictures_read_back_as_they_were_written() -> None:
    cards = read(
        HIDE,
        "{q: P., picture: {file: m.png, alt: A, caption: B, credit: C}, where: A, hide: {A: [1, 2.5, 3, 4]}}",  # noqa: E501
        "{q: Q?, a: {text: A, picture: a.png}, wrong: [{text: B, why: W, picture: {file: b.png, alt: B}}, C]}",  # noqa: E501
        "{q: S?, a: A, sound: s.mp3, answer_sound: t.ogg, answer_picture: p.gif, why_picture: w.webp}",  # noqa: E501
        "{q: L., list: [{text: A, picture: a.png}, B]}",
    ).cards
    assert len(cards) == 5
    text = deck_text("T", cards)
    assert read_deck_text(text, Path("deck.yaml")).cards == cards
    assert "[1, 2.5, 3, 4]" in text


def test_regions_may_be_rated_by_the_learner() -> None:
    [card] = read(HIDE.replace("hide:", "self_marked: true, hide:")).cards
    assert isinstance(card, Hide)
    assert card.form((0,)).self_marked
