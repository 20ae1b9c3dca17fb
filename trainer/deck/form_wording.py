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


def in_a_form(finding: Diagnostic, kind: str, key: str | None) -> Diagnostic:
    """A finding as a form for a kind of card says it.

    Args:
        finding: what is wrong or weak, in the words of a deck.
        kind: one of KIND_NAMES.
        key: the field that it stands at; None for the whole.
    """
    hint = finding.hint
    form_field = next((field for field in form_fields(kind) if field.key == key), None)
    if form_field and form_field.in_form and hint == EXPECTED.get(form_field.key):
        hint = form_field.in_form
    return replace(
        finding, message=_in_form_words(finding.message, kind), hint=_in_form_words(hint, kind)
    )


def _in_form_words(text: str, kind: str) -> str:
    labels = {field.key: field.label.partition(",")[0] for field in form_fields(kind)}
    in_the_deck = False

    def said(match: re.Match[str]) -> str:
        nonlocal in_the_deck
        key, _, value = (part.strip() for part in match[1].partition(":"))
        if key in labels:
            return (
                f"“{labels[key]}”" if not value or value == "true" else f"“{labels[key]}”: {value}"
            )
        if key in _KINDS:
            return f"the kind {_KINDS[key]}"
        if key in CARD_KEYS or key == "source":
            in_the_deck = True
            return match[0]
        return f"{key} | {value}" if ": " in match[1] else match[0]

    text = _QUOTED.sub(said, text)
    return f"{text}; that is done in the deck's file" if in_the_deck else text
