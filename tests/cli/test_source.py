"""The reader's copy of the article: numbered, registered, checked against."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from trainer.deck.source_text import SourceText

Run = Callable[..., Result]
TEXT = "The river\n\nRome lies on the Tiber. In 1876 the Tiber was embanked.\n"
DECK = """\
title: Rome
source: {{title: The river, author: A. Lind, publisher: Press, date: 1950, sha256: {sha256}}}
cards:
  - {{q: In which year was the Tiber embanked?, date: {year}, evidence: {pointer},
     why: "The floods before made Rome ask for it."}}
"""


def write(*, year: int = 1876, pointer: str = "2.2", sha256: str = "") -> None:
    Path("article.txt").write_text(TEXT)
    known = sha256 or SourceText(TEXT).sha256
    Path("rome.yaml").write_text(DECK.format(sha256=known, year=year, pointer=pointer))


def test_passages_are_numbered_and_named(run: Run) -> None:
    write()
    lines = run("passages", "article.txt").output.splitlines()
    assert lines[0] == f"sha256: {SourceText(TEXT).sha256}"
    assert "2.2  In 1876 the Tiber was embanked." in lines


def test_true_cards_are_clean_with_the_source(run: Run) -> None:
    write()
    assert run("check", "rome.yaml", "--source", "article.txt").exit_code == 0


def test_an_untrue_year_is_found_with_the_source_only(run: Run) -> None:
    write(year=1877)
    assert run("check", "rome.yaml").exit_code == 0
    found = run("check", "--strict", "rome.yaml", "--source", "article.txt")
    assert found.exit_code == 1
    assert "rome.yaml:4:54: advice[D303]: “1877” is not in 2.2" in found.output


def test_a_pointer_beyond_the_paragraph_is_found(run: Run) -> None:
    write(pointer="2.9")
    found = run("check", "rome.yaml", "--source", "article.txt").output
    assert "advice[D302]: the source has no sentence 2.9" in found
    assert "help: paragraph 2 ends with 2.2" in found


def test_another_text_is_told_by_its_sha256(run: Run) -> None:
    write(sha256="0" * 64)
    found = run("check", "rome.yaml", "--source", "article.txt").output
    assert "advice[D307]" in found
    assert SourceText(TEXT).sha256 in found


def test_a_registered_text_is_used_without_being_named(run: Run) -> None:
    write(year=1877)
    Path("decks/rome.yaml").write_text(Path("rome.yaml").read_text())
    assert "Passages now show in: Rome." in run("register", "article.txt").output
    assert "advice[D303]" in run("check", "rome.yaml").output


def test_passages_show_beside_the_answer_once_registered(run: Run) -> None:
    write()
    Path("decks/rome.yaml").write_text(Path("rome.yaml").read_text())
    before = run("study", "rome", "--plain", "--cram", typed="1876\n\n").output
    run("register", "article.txt")
    after = run("study", "rome", "--plain", "--cram", typed="1876\n\n").output
    assert "Source: 2.2" in before
    assert "Source 2.2: In 1876 the Tiber was embanked." in after


def test_a_registered_text_that_was_changed_is_not_trusted(run: Run) -> None:
    write(year=1877)
    run("register", "article.txt")
    [kept] = Path("home/sources").iterdir()
    kept.write_text("Another text.")
    assert run("check", "rome.yaml").exit_code == 0


def test_rules_are_explained(run: Run) -> None:
    output = run("check", "--explain", "d334").output
    assert output.startswith("D334 (advice): The right option is the longest")
    assert "silence: {D334: why not}" in output
    assert run("check", "--explain", "D104").output.startswith("D104 (error):")


def test_an_unknown_rule_could_not_run(run: Run) -> None:
    result = run("check", "--explain", "D999")
    assert result.exit_code == 1
    assert "There is no rule D999" in str(result.exception)


def test_errors_and_advice_are_counted(run: Run) -> None:
    Path("decks/weak.yaml").write_text(
        "title: Weak\ncards:\n  - {q: What about this river?, a: x, why: It is a fine river too.}\n"
    )
    last = run("check", "decks").output.splitlines()[-1]
    assert last.startswith("2 pieces of advice in 1 of 2 decks.")
