"""The cache of decks: as the YAML says, or read again; never trusted."""

import json
import os
import zlib
from pathlib import Path

import pytest

from trainer.deck import reader
from trainer.deck.card import Flashcard, Typed
from trainer.deck.deck_files import shipped_decks
from trainer.deck.reader import read_deck
from trainer.deck.reading import Reading
from trainer.errors import TrainerError
from trainer.exchange.sound_deck import sound_deck
from trainer.store import deck_index
from trainer.store.deck_index import DeckIndex
from trainer.store.outlines import Outlines

WORTH_IT = deck_index._WORTH_IT  # noqa: SLF001 - what the fixture below replaces


@pytest.fixture(autouse=True)
def everything_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deck_index, "_WORTH_IT", 0)


@pytest.fixture
def cache(tmp_path: Path) -> DeckIndex:
    return DeckIndex(tmp_path / "cache")


def whole(reading: Reading, index: DeckIndex | None = None) -> object:
    """All that is known of a deck that was read, by an index or without one."""
    deck = reading.deck
    assert deck
    outlines = index[reading.path].outlines if index else Outlines.of(deck.id, deck.cards)
    return {**dict(deck), "cards": [*deck.cards]}, [
        (outline, tuple(outlines.tags.get(at, ()))) for at, outline in enumerate(outlines)
    ]


def test_a_deck_kept_as_it_was_written_is_as_one_that_was_read(tmp_path: Path) -> None:
    kept, read = DeckIndex(tmp_path / "kept"), DeckIndex(tmp_path / "read")
    path = tmp_path / "d.yaml"
    cards = (Flashcard(id="one", q="Q?", a="A", reverse=True), Typed(q="Who?", typed="B"))
    sound = sound_deck("T", cards, {"id": "d"}, {})
    path.write_text(sound.text)
    kept.keep(path, sound.deck)
    read.read(path)
    [one], [other] = (list((tmp_path / name).iterdir()) for name in ("kept", "read"))
    assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())


def test_a_copy_of_a_deck_that_was_just_written_is_a_file_of_its_own(
    cache: DeckIndex, tmp_path: Path
) -> None:
    written, copied = (tmp_path / folder / "d.yaml" for folder in ("written", "copied"))
    sound = sound_deck("T", (Flashcard(id="one", q="Q?", a="A"),), {"id": "d"}, {})
    for path in (written, copied):
        path.parent.mkdir()
        path.write_text(sound.text)
    cache.keep(written, sound.deck)
    assert [cache.read(path).path for path in (written, copied)] == [written, copied]


SHIPPED = sorted(shipped_decks().glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_deck_comes_out_as_it_went_in(cache: DeckIndex, path: Path) -> None:
    for _ in range(2):
        reading = cache.read(path)
        assert reading.path == path
        assert whole(reading, cache) == whole(read_deck(path))


def test_the_second_reading_is_from_the_cache(
    cache: DeckIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.read(SHIPPED[0])

    def never(_: Path) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(reader, "read_deck", never)
    assert cache.read(SHIPPED[0]).deck
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.parametrize(
    "change",
    [lambda text: text + "\n# more\n", lambda text: text.replace("\ntitle:", "\ntitle: A", 1)],
)
def test_a_deck_that_was_edited_is_read_again(
    cache: DeckIndex, tmp_path: Path, change: object
) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(SHIPPED[0].read_text())
    cache.read(path)
    path.write_text(change(path.read_text()))  # type: ignore[operator]
    assert whole(cache.read(path), cache) == whole(read_deck(path))


def test_the_same_text_under_another_name_is_another_deck(cache: DeckIndex, tmp_path: Path) -> None:
    for name in ("one", "two"):
        path = tmp_path / f"{name}.yaml"
        path.write_text("title: T\ncards:\n  - {q: What?, a: This}\n")
        deck = cache.read(path).deck
        assert deck
        assert deck.id == name


def test_a_deck_with_findings_is_not_kept(cache: DeckIndex, tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("title: T\ncards:\n  - {q: What?}\n")
    assert cache.read(path).diagnostics
    assert cache.read(path).diagnostics
    assert not (tmp_path / "cache").exists()


def test_an_entry_that_was_changed_or_damaged_is_never_used(
    cache: DeckIndex, tmp_path: Path
) -> None:
    wanted = whole(cache.read(SHIPPED[0]), cache)
    (entry,) = (tmp_path / "cache").iterdir()
    content = entry.read_bytes()
    checksum, head, *rest = content.split(b"\n")
    told, *sizes = json.loads(head)
    evil = json.dumps([told | {"title": "Evil"}, *sizes]).encode()
    damages = [
        b"",
        content[:-1],
        content[:100],
        content.replace(b"title", b"tilte", 1),
        b"\n".join((checksum, evil, *rest)),
        b"[]",
        b"\xff\xfe",
    ]
    damages += [
        content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] for at in range(0, 400, 7)
    ]
    for damaged in damages:
        entry.write_bytes(damaged)
        assert whole(cache.read(SHIPPED[0]), cache) == wanted
        assert entry.read_bytes() == content


def test_an_entry_of_another_deck_is_never_used(cache: DeckIndex, tmp_path: Path) -> None:
    for path in SHIPPED[:2]:
        cache.read(path)
    one, two = (tmp_path / "cache").iterdir()
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)
    for path in SHIPPED[:2]:
        assert whole(cache.read(path), cache) == whole(read_deck(path))


def test_the_oldest_make_room_for_a_new_run_and_never_for_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deck_index, "_MOST", 2)
    folder = tmp_path / "cache"

    def entries_after(*paths: Path) -> set[Path]:
        cache = DeckIndex(folder)
        for path in paths:
            assert cache.read(path).deck
        return set(folder.iterdir())

    first = entries_after(*SHIPPED[:4])
    assert len(first) == 4
    assert entries_after(*SHIPPED[:4]) == first
    for age, entry in enumerate(sorted(first)):
        os.utime(entry, (age, age))
    left = entries_after(SHIPPED[4])
    assert left & first == {max(first)}
    assert len(left) == 2


