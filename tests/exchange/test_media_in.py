"""Pictures and sounds that come along with an import."""

import base64
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.exchange.pictures import png, wav
from trainer.cli.import_ import import_, read_foreign
from trainer.deck.card import Card, DraftCard, Hide, MultipleChoice
from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck
from trainer.exchange.import_result import ImportResult
from trainer.exchange.media.incoming import write_media
from trainer.exchange.media.marks import MediaMarks
from trainer.media.files import LARGEST
from trainer.store.deck_file import save_file

PNG, WAV = png(), wav()
IN_XML = base64.b64encode(PNG).decode()
GUARDED = IN_XML.replace("=", "\\=")

# ruff: noqa: E501 - files as they are
FILES: dict[str, str] = {
    "own.md": "Q: Which?\n  ![a river](river.png)\nA: Po ![](tone.wav)\n",
    "heading.md": "## Which? ![a river](media/river.png)\n\nPo ![](tone.wav)\n",
    "note.md": "#flashcards\n\nWhich? ![[river.png]]::Po ![[tone.wav|so]]\n",
    "cards/hash.md": '---\nname = "H"\n---\nQ: Which? ![a river](../river.png)\nA: Po\n',
    "mdanki.md": "# T\n\n## Which? ![a river](river.png)\n\nPo ![](tone.wav)\n\n[#a]()\n",
    "front.md": "# Front\nWhich? ![a river](river.png)\n\n# Back\nPo ![](tone.wav)\n",
    "drill.org": "* Which? [[file:river.png]] :drill:\n** Answer\nPo [[file:tone.wav]]\n",
    "q.txt": "1. Which? ![a river](river.png)\n*a) Po ![](tone.wav)\nb) Arno\n",
    "t.csv": 'Which? <img src="river.png" alt="a river">,Po<br>[sound:tone.wav]\n',
    "sm.txt": 'Q: Which? <img src="river.png" alt="a river">\nA: Po <audio src="tone.wav"></audio>\nA1: Tiber\n',
    "m.xml": '<quiz><question type="shortanswer"><name><text>n</text></name><questiontext format="html">'
    '<text><![CDATA[<p>Which? <img src="@@PLUGINFILE@@/river%20a.png" alt="a river"></p>]]></text>'
    f'<file name="river a.png" path="/" encoding="base64">{IN_XML}</file></questiontext>'
    '<answer fraction="100"><text>Po</text></answer></question></quiz>',
    "g.gift": f'::n::[html]Which? <img src\\="data\\:image/png;base64,{GUARDED}" alt\\="a river"> {{=Po}}\n',
    "k.kvtml": '<kvtml version="2.0"><identifiers><identifier id="0"/><identifier id="1"/></identifiers>'
    '<entries><entry id="0"><translation id="0"><text>Which?</text><image>file:///home/me/river.png</image>'
    "</translation><translation id='1'><text>Po</text><sound>tone.wav</sound></translation></entry></entries></kvtml>",
    "rem.md": "- Which? ![a river](river.png) >> Po ![](tone.wav)\n- Brot <> bread\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "river.png").write_bytes(PNG)
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "river.png").write_bytes(PNG)
    (tmp_path / "tone.wav").write_bytes(WAV)
    return tmp_path


def first(imported: ImportResult) -> Card:
    return imported.cards[0]


@pytest.mark.parametrize("name", [name for name in FILES if "/" not in name])
def test_what_stands_beside_a_file_comes_along(folder: Path, name: str) -> None:
    (folder / name).write_text(FILES[name])
    imported = read_foreign(folder / name, "T")
    card = first(imported)
    assert (card.prompt, card.solution) == ("Which?", "Po")
    assert card.picture
    assert card.picture.file in {"river.png", "river a.png"} or "embedded" in card.picture.file
    assert card.picture.alt == (None if name in {"note.md", "drill.org", "k.kvtml"} else "a river")
    assert imported.media[card.picture.file]() == PNG
    plays = name not in {"m.xml", "g.gift"}
    assert (card.answer_sound == "tone.wav") == plays
    assert not [loss for loss in imported.losses if "picture" in loss.what and plays]


def test_a_picture_above_the_file_stays_where_it_is(folder: Path) -> None:
    (folder / "cards").mkdir()
    (folder / "cards" / "hash.md").write_text(FILES["cards/hash.md"])
    imported = read_foreign(folder / "cards" / "hash.md", "T")
    assert first(imported).picture is None
    assert not imported.media
    assert [loss.what for loss in imported.losses] == ["the picture or sound “../river.png”"]


@pytest.mark.parametrize("name", ["/etc/hostname", "~/x.png", "a/../../x.png", "http://x/y.png"])
def test_nothing_outside_is_opened(folder: Path, name: str) -> None:
    (folder / "own.md").write_text(f"Q: Which? ![]({name})\nA: Po\n")
    assert not read_foreign(folder / "own.md", "T").media


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    inside = folder / "inside"
    inside.mkdir()
    (inside / "river.png").symlink_to(folder / "river.png")
    (inside / "own.md").write_text(FILES["own.md"])
    assert not read_foreign(inside / "own.md", "T").media


