"""Anki packages: in, out, and against files that mean harm."""

import contextlib
import json
import random
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.cli.export import write_foreign
from trainer.deck.card import Cloze, Flashcard, Typed
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.errors import TrainerError
from trainer.exchange import sqlite_file
from trainer.exchange.anki.guid import id_of_guid
from trainer.exchange.anki.kept_notes import AnkiNotes, RawNote
from trainer.exchange.anki.note import AnkiOrigin
from trainer.exchange.anki.package_history import count_history
from trainer.exchange.anki.package_reader import read_apkg
from trainer.exchange.anki.package_writer import write_apkg
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile

SCHEMA = """
create table col (id integer, models text);
create table notes (id integer primary key, guid text, mid integer, tags text, flds text);
create table revlog (id integer);
"""


def database(*notes: tuple[object, ...], models: str = "{}", more: str = "") -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA + more)
        connection.execute("insert into col values (1, ?)", (models,))
        connection.executemany("insert into notes values (?, ?, ?, ?, ?)", notes)
        connection.commit()
        return connection.serialize()


def model(name: str, fields: str, *templates: tuple[str, str]) -> dict[str, object]:
    return {
        "name": name,
        "flds": [{"name": field} for field in fields.split()],
        "tmpls": [{"name": "T", "qfmt": front, "afmt": back} for front, back in templates],
    }


def package(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(f"collection.{name}", data)
    return path


NOTE = (1, "ab12", 1, " x y::z ", "Hund &amp; <b>Katz</b>\x1fdog\x1fsee <img src='a.png'>")
MANY = [(number, f"g{number}", *NOTE[2:]) for number in range(50)]


def test_a_note_is_a_card_and_its_picture_is_told(tmp_path: Path) -> None:
    imported = read_apkg(package(tmp_path / "a.apkg", anki2=database(NOTE)), "T")
    [card] = imported.cards
    assert (card.id, card.prompt, card.solution) == ("ab12", "Hund & **Katz**", "dog")
    assert card.tags == ("x", "y-z")
    assert card.why == "see"
    assert [one.what for one in imported.losses] == [
        "the picture or sound “a.png”",
        "the tag “y::z” is “y-z” here",
    ]


def test_the_newest_collection_counts_and_the_stub_beside_does_not(tmp_path: Path) -> None:
    stub = database((1, "s", 1, "", "Please update\x1fAnki"))
    new = zstandard.ZstdCompressor().compress(database(NOTE))
    imported = read_apkg(package(tmp_path / "a.apkg", anki2=stub, anki21=stub, anki21b=new), "T")
    assert imported.cards[0].prompt == "Hund & **Katz**"


def test_clozes_and_both_ways(tmp_path: Path) -> None:
    models = json.dumps({"7": model("R", "F B", ("{{F}}", "{{B}}"), ("{{B}}", "{{F}}"))})
    notes = [
        (1, "g1", 1, "", "{{c1::Rome::city}} on the {{c2::Tiber}}\x1fwhy"),
        (2, "g2", 1, "", "{{c1::a}} and {{c1::b}}\x1f"),
        (3, "g3", 7, "", "Hund\x1fdog"),
        (4, "g4", 1, "", "\x1f"),
    ]
    imported = read_apkg(package(tmp_path / "a.apkg", anki2=database(*notes, models=models)), "T")
    one, both, reverse = imported.cards
    assert isinstance(one, Cloze)
    assert (one.cloze, one.together, one.why) == ("{{Rome::city}} on the {{Tiber}}", False, "why")
    assert isinstance(both, Cloze)
    assert both.together
    assert isinstance(reverse, Flashcard)
    assert reverse.reverse
    assert [one.place for one in imported.losses] == ["note 4"]


def bomb() -> bytes:
    return zstandard.ZstdCompressor().compress(b"SQLite format 3\x00" + bytes(200_000_000))


HOSTILE: dict[str, Callable[[Path], object]] = {
    "no zip": lambda path: path.write_bytes(b"hello"),
    "empty": lambda path: path.write_bytes(b""),
    "no collection": package,
    "no database": lambda path: package(path, anki2=b"hello"),
    "a header only": lambda path: package(path, anki2=b"SQLite format 3\x00" + bytes(50)),
    "no zstd": lambda path: package(path, anki21b=b"hello"),
    "zstd bomb": lambda path: package(path, anki21b=bomb()),
    "zip bomb": lambda path: package(path, anki2=bytes(200_000_000)),
    "no notes": lambda path: package(path, anki2=sqlite3_without_notes()),
    "endless view": lambda path: package(path, anki2=with_endless_view()),
    "a folder": lambda path: path.mkdir(),
}


def sqlite3_without_notes() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table col (models text)")
        return connection.serialize()


def with_endless_view() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "create table col (models text); create table revlog (id);"
            "create view notes as with recursive n(id) as (select 1 union all select id + 1 from n)"
            " select id, 'g' guid, 1 mid, '' tags, 'q' || char(31) || 'a' flds from n;"
        )
        return connection.serialize()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_means_harm_gets_a_line(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "MAX_STEPS", 2_000_000)
    path = tmp_path / "a.apkg"
    HOSTILE[kind](path)
    with pytest.raises(TrainerError, match=r"a\.apkg cannot be"):
        read_apkg(path, "T")


