"""`trainer orphans`, and that a listing moves nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from trainer.store.home import learner_folder

Run = Callable[..., Result]
SMALL = Path("decks/small.yaml")


@pytest.fixture
def learnt(run: Run) -> Run:
    """All four cards of the deck are learnt."""
    run("study", "small", "--plain", typed="\n4\nGoethe\n4\n\na\n4\n\n4\n" * 3)
    assert json.loads(run("decks", "small", "--json").output)[0]["new"] == 0
    return run


def kept() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in learner_folder("me").iterdir()}


def test_a_card_that_is_gone_is_listed_with_what_it_said(learnt: Run) -> None:
    SMALL.write_text(SMALL.read_text().replace("{id: typed", "{id: other, status: draft"))
    text = SMALL.read_text().replace("Who wrote Faust?", "Where does the Rhine rise?")
    SMALL.write_text(text.replace("Goethe", "In the Grisons"))
    output = learnt("orphans").output.splitlines()
    assert output == ["small/typed  Who wrote Faust?", "1 without a card."]
    [orphan] = json.loads(learnt("orphans", "--json").output)
    assert (orphan["ref"], orphan["answer"]) == ("small/typed", "Goethe")


def test_the_cards_of_a_broken_deck_wait_for_it(learnt: Run) -> None:
    SMALL.write_text(SMALL.read_text() + "\t- x\n")
    output = learnt("orphans").output.splitlines()
    assert output[0] == "All progress has its card."
    assert output[1].startswith("small: 4 cards waiting until")
    assert "is fixed; see: trainer check" in output[1]


@pytest.mark.parametrize("listing", [("orphans",), ("decks",), ("due",)])
@pytest.mark.parametrize("edit", ["renamed", "reworded", "broken"])
def test_a_listing_writes_nothing(learnt: Run, listing: tuple[str, ...], edit: str) -> None:
    if edit == "renamed":
        SMALL.write_text(SMALL.read_text().replace("id: small", "id: large"))
    elif edit == "reworded":
        SMALL.write_text(SMALL.read_text().replace("id: typed, q: Who wrote", "q: Who has written"))
    else:
        SMALL.with_name("copy.yaml").write_text(SMALL.read_text().replace("id: small", "id: copy"))
        SMALL.write_text(SMALL.read_text() + "\t- x\n")
    before = kept()
    assert learnt(*listing).exit_code == 0
    assert kept() == before


@pytest.mark.parametrize("edit", ["renamed", "reworded"])
def test_a_listing_shows_progress_where_it_will_be(learnt: Run, edit: str) -> None:
    (before,) = json.loads(learnt("decks", "decks", "--json").output)
    due = json.loads(learnt("due", "decks", "--json").output)
    if edit == "renamed":
        SMALL.write_text(SMALL.read_text().replace("id: small", "id: large"))
    else:
        SMALL.write_text(SMALL.read_text().replace("id: typed, q: Who wrote", "q: Who has written"))
    (after,) = json.loads(learnt("decks", "decks", "--json").output)
    assert after | {"id": "small"} == before
    assert json.loads(learnt("due", "decks", "--json").output) == due
    assert "All progress has its card." in learnt("orphans").output
