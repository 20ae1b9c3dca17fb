"""Spaces and points as print has them."""

import re
from collections.abc import Iterator

from trainer.deck.card import Card, Cloze
from trainer.deck.card_base import FieldText
from trainer.deck.diagnostic import Code
from trainer.deck.lint.card_texts import everything
from trainer.deck.lint.weakness import Weakness

_SLIPS = (
    (re.compile(r"(?<=\S)  +(?=\S)"), "two spaces in a row", "write one", " "),
    (
        re.compile(r"(?<=\w) +(?=[,.;](?:\s|$))"),
        "a space before a punctuation mark",
        "leave it out",
        "",
    ),
    (
        re.compile(r"(?<=\w)\.\.\.(?![.\w])"),
        "three points in place of an ellipsis",
        "write …",
        "…",
    ),
)
_SIGN = re.compile(r"  | [,.;]|\.\.\.")
"""What every one of these slips holds, and few texts do."""
_SET_APART = (
    r"`[^`]*`|\([^()]*\)|\[[^\[\]]*\]|(?<!\{)\{[^{}]*\}(?!\})|\"[^\"]*\"|“[^“”]*”|"
    r"(?<!\w)'[^']*'(?!\w)"
)
"""What may be code or somebody's own writing, where a space is never a slip."""
_NOT_RUNNING = re.compile(rf"\{{\{{.*?\}}\}}|{_SET_APART}")
_RUNNING = frozenset({"q", "cloze", "why", "hint", "correction", "setting", "synopsis"})
"""Where two spaces are made one; in an answer they may be meant."""


def check_spacing(card: Card) -> Iterator[Weakness]:
    """Slips of the keyboard in running text; lines of a poem or a program are left alone."""
    for text in _written(card):
        if "\n" in text.text or not _SIGN.search(text.text):
            continue
        running = _NOT_RUNNING.sub(lambda match: ")" * len(match[0]), text.text)
        for slip, message, hint, instead in _SLIPS:
            if match := slip.search(running):
                left, right = text.text[: match.start()][-8:], text.text[match.end() :][:8]
                yield Weakness(
                    Code.SPACING,
                    message,
                    hint,
                    text.field,
                    text.entry,
                    f"{left}{match[0]}{right}",
                    f"{left}{instead}{right}" if instead != " " or text.field in _RUNNING else None,
                )


def _written(card: Card) -> Iterator[FieldText]:
    """All texts as the author wrote them, which is what can be fixed."""
    for text in everything(card):
        yield (
            FieldText(card.cloze, "cloze")
            if isinstance(card, Cloze) and text.field == "cloze"
            else text
        )
