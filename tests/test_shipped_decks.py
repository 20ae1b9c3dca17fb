"""The decks that come with trainer: the way in, and that nobody loses progress on them.

`shipped_before` holds one review of each item, and the texts of the cards, as an earlier version
of the program wrote them on the decks of then.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from trainer.deck.card import Cloze, Date, ListCard, Number, Typed
from trainer.deck.deck_files import shipped_decks
from trainer.deck.item import Item
from trainer.deck.likeness import words
from trainer.grading.mark import Verdict
from trainer.grading.marker import Marker
from trainer.memory.rating import Rating
from trainer.store.home import learner_folder
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.stage import Stage

BEFORE = Path(__file__).parent / "shipped_before"
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ORDER = [
    "before-you-start",
    "big-picture",
    "terms",
    "people",
    "timeline",
    "military-ties",
    "infrastructure-energy-trade",
    "afghanistan-security",
    "places",
    "strategic-rationale",
    "limits-world-order",
]
OWN_CARD = {
    "PSGP": "terms/psgp",
    "Pakistan-Stream": "terms/psgp",
    "BRI": "terms/bri",
    "EEU": "terms/eeu",
    "ML-1": "terms/ml-1",
    "Main Line-1": "terms/ml-1",
    "TTP": "terms/ttp",
    "Moscow format": "terms/moscow-format",
    "Northern Alliance": "terms/northern-alliance",
    "Islamic State of Khorasan": "terms/is-khorasan",
    "uadrilateral": "terms/quadrilateral",
    "Azhar": "people/azhar",
    "Shoigu": "people/breakthrough-minister",
    "Khan": "people/khan",
    "Rawalpindi": "military-ties/rawalpindi",
    "Mi-35M": "military-ties/mi-35m",
    "Druzhba": "military-ties/druzhba-place",
    "Krasnodar": "military-ties/druzhba-place",
    "Kavkaz": "military-ties/kavkaz-place",
    "Astrakhan": "military-ties/kavkaz-place",
    "Aman-2021": "military-ties/aman-kind",
    "Karachi": "infrastructure-energy-trade/pipeline-route",
    "Kasur": "infrastructure-energy-trade/pipeline-end",
    "Qasim": "infrastructure-energy-trade/pipeline-route",
    "Quetta": "infrastructure-energy-trade/russian-railway",
    "Taftan": "infrastructure-energy-trade/russian-railway",
    "Peshawar": "infrastructure-energy-trade/main-line-sections",
    "Havelian": "infrastructure-energy-trade/main-line-sections",
    "Taxila": "infrastructure-energy-trade/main-line-sections",
    "Exim": "infrastructure-energy-trade/lender",
    "Gwadar": "infrastructure-energy-trade/gwadar",
    "Mujahideen": "afghanistan-security/peak-of-distrust",
    "Al Qaeda": "afghanistan-security/why-northern-alliance",
    "tacit": "afghanistan-security/tacit",
    "Pakistani Taliban": "afghanistan-security/taliban-of-pakistan",
    "Ukraine": "strategic-rationale/turn-from-the-west",
    "ultipolar": "strategic-rationale/multipolarity",
    "Pax Americana": "limits-world-order/order-left-behind",
    "bipolar": "limits-world-order/order-ahead",
}
"""A name, a place or a term -> the card that teaches it."""


SUCCESSOR = {
    "big-picture/slow-start": "terms/quadrilateral",
    "infrastructure-energy-trade/who-would-gain-a-port": "infrastructure-energy-trade/gwadar",
    "strategic-rationale/elites-in-steps": "strategic-rationale/opening",
    "places/two-ports": "places/lie-apart",
    "places/capital-and-neighbour": "places/lie-apart",
    "places/exercise-cities": "places/lie-apart",
    "big-picture/published": "people/published",
    "big-picture/whose-views": "people/whose-views",
    "big-picture/stages": "timeline/whole-line",
    "big-picture/who-gains-what": "strategic-rationale/motives-of-russia",
    "people/shoigu": "people/offices-apart",
    "people/putin-and-biden": "people/khan-and-biden",
    "military-ties/which-for-special-forces": "military-ties/druzhba-place",
    "military-ties/name-at-sea": "military-ties/aman-kind",
    "military-ties/military-steps": "timeline/whole-line",
    "afghanistan-security/fear-in-steps": "afghanistan-security/why-northern-alliance",
    "afghanistan-security/alliance-in-steps": "afghanistan-security/common-enemy",
    "afghanistan-security/tajikistan-in-alliance": "afghanistan-security/four-presidents",
    "places/point-islamabad": "places/point-rawalpindi",
    "strategic-rationale/kinds-of-non-western-ties": "strategic-rationale/three-regions",
    "strategic-rationale/what-exposed-it": "strategic-rationale/drone-strikes",
    "limits-world-order/china-both-ways": "limits-world-order/china-stays",
    "limits-world-order/the-rivals": "limits-world-order/order-ahead",
    "limits-world-order/firm-allegiances": "limits-world-order/powers-at-large",
    "afghanistan-security/us-withdrawal": "afghanistan-security/regional-states",
    "afghanistan-security/quadrilateral-backdrop": "afghanistan-security/quadrilateral-aims",
    "afghanistan-security/spread-of-extremism": "afghanistan-security/why-northern-alliance",
    "afghanistan-security/why-toppling": "afghanistan-security/russia-and-toppling",
    "limits-world-order/interests-at-large": "limits-world-order/powers-at-large",
    "timeline/events-of-2018": "timeline/years-apart",
}
"""A card that is gone -> the card that asks its fact now."""


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collection]:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    opened = Collection([str(shipped_decks())], learner="me", folder=tmp_path)
    yield opened
    opened.close()


def introduced(collection: Collection) -> Iterator[tuple[int, Item]]:
    """Every item with the day (from 0) on which it is new: ten a day, every answer Good."""
    seen: set[str] = set()
    day = 0
    while len(seen) < len(collection.items):
        assert day < len(collection.items), "some card is never introduced"
        now = START + timedelta(days=day)
        session = sessions.start(collection, StudyOptions(), now)
        while session.stage in {Stage.ASKING, Stage.THINKING}:
            if session.stage is Stage.THINKING:
                session.show_options()
            if session.item.ref not in seen:
                seen.add(session.item.ref)
                yield day, session.item
            session.reveal()
            session.rate(Rating.GOOD, now)
            now += timedelta(minutes=12)
        session.end(now)
        day += 1


def output(item: Item) -> str:
    """All that a learner reads of a card."""
    card = item.card
    wrong = getattr(card, "wrong", {})
    texts = [card.prompt, card.solution, card.hint, card.why, getattr(card, "correction", None)]
    texts += [*wrong, *wrong.values(), *getattr(card, "extra", ())]
    return "\n".join(text for text in texts if text)


def test_no_card_uses_a_name_before_the_card_that_teaches_it(collection: Collection) -> None:
    first: dict[str, tuple[int, Item]] = {}
    for place, (day, item) in enumerate(introduced(collection)):
        first.setdefault(f"{item.deck_id}/{item.card_key}", (place, item))
        last_day = day
    early = [
        f"{ref} uses {name} before {own}"
        for ref, (place, item) in first.items()
        for name, own in OWN_CARD.items()
        if place < first[own][0] and name in output(item)
    ]
    assert early == []
    assert last_day < 23


def test_every_defensible_wording_is_taken(collection: Collection) -> None:
    marker = Marker(collection.library.decks)
    wordings = yaml.load(
        (Path(__file__).parent / "shipped_wordings.yaml").read_text(), yaml.CSafeLoader
    )
    for item in collection.items.values():
        if not isinstance(item.card, Cloze | Date | ListCard | Number | Typed):
            continue
        given = wordings[item.deck_id].get(item.id, ())
        assert len(given) >= 5, f"{item.ref} has no wordings"
        for wording in given:
            texts = (wording,) if isinstance(wording, str) else tuple(wording)
            in_parts = isinstance(item.card, Cloze | ListCard)
            mark = marker(item, texts if in_parts else texts[0])
            assert mark.verdict is Verdict.RIGHT, f"{item.ref}: {wording}"


def test_decks_are_listed_in_the_order_of_the_set(collection: Collection) -> None:
    assert [deck.id for deck in collection.library.decks] == ORDER


def test_every_deck_says_what_it_is_about(collection: Collection) -> None:
    for deck in collection.library.decks:
        assert 80 <= len(words(deck.synopsis or "")) <= 120, deck.id
        assert deck.setting


def test_the_test_before_the_start_is_never_scheduled(collection: Collection) -> None:
    test = collection.library.decks[0]
    assert not test.scheduled
    assert len(test.cards) == 6
    assert not any(item.deck_id == test.id for item in collection.items.values())


def test_progress_on_the_decks_of_before_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    learner_folder("me").parent.mkdir(parents=True)
    shutil.copytree(BEFORE, learner_folder("me"))
    lines = (BEFORE / "reviews.jsonl").read_text().splitlines()
    before = {(event["deck"], event["item"]) for event in map(json.loads, lines)}
    collection = Collection([str(shipped_decks())], learner="me", folder=tmp_path)
    collection.follow_edits(START + timedelta(days=30))
    learnt = {
        (item.deck_id, item.card_key): item
        for item in collection.items.values()
        if collection.learner.memory(item.deck_id, item.id)
    }
    collection.close()
    assert len(before) == 154
    cards = {f"{deck}/{item.partition('.')[0]}" for deck, item in before}
    lost = cards - {f"{deck}/{card}" for deck, card in learnt}
    assert lost <= set(SUCCESSOR)


def test_a_card_is_there_still_or_names_its_successor(collection: Collection) -> None:
    now = {f"{item.deck_id}/{item.card_key}" for item in collection.items.values()}
    then = (BEFORE / "cards_since.txt").read_text().split()
    assert {SUCCESSOR.get(card, card) for card in then} <= now
    assert not now & set(SUCCESSOR)


def test_a_gap_that_keeps_its_number_keeps_its_answer(collection: Collection) -> None:
    then = json.loads((BEFORE / "cards.json").read_text())
    for item in collection.items.values():
        said = then.get(item.deck_id, {}).get(item.id)
        if said and "." in item.id:
            assert said[1] == item.solution, item.ref
