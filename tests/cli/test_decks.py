import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_the_decks_are_listed_with_what_they_hold_for_today(run: Run) -> None:
    output = run("decks", "small").output.splitlines()
    assert output[0].split() == ["deck", "id", "due", "new", "learnt"]
    assert output[1].split() == ["Small", "small", "0", "4", "0/4"]


def test_the_shipped_decks_are_there_wherever_one_stands(run: Run) -> None:
    titles = [deck["title"] for deck in json.loads(run("decks", "--json").output)]
    assert titles[0] == "Small"
    assert len(titles) > 2


def test_a_deck_with_errors_is_listed_as_such(run: Run) -> None:
    Path("decks/broken.yaml").write_text("title: Broken\ncards:\n  - {q: Q?}\n")
    result = run("decks", "decks")
    assert result.exit_code == 0
    assert "broken.yaml  has errors; see: trainer check decks/broken.yaml" in result.output
    assert "Small" in result.output


def test_listing_takes_no_lock_and_writes_nothing_of_the_learner(run: Run, tmp_path: Path) -> None:
    run("decks", "small")
    assert not (tmp_path / "home" / "learners").exists()


def test_a_deck_is_found_by_its_title_and_by_its_id(run: Run) -> None:
    Path("decks/other.yaml").write_text(
        "title: Terms and Words\nid: words\ncards:\n  - {q: Q?, a: A}\n"
    )
    for name in ("Terms and Words", "terms and  words", "words", "other"):
        output = run("decks", name).output.splitlines()
        assert output[1].startswith("Terms and Words  words"), name
    assert "no deck 'nothing'" in str(run("decks", "nothing").exception)
