"""Why a rule exists, how to fix what it finds, and an example of both."""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from trainer.deck.diagnostic import Code, Severity
from trainer.deck.yaml_tree import Loader


class Explanation(NamedTuple):
    """What there is to say of a code."""

    code: Code
    title: str
    why: str
    mend: str
    bad: str = ""
    """A deck, or the cards of one, in which the code is found; empty where none can be shown."""
    good: str = ""
    """The same, fixed."""


def explained(code: Code) -> Explanation:
    """What `trainer check --explain` says."""
    return Explanation(code, **_rules()["codes"][code])


@cache
def _rules() -> dict[str, Any]:
    text = files("trainer.deck").joinpath("explanations.yaml").read_text(encoding="utf-8")
    rules: dict[str, Any] = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader
    return rules


def as_page(rule: Explanation) -> str:
    """The explanation for a terminal."""
    examples = [
        f"{title}:\n\n" + "".join(f"    {line}\n" for line in text.splitlines())
        for title, text in (("Not so", rule.bad), ("But so", rule.good))
        if text
    ]
    silence = ""
    if rule.code.severity is Severity.ADVICE:
        line = f"silence: {{{rule.code}: why not}}"
        deck = "at the head of the deck, between `source` and `cards`"
        card = f"on its card; where the advice is on the deck itself or its source, {deck}"
        silence = f"Where it does not apply, say so {card}:\n\n    {line}\n"
    parts = [f"{rule.code} ({rule.code.severity}): {rule.title}", rule.why, rule.mend, *examples]
    return "\n\n".join([*(part.rstrip("\n") for part in parts), silence]).rstrip("\n") + "\n"