def another_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")


NO_DECK: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "it is empty"),
    "a web page": (lambda path: path.write_bytes(b"\n<!DOCTYPE html><p>Sign in"), "a web page"),
    "cut off": (
        lambda path: path.write_bytes(package(path, anki2=database(NOTE)).read_bytes()[:-30]),
        "cut off as by a download",
    ),
    "a PDF": (lambda path: path.write_bytes(b"%PDF-1.7"), "it is a PDF"),
    "another archive": (another_archive, "it holds “word/document.xml”"),
    "another database": (
        lambda path: path.write_bytes(sqlite3_without_notes()),
        "none of notes: it holds “col”",
    ),
    "too large": (
        lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(64_000_001)),
        "larger than 64 MB",
    ),
    "only noughts": (lambda path: path.write_bytes(bytes(64_000_001)), "it is not a package"),
}


def test_of_a_package_only_its_collection_is_read(tmp_path: Path) -> None:
    """However much sound is in it; a file with a hole holds hours of it in no time."""
    small, large = tmp_path / "a.apkg", tmp_path / "b.apkg"
    small.write_bytes(
        write_apkg(Deck(id="d", title="D", cards=(Flashcard(id="a", q="Hund", a="dog"),)))[0]
    )
    with zipfile.ZipFile(small) as package, zipfile.ZipFile(large, "w") as copy:
        with copy.open("0", "w", force_zip64=True) as sound:
            for _ in range(100):
                sound.write(bytes(1_000_000))
        for name in package.namelist():
            copy.writestr(name, package.read(name))
    assert large.stat().st_size > 100_000_000
    tracemalloc.start()
    source = ForeignFile(large)
    imported = reader_of(source).read(source, "T")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [card.solution for card in imported.cards] == ["dog"]
    assert most < 20_000_000


@pytest.mark.parametrize("kind", NO_DECK)
def test_what_is_no_deck_is_told_for_what_it_is(tmp_path: Path, kind: str) -> None:
    make, told = NO_DECK[kind]
    make(tmp_path / "a.apkg")
    with pytest.raises(TrainerError, match=told):
        read_apkg(tmp_path / "a.apkg", "T")


@pytest.mark.parametrize("packed", [False, True])
def test_a_collection_by_itself_is_read_too(tmp_path: Path, packed: bool) -> None:
    data = database(NOTE)
    path = tmp_path / "collection.anki2"
    path.write_bytes(zstandard.ZstdCompressor().compress(data) if packed else data)
    assert read_apkg(path, "T").cards[0].prompt == "Hund & **Katz**"


