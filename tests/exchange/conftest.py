"""Real files of other programs, where they are at hand, and the shipped decks."""

import os
from pathlib import Path

import pytest

from trainer.deck.deck import Deck
from trainer.deck.deck_files import shipped_decks
from trainer.deck.reader import read_deck


@pytest.fixture
def real() -> Path:
    """The folder of real files of other programs; they are nobody's to ship."""
    folder = Path(os.environ.get("TRAINER_TEST_DATA", "../shared/data/decks"))
    if not folder.is_dir():
        pytest.skip("the real files are not at hand; TRAINER_TEST_DATA says where they are")
    return folder


@pytest.fixture(scope="session")
def decks() -> list[Deck]:
    """The shipped decks."""
    found = [read_deck(path).deck for path in sorted(shipped_decks().glob("*.yaml"))]
    return [deck for deck in found if deck]
