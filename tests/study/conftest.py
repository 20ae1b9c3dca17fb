"""A collection on the deck of every kind, in a folder of its own, at a fixed moment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.every_kind import WITH_SIBLINGS
from trainer.study.collection import Collection


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty TRAINER_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TRAINER_HOME", str(folder))
    return folder


@pytest.fixture
def open_collection(home: Path, tmp_path: Path) -> Iterator[Callable[..., Collection]]:
    """Opens a collection on the deck of every kind, or on the deck given as text."""
    del home  # it is the environment that matters
    opened: list[Collection] = []

    def open_it(deck: str = WITH_SIBLINGS, *, read_only: bool = False) -> Collection:
        path = tmp_path / "deck.yaml"
        path.write_text(deck)
        collection = Collection([str(path)], learner="me", folder=tmp_path, read_only=read_only)
        opened.append(collection)
        return collection

    yield open_it
    for collection in opened:
        collection.close()


@pytest.fixture
def collection(open_collection: Callable[..., Collection]) -> Collection:
    return open_collection()
