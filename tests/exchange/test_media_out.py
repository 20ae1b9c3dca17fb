"""Pictures and sounds on their way out, and back."""

import html
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.exchange.pictures import png, wav
from trainer.cli.export import export
from trainer.cli.import_ import import_
from trainer.deck.card import Card, Cloze, MultipleChoice
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck
from trainer.markup.noncharacters import without_noncharacters
from trainer.media.files import LARGEST

if TYPE_CHECKING:
    from anki.collection import Collection

CARDS = """\
  - {q: Which?, a: Po, reverse: true, answer_sound: t.wav, picture:
      {file: a.png, alt: a "bend", caption: Cap & so, credit: Me}}
  - {q: Hear, typed: A4, sound: low.wav, why_picture: b.png, why: so}
  - {q: Options?, a: {text: Po, picture: b.png}, wrong: [{text: Arno, picture: c.png}, Tiber]}
  - {cloze: "The {{Po}} flows", picture: c.png}
  - {q: Which city?, picture: a.png, why: So it is, accept: {Lahore: Lahor},
     hide: {Karachi: [10, 10, 20, 20], Lahore: [50, 50.5, 20, 30]}}
  - {q: Point at it, picture: a.png, where: Lahore,
     hide: {Karachi: [10, 10, 20, 20], Lahore: [50, 50.5, 20, 30]}}
  - {q: Plain, a: here}
"""