def test_names_that_climb_are_never_written(tmp_path: Path) -> None:
    path = package(tmp_path / "a.apkg", anki2=database(NOTE))
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../../evil", b"x")
    assert read_apkg(path, "T").cards
    assert [p.name for p in tmp_path.iterdir()] == ["a.apkg"]


def test_a_huge_note_is_told_and_the_rest_comes(tmp_path: Path) -> None:
    huge = (2, "g", 1, "", "q\x1f" + "x" * 2_000_000)
    imported = read_apkg(package(tmp_path / "a.apkg", anki2=database(NOTE, huge)), "T")
    assert len(imported.cards) == 1
    assert any("2,000,002 characters" in one.what for one in imported.losses)


def test_more_text_than_a_deck_may_have_is_refused_before_it_is_read(tmp_path: Path) -> None:
    notes = [(number, "g", 1, "", "q\x1f" + "x" * 999_000) for number in range(21)]
    path = package(tmp_path / "a.apkg", anki2=database(*notes))
    with pytest.raises(TrainerError, match="hold 20 MB of text, and a deck may have 20"):
        read_apkg(path, "T")


DECKS = """
create table cards (id integer, nid integer, did integer, ord integer);
create table decks (id integer, name text);
insert into decks values (1, 'Default'), (2, 'Rome' || char(31) || 'Rivers'), (3, 'Paris');
"""


@pytest.mark.parametrize(
    ("more", "title", "told"),
    [
        ("insert into cards values (1, 1, 2, 0), (2, 1, 2, 1);", "Rome::Rivers", []),
        ("insert into cards values (1, 1, 1, 0);", "T", []),
        (
            "insert into cards values (1, 1, 2, 0), (2, 1, 3, 1);",
            "T",
            ["the deck “Rome::Rivers” of 1 note", "the deck “Paris” of 1 note"],
        ),
    ],
)
def test_the_only_deck_is_the_title_and_of_several_each_is_told(
    tmp_path: Path, more: str, title: str, told: list[str]
) -> None:
    note = (1, "g", 1, "", "q\x1fa")
    path = package(tmp_path / "a.apkg", anki2=database(note, more=DECKS + more))
    imported = read_apkg(path, "T")
    assert imported.title == title
    assert [one.what for one in imported.losses] == told


def test_what_a_package_has_no_place_for_is_told_and_typed_stays_typed(tmp_path: Path) -> None:
    typed = Typed(
        id="typed",
        q="Who?",
        typed="Goethe",
        accept=("J. W. Goethe",),
        evidence=("1.1",),
        requires=("both",),
        confusable_with=("both",),
        siblings=("both",),
    )
    both = Flashcard(id="both", q="Hund", a="dog", reverse=True)
    deck = Deck(id="d", title="T", description="D", language="en", cards=(typed, both))
    package, lost = write_apkg(deck)
    (tmp_path / "a.apkg").write_bytes(package)
    assert [(one.place, one.what) for one in lost] == [
        ("the deck", "its language"),
        ("typed", "other spellings that are as right"),
        ("typed", "which cards it is easily mixed up with"),
        ("typed", "where the source says it"),
        ("typed", "which cards come before it"),
        ("typed", "which cards give it away"),
    ]
    back, reverse = read_apkg(tmp_path / "a.apkg", "x").cards
    assert back == Typed(id="typed", q="Who?", typed="Goethe")
    assert reverse == both


def test_hostile_text_in_a_note_is_made_harmless(tmp_path: Path) -> None:
    note = (1, "g", 1, "", "\x1b]52;c;AAAA\x07[@click=app.quit]q[/]\x1fa\u202eb")
    imported = read_apkg(package(tmp_path / "a.apkg", anki2=database(note)), "T")
    assert imported.cards[0].prompt == "]52;c;AAAA[@click=app.quit]q[/]"
    assert imported.cards[0].solution == "ab"
    assert any("invisible" in one.what for one in imported.losses)


