"""What we write, opened by Anki's own engine, and what it writes, read here."""

import html
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from trainer.cli.export import export
from trainer.cli.import_ import import_
from trainer.deck.card import Card, Cloze, Flashcard, MultipleChoice, Typed
from trainer.deck.deck import Deck
from trainer.exchange.anki.guid import id_of_guid
from trainer.exchange.anki.package_reader import read_apkg
from trainer.exchange.anki.package_writer import write_apkg
from trainer.exchange.anki.stock_note_types import Stock, stock_name, stock_of
from trainer.exchange.tables.reader import read_table
from trainer.exchange.tables.writer import write_table

if TYPE_CHECKING:
    from anki.collection import Collection
    from anki.import_export_pb2 import ImportResponse

pytestmark = pytest.mark.skipif(find_spec("anki") is None, reason="needs anki")


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
    (
        Cloze(id="one", cloze=r"{{std\::map::a\::b}} or \{{c1::x\}} and {{\frac\{1\}\{2\}}}"),
        [
            (r"[a::b] or {{c1::x}} and \frac{1}{2}", r"std::map or {{c1::x}} and \frac{1}{2}"),
            (r"std::map or {{c1::x}} and [...]", r"std::map or {{c1::x}} and \frac{1}{2}"),
        ],
    ),
]


@pytest.mark.parametrize("before", range(len(KINDS)))
def test_a_changed_kind_reaches_anki(anki: "Collection", tmp_path: Path, before: int) -> None:
    for number, (card, wanted) in enumerate([KINDS[before], *KINDS]):
        package, _ = write_apkg(Deck(id="d", title="T", cards=(card,)))
        (tmp_path / "a.apkg").write_bytes(package)
        log = taken(anki, tmp_path / "a.apkg")
        assert (len(log.new), len(log.updated), len(log.conflicting)) == (
            (1, 0, 0) if number == 0 else (0, 1, 0)
        )
        got = [side for side in asked(anki) if "No cloze" not in side[0]]
        assert [side[0] for side in got] == [side[0] for side in wanted]
        assert len(got) == 1 or [side[1] for side in got] == [side[1] for side in wanted]
        assert read_apkg(tmp_path / "a.apkg", "T").cards == (card,)
        older(anki)


def proposed(anki: "Collection", path: Path) -> "ImportResponse.Log":
    """Take a table with the settings that Anki proposes."""
    from anki.collection import ImportCsvRequest

    metadata = anki.get_csv_metadata(str(path), None)
    return anki.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


@pytest.fixture(params=["en", "de"])
def spoken(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple["Collection", str]]:
    import anki.lang
    from anki.collection import Collection

    anki.lang.set_lang(request.param)
    opened = Collection(str(tmp_path / "spoken.anki2"))
    yield opened, request.param
    opened.close()
    anki.lang.set_lang("en")


TABLE: tuple[Card, ...] = (
    Flashcard(id="rome", q="Rome < Turin & so", a="Tiber\nTevere", why="see", tags=("geo", "it")),
    Flashcard(id="hash", q="#1, a 'number'", a='"quoted"', reverse=True),
    MultipleChoice(id="pick-one", q="Which?", a="Arno", wrong={"Po": None}),
    Flashcard(id=id_of_guid("kBIuE>ns4E"), q="What is {{c1::x}}?", a="a gap; and\ta tab"),
)
CLOZE = Cloze(id="gaps", cloze="The {{Danube}} joins {{Vienna::city}}.", why="extra", tags=("geo",))


@pytest.mark.parametrize("ending", ["csv", "tsv"])
@pytest.mark.parametrize("cloze", [False, True])
def test_anki_takes_a_table_with_what_it_proposes(
    spoken: tuple["Collection", str], tmp_path: Path, ending: str, cloze: bool
) -> None:
    anki, language = spoken
    cards = (*TABLE, CLOZE) if cloze else TABLE
    text, _ = write_table(
        Deck(id="d", title="Rivers", cards=cards), "," if ending == "csv" else "\t", language
    )
    path = tmp_path / f"a.{ending}"
    path.write_text(text, encoding="utf-8")
    assert len(proposed(anki, path).new) == len(cards)
    notes = {note.guid: note for note in map(anki.get_note, anki.find_notes("deck:Rivers"))}
    assert {guid: note.fields[:2] for guid, note in notes.items()} == {
        "rome": ["Rome &lt; Turin &amp; so", "Tiber<br>Tevere"],
        "hash": ["#1, a 'number'", '"quoted"'],
        "pick-one": ["Which?<br>- Arno<br>- Po", "Arno"],
        "kBIuE>ns4E": ["What is &#123;{c1::x}}?", "a gap; and\ta tab"],
    } | ({"gaps": ["The {{c1::Danube}} joins {{c2::Vienna::city}}.", "extra"]} if cloze else {})
    assert notes["rome"].tags == ["geo", "it"]
    kinds = {guid: (note.note_type() or {})["name"] for guid, note in notes.items()}
    assert kinds["rome"] == stock_name(Stock.BASIC, language)
    assert kinds.get("gaps", stock_name(Stock.CLOZE, language)) == stock_name(Stock.CLOZE, language)
    back = {card.id: card for card in read_table(text, "T").cards}
    assert back["rome"] == TABLE[0]
    assert back.get("gaps", CLOZE) == CLOZE


