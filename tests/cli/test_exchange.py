import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from trainer.deck.card import Flashcard
from trainer.exchange.carried import Carried, PastReview

Run = Callable[..., Result]


def test_a_table_becomes_a_deck_that_can_be_studied(run: Run) -> None:
    Path("Tiere.csv").write_text("Hund,dog\nKatze,cat\nMaus,\n")
    result = run("import", "Tiere.csv")
    assert result.exit_code == 0, result.output
    assert "decks/tiere.yaml: 2 cards." in result.output
    assert "no answer: “Maus”" in result.output
    assert "Hund" in run("study", "tiere", "--plain", typed="\n3\n").output


def test_no_deck_is_overwritten(run: Run) -> None:
    Path("small.csv").write_text("Hund,dog\n")
    before = Path("decks/small.yaml").read_text()
    assert "is there already" in str(run("import", "small.csv").exception)
    assert Path("decks/small.yaml").read_text() == before


@pytest.mark.parametrize("ending", ["apkg", "csv", "tsv", "md", "gift"])
def test_a_deck_goes_out_and_comes_back(run: Run, ending: str) -> None:
    assert run("export", "small", f"out.{ending}").exit_code == 0
    result = run("import", f"out.{ending}", "--to", "back.yaml")
    assert result.exit_code == 0, result.output
    assert "What is the capital of France?" in Path("back.yaml").read_text()


def test_what_cannot_be_written_is_told_once_a_kind_with_its_count(run: Run) -> None:
    Path("decks/two.yaml").write_text(
        "title: Two\ncards:\n"
        "  - {id: one, q: Which one?, a: One, hint: h}\n"
        "  - {id: two, q: Which two?, a: Two, hint: h}\n"
        "  - {id: arrow, q: Which arrow?, a: p->x}\n"
        "  - {id: idea, q: Which idea?, a: None, status: draft}\n"
    )
    result = run("export", "two", "out.gift")
    assert "out.gift: 2 cards." in result.output
    told = result.output.split("Not carried over:\n")[1].splitlines()
    assert told == [
        "      2 × how it is asked: flashcard becomes typed (one, two)",
        "      2 × its hint (one, two)",
        "      1 × an answer with -> in it, which GIFT takes for a pair to match (arrow)",
        "      1 × a draft (idea)",
    ]
    assert "Nothing here writes" in str(run("export", "small", "out.docx").exception)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.docx", b"a", "cannot be imported"),
        ("x.csv", b"\xff\xff\xff", "not UTF-8"),
        ("x.csv", b"", "holds no card"),
        ("x.apkg", b"a", "no package"),
        ("none.csv", None, "cannot be read"),
    ],
)
def test_bad_input_gets_a_line(run: Run, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    result = run("import", name)
    assert result.exit_code != 0
    assert told in str(result.exception)
    assert not [p for p in Path("decks").iterdir() if p.name != "small.yaml"]


def test_a_file_without_a_card_says_why_and_where(run: Run) -> None:
    Path("one.csv").write_text("Hund;\nKatze;\n")
    error = run("import", "one.csv").exception
    assert str(error) == "one.csv holds no card: 2 × no answer (first: row 1)."


def test_no_deck_is_written_that_could_not_be_read(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.cli.import_.MAX_BYTES", 60)
    Path("a.csv").write_text("Hund,dog\nKatze,cat\nMaus,mouse\n")
    assert "makes a deck larger than" in str(run("import", "a.csv").exception)
    monkeypatch.setattr("trainer.exchange.source.MAX_TEXT", 60)
    Path("a.csv").write_text("Hund,dog\n" * 10)
    assert "is larger than" in str(run("import", "a.csv").exception)
    assert not Path("decks/a.yaml").exists()


def test_a_history_goes_on_here_when_it_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Flashcard(id="a", q="What?", a="This")
    past = PastReview("a", 0, datetime(2024, 5, 1, 12, tzinfo=UTC), 3, 900)
    carried = Carried("T", (card,), reviews=(past,))
    monkeypatch.setattr("trainer.cli.import_.read_foreign", lambda *_: carried)
    told = run("import", "x.apkg", "--to", "a.yaml").output
    assert "1 review stayed behind: --history brings them." in told
    told = run("import", "x.apkg", "--to", "a.yaml", "--history").output
    assert "Going on from 1 review of 1 item." in told, "as the line before advised"
    told = run("import", "x.apkg", "--to", "b.yaml", "--history").output
    assert "Going on from 1 review of 1 item." in told
    assert "1 review" in run("stats", "b.yaml").output
    assert json.loads(run("decks", "b.yaml", "--json").output)[0]["learning"] == 1
    monkeypatch.setattr("trainer.cli.import_.read_foreign", lambda *_: replace(carried, reviews=()))
    told = run("import", "x.apkg", "--to", "c.yaml", "--history").output
    assert "It holds no reviews" in told