def test_a_deck_of_a_few_cards_is_not_worth_an_entry(
    cache: DeckIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deck_index, "_WORTH_IT", WORTH_IT)
    path = tmp_path / "deck.yaml"
    for cards, kept in ((5, False), (50, True)):
        rows = "".join(f"  - {{q: Word {number}?, a: Wort}}\n" for number in range(cards))
        path.write_text(f"title: T\ncards:\n{rows}")
        assert cache.read(path).deck
        assert (tmp_path / "cache").exists() == kept


def test_where_nothing_can_be_kept_decks_are_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert DeckIndex(tmp_path / "cache").read(SHIPPED[0]).deck


def forged(entry: Path) -> None:
    """Put something else into the place of an entry's first card, its checksum made to fit."""
    _, told, parts = entry.read_bytes().split(b"\n", 2)
    head, many, sizes = json.loads(told)
    at = sum(sizes[:5])
    _, *cards = zlib.decompress(parts[at : at + sizes[5]]).split(b"\n")
    pressed = zlib.compress(b"\n".join((b"flashcard {}", *cards)))
    parts = parts[:at] + pressed + parts[at + sizes[5] :]
    sizes[5] = len(pressed)
    payload = json.dumps((head, many, sizes)).encode() + b"\n" + parts
    checksum = deck_index.checksum_of(entry.stem.encode(), payload)
    entry.write_bytes(f"{checksum}\n".encode() + payload)


def test_a_card_is_read_when_it_is_wanted(cache: DeckIndex, tmp_path: Path) -> None:
    read, outlines = cache.read(SHIPPED[0]), cache[SHIPPED[0]].outlines
    (entry,) = (tmp_path / "cache").iterdir()
    forged(entry)
    again = cache.read(SHIPPED[0])
    assert read.deck
    assert again.deck
    assert len(again.deck.cards) == len(read.deck.cards)
    assert [*cache[SHIPPED[0]].outlines] == [*outlines]
    assert again.deck.cards[1] == read.deck.cards[1]
    assert again.deck.cards[0] == read.deck.cards[0]  # as the YAML has it: the entry had none


def test_cards_that_neither_entry_nor_file_has_any_more_are_told(
    cache: DeckIndex, tmp_path: Path
) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(SHIPPED[0].read_text())
    cache.read(path)
    (entry,) = (tmp_path / "cache").iterdir()
    forged(entry)
    deck = cache.read(path).deck
    path.write_text("title: broken")
    assert deck
    with pytest.raises(TrainerError, match="has changed"):
        list(deck.cards)


def test_the_digest_follows_from_name_and_content(cache: DeckIndex, tmp_path: Path) -> None:
    digests = []
    for name, text in (("a", "title: A\n"), ("b", "title: A\n"), ("a", "title: B\n")):
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"{text}cards:\n  - {{q: What?, a: This}}\n")
        for _ in range(2):
            cache.read(path)
            digests.append(cache[path].digest)
    assert digests[::2] == digests[1::2]
    assert len(set(digests)) == 3


def test_an_entry_from_before_texts_lost_their_noncharacters_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.yaml"
    path.write_text('title: D\nid: d\ncards:\n  - {q: "Which \\ufdd0 sea?", a: Aral}\n')
    with monkeypatch.context() as before:
        before.setattr(deck_index, "_SCHEMA", "8")
        before.setattr("trainer.deck.text.without_noncharacters", str)
        old = DeckIndex(tmp_path / "cache")
        old.read(path)
    new, cold = DeckIndex(tmp_path / "cache"), DeckIndex(tmp_path / "cold")
    assert whole(new.read(path), new) == whole(cold.read(path), cold)
    assert new[path].digest != old[path].digest  # so that progress follows the card's new key
