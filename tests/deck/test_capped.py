"""Nobody reads twenty thousand findings of one kind, nor waits for them."""

from pathlib import Path

from trainer.deck.diagnostic import Diagnostic
from trainer.deck.excerpt import as_text
from trainer.deck.lint import lint
from trainer.deck.reader import read_deck_text

HEAD = "title: T\ncards:\n"


def findings_in(text: str) -> list[Diagnostic]:
    reading = read_deck_text(text, Path("deck.yaml"))
    return [*reading.diagnostics, *lint(reading)]


def test_what_is_wrong_twenty_thousand_times_is_told_ten_times() -> None:
    findings = findings_in(HEAD + "  - x\n" * 20_000)
    assert [finding.span.line for finding in findings] == list(range(3, 13))
    assert findings[-1].message == "this is not a card (and 19,990 more like it)"


def test_each_card_has_a_count_of_its_own() -> None:
    card = "  - {q: Q, a: A, " + ", ".join(f"key{n}: x" for n in range(11)) + "}\n"
    findings = findings_in(HEAD + card + card.replace("q: Q", "q: R"))
    assert [finding.span.line for finding in findings] == [3] * 10 + [4] * 10


def test_ten_are_ten() -> None:
    findings = findings_in(HEAD + "  - x\n" * 10)
    assert {finding.message for finding in findings} == {"this is not a card"}


def test_five_thousand_options_are_not_compared_one_with_each_other() -> None:
    options = "".join(f"      - option {n} of many\n" for n in range(5_000))
    codes = [
        finding.code for finding in findings_in(f"{HEAD}  - q: Q?\n    a: A\n    wrong:\n{options}")
    ]
    assert "D331" in codes


def test_an_excerpt_costs_the_same_wherever_it_stands() -> None:
    text = HEAD + "".join(f"  - {{q: Q{n}}}\n" for n in range(5_000))
    findings = findings_in(text)
    assert len(findings) == 5_000
    assert "Q4999" in as_text(findings[-1], text)
