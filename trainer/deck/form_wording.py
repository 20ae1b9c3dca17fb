"""Findings in the words of a form: its fields have labels where a deck has keys, and no YAML."""

import re
from dataclasses import replace

from trainer.deck.card import EVERY_KIND
from trainer.deck.card_fields import form_fields
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.formatter import CARD_KEYS
from trainer.deck.model_errors import EXPECTED

_QUOTED = re.compile(r"`([^`\n]+)`")
_KINDS = {
    key: " or ".join(kind.kind for kind in EVERY_KIND if kind.answer_key == key)
    for key in (kind.answer_key for kind in EVERY_KIND)
}
_IN_FORM = {
    "accept": "write other spellings one a line; for one of several gaps, as: Rome | Roma",
    "tags": "a tag is made of lower-case letters, digits, - and _, with commas between",
    "evidence": "write paragraph.sentence of the source, as 4.2, with commas between",
    "number": "write digits alone, as 6, 1200, 0.25 or 6.022e23; the unit has a field of its own",
    "order": "write 3 to 7 things in their right order, one a line",
    "match": "write 3 to 7 pairs, one a line, as: left | right",
    "list": "write at least 2 things, one a line, as: answer | other spelling",
    "wrong": "write the wrong options one a line, as: option | why it is wrong",
    "poll": "write 2 to 10 options, one a line; or open, where everybody writes what they think",
    "hide": "write the regions one a line, in hundredths of the picture, as: Rome | 48, 52, 9, 9",
    "picture": "write a file's name, as: map.png | what it shows",
    "answer_picture": "write a file's name, as: map.png | what it shows",
}
"""Field -> what belongs there, as one writes it in a form."""


def in_a_form(finding: Diagnostic, kind: str, key: str | None) -> Diagnostic:
    """A finding as a form for a kind of card says it.

    Args:
        finding: what is wrong or weak, in the words of a deck.
        kind: one of KIND_NAMES.
        key: the field that it stands at; None for the whole.
    """
    hint = finding.hint
    if key in _IN_FORM and hint == EXPECTED.get(key):
        hint = _IN_FORM[key]
    return replace(finding, message=_said(finding.message, kind), hint=_said(hint, kind))


def _said(text: str, kind: str) -> str:
    labels = {field.key: field.label.partition(",")[0] for field in form_fields(kind)}
    in_the_deck = False

    def said(found: re.Match[str]) -> str:
        nonlocal in_the_deck
        key, _, value = (part.strip() for part in found[1].partition(":"))
        if key in labels:
            return (
                f"“{labels[key]}”" if not value or value == "true" else f"“{labels[key]}”: {value}"
            )
        if key in _KINDS:
            return f"the kind {_KINDS[key]}"
        if key in CARD_KEYS or key == "source":
            in_the_deck = True
            return found[0]
        return f"{key} | {value}" if ": " in found[1] else found[0]

    reworded = _QUOTED.sub(said, text)
    return f"{reworded}; that is done in the deck's file" if in_the_deck else reworded
