import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_what_is_due_now_and_in_the_coming_days(run: Run) -> None:
    run("study", "small", "--plain", typed="\n4\n")
    output = run("due", "small").output
    assert output.startswith("0 to review, 0 learning, 3 new")
    fields = json.loads(run("due", "small", "--json").output)
    assert (fields["review"], fields["new"], len(fields["forecast"])) == (0, 3, 7)


def test_why_cards_are_held_back_is_told(run: Run) -> None:
    run("study", "small", "--plain", "--limit", "1", typed="\n1\n")
    path = Path("decks/small.yaml")
    path.write_text(
        path.read_text()
        + "  - {id: follows, q: What follows?, a: This, requires: [flash], why: It was said.}\n"
    )
    output = run("due", "small").output
    assert "1 held back: 1 waits for “What is the capital of France?”" in output
    fields = json.loads(run("due", "small", "--json").output)
    assert fields["held"] == {"requires": 1}
    assert (fields["learning"], fields["forecast"][0], fields["overdue"]) == (1, 1, 0)
    assert fields["until"]


def test_nothing_due_says_until_when(run: Run) -> None:
    run("study", "small", "--plain", typed="\n4\n\n4\n\n\n4\n\n4\n")
    assert run("due", "small").output.startswith("Nothing due until ")


def test_more_new_cards_for_today_alone(run: Run) -> None:
    cards = "".join(f"  - {{id: c{number}, q: Q {number}?, a: A}}\n" for number in range(30))
    Path("decks/many.yaml").write_text(f"title: Many\nid: many\ncards:\n{cards}")
    assert json.loads(run("due", "many", "--json").output)["new"] == 10
    output = run("study", "many", "--plain", "--more", "5", typed="\n4\n").output
    assert "14 still to ask today." in output
    assert "15 held back: 15 beyond the day's limit" in output
    practised = run("study", "many", "--plain", "--cram", typed="\n4\n").output
    assert "the schedule is as it was. 14 still to ask today." in practised
    assert "held back" not in practised  # all of them were on offer
    assert json.loads(run("due", "many", "--json").output)["new"] == 14
    listed = json.loads(run("decks", "many", "small", "--json").output)
    assert sum(deck["new"] for deck in listed) == 14


def test_a_backlog_is_spread_and_tomorrow_asked_today_from_the_command_line(
    run: Run, tmp_path: Path
) -> None:
    run("study", "small", "--plain", "--spread", "7", "--ahead", typed=":q\n")
    [path] = (tmp_path / "home").rglob("settings.json")
    kept = json.loads(path.read_bytes())
    days = date.fromisoformat(kept["spread"]["until"]) - date.fromisoformat(
        kept["more_today"]["day"]
    )
    assert (days.days, kept["more_today"]["ahead"]) == (6, True)
    run("study", "small", "--plain", "--spread", "1", typed=":q\n")
    assert json.loads(path.read_bytes())["spread"] is None