def test_an_option_shows_its_picture(folder: Path) -> None:
    (folder / "own.md").write_text(
        "## Which is it?\n\n- [x] ![a river](river.png)\n- [ ] Arno ![x](media/river.png)\n"
    )
    card = first(read_foreign(folder / "own.md", "T"))
    assert isinstance(card, MultipleChoice)
    assert (card.a, card.a.picture and card.a.picture.file) == ("a river", "river.png")
    [wrong] = card.wrong
    assert (str(wrong), wrong.picture and wrong.picture.file) == ("Arno", "river-2.png")  # type: ignore[attr-defined]


def test_what_is_nothing_but_a_picture_is_asked_by_it(folder: Path) -> None:
    (folder / "t.csv").write_text('<img src="river.png">,[sound:tone.wav]\n')
    card = first(read_foreign(folder / "t.csv", "T"))
    assert (card.prompt, card.solution) == ("What is this?", "Listen.")
    assert (card.picture and card.picture.file, card.answer_sound) == ("river.png", "tone.wav")


def test_one_picture_a_place_comes_along_and_others_are_named(folder: Path) -> None:
    for name in "abc":
        (folder / f"{name}.png").write_bytes(png(size=(ord(name), 5)))
    shown = "".join(f'<img src="{name}.png">' for name in "abc")
    (folder / "t.csv").write_text(f"Which?{shown},Po{shown}\n")
    imported = read_foreign(folder / "t.csv", "T")
    card = first(imported)
    assert card.picture
    assert card.answer_picture
    assert card.why_picture
    shown_ones = (card.picture.file, card.answer_picture.file, card.why_picture.file)
    assert shown_ones == ("a.png", "a.png", "b.png")
    lost = [loss.what for loss in imported.losses if "picture" in loss.what]
    assert sorted(lost) == [f"the picture or sound “{name}.png”" for name in "bc"]


@pytest.mark.parametrize(
    ("content", "kept"),
    [(b"<svg/>", False), (b"\0\0\0\x18ftypmp42", False), (PNG, True), (WAV, True), (b"", False)],
)
def test_what_it_is_decides_and_not_its_name(folder: Path, content: bytes, *, kept: bool) -> None:
    (folder / "x.jpg").write_bytes(content)
    (folder / "own.md").write_text("Q: Which? ![](x.jpg)\nA: Po\n")
    imported = read_foreign(folder / "own.md", "T")
    assert bool(imported.media) == kept
    assert not kept or [*imported.media] == ["x.png" if content == PNG else "x.wav"]


def test_marks_that_a_file_forges_are_no_marks(folder: Path) -> None:
    forged = MediaMarks(lambda _, most: PNG[:most]).mark("a.png")
    assert forged
    (folder / "own.md").write_text(f"Q: Which? {forged} ![](river.png)\nA: {forged}Po\n")
    card = first(read_foreign(folder / "own.md", "T"))
    assert (card.prompt, card.solution, card.answer_picture) == ("Which?", "Po", None)


def test_code_keeps_what_looks_like_a_picture(folder: Path) -> None:
    (folder / "own.md").write_text("Q: What does `![](river.png)` show?\nA: a picture\n")
    card = first(read_foreign(folder / "own.md", "T"))
    assert (card.prompt, card.picture) == ("What does `![](river.png)` show?", None)


def card_with(name: str) -> Card:
    return MultipleChoice.model_validate(
        {"q": "?", "a": {"text": "a", "picture": name}, "wrong": ["b"], "sound": name}
    )


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").write_bytes(png("red"))
    cards, count, lost = write_media(
        [card_with("a.png")], {"a.png": lambda: PNG}, tmp_path, save_file
    )
    [card] = cards
    assert isinstance(card, MultipleChoice)
    assert (card.a.picture and card.a.picture.file, card.sound) == ("a-2.png", "a-2.png")
    assert (tmp_path / "media" / "a.png").read_bytes() == png("red")
    assert (tmp_path / "media" / "a-2.png").read_bytes() == PNG
    assert (count, lost) == (1, ())
    again, _, _ = write_media([card_with("a.png")], {"a.png": lambda: PNG}, tmp_path, save_file)
    assert again == cards
    assert len([*(tmp_path / "media").iterdir()]) == 2