def test_a_table_issued_again_updates_its_notes(anki: "Collection", tmp_path: Path) -> None:
    for answer, new, updated in (("Tiber", 1, 0), ("Tevere", 0, 1), ("Tevere", 0, 0)):
        card = Flashcard(id="rome", q="Which?", a=answer)
        text, _ = write_table(Deck(id="d", title="T", cards=(card,)), ",")
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        log = proposed(anki, tmp_path / "a.csv")
        assert (len(log.new), len(log.updated)) == (new, updated)


def test_names_of_note_types_are_known_in_the_languages_of_anki() -> None:
    assert stock_of("Lückentext+") is stock_of("Cloze") is Stock.CLOZE
    assert stock_of("Einfach (und die umgekehrte Richtung)") is Stock.REVERSED
    assert stock_of("My own") is None


def filled(anki: "Collection") -> int:
    """Add notes of Anki's own types and of a learner's; how many."""
    rows = {
        "Basic": [["Rome?", "<b>Tiber</b><img src='t.png'>"], ["Turin?", "Po"]],
        "Basic (and reversed card)": [["Hund", "dog"]],
        "Basic (optional reversed card)": [["Kuh", "cow", "y"], ["Bank", "Ufer", ""]],
        "Basic (type in the answer)": [["Water?", "H<sub>2</sub>O"]],
        "Cloze": [["The {{c1::Danube}} joins {{c2::Vienna}} and {{c2::Budapest}}.", "more"]],
    }
    own = anki.models.new("Mine")
    for name in ("Rank", "Word", "Meaning"):
        anki.models.add_field(own, anki.models.new_field(name))
    side = anki.models.new_template("Only")
    side["qfmt"], side["afmt"] = "{{Word}}", "{{FrontSide}}<hr id=answer>{{Meaning}}"
    anki.models.add_template(own, side)
    anki.models.add(own)
    rows["Mine"] = [["1", "perro", "dog"]]
    for name, notes in rows.items():
        kind = anki.models.by_name(name)
        assert kind
        for fields in notes:
            note = anki.new_note(kind)
            note.fields = fields
            note.tags = ["geo::italy"]
            anki.add_note(note, 1)  # type: ignore[arg-type]
    return sum(map(len, rows.values()))


def test_notes_from_anki_go_back_into_themselves(
    anki: "Collection", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anki.collection import ExportAnkiPackageOptions

    count = filled(anki)
    package, deck = tmp_path / "from.apkg", tmp_path / "deck.yaml"
    options = ExportAnkiPackageOptions(with_scheduling=True, legacy=False)
    anki.export_anki_package(out_path=str(package), options=options, limit=None)
    older(anki)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    run = CliRunner()
    assert run.invoke(import_, [str(package), "--to", str(deck)]).exit_code == 0
    text = deck.read_text()
    for old, new in (("perro", "el perro"), ("Vienna", "Wien"), ("Po\n", "P\n")):
        text = text.replace(old, new)
    deck.write_text(text)
    told = run.invoke(export, [str(deck), "back.apkg"])
    assert told.exit_code == 0, told.output
    before = {note.guid: note for note in map(anki.get_note, anki.find_notes(""))}
    cards = sorted(anki.find_cards(""))
    log = taken(anki, tmp_path / "back.apkg")
    assert (len(log.updated), len(log.new), len(log.conflicting)) == (count, 0, 0)
    assert sorted(anki.find_cards("")) == cards
    after = {note.guid: note for note in map(anki.get_note, anki.find_notes(""))}
    changed = [
        (old.fields, after[guid].fields)
        for guid, old in before.items()
        if old.fields != after[guid].fields
    ]
    assert sorted(changed) == [
        (["1", "perro", "dog"], ["1", "el perro", "dog"]),
        (["Turin?", "Po"], ["Turin?", "P"]),
    ]
    assert {tuple(note.tags) for note in after.values()} == {("geo::italy",)}
    assert "a change of its text, which no one field of Anki's holds" in told.output
