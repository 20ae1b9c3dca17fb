"""What comes back of every kind of card from every form in which decks go out."""

import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from trainer.cli.export import write_foreign
from trainer.deck.card import Card, Cloze, ListCard, MultipleChoice, PickAll, Typed
from trainer.deck.card_base import CardBase
from trainer.deck.deck import Deck
from trainer.deck.entry import Entry
from trainer.deck.example import example_deck
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import OF_A_CARD, OF_A_DECK, OTHER_NAMES
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile
from trainer.exchange.writers import WRITERS, Writer

READ_BACK = [writer for writer in WRITERS if not writer.name.startswith("print")]
ENDINGS = {"options": ".csv", "hashcards": ".md", "mnemosyne": ".txt"}


@pytest.fixture(scope="module")
def every_kind() -> Deck:
    """A deck with a card of every kind, as `trainer new` makes it."""
    deck = read_deck_text(example_deck("kinds", "Kinds", "schema"), Path("kinds.yaml")).deck
    assert deck
    return deck


def out_and_in(deck: Deck, writer: Writer, folder: Path) -> tuple[Deck, Sequence[Notice]]:
    """The deck after it was written and read, and what was listed as lost."""
    file = folder / f"out{(*writer.endings, ENDINGS.get(writer.name, ''))[0]}"
    if writer.is_text:
        text, losses = writer.text(deck)
        file.write_text(text, encoding="utf-8")
    else:
        data, losses = writer.whole(deck)
        file.write_bytes(data)
    if sum(one.whole for one in losses) == len(deck.cards):  # a file without a card is no deck
        return deck.model_copy(update={"cards": ()}), losses
    source = ForeignFile(file)
    imported = reader_of(source).read(source, deck.title)
    return deck.model_copy(update={"cards": imported.cards}), losses


def twin_of(card: Card, cards: Sequence[Card]) -> Card | None:
    """The card that came back of one: by its id, its question, or how that begins."""
    for other in cards:
        if other.id == card_key(card) or other.prompt == card.prompt:
            return other
    begins = card.prompt.split("[")[0].split("{")[0].strip()
    return next((c for c in cards if begins and c.prompt.startswith(begins)), None)


def comes_back(card: Card, cards: Sequence[Card]) -> str:
    """How a card comes back, in a word: whole, as another kind, or not at all."""
    twin = twin_of(card, cards)
    if twin is None:
        return "-"
    same = twin.model_copy(update={"id": card.id})
    if isinstance(card, PickAll) and isinstance(same, PickAll):  # of several no one is the first
        same = same.model_copy(update={"a": tuple(sorted(same.a, key=card.a.index))})
    if same == card:
        return "whole"
    return twin.kind if type(twin) is not type(card) else "mostly"


class Trip(NamedTuple):
    """A deck that came from one form, and what another makes of it."""

    first: Deck
    second: Deck
    losses: Sequence[Notice]


Trips = Mapping[tuple[str, str], Trip]


def trips_of(deck: Deck, folder: Path) -> Trips:
    """The deck through every pair of forms, the same twice included."""
    made = {}
    for one in READ_BACK:
        first, _ = out_and_in(deck, one, folder)
        for other in READ_BACK:
            made[one.name, other.name] = Trip(first, *out_and_in(first, other, folder))
    return made


@pytest.fixture(scope="module")
def trips(every_kind: Deck, tmp_path_factory: pytest.TempPathFactory) -> Trips:
    """The deck of every kind through every pair of forms."""
    return trips_of(every_kind, tmp_path_factory.mktemp("trips"))


