"""Twelve of our own cards in Anki's forms, written by Anki itself: the right import of each."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from trainer.cli.import_ import read_foreign
from trainer.deck.card import Card, Cloze, DraftCard, Flashcard
from trainer.deck.marked_card import plain_card
from trainer.deck.slug import slug
from trainer.errors import TrainerError
from trainer.exchange.html.to_markdown import markdown_of
from trainer.exchange.import_result import ImportResult, PastState
from trainer.markup.text import plain_of

FILES = {
    "anki": [
        f"rivers-{language}{kind}"
        for language in ("en", "de")
        for kind in (".apkg", "-older-versions.apkg", ".colpkg")
    ],
    "crowdanki": ["deck.json"],
}
TEXTS = {"anki": ["rivers-en-notes.txt", "rivers-de-notes.txt"]}
CASES = [
    (folder, name) for files in (FILES, TEXTS) for folder, names in files.items() for name in names
]


@pytest.fixture
def samples(real: Path) -> Path:
    folder = real.parent / "formats"
    if not folder.is_dir():
        pytest.skip("the sample files are not at hand")
    return folder


def as_shown(imported: ImportResult) -> ImportResult:
    """What came, with the texts that learners read."""
    if not imported.marked_up:
        return imported
    drafts_apart = (
        card if isinstance(card, DraftCard) else plain_card(card) for card in imported.cards
    )
    return replace(imported, cards=tuple(drafts_apart))


def words(text: str) -> str:
    return " ".join(text.split())


def the_cards(wanted: dict[str, object], imported: ImportResult) -> Sequence[Card]:
    """The cards here of a note that is known by its first question."""
    asked = words(str(wanted["prompt"]))
    if wanted["kind"] == "cloze":
        asked = words(asked.replace("{{", "").replace("}}", "").replace("::a city", ""))
    asked = plain_of(markdown_of(asked)) if imported.marked_up else asked
    if wanted["kind"] == "cloze":
        return [
            card
            for card in imported.cards
            if isinstance(card, Cloze) and words(full(card)) == asked
        ]
    found = [card for card in imported.cards if words(card.prompt) == asked]
    return [card for card in found if card.solution == wanted["answer"]] or found


def full(card: Cloze) -> str:
    return card.blanked(())


@pytest.mark.parametrize(("folder", "name"), CASES)
def test_the_cards_are_as_expected(samples: Path, folder: str, name: str) -> None:
    imported = as_shown(read_foreign(samples / folder / name, "T"))
    expected = json.loads((samples / folder / "expected.json").read_text())[name]
    for wanted in expected:
        if wanted["kind"] == "none":
            masked = [card for card in imported.cards if card.kind == "hide"]
            assert [(card.prompt, len(card.items)) for card in masked] == (
                [("Bends", 2)] if imported.media else []
            )
            continue
        cards = the_cards(wanted, imported)
        assert cards, wanted["prompt"]
        if wanted["kind"] == "cloze":
            solutions = [card.solution.replace("\n", " + ") for card in cards]
            assert solutions == [
                answer.removesuffix(" (asked together)") for answer in wanted["answer"]
            ]
        else:
            [card] = cards
            kind = {"card": "flashcard"}.get(wanted["kind"], wanted["kind"])
            assert card.kind == kind
            assert card.solution == wanted["answer"]
            assert wanted.get("reverse", False) == (isinstance(card, Flashcard) and card.reverse)
        for card in cards:
            assert set(card.tags) == {slug(tag) for tag in wanted.get("tags", [])}
            assert card.status is None
    left = [card.prompt for card in imported.cards if card.status]
    assert left == ([] if imported.media else [*left][:1])  # a text holds no picture for its masks


def due_of(state: PastState | None) -> date | str:
    if state is None or not (state.due or state.learning):
        return "new"
    return state.due or "now (learning)"


@pytest.mark.parametrize("name", FILES["anki"])
def test_each_card_stands_as_expected(samples: Path, name: str) -> None:
    imported = as_shown(read_foreign(samples / "anki" / name, "T"))
    states = {(state.card, state.item): state for state in imported.states}
    expected = json.loads((samples / "anki" / "expected.json").read_text())[name]
    for wanted in expected:
        cards = the_cards(wanted, imported)
        for side in wanted.get("progress", ()):
            card = cards[side["side"]] if wanted["kind"] == "cloze" else cards[0]
            state = states.get((str(card.id), 0))
            assert str(due_of(state)) == side["due"], wanted["prompt"]
            assert round((state and state.interval_days) or 0) == side["interval_days"]
            assert ((state and state.lapses) or 0) == side["lapses"]
            assert bool(state and state.suspended) == side["suspended"]
            answers = [name for _, name in side["reviews"] if name != "set by hand"]
            mine = [one.rating for one in imported.reviews if one.card == card.id and one.item == 0]
            names = {1: "again", 2: "hard", 3: "good", 4: "easy"}
            assert [names[rating] for rating in mine if rating] == answers


@pytest.mark.parametrize("name", FILES["anki"])
def test_a_collection_by_itself_is_read_as_its_package(
    samples: Path, tmp_path: Path, name: str
) -> None:
    """What stands in a package as .anki21 or .anki21b, and in a folder of Anki's as .anki2."""
    whole = read_foreign(samples / "anki" / name, "T")
    with zipfile.ZipFile(samples / "anki" / name) as package:
        members = {one.removeprefix("collection."): one for one in package.namelist() if "." in one}
        newest = next(one for one in ("anki21b", "anki21") if one in members)
        stub = tmp_path / "collection.anki2"
        stub.write_bytes(package.read(members["anki2"]))
        alone = tmp_path / f"collection.{newest}"
        alone.write_bytes(package.read(members[newest]))
    imported = read_foreign(alone, "T")
    asked = [card.prompt for card in whole.cards if not card.picture and not card.status]
    assert [card.prompt for card in imported.cards if card.prompt in asked] == asked
    assert (imported.reviews, len(imported.states)) == (whole.reviews, len(whole.states))
    with pytest.raises(TrainerError, match="asks to be updated"):
        read_foreign(stub, "T")
    if newest == "anki21":  # older Anki has the same in a folder of its own
        alone.rename(stub)
        assert read_foreign(stub, "T").reviews == whole.reviews


@pytest.mark.parametrize("language", ["en", "de"])
def test_masks_are_never_asked_as_text(samples: Path, language: str) -> None:
    for name in ("cards", "notes", "notes-plain"):
        imported = read_foreign(samples / "anki" / f"rivers-{language}-{name}.txt", "T")
        assert len(imported.cards) >= 17
        for card in imported.cards:
            assert "image-occlusion" not in f"{card.prompt}{card.solution}"
        assert any("masks regions" in why for why in imported.drafts.values())