@pytest.fixture(params=["", "markup: markdown\n"], ids=["plain", "marked up"])
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A deck with every way of showing a picture and playing a sound."""
    (tmp_path / "media").mkdir()
    for name, width in (("a.png", 40), ("b.png", 30), ("c.png", 20)):
        (tmp_path / "media" / name).write_bytes(png(size=(width, 20)))
    (tmp_path / "t.wav").write_bytes(wav())
    (tmp_path / "media" / "low.wav").write_bytes(wav(200))
    (tmp_path / "deck.yaml").write_text(f"title: T\nid: t\n{request.param}cards:\n{CARDS}")
    return tmp_path / "deck.yaml"


def exported(path: Path, name: str, *more: str) -> tuple[Path, str]:
    out = path.parent / "out" / name
    out.parent.mkdir(exist_ok=True)
    done = CliRunner().invoke(export, [str(path), str(out), *more])
    assert done.exit_code == 0, done.output
    return out, done.output


def back(file: Path, folder: str = "back") -> tuple[Deck, Path]:
    target = file.parent.parent / folder / "deck.yaml"
    target.parent.mkdir(exist_ok=True)
    done = CliRunner().invoke(import_, [str(file), "--to", str(target)])
    assert done.exit_code == 0, done.output
    deck = read_deck(target).deck
    assert deck
    return deck, target.parent


def same(one: Card, other: Card, *, without: set[str]) -> None:
    shown = {"exclude_defaults": True, "mode": "json", "exclude": {"id", *without}}
    assert one.model_dump(**shown) == other.model_dump(**shown)  # type: ignore[arg-type]
    assert card_key(one) == card_key(other)


def test_markdown_brings_all_of_it_back(path: Path) -> None:
    out, said = exported(path, "deck.md")
    assert [line for line in said.splitlines() if "×" in line] == [
        "      1 × whose picture it is, as such: that is in its caption there (a.png)"
    ]
    deck, folder = back(out)
    original = read_deck(path).deck
    assert original
    for was, now in zip(original.cards, deck.cards, strict=True):
        same(was, now, without={"picture"})
    assert [card.picture and card.picture.file for card in deck.cards] == [
        card.picture and card.picture.file for card in original.cards
    ]
    assert deck.cards[0].picture
    assert deck.cards[0].picture.caption == "Cap & so · Me"
    for name in ("a.png", "b.png", "c.png", "low.wav"):
        assert (folder / "media" / name).read_bytes() == (path.parent / "media" / name).read_bytes()


def test_a_package_brings_pictures_sounds_and_regions_back(path: Path) -> None:
    out, said = exported(path, "deck.apkg")
    assert "its picture" not in said
    deck, folder = back(out)
    original = read_deck(path).deck
    assert original
    for at in (0, 1, 3, 6):
        same(original.cards[at], deck.cards[at], without=set())
    same(original.cards[4], deck.cards[4], without={"accept"})
    choice, point = deck.cards[2], deck.cards[5]
    assert choice.picture
    assert point.answer_picture
    assert choice.picture.file == "c.png"
    assert (folder / "media" / point.answer_picture.file).is_file()
    assert not [*folder.glob("*.anki.json")]  # all of it is of our own note types


def test_anki_shows_and_plays_what_a_package_brings(path: Path, tmp_path: Path) -> None:
    collection = pytest.importorskip("anki.collection")
    out, _ = exported(path, "deck.apkg")
    (tmp_path / "anki").mkdir()
    anki: Collection = collection.Collection(str(tmp_path / "anki" / "collection.anki2"))
    options = collection.ImportAnkiPackageOptions()
    request = collection.ImportAnkiPackageRequest(package_path=str(out), options=options)
    assert len(anki.import_anki_package(request).log.new) == 7
    assert not anki.media.check().missing
    media = tmp_path / "anki" / "collection.media"
    assert {"a.png", "b.png", "c.png", "t.wav", "low.wav"} <= {p.name for p in media.iterdir()}
    cards = [anki.get_card(number) for number in sorted(anki.find_cards("Which?"))]
    assert '<img src="a.png" alt="a &quot;bend&quot;"' in cards[0].question()
    assert "Cap &amp; so · Me" in cards[0].question()
    assert [tag.filename for tag in cards[0].answer_av_tags()] == ["t.wav"]  # type: ignore[union-attr]
    [one, two] = [anki.get_card(number) for number in sorted(anki.find_cards("city"))]
    assert one.note_type()["originalStockKind"] == 6
    assert 'data-shape="rect" data-left="0.1" data-top="0.1"' in one.question()
    assert "Karachi" not in one.question() + two.question()
    assert "2. Lahore" in two.answer()
    anki.close()


def test_moodle_xml_brings_pictures_and_sounds_back(path: Path) -> None:
    out, said = exported(path, "quiz.xml")
    text = out.read_text()
    assert text.count("<file ") == 7
    assert 'src="@@PLUGINFILE@@/a.png"' in html.unescape(text)
    assert "a question of the kind hide" in said
    deck, folder = back(out)
    which, hear, options, po, plain = deck.cards
    assert which.picture
    assert (which.picture.file, which.picture.alt) == ("a.png", 'a "bend"')
    assert which.answer_sound == "t.wav"
    assert (hear.sound, hear.why_picture and hear.why_picture.file) == ("low.wav", "b.png")
    assert isinstance(options, MultipleChoice)
    assert options.a.picture
    assert isinstance(po, Cloze)
    assert po.picture
    assert plain.prompt == "Plain"
    for name in ("a.png", "b.png", "c.png", "low.wav"):
        assert (folder / "media" / name).read_bytes() == (path.parent / "media" / name).read_bytes()


def test_moodle_gets_its_pictures_inside(path: Path) -> None:
    out, said = exported(path, "deck.gift")
    assert "its sound" in said
    deck, folder = back(out)
    by_key = {card_key(card): card for card in deck.cards}
    original = read_deck(path).deck
    assert original
    for card in original.cards[:4]:
        now = by_key[card_key(card)]
        pictures = [now.picture, now.why_picture]
        assert [bool(one) for one in pictures] == [bool(card.picture), bool(card.why_picture)]
        assert (now.prompt, now.solution) == (card.prompt, card.solution) or card.items
    choice = by_key[card_key(original.cards[2])]
    assert isinstance(choice, MultipleChoice)
    assert choice.a.picture
    assert len([*(folder / "media").iterdir()]) == 3


def test_a_sheet_to_print_shows_regions_covered(path: Path) -> None:
    out, _ = exported(path, "deck.html")
    page = out.read_text()
    assert page.count("<img src=") >= 7
    assert without_noncharacters(page) == page
    assert not (out.parent / "media").exists()


def test_a_table_names_its_pictures_for_anki(path: Path) -> None:
    out, said = exported(path, "deck.csv")
    assert "hide becomes flashcard" in said
    deck, _ = back(out)
    assert deck.cards[0].picture
    assert deck.cards[0].picture.credit == "Me"
    assert deck.cards[4].picture  # covered


def test_a_bundle_holds_the_deck_and_what_it_shows(path: Path) -> None:
    (path.parent / "media" / "idle.png").write_bytes(png())
    out, said = exported(path, "deck.zip", "--bundle")
    assert "5 files" in said
    with zipfile.ZipFile(out) as archive:
        names = {
            "deck.yaml",
            "t.wav",
            *(f"media/{n}" for n in ("a.png", "b.png", "c.png", "low.wav")),
        }
        assert set(archive.namelist()) == names
    target = path.parent / "back"
    done = CliRunner().invoke(import_, [str(out), "--to", str(target)])
    assert done.exit_code == 0, done.output
    assert (target / "deck.yaml").read_text() == path.read_text()
    assert (target / "t.wav").read_bytes() == wav()
    again = CliRunner().invoke(import_, [str(out), "--to", str(target)])
    assert again.exit_code == 0, again.output
    (target / "deck.yaml").write_text("title: other\ncards:\n  - {q: a, a: b}\n")
    refused = CliRunner().invoke(import_, [str(out), "--to", str(target)])
    assert refused.exit_code != 0
    assert "another deck" in str(refused.exception)


def zipped(folder: Path, members: dict[str, bytes], text: str) -> Path:
    with zipfile.ZipFile(folder / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deck.yaml", text)
        for name, content in members.items():
            archive.writestr(name, content)
    return folder / "b.zip"


ONE = "title: T\ncards:\n  - {{q: Which?, a: Po, picture: {}}}\n"


@pytest.mark.parametrize(
    ("picture", "members", "said"),
    [
        ("../out.png", {"../out.png": png()}, "leads out"),
        ("/out.png", {"/out.png": png()}, "leads out"),
        ("a.png", {"a.png": b"\x89PNG\r\n\x1a\n" + bytes(40_000_001)}, "larger than 40 MB"),
        ("a.png", {"a.png": b"#!/bin/sh"}, "is not a PNG"),
        ("run.sh", {"run.sh": b"#!/bin/sh"}, "neither a picture nor a sound"),
        ("a.png", {}, "not in it"),
    ],
)
def test_a_bundle_cannot_do_harm(
    tmp_path: Path, picture: str, members: dict[str, bytes], said: str
) -> None:
    file = zipped(tmp_path, {**members, "media/other.png": png()}, ONE.format(picture))
    target = tmp_path / "in" / "here"
    target.parent.mkdir()
    done = CliRunner().invoke(import_, [str(file), "--to", str(target)])
    assert said in f"{done.output} {done.exception}"
    written = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert written <= {"b.zip", "in/here/deck.yaml"}


@pytest.mark.parametrize("inside", ["a.png", "media/a.png"])
@pytest.mark.parametrize("there", ["a.png", "media/a.png"])
def test_a_bundle_takes_no_files_place(tmp_path: Path, inside: str, there: str) -> None:
    file = zipped(tmp_path, {inside: png()}, ONE.format("a.png"))
    (tmp_path / "in" / "media").mkdir(parents=True)
    (tmp_path / "in" / there).write_bytes(png("red"))
    done = CliRunner().invoke(import_, [str(file), "--to", str(tmp_path / "in")])
    assert "is another file" in str(done.exception)
    assert not (tmp_path / "in" / "deck.yaml").exists()


def test_a_bundle_may_hold_two_files_of_a_name(tmp_path: Path) -> None:
    two = ONE.format("a.png") + "  - {q: Where?, a: Po, picture: media/a.png}\n"
    file = zipped(tmp_path, {"a.png": png(), "media/a.png": png("red")}, two)
    for _ in range(2):
        done = CliRunner().invoke(import_, [str(file), "--to", str(tmp_path / "in")])
        assert done.exit_code == 0, done.output
    assert (tmp_path / "in" / "a.png").read_bytes() == png()
    assert [p.read_bytes() for p in (tmp_path / "in" / "media").iterdir()] == [png("red")]


def test_what_a_bundle_lacks_is_named_with_its_reason(path: Path) -> None:
    (path.parent / "media" / "a.png").unlink()
    (path.parent / "t.wav").unlink()
    _, said = exported(path, "deck.zip", "--bundle")
    assert "a.png is missing" in said
    assert "t.wav is missing" in said


def test_a_bundle_follows_no_link_out(tmp_path: Path) -> None:
    file = zipped(tmp_path, {"media/a.png": png()}, ONE.format("a.png"))
    (tmp_path / "outside").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "media").symlink_to(tmp_path / "outside")
    done = CliRunner().invoke(import_, [str(file), "--to", str(tmp_path / "in")])
    assert "link out" in str(done.exception)
    assert not [*(tmp_path / "outside").iterdir()]


def test_notes_of_ankis_go_back_with_their_pictures(tmp_path: Path) -> None:
    deck = {
        "name": "D",
        "children": [],
        "note_models": [
            {
                "crowdanki_uuid": "1700000000000",
                "name": "M",
                "type": 0,
                "flds": [{"name": "F"}, {"name": "B"}],
                "tmpls": [
                    {"name": "T", "qfmt": "{{F}}", "afmt": "{{FrontSide}}<hr id=answer>{{B}}"}
                ],
            }
        ],
        "notes": [
            {
                "guid": "g!",
                "note_model_uuid": "1700000000000",
                "fields": ['<img src="a.png" alt="x">', "Po"],
                "tags": [],
                "ordinals": [0],
            }
        ],
    }
    (tmp_path / "deck.json").write_text(json.dumps(deck))
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").write_bytes(png())
    target = tmp_path / "in" / "deck.yaml"
    target.parent.mkdir()
    done = CliRunner().invoke(import_, [str(tmp_path / "deck.json"), "--to", str(target)])
    assert done.exit_code == 0, done.output
    (target.parent / "deck.anki.json").write_text(json.dumps({**deck, "__type__": "Deck"}))
    target.write_text(target.read_text().replace("a: Po", "a: the Po"))
    out, said = exported(target, "back.apkg")
    assert "Not carried over" not in said
    with zipfile.ZipFile(out) as archive:
        assert json.loads(archive.read("media")) == {"0": "a.png"}
        assert archive.read("0") == png()
        assert b"the Po" in archive.read("collection.anki2")


@pytest.mark.parametrize("name", ["deck.apkg", "quiz.xml", "deck.md", "deck.csv"])
def test_a_file_that_is_too_large_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.png").write_bytes(png() + bytes(LARGEST))
    (tmp_path / "deck.yaml").write_text("title: T\ncards:\n  - {q: Q, a: A, picture: a.png}\n")
    out, said = exported(tmp_path / "deck.yaml", name)
    assert "its picture" in said
    assert out.stat().st_size < LARGEST


@pytest.mark.parametrize("name", ["deck.gift", "deck.html"])
def test_a_broken_picture_is_told_and_holds_up_no_other(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.png").write_bytes(png()[:40])
    (tmp_path / "b.png").write_bytes(png())
    cards = "  - {q: Q, a: A, picture: a.png}\n  - {q: R, a: B, picture: b.png}\n"
    (tmp_path / "deck.yaml").write_text(f"title: T\ncards:\n{cards}")
    out, said = exported(tmp_path / "deck.yaml", name)
    assert "1 × a picture: a.png is" in said
    assert "base64" in out.read_text()


@pytest.mark.parametrize("name", ["deck.apkg", "deck.html", "deck.csv"])
@pytest.mark.parametrize("kind", ["where: Po,", ""])
def test_regions_of_a_broken_picture_are_told(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / "a.png").write_bytes(png()[:40])
    card = f"{{id: p, q: Q, picture: a.png, {kind} hide: {{Po: [1, 1, 9, 9], Inn: [20, 1, 9, 9]}}}}"
    (tmp_path / "deck.yaml").write_text(f"title: T\ncards:\n  - {card}\n  - {{q: R, a: B}}\n")
    _, said = exported(tmp_path / "deck.yaml", name)
    assert "1 × a picture: a.png is" in said or (name, kind) == ("deck.apkg", "")  # drawn by Anki


def test_markdown_brings_brackets_back_and_tells_of_a_credit(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    picture = "{file: a.png, alt: 'A [green] \\ one', credit: Me}"
    (tmp_path / "deck.yaml").write_text(
        f"title: T\ncards:\n  - {{q: Q, a: A, picture: {picture}}}\n"
    )
    out, said = exported(tmp_path / "deck.yaml", "deck.md")
    assert "1 × whose picture it is" in said
    [card] = back(out)[0].cards
    assert card.picture
    assert card.picture.alt == "A [green] \\ one"
