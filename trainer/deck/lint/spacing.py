"""Spaces and points as print has them."""

import re
from collections.abc import Iterator

from trainer.deck.card import Card, Cloze
from trainer.deck.card_base import Said
from trainer.deck.diagnostic import Code
from trainer.deck.lint.said import everything
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
    for said in _written(card):
        if "\n" in said.text or not _SIGN.search(said.text):
            continue
        running = _NOT_RUNNING.sub(lambda found: ")" * len(found[0]), said.text)
        for slip, message, hint, instead in _SLIPS:
            if found := slip.search(running):
                left, right = said.text[: found.start()][-8:], said.text[found.end() :][:8]
                yield Weakness(
                    Code.SPACING,
                    message,
                    hint,
                    said.field,
                    said.entry,
                    f"{left}{found[0]}{right}",
                    f"{left}{instead}{right}" if instead != " " or said.field in _RUNNING else None,
                )


def _written(card: Card) -> Iterator[Said]:
    """All texts as the author wrote them, which is what can be fixed."""
    for said in everything(card):
        yield (
            Said(card.cloze, "cloze") if isinstance(card, Cloze) and said.field == "cloze" else said
        )