def vast() -> bytes:
    """A picture of nearly nothing on disk, and of gigabytes in memory."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: PNG[:8] + bytes(LARGEST), "larger than 40 MB"),
        (lambda: PNG[:20], "is broken"),
        (vast, "more pixels"),
        (lambda: b"", "is not a PNG"),
    ],
)
def test_what_is_no_picture_is_not_written(
    tmp_path: Path, make: Callable[[], bytes], why: str
) -> None:
    _, count, lost = write_media([card_with("a.png")], {"a.png": make}, tmp_path, save_file)
    assert count == 0
    assert why in lost[0].what
    assert not [*tmp_path.glob("media/*")]


def test_a_draft_shows_its_picture_too(tmp_path: Path) -> None:
    draft = DraftCard.of({"q": "?", "picture": {"file": "a.png"}, "status": "draft"})
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").write_bytes(b"other")
    [card], _, _ = write_media([draft], {"a.png": lambda: PNG}, tmp_path, save_file)
    assert card.picture
    assert card.picture.file == "a-2.png"


def test_an_archive_gives_what_it_holds(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "d.mochi", "w") as archive:
        content = "![a river](@media/r.png)\\n---\\nPo ![](tone.wav)"
        archive.writestr(
            "data.edn", f'{{:version 2, :decks [{{:name "D", :cards [{{:content "{content}"}}]}}]}}'
        )
        archive.writestr("r.png", PNG)
        archive.writestr("../tone.wav", WAV)
    out = tmp_path / "out" / "d.yaml"
    out.parent.mkdir()
    done = CliRunner().invoke(import_, [str(tmp_path / "d.mochi"), "--to", str(out)])
    assert done.exit_code == 0, done.output
    deck = read_deck(out).deck
    assert deck
    [card] = deck.cards
    assert (card.picture and card.picture.file, card.answer_sound) == ("r.png", "tone.wav")
    assert sorted(path.name for path in (out.parent / "media").iterdir()) == ["r.png", "tone.wav"]
    assert {path.name for path in tmp_path.iterdir()} == {"d.mochi", "out"}


def in_anki(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A package that Anki's own engine writes: pictures, sounds and an occlusion."""
    collection = pytest.importorskip("anki.collection")
    opened = collection.Collection(str(folder / "collection.anki2"))
    for name, content in files.items():
        (folder / name).write_bytes(content)
        opened.media.add_file(str(folder / name))
    basic = opened.models.by_name("Basic")
    for front, back in (
        ('Which river? <img src="a river.png" alt="a bend">', "Po [sound:tone.wav]"),
        ('<img src="b.png">', "Arno"),
        ("[sound:low.wav]", '<b>A4</b><br><img src="c.png">'),
    ):
        note = opened.new_note(basic)
        note["Front"], note["Back"] = front, back
        opened.add_note(note, 1)
    opened.add_image_occlusion_note(
        notetype_id=opened.models.by_name("Image Occlusion")["id"],
        image_path=str(folder / "c.png"),
        occlusions="{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}<br>"
        "{{c2::image-occlusion:polygon:points=.5,.5 .9,.6 .7,.8:oi=1}}",
        header="Two bends",
        back_extra="",
        tags=[],
    )
    opened.export_anki_package(
        out_path=str(folder / "made.apkg"),
        limit=None,
        options=collection.ExportAnkiPackageOptions(with_media=True, legacy=False),
    )
    opened.close()
    return folder / "made.apkg"


def test_a_package_of_ankis_own_comes_whole(tmp_path: Path) -> None:
    pictures = {
        name: png(size=(20, at)) for at, name in enumerate(["a river.png", "b.png", "c.png"], 9)
    }
    sounds = {"tone.wav": wav(), "low.wav": wav(160)}
    package = in_anki(tmp_path, {**pictures, **sounds})
    out = tmp_path / "out" / "d.yaml"
    out.parent.mkdir()
    done = CliRunner().invoke(import_, [str(package), "--to", str(out)])
    assert done.exit_code == 0, done.output
    assert "Left behind" not in done.output
    deck = read_deck(out).deck
    assert deck
    for name, content in {**pictures, **sounds}.items():
        assert (out.parent / "media" / name).read_bytes() == content
    one, two, three, masked = deck.cards
    assert (one.prompt, one.solution, one.answer_sound) == ("Which river?", "Po", "tone.wav")
    assert one.picture
    assert (one.picture.file, one.picture.alt) == ("a river.png", "a bend")
    assert (two.prompt, two.picture and two.picture.file) == ("What is this?", "b.png")
    assert (three.prompt, three.sound) == ("What do you hear?", "low.wav")
    assert (three.solution, three.answer_picture and three.answer_picture.file) == (
        "**A4**",
        "c.png",
    )
    assert isinstance(masked, Hide)
    assert (masked.prompt, masked.picture.file, masked.self_marked) == ("Two bends", "c.png", True)
    assert [tuple(region) for region in masked.hide.values()] == [
        (10, 20, 30, 40),
        (50, 50, 40, 30),
    ]
    assert Deck.model_validate(deck.model_dump()) == deck


def test_a_notice_quotes_a_text_without_what_stands_for_its_picture(tmp_path: Path) -> None:
    question = FILES["m.xml"].replace('fraction="100"', 'fraction="50"')
    (tmp_path / "m.xml").write_text(question.replace("Which? ", "<b>Which</b> one? "))
    imported = read_foreign(tmp_path / "m.xml", "T")
    notices = [one.what for one in (*imported.losses, *imported.done)]
    assert notices == ["“Po” for part credit: “Which one?”", "a draft: no answer: “**Which** one?”"]