def lined_up(rows: Sequence[Sequence[str]]) -> str:
    """A table in columns as wide as they need to be."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def table_of(deck: Deck, trips: Trips) -> str:
    """What each form keeps of each kind, for `trainer export --formats`, and each pair of them."""
    names = [writer.name for writer in READ_BACK]
    cards = [card for card in deck.cards if card.status != "draft"]
    kinds = [next(one for one in cards if one.kind == kind) for kind in {c.kind: 0 for c in cards}]
    kept = [["", *names]]
    for card in kinds:
        back = (comes_back(card, trips[name, name].first.cards) for name in names)
        kept.append([card.kind, *back])
    pairs = [["from / to", *names]]
    for one in names:
        row = [one]
        for other in names:
            ends = [comes_back(card, trips[one, other].second.cards) for card in kinds]
            whole, there = ends.count("whole"), len(ends) - ends.count("-")
            row.append(f"{whole} of {there}")
        pairs.append(row)
    return (
        f"{lined_up(kept)}\n\n"
        "whole: it comes back the very same. mostly: what it loses is listed when it is written.\n"
        "A kind: as that it is asked there. -: it has no place there, which is listed.\n\n"
        f"A deck of these {len(kinds)} kinds that went out in one form, came back, and went out in"
        f" another:\n\n{lined_up(pairs)}\n\n"
        "3 of 8: eight are there, and three of them are the very same.\n"
    )


def test_the_table_of_what_each_form_keeps_is_true(every_kind: Deck, trips: Trips) -> None:
    made = table_of(every_kind, trips)
    kept = Path(str(files("trainer.exchange") / "kept.txt"))
    if os.environ.get("TRAINER_WRITE_KEPT"):
        kept.write_text(made, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == made, "TRAINER_WRITE_KEPT=1 writes it again"


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_what_has_no_answer_goes_out_in_no_form(writer: Writer, tmp_path: Path) -> None:
    cards = "- {q: Which bank?, poll: [left, right]}\n- {q: Which lake?, status: draft}"
    deck = read_deck_text(f"title: Rivers\ncards:\n{cards}", Path("rivers.yaml")).deck
    assert deck
    losses = write_foreign(deck, tmp_path / "out", writer.name)
    poll, draft = map(card_key, deck.cards)
    assert [(one.place, one.what) for one in losses if one.whole] == [
        (poll, "an opinion question, without an answer"),
        (draft, "a draft"),
    ]


@pytest.mark.parametrize("writer", READ_BACK, ids=lambda writer: writer.name)
def test_what_does_not_come_back_whole_is_told(
    every_kind: Deck, writer: Writer, tmp_path: Path
) -> None:
    back, losses = out_and_in(every_kind, writer, tmp_path)
    told = {one.place for one in losses}
    for card in every_kind.cards:
        if comes_back(card, back.cards) != "whole":
            assert card_key(card) in told, card


@pytest.mark.parametrize("writer", READ_BACK, ids=lambda writer: writer.name)
def test_every_shipped_deck_comes_back(decks: list[Deck], writer: Writer, tmp_path: Path) -> None:
    for deck in decks:
        back, losses = out_and_in(deck, writer, tmp_path)
        away = {one.place for one in losses if one.whole}
        for card in deck.cards:
            if card_key(card) not in away and not isinstance(card, Cloze):
                assert twin_of(card, back.cards), (writer.name, card.prompt)


def nothing_is_lost_in_silence(trips: Trips) -> None:
    """Each card of each first import is in the second, or is listed as left out."""
    for pair, trip in trips.items():
        away = {one.place for one in trip.losses if one.whole}
        for card in trip.first.cards:
            if card_key(card) not in away and not isinstance(card, Cloze):
                assert twin_of(card, trip.second.cards), (pair, card.prompt)


def test_a_deck_goes_from_every_form_to_every_other(trips: Trips) -> None:
    nothing_is_lost_in_silence(trips)


def test_shipped_cards_go_from_every_form_to_every_other(decks: list[Deck], tmp_path: Path) -> None:
    """One of each kind of each shipped deck, as one deck: all of them would take minutes."""
    kinds = {(deck.id, card.kind): card for deck in decks for card in reversed(deck.cards)}
    few = {card_key(card): card for card in kinds.values()}
    assert len(few) == len(kinds)
    nothing_is_lost_in_silence(
        trips_of(decks[0].model_copy(update={"cards": tuple(few.values())}), tmp_path)
    )


def test_every_field_that_may_be_lost_has_words() -> None:
    of_any_card = set(CardBase.model_fields) - {"status"}  # those of a kind have their own name
    assert of_any_card <= set(OF_A_CARD)
    kept = {"id", "title", "setting", "scheduled", "cards"}
    assert set(Deck.model_fields) - kept <= set(OF_A_DECK)


def _places(losses: Sequence[Notice]) -> set[str]:
    return {one.place for one in losses}


@pytest.mark.parametrize("writer", READ_BACK, ids=lambda writer: writer.name)
def test_what_an_entry_carries_comes_back_or_is_told(writer: Writer, tmp_path: Path) -> None:
    river = Entry("Tiber", accept=("Tevere",), why="it is there")
    wrong = {Entry("Po", accept=("Padus",)): "in the north", "Arno": None}
    cards = (
        MultipleChoice(id="one", q="Which river?", a=river, wrong=wrong),
        PickAll(id="two", q="Which rivers?", a=(river, Entry("Nera")), wrong=wrong),
        ListCard(id="three", q="Name two rivers", list=(river, Entry("Nera"))),
        Typed(id="four", q="Who?", typed="Ann", exact=True, language="de", requires=("deck/card",)),
    )
    deck = Deck(id="d", title="D", exact=True, tags=("t",), cards=cards)
    back, losses = out_and_in(deck, writer, tmp_path)
    told = {place: {one.what for one in losses if one.place == place} for place in _places(losses)}
    assert len(told["the deck"]) == 2
    for card in cards:
        twin = twin_of(card, back.cards)
        if twin != card:
            assert card.id in told
        whole = twin is not None and type(twin) is type(card)
        if whole and isinstance(card, ListCard) and isinstance(twin, ListCard):
            names = [one.accept for one in twin.list] == [one.accept for one in card.list]
            assert names or OF_A_CARD[OTHER_NAMES] in told[card.id or ""]
