from pathlib import Path

import pytest
from PIL import Image

from trainer.deck.lint import all_findings
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
    (tmp_path / "s.mp3").write_bytes(b"ID3")
    (tmp_path / "vast.mp3").write_bytes(bytes(5_000_001))
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
        ("sound: s.mp3", set()),
        ("sound: none.mp3", {"D391"}),
        ("answer_sound: vast.mp3", {"D392"}),
    ],
)
def test_files_of_a_card_are_looked_at(folder: Path, keys: str, codes: set[str]) -> None:
    deck = folder / "deck.yaml"
    card = f"{{q: Which river?, a: Tiber, why: It runs through Rome., {keys}}}"
    deck.write_text(f"title: T\ncards:\n  - {card}\n")
    found = all_findings(read_deck(deck))
    assert {str(finding.code) for finding in found if finding.code.startswith("D39")} == codes
    assert all(finding.span.line == 3 for finding in found if finding.code in codes)
