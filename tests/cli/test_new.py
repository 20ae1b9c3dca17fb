import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft7Validator

Run = Callable[..., Result]


def test_a_new_deck_is_clean_and_can_be_studied(run: Run) -> None:
    result = run("new", "plants")
    assert result.exit_code == 0
    assert "decks/plants.yaml is written" in result.output
    assert run("check", "decks/plants.yaml").output == "1 deck, 12 cards: nothing found.\n"
    asked = run("study", "plants", "--plain", typed="\n3\n").output
    assert "Which gas do plants take" in asked


def test_its_first_line_leads_editors_to_the_schema(run: Run) -> None:
    run("new", "plants")
    line = Path("decks/plants.yaml").read_text().splitlines()[0]
    path = Path(line.removeprefix("# yaml-language-server: $schema=file://"))
    schema = json.loads(path.read_text())
    Draft7Validator.check_schema(schema)
    assert "cards" in schema["properties"]


def test_no_file_is_overwritten(run: Run) -> None:
    Path("decks/plants.yaml").write_text("mine")
    result = run("new", "plants")
    assert "already exists" in str(result.exception)
    assert Path("decks/plants.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "path", "deck_id"),
    [
        ("Über uns", "decks/Über uns.yaml", "uber-uns"),
        ("decks/sea/rivers", "decks/sea/rivers.yaml", "rivers"),
        ("rivers.yml", "decks/rivers.yml", "rivers"),
        ("v1.2", "decks/v1.2.yaml", "v1-2"),
    ],
)
def test_names_become_paths_and_ids(run: Run, name: str, path: str, deck_id: str) -> None:
    Path("decks/sea").mkdir()
    assert run("new", name, "--title", 'A "title": with #').exit_code == 0
    text = Path(path).read_text()
    assert f"\nid: {deck_id}\n" in text
    assert run("check", path).exit_code == 0


@pytest.mark.parametrize("name", ["…", "/", ""])
def test_a_name_without_a_letter_is_refused_in_a_line(run: Run, name: str) -> None:
    assert run("new", name).exit_code != 0
    assert not any(Path("decks").glob("[!s]*"))


def test_the_schema_is_printed_and_written(run: Run) -> None:
    printed = run("schema").output
    run("schema", "--output", "deck.json")
    assert Path("deck.json").read_text() == printed
