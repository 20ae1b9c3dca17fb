"""Cards with true quotations: which say what their words say, and which something else."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from trainer.deck.source_text import SourceText
from trainer.drafting.add_draft import card_of
from trainer.drafting.checks.faithfulness import why_refused
from trainer.drafting.passage import Passage
from trainer.drafting.verb_forms import is_form_of

ARTICLES = Path(__file__).parents[1] / "articles"
PROPOSALS = yaml.load(
    Path(__file__).with_name("proposals.yaml").read_text("utf-8"), yaml.CSafeLoader
)


@cache
def article(name: str) -> SourceText:
    return SourceText((ARTICLES / f"{name}.txt").read_text("utf-8"))


def verdict(proposal: dict[str, Any]) -> str | None:
    source, card = article(proposal["article"]), card_of(proposal["card"])
    assert card is not None
    passage = Passage.of(proposal["words"], source)
    assert passage is not None
    return why_refused(card, passage.for_card(f"{card.prompt} {card.solution}"), source)


@pytest.mark.parametrize("proposal", PROPOSALS["sound"], ids=lambda p: str(p["card"])[:50])
def test_a_card_that_says_what_its_words_say_is_taken(proposal: dict[str, Any]) -> None:
    assert verdict(proposal) is None


@pytest.mark.parametrize("proposal", PROPOSALS["wrong"], ids=lambda p: str(p["card"])[:50])
def test_a_card_that_says_something_else_is_refused(proposal: dict[str, Any]) -> None:
    assert verdict(proposal)


@pytest.mark.parametrize(
    "words",
    [
        "Ships could sail around one another only in lay-bys.",
        "The Suez Canal was opened … on 17 November 1869.",
        "canal",
        "",
        "round Africa. Before it was dug, that Voyage meant little",
    ],
)
def test_words_that_are_not_in_the_article_are_found_nowhere(words: str) -> None:
    assert Passage.of(words, article("canal")) is None


@pytest.mark.parametrize(
    ("words", "pointers"),
    [
        ("the suez canal was opened to ships", ("4.1",)),
        ("“Ships could pass one another only in lay-bys.”", ("8.2",)),
        ("No locks were needed, since", ("7.1",)),
        ("higher. Their error probably delayed", ("7.2", "7.3")),
    ],
)
def test_a_quotation_leads_to_its_sentences(words: str, pointers: tuple[str, ...]) -> None:
    passage = Passage.of(words, article("canal"))
    assert passage is not None
    assert passage.for_card("").pointers == pointers


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bought", "buy", True),
        ("founded", "found", True),
        ("Egyptian", "Egypt", True),
        ("weaker", "weak", True),
        ("opened", "operated", False),
        ("import", "export", False),
        ("19", "1900", False),
    ],
)
def test_forms_of_a_word(one: str, other: str, *, same: bool) -> None:
    assert is_form_of(one, other) == is_form_of(other, one) == same