def test_bytes_flipped_anywhere_give_a_line_or_cards(tmp_path: Path) -> None:
    sound = package(tmp_path / "a.apkg", anki2=database(*MANY))
    data, rng, read = sound.read_bytes(), random.Random(7), 0
    for _ in range(300):
        harmed = bytearray(data)
        for _ in range(rng.randint(1, 8)):
            harmed[rng.randrange(len(harmed))] = rng.randrange(256)
        sound.write_bytes(harmed[: rng.choice([len(harmed), rng.randrange(len(harmed))])])
        with contextlib.suppress(TrainerError):
            read_apkg(sound, "T")
            read += 1
    assert 0 < read < 300, "some can be read, some are refused"


def test_a_database_harmed_anywhere_gives_a_line_or_cards(tmp_path: Path) -> None:
    data, rng, read = database(*MANY), random.Random(8), 0
    for _ in range(100):
        harmed = bytearray(data)
        for _ in range(rng.randint(1, 20)):
            harmed[rng.randrange(len(harmed))] = rng.randrange(256)
        with contextlib.suppress(TrainerError):
            read_apkg(package(tmp_path / "a.apkg", anki2=bytes(harmed)), "T")
            read += 1
    assert 0 < read < 100, "some can be read, some are refused"


def test_the_shipped_decks_come_back(tmp_path: Path, decks: list[Deck]) -> None:
    for deck in decks:
        path = tmp_path / f"{deck.id}.apkg"
        path.write_bytes(write_apkg(deck)[0])
        back = {card.id: card for card in read_apkg(path, "T").cards}
        assert set(back) == {card_key(card) for card in deck.cards}
        for card in deck.cards:
            twin = back[card_key(card)]
            assert (twin.why, set(twin.tags)) == (card.why, set(card.tags))
            assert twin.prompt.startswith(card.prompt)
            assert twin.solution == card.solution
    assert len(list(tmp_path.iterdir())) == len(decks)


