from pathlib import Path

import pytest
from PIL import Image

from trainer.deck.lint import all_findings
from trainer.deck.lint.media import unused_files
from trainer.deck.reader import read_deck


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "media" / "map.png")
    Image.new("RGB", (8, 8)).save(tmp_path / "tiber.png")
    Image.new("RGB", (8, 8)).save(tmp_path / "lies.png", "JPEG")
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "moves.gif", save_all=True, append_images=frames[1:])
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "cut.png").write_bytes((tmp_path / "tiber.png").read_bytes()[:44])
    (tmp_path / "s.mp3").write_bytes(b"ID3")
    (tmp_path / "vast.mp3").write_bytes(b"ID3" + bytes(5_000_001))
    (tmp_path / "lies.mp3").write_bytes(b"OggS")
    (tmp_path / "film.mp3").write_bytes(b"\0\0\0\x18ftypisom")
    return tmp_path


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("picture: {file: map.png, alt: A map}", set()),
        ("picture: map.png", {"D393"}),
        ("picture: {file: tiber.png, alt: A map}", {"D394"}),
        ("answer_picture: {file: tiber.png, alt: A map}", set()),
        ("picture: {file: none.png, alt: A map}", {"D391"}),
        ("why_picture: {file: ../x.png, alt: A map}", {"D391"}),
        ("picture: {file: lies.png, alt: A map}", {"D392"}),
        ("picture: {file: moves.gif, alt: A map}", {"D392"}),
        ("picture: {file: broken.png, alt: A map}", {"D392"}),
        ("picture: {file: cut.png, alt: A map}", {"D392"}),
        ("sound: s.mp3", set()),
        ("sound: none.mp3", {"D391"}),
        ("answer_sound: vast.mp3", {"D392"}),
        ("sound: lies.mp3", {"D392"}),
        ("sound: film.mp3", {"D392"}),
        ("sound: tiber.png", {"D392", "D394"}),
        ("picture: {file: map.png, alt: A map}, sound: map.png", {"D392"}),
        ("picture: {file: s.mp3, alt: A map}, sound: s.mp3", {"D392"}),
        ("wrong: [{text: Po, picture: map.png}]", set()),
        ("wrong: [{text: Po, picture: none.png}]", {"D391"}),
    ],
)
def test_files_of_a_card_are_looked_at(folder: Path, keys: str, codes: set[str]) -> None:
    deck = folder / "deck.yaml"
    card = f"{{q: Which river?, a: Tiber, why: It runs through Rome., {keys}}}"
    deck.write_text(f"title: T\ncards:\n  - {card}\n")
    found = all_findings(read_deck(deck))
    assert {str(finding.code) for finding in found if finding.code.startswith("D39")} == codes
    assert all(finding.span.line == 3 for finding in found if finding.code in codes)


def test_a_file_that_no_deck_names_is_told_once(folder: Path) -> None:
    for name, picture in (("a", "map.png"), ("b", "tiber.png")):
        (folder / f"{name}.yaml").write_text(
            f"title: T\ncards:\n  - {{q: Which?, a: Po, picture: {picture}}}\n"
        )
    (folder / "media" / "idle.png").write_bytes(b"")
    (folder / "media" / "notes.txt").write_text("no media")
    readings = [read_deck(folder / f"{name}.yaml") for name in "ab"]
    [found] = unused_files(readings)
    assert (found.code, found.path.name, found.span.line) == ("D395", "a.yaml", 1)
    assert "media/idle.png" in found.message


@pytest.mark.parametrize("more", ["", "  - {q: broken}\n"])
def test_a_name_in_another_name_is_no_use_of_it(folder: Path, more: str) -> None:
    for name in ("ot.png", "rot.png", "rot.png.gif", "map.png"):
        (folder / "media" / name).write_bytes(b"")
    (folder / "a.yaml").write_text(
        "title: T\ncards:\n  - {q: Which?, a: Po, picture: map.png}\n"
        "  - {q: What?, a: Po, sound: media/s.wav}\n"
    )
    (folder / "b.yaml").write_text(
        f"title: U\ncards:\n  - {{q: Which?, a: Po, picture: rot.png}}\n{more}"
    )
    (folder / "folder.yaml").mkdir()
    found = unused_files([read_deck(folder / "a.yaml")])
    unused = {finding.message.partition(" ")[0] for finding in found}
    assert unused == {"media/ot.png", "media/rot.png.gif"}


def test_a_name_is_read_as_yaml_has_it(folder: Path) -> None:
    (folder / "media" / "n\u00e4.png").write_bytes(b"")
    (folder / "a.yaml").write_text(
        'title: T\ncards:\n  - {q: Which?, a: Po, picture: {file: "n\\u00e4.png", alt: A map}}\n'
        "  - {q: What?, a: Po, picture: map.png}\n"
    )
    assert not [*unused_files([read_deck(folder / "a.yaml")])]


def test_the_words_that_stand_for_a_picture_must_not_hold_the_answer(folder: Path) -> None:
    deck = folder / "deck.yaml"
    card = "{q: Which river?, a: Tiber, picture: {file: map.png, alt: The Tiber in blue}}"
    deck.write_text(f"title: T\ncards:\n  - {card}\n")
    messages = [finding.message for finding in all_findings(read_deck(deck))]
    assert "what is said of the picture gives the answer “Tiber” away" in messages
