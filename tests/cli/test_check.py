import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
BROKEN = "title: Broken\ncards:\n  - {q: Q?}\n  - {question: Q, a: A}\n"


def test_clean_decks_exit_with_nothing_found(run: Run) -> None:
    result = run("check", "decks")
    assert result.exit_code == 0
    assert result.output == "1 deck, 4 cards: nothing found.\n"


def test_findings_exit_with_one_and_are_all_told(run: Run) -> None:
    Path("decks/broken.yaml").write_text(BROKEN)
    result = run("check", "decks")
    assert result.exit_code == 1
    assert "decks/broken.yaml:3:5: error[D202]: the card has no answer" in result.output
    assert "help: did you mean `q`?" in result.output
    assert result.output.splitlines()[-1].startswith("2 errors in 1 of 2 decks.")


ADVISED = "title: Advised\ncards:\n  - {q: What about Rome?, a: x, why: It is a fine old city.}\n"


def test_advice_is_told_and_exits_with_nothing_wrong(run: Run) -> None:
    Path("decks/advised.yaml").write_text(ADVISED)
    result = run("check", "decks")
    assert "advice[D316]" in result.output
    assert result.output.splitlines()[-1].startswith("1 piece of advice in 1 of 2 decks.")
    assert result.exit_code == 0
    assert run("check", "--strict", "decks").exit_code == 1
    output = run("check", "decks", "--format", "github").output
    assert output.startswith("::notice file=decks/advised.yaml")


def test_strict_is_content_where_nothing_is_found(run: Run) -> None:
    assert run("check", "--strict", "decks").exit_code == 0


def test_json_and_github(run: Run) -> None:
    Path("decks/broken.yaml").write_text(BROKEN)
    found = json.loads(run("check", "decks", "--format", "json").output)
    assert [finding["code"] for finding in found] == ["D202", "D201"]
    output = run("check", "decks", "--format", "github").output.splitlines()
    assert output[0].startswith("::error file=decks/broken.yaml,line=3,col=5,title=D202::")


def test_an_unknown_format_could_not_run(run: Run) -> None:
    assert run("check", "--format", "xml").exit_code == 2


def test_a_deck_beside_is_found_by_its_name_alone(run: Run) -> None:
    Path("beside.yaml").write_text("title: B\ncards:\n  - {q: What?, a: This, why: So it is.}\n")
    assert "of 1 deck" in run("check", "beside").output