def test_a_deck_issued_again_has_the_same_guids(tmp_path: Path, decks: list[Deck]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.apkg").write_bytes(write_apkg(decks[0])[0])
    one, other = (read_apkg(tmp_path / f"{name}.apkg", "T").cards for name in ("a", "b"))
    assert [card.id for card in one] == [card.id for card in other]


def test_a_place_that_cannot_be_written_gets_a_line(tmp_path: Path, decks: list[Deck]) -> None:
    with pytest.raises(TrainerError, match="could not be written"):
        write_foreign(decks[0], tmp_path / "none" / "a.apkg")


REAL = {
    "apkg-coding-challenges/anki_cards/Coding.apkg": 100,
    "apkg-generated/legacy.apkg": 1001,
    "apkg-generated/modern.apkg": 1001,
    "apkg-system-design/resources/flash_cards/OO Design.apkg": 6,
    "apkg-system-design/resources/flash_cards/System Design.apkg": 42,
    "apkg-system-design/resources/flash_cards/System Design Exercises.apkg": 8,
}


@pytest.mark.parametrize("name", REAL)
def test_real_packages_come_whole(real: Path, name: str) -> None:
    assert len(read_apkg(real / name, "T").cards) == REAL[name]


def test_ankis_own_engine_opens_what_is_written(tmp_path: Path, decks: list[Deck]) -> None:
    collection = pytest.importorskip("anki.collection")
    for deck in decks:
        (tmp_path / f"{deck.id}.apkg").write_bytes(write_apkg(deck)[0])
    opened = collection.Collection(str(tmp_path / "collection.anki2"))
    options = collection.ImportAnkiPackageOptions()
    try:
        for _ in range(2):  # the second time updates, and doubles nothing
            for deck in decks:
                request = collection.ImportAnkiPackageRequest(
                    package_path=str(tmp_path / f"{deck.id}.apkg"), options=options
                )
                opened.import_anki_package(request)
        assert opened.note_count() == sum(len(deck.cards) for deck in decks)
    finally:
        opened.close()


def test_notes_that_do_not_say_how_they_are_asked_are_told(tmp_path: Path) -> None:
    notes = [(1, "a", 7, "", "What?\x1fThis"), (2, "b", 7, "", "{{c1::Rome}}\x1f")]
    got = read_apkg(package(tmp_path / "a.apkg", anki2=database(*notes)), "T")
    assert [card.kind for card in got.cards] == ["flashcard", "cloze"]
    assert [(one.place, "first field" in one.what) for one in got.guesses] == [
        ("note 1", True),
        ("note 2", True),
    ]


HISTORY = """
drop table revlog;
create table cards (id integer, nid integer, ord integer);
create table revlog (id, cid integer, ease integer, factor integer, time integer, type integer);
"""
SECOND = 1_700_000_000_000


def with_history(
    path: Path,
    *reviews: tuple[object, ...],
    more: str = "",
    standing: Sequence[tuple[object, ...]] = (),
) -> Path:
    """A plain note, one asked both ways, and a cloze whose second gap comes first."""
    types = {
        "1": {**model("Cloze", "F B", ("{{cloze:F}}", "{{B}}")), "type": 1},
        "2": model("Both", "F B", ("{{F}}", "{{B}}"), ("{{B}}", "{{F}}")),
        "3": model("Basic", "F B", ("{{F}}", "{{B}}")),
    }
    connection = sqlite3.connect(":memory:")
    connection.deserialize(
        database(
            (1, "plain", 3, "", "What?\x1fThis"),
            (2, "both", 2, "", "Hund\x1fdog"),
            (3, "gaps", 1, "", "The {{c2::Nile}} runs through {{c1::Egypt}}.\x1f"),
            models=json.dumps(types),
            more=HISTORY,
        )
    )
    cards = [(10, 1, 0), (20, 2, 0), (21, 2, 1), (30, 3, 0), (31, 3, 1)]
    connection.executemany("insert into cards values (?, ?, ?)", cards)
    connection.executemany("insert into revlog values (?, ?, ?, ?, ?, ?)", reviews)
    connection.executescript(more)
    named = ", ".join(f"{name} = ?" for name in STANDING)
    for (card, _, _), stands in zip(cards, standing, strict=False):
        connection.execute(f"update cards set {named} where id = {card}", stands)  # noqa: S608
    connection.commit()
    whole = connection.serialize()
    connection.close()
    return package(path, anki2=whole)


def test_reviews_come_in_the_order_of_time_each_to_its_item(tmp_path: Path) -> None:
    path = with_history(
        tmp_path / "a.apkg",
        (SECOND + 4000, 30, 4, 100, 900, 1),
        (SECOND, 10, 3, 2500, 1500, 0),
        (SECOND + 1000, 21, 1, 2500, -7, 1),
        (SECOND + 3000, 31, 2, 2500, 9_999_999, 2),
    )
    reviews = read_apkg(path, "T").reviews
    assert [(r.card, r.item, r.rating, r.duration_ms) for r in reviews] == [
        ("plain", 0, 3, 1500),
        ("both", 1, 1, 0),
        ("gaps", 0, 2, 600_000),
        ("gaps", 1, 4, 900),
    ]
    assert reviews[0].at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


STANDING = ("type", "queue", "due", "odue", "odid", "ivl", "factor", "reps", "lapses", "left")
USUAL = st.tuples(
    st.integers(0, 5000), st.sampled_from([10, 20, 21, 31, 99]), st.integers(0, 4),
    st.sampled_from([0, 2500]), st.just(900), st.integers(0, 3),
)  # fmt: skip
UNUSUAL = st.sampled_from([
    (7, 10, 0, 2500, 0, 4), (8, 10, 0, 0, 0, 5), (10**18, 20, 3, 2500, 0, 1),
    ("never", 10, 3, 2500, 0, 1), (9, 10, None, None, "x", None), (11, 21, 3.0, "y", 0, None),
])  # fmt: skip
NUMBERS = st.integers(0, 3), st.integers(-3, 2), st.integers(-9, 900), *[st.just(0)] * 7
ODD = st.sampled_from([-1, None, "x", 1.5, 10**7, 10**15, -(10**9)])


@settings(max_examples=settings().max_examples // 2)
@given(
    reviews=st.lists(USUAL, max_size=9),
    odd=st.lists(UNUSUAL, max_size=2),
    cards=st.lists(st.one_of(st.tuples(*NUMBERS), st.tuples(*[ODD] * 10)), min_size=5, max_size=5),
)
def test_what_stays_behind_is_counted_as_if_it_were_read(
    tmp_path_factory: pytest.TempPathFactory,
    reviews: list[tuple[object, ...]],
    odd: list[tuple[object, ...]],
    cards: list[tuple[object, ...]],
) -> None:
    added = [f"alter table cards add column {name};" for name in (*STANDING, "data")]
    begun = ["alter table col add column crt;", "update col set crt = 1500000000;"]
    path = with_history(
        tmp_path_factory.getbasetemp() / "counted.apkg",
        *reviews,
        *odd,
        more="".join([*added, *begun]),
        standing=cards,
    )
    read, counted = read_apkg(path, "T"), read_apkg(path, "T", history=False)
    assert counted.progress[:3] == read.progress[:3]
    assert read.reviews or counted.progress == read.progress
    assert (counted.cards, counted.losses, counted.done) == (read.cards, read.losses, read.done)


def test_reviews_of_cards_that_stay_behind_are_counted_in_one_go() -> None:
    asked: list[list[str]] = []
    for many in (3, 300):
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("create table cards (id integer primary key, nid, ord)")
            connection.execute("create table revlog (id integer, cid, ease, factor, time, type)")
            rows = [(at,) for at in range(many)]
            connection.executemany("insert into cards values (?1, ?1, 0)", rows)
            connection.executemany("insert into revlog values (?1, ?1, 3, 2500, 900, 1)", rows)
            asked.append([])
            connection.set_trace_callback(asked[-1].append)
            collector = CardCollector()
            assert count_history(connection, {(0, 0): AnkiOrigin("a", 0)}, collector) == 1
        [lost] = collector.result("T").losses
        assert lost.what == f"reviews of cards that are not here: {many - 1}"
    assert len(asked[0]) == len(asked[1])


def test_what_is_no_answer_is_no_review_and_what_has_no_card_is_told(tmp_path: Path) -> None:
    path = with_history(
        tmp_path / "a.apkg",
        (SECOND, 10, 0, 2500, 0, 4),  # a due date set by hand
        (SECOND + 1, 10, 3, 0, 0, 3),  # cram
        (SECOND + 2, 99, 3, 2500, 0, 1),  # its card was deleted
        (10**18, 10, 3, 2500, 0, 1),  # in the year 33,000,000
        ("never", 10, 3, 2500, 0, 1),
        (SECOND + 3, 10, None, None, "x", None),
    )
    imported = read_apkg(path, "T")
    assert imported.reviews == ()
    assert [one.what for one in imported.losses] == ["reviews of cards that are not here: 3"]


TEMPLATE = {"name": "T", "qfmt": "{{F}}", "afmt": "{{B}}"}


def test_a_tag_that_nobody_knows_warns_nobody(recwarn: pytest.WarningsRecorder) -> None:
    notes = AnkiNotes(
        {"1": {"name": "N", "flds": [{"name": "F"}, {"name": "B"}], "tmpls": [TEMPLATE]}},
        {"g": RawNote("g", "1", ("List<String x>", "so"), "", (0,))},
    )
    card = Flashcard(id=id_of_guid("g"), q="List<String x>", a="so")
    write_apkg(Deck(id="d", title="D", cards=(card,)), notes)
    assert not recwarn.list
