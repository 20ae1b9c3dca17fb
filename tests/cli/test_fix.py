"""`trainer check --fix` and `--watch`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from trainer.cli.watching import changes, patiently
from trainer.deck.fixing import fixed
from trainer.deck.reader import read_deck_text
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
    assert "names of the files" in str(result.exception)


def test_what_takes_a_person_stays(run: Run) -> None:
    path = Path("rivers.yaml")
    text = "id: r\ntitle: R\ncards:\n  - {id: c, q: What about Rome?, a: x}\n"
    path.write_text(text)
    assert run("check", "--fix", "--strict", "rivers.yaml").exit_code == 1
    assert path.read_text() == text


@pytest.mark.parametrize("change", ["write", "replace", "remove", "add"])
def test_a_change_is_seen_also_while_the_last_one_is_told(tmp_path: Path, change: str) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("a")
    seen = changes(lambda: (path,))
    next(seen)
    match change:
        case "write":
            path.write_text("ab")
        case "replace":
            (tmp_path / "new").write_text("ab")
            (tmp_path / "new").replace(path)
        case "remove":
            path.unlink()
        case _:
            (tmp_path / "second.yaml").write_text("b")
    assert next(seen, "ended") != "ended"


def test_what_is_away_for_a_moment_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.cli.watching.PAUSE", 0)
    looks: list[str] = []
    output: list[str] = []

    def look() -> None:
        looks.append("look")
        if len(looks) < 3:
            raise TrainerError("decks holds no deck.")

    patiently(look, output.append)
    assert len(looks) == 3
    assert output == ["decks holds no deck. Waiting for it to come back."]


def test_what_was_never_there_is_not_watched(run: Run) -> None:
    result = run("check", "--watch", "nowhere.yaml")
    assert "There is no deck" in str(result.exception)


@pytest.mark.parametrize(
    "card",
    [
        "q: What is a[1...3] of it?\n    a: Two of them",
        "q: What does it print?\n    a: print('a  b')",
        "q: What does `x  y` say?\n    a: It says both",
        "q: What was said?\n    a: He wrote “so  be it” there",
        "q: How does it go on?\n    a: |\n      Two  spaces",
        "q: How does it go on?\n    a: |\n      Two  spaces\n        and a line",
        "q: What is it?\n    a: |-\n      It rains ...",
    ],
)
def test_what_may_be_code_is_left_alone(run: Run, card: str) -> None:
    path = Path("code.yaml")
    why = "It has been like that for long."
    text = f"id: c\ntitle: C\ncards:\n  - id: c\n    {card}\n    why: {why}\n"
    path.write_text(text)
    result = run("check", "--fix", "code.yaml")
    assert path.read_text() == text
    assert "D310" not in result.output


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (
            'cloze: "The {{Tiber}} runs  through Rome ."',
            'cloze: "The {{Tiber}} runs through Rome."',
        ),
        ("{q: Which river  is it?, a: Tiber...}", "{q: Which river is it?, a: Tiber…}"),
    ],
)
def test_slips_in_running_text_are_mended(written: str, mended: str) -> None:
    text = "id: c\ntitle: C\ncards:\n  - "
    assert mended.strip("{}") in fixed(read_deck_text(f"{text}{written}\n", Path("c.yaml")))


def test_the_hint_offers_the_fix_only_where_there_is_one(run: Run) -> None:
    path = Path("slips.yaml")
    path.write_text(
        "title: S\ncards:\n  - q: Which  river?\n    a: >-\n      the\n      Tiber  now\n"
    )
    findings = json.loads(run("check", "--format", "json", "slips.yaml").output)
    hints = {f["line"]: f["hint"] for f in findings if f["code"] == "D310"}
    assert hints == {3: "write one; trainer check --fix does it", 4: "write one"}


def test_a_type_line_is_named_for_what_it_is_and_makes_no_typed_card(run: Run) -> None:
    path = Path("typed.yaml")
    path.write_text("title: T\ncards:\n  - type: flashcard\n    q: Q\n    answer: Y\n")
    result = run("check", "--fix", "typed.yaml")
    assert "    a: Y\n" in path.read_text()
    assert "  - type: flashcard\n" in path.read_text()
    assert "no such line is needed: the answer key says how a card is asked" in result.output


def test_inner_spaces_of_an_answer_are_left_alone_and_told() -> None:
    text = (
        "id: c\ntitle: C\ncards:\n"
        '  - {id: a, q: "Which  is it?", a: "x  y", wrong: ["x y", "x   y"], why: "So  it is."}\n'
        "  - {id: b, cloze: 'From {{a  b}} it  goes.'}\n"
    )
    mended = fixed(read_deck_text(text, Path("c.yaml")))
    assert '"Which is it?", a: "x  y", wrong: ["x y", "x   y"], why: "So it is."' in mended
    assert "'From {{a  b}} it goes.'" in mended
