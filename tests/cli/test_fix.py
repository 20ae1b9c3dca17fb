"""`trainer check --fix` and `--watch`."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from trainer.cli.watching import changes, patiently
from trainer.errors import TrainerError

Run = Callable[..., Result]
SLIPS = """\
# my deck
titel: Rivers
notes:
  - question: "Which river  runs through Rome?"   # easy
    answer:Tiber
    explanation: It is the longest one, of those  in Latium .
"""


def test_what_is_beyond_doubt_is_mended_in_place(run: Run) -> None:
    path = Path("rivers.yaml")
    path.write_text(SLIPS)
    result = run("check", "--fix", "rivers.yaml")
    assert result.exit_code == 0, result.output
    lines = path.read_text().splitlines()
    assert lines[0] == "# my deck"
    assert lines[2] == "title: Rivers"
    assert lines[5] == '    q: "Which river runs through Rome?"   # easy'
    assert lines[6:] == ["    a: Tiber", "    why: It is the longest one, of those in Latium."]


def test_fix_wants_its_files_named(run: Run) -> None:
    result = run("check", "--fix")
    assert "which files" in str(result.exception)


def test_what_takes_a_person_stays(run: Run) -> None:
    path = Path("rivers.yaml")
    text = "id: r\ntitle: R\ncards:\n  - {id: c, q: What about Rome?, a: x}\n"
    path.write_text(text)
    assert run("check", "--fix", "rivers.yaml").exit_code == 1
    assert path.read_text() == text


def test_a_change_is_seen_and_no_change_is_not(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("a")
    looks = 0

    def pause(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            path.write_text("ab")
        if looks == 5:
            path.unlink()

    seen = changes(lambda: (path,), pause)
    next(seen)
    assert looks == 0
    next(seen)
    assert looks == 3
    next(seen)
    assert looks == 5


def test_what_is_away_for_a_moment_is_waited_for() -> None:
    looks: list[str] = []
    told: list[str] = []

    def look() -> None:
        looks.append("look")
        if len(looks) < 3:
            raise TrainerError("decks holds no deck.")

    patiently(look, told.append, lambda _: None)
    assert len(looks) == 3
    assert told == ["decks holds no deck. Waiting for it to come back."]


def test_what_was_never_there_is_not_watched(run: Run) -> None:
    result = run("check", "--watch", "nowhere.yaml")
    assert "There is no deck" in str(result.exception)
