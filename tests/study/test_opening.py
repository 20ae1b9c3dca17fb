"""A collection whose decks were read before is planned without reading a card."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from tests.clock import NOON
from trainer.deck.card_base import CardBase
from trainer.deck.deck_files import shipped_decks
from trainer.memory.forecast import forecast
from trainer.memory.rating import Rating
from trainer.store import deck_index
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.overview import overview_of


def opened(home: Path) -> Collection:
    return Collection([str(shipped_decks())], learner="me", folder=home)


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a learner who answered one card of each deck, and left."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    collection = opened(tmp_path)
    for deck in collection.library.decks:
        session = sessions.start(collection, StudyOptions(decks=(deck.id,)), NOON)
        session.show_options() if session.stage.name == "THINKING" else None
        session.reveal()
        session.rate(Rating.GOOD, NOON)
        session.end(NOON)
    collection.close()
    return tmp_path


def test_a_first_start_makes_each_card_once_and_the_next_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    parsed, made = [], Counter[str]()
    parse, from_yaml = yaml.parse, CardBase.model_validate
    from_index = TypeAdapter.validate_json

    def counting(text: str, **options: Any) -> Iterator[yaml.Event]:  # noqa: ANN401
        parsed.append(text)
        return parse(text, **options)

    def counted_from_yaml(kind: type[CardBase], *given: Any, **options: Any) -> CardBase:  # noqa: ANN401
        card: CardBase = from_yaml.__func__(kind, *given, **options)  # type: ignore[attr-defined]
        made.update([card.prompt])
        return card

    def counted_from_index(adapter: TypeAdapter[Any], *given: Any, **options: Any) -> Any:  # noqa: ANN401
        value = from_index(adapter, *given, **options)
        made.update([value.prompt] if isinstance(value, CardBase) else [])
        return value

    monkeypatch.setattr(yaml, "parse", counting)
    monkeypatch.setattr(CardBase, "model_validate", classmethod(counted_from_yaml))
    monkeypatch.setattr(TypeAdapter, "validate_json", counted_from_index)

    def start() -> tuple[int, int]:
        """How many files are parsed, and how often cards are made at the most."""
        with opened(tmp_path) as collection:
            collection.follow_edits(NOON)
            assert collection.agenda(NOON).counts.total > 0
        return len(parsed), max(made.values(), default=0)

    many = len([*shipped_decks().glob("*.yaml")])
    assert start() == (many, 1)
    parsed.clear()
    made.clear()
    assert start() == (0, 0)


def test_nothing_is_read_but_what_is_asked(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = deck_index.LazyCards.__getitem__
    places: list[int] = []

    def noted(cards: deck_index.LazyCards, place: int) -> object:
        places.append(place)
        return read(cards, place)

    monkeypatch.setattr(deck_index.LazyCards, "__getitem__", noted)
    collection = opened(known)
    collection.follow_edits(NOON)
    agenda = collection.agenda(NOON)
    assert overview_of(collection.library.readings, collection.items_of, agenda)
    assert agenda.counts.total > 0
    assert sum(forecast(agenda, 14)) > 0
    collection.remember_cards()
    assert places == []
    first = collection.library.readings[0]
    assert first.deck
    session = sessions.start(collection, StudyOptions(decks=(first.deck.id,)), NOON)
    assert session.item.card.prompt
    assert len(places) == 1
    collection.close()


def test_a_day_is_planned_anew_when_something_was_learnt_and_not_before(known: Path) -> None:
    collection = opened(known)
    planned = collection.agenda(NOON)
    session = sessions.start(collection, StudyOptions(), NOON)
    assert collection.agenda(NOON) is planned
    session.show_options() if session.stage.name == "THINKING" else None
    session.reveal()
    session.rate(Rating.GOOD, NOON)
    answered = collection.agenda(NOON)
    assert answered is not planned
    assert answered.counts != planned.counts
    session.undo(NOON)
    assert collection.agenda(NOON).counts == planned.counts
    collection.close()
