"""`trainer add`, as typed in a shell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from trainer.deck.reader import read_deck
from trainer.errors import TrainerError

Run = Callable[..., Result]


def test_fields_make_a_card_without_the_app(run: Run) -> None:
    before = Path("decks/small.yaml").read_text()
    pairs = ["--field", "list=Estonia", "--field", "list=Latvia | Lettland"]
    result = run("add", "small", "--kind", "list", "--field", "q=Name two.", *pairs)
    assert result.exit_code == 0
    assert "added" in result.output
    path = Path("decks/small.yaml")
    assert path.read_text().startswith(before.rstrip())
    assert read_deck(path).cards[-1].solution == "Estonia\nLatvia"


@pytest.mark.parametrize("told", ["colour=red", "q"])
def test_a_field_that_is_not_there_names_those_that_are(run: Run, told: str) -> None:
    error = run("add", "small", "--field", told).exception
    assert isinstance(error, TrainerError)
    assert "q, a, reverse" in error.hint


def test_no_card_yet_is_told_and_not_written(run: Run) -> None:
    before = Path("decks/small.yaml").read_text()
    error = run("add", "small", "--kind", "date", "--field", "q=When?").exception
    assert isinstance(error, TrainerError)
    assert "nothing is said of Date" in error.message
    error = run("add", "small", "--kind", "date", "--field", "q=W?", "--field", "date=x").exception
    assert isinstance(error, TrainerError)
    assert "no card yet" in error.message
    assert Path("decks/small.yaml").read_text() == before


def test_without_a_terminal_the_way_to_add_is_told(run: Run) -> None:
    error = run("add", "small").exception
    assert isinstance(error, TrainerError)
    assert "trainer add DECK --kind" in (error.hint or "")
