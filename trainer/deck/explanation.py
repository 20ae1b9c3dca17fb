"""Why a rule exists, how to mend what it finds, and an example of both."""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from trainer.deck.composer import Loader
from trainer.deck.diagnostic import Code, Severity


class Explanation(NamedTuple):
    """What there is to say of a code."""

    code: Code
    title: str
    why: str
    mend: str
    bad: str = ""
    """A deck, or the cards of one, in which the code is found; empty where none can be shown."""
    good: str = ""
    """The same, mended."""


def explained(code: Code) -> Explanation:
    """What `trainer check --explain` says."""
    return Explanation(code, **_told()["codes"][code])


def example_source() -> str:
    """The text that the examples of the rules on evidence are checked against."""
    text: str = _told()["source"]
    return text


@cache
def _told() -> dict[str, Any]:
    text = files("trainer.deck").joinpath("explanations.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader
    return told


def as_page(told: Explanation) -> str:
    """The explanation for a terminal."""
    examples = [
        f"{title}:\n\n" + "".join(f"    {line}\n" for line in text.splitlines())
        for title, text in (("Not so", told.bad), ("But so", told.good))
        if text
    ]
    silence = ""
    if told.code.severity is Severity.ADVICE:
        line = f"silence: {{{told.code}: why not}}"
        silence = f"Where it does not apply, say so on the card:\n\n    {line}\n"
    parts = [f"{told.code} ({told.code.severity}): {told.title}", told.why, told.mend, *examples]
    return "\n\n".join([*(part.rstrip("\n") for part in parts), silence]).rstrip("\n") + "\n"
