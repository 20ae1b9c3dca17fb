"""What we write, opened by Anki's own engine, and what it writes, read here."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from trainer.deck.card import Card, Cloze, Flashcard, Typed
from trainer.deck.deck import Deck
from trainer.exchange.apkg_reader import read_apkg
from trainer.exchange.apkg_writer import write_apkg

if TYPE_CHECKING:
    from anki.collection import Collection
    from anki.import_export_pb2 import ImportResponse

pytest.importorskip("anki.collection")


@pytest.fixture
def anki(tmp_path: Path) -> Iterator["Collection"]:
    from anki.collection import Collection

    (tmp_path / "anki").mkdir()
    opened = Collection(str(tmp_path / "anki" / "collection.anki2"))
    yield opened
    opened.close()


def taken(anki: "Collection", path: Path) -> "ImportResponse.Log":
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    made = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return anki.import_anki_package(made).log


def older(anki: "Collection") -> None:
    """As if all notes had been there for a minute: Anki takes what is newer."""
    assert anki.db
    anki.db.execute("update notes set mod = mod - 60")


def shown(markup: str) -> str:
    """What a learner reads of a card."""
    markup = re.sub(r"<style>.*?</style>|<span class=\"?sides.*?</span></span>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def asked(anki: "Collection") -> list[tuple[str, str]]:
    cards = [anki.get_card(number) for number in sorted(anki.find_cards(""))]
    return [(shown(card.question()), shown(card.answer())) for card in cards]


KINDS: list[tuple[Card, list[tuple[str, str]]]] = [
    (Flashcard(id="one", q="Hund", a="dog"), [("Hund", "Hund dog")]),
    (
        Flashcard(id="one", q="Hund", a="dog", reverse=True, why="so"),
        [("Hund", "Hund dog so"), ("dog", "dog Hund so")],
    ),
    (Typed(id="one", q="Hund", typed="dog"), [("Hund [[type:Back]]", "Hund [[type:Back]]")]),
    (
        Cloze(id="one", cloze="{{Hund}} is {{dog::animal}}"),
        [("[...] is dog", "Hund is dog"), ("Hund is [animal]", "Hund is dog")],
    ),
    (Flashcard(id="one", q="What is {{c1::x}}?", a="a gap"), [("What is {{c1::x}}?",) * 2]),
]


@pytest.mark.parametrize("before", range(len(KINDS)))
def test_a_changed_kind_reaches_anki(anki: "Collection", tmp_path: Path, before: int) -> None:
    for number, (card, wanted) in enumerate([KINDS[before], *KINDS]):
        write_apkg(Deck(id="d", title="T", cards=(card,)), tmp_path / "a.apkg")
        log = taken(anki, tmp_path / "a.apkg")
        assert (len(log.new), len(log.updated), len(log.conflicting)) == (
            (1, 0, 0) if number == 0 else (0, 1, 0)
        )
        got = [side for side in asked(anki) if "No cloze" not in side[0]]
        assert [side[0] for side in got] == [side[0] for side in wanted]
        assert len(got) == 1 or [side[1] for side in got] == [side[1] for side in wanted]
        assert read_apkg(tmp_path / "a.apkg", "T").cards == (card,)
        older(anki)
