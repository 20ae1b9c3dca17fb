"""What is wrong or weak with a card, in the words of its form and by the field it is below."""

import re
from collections.abc import Collection
from dataclasses import replace

from trainer.deck.card import EVERY_KIND
from trainer.deck.card_fields import form_fields
from trainer.deck.card_text import AddedCard
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.form_field import FormField
from trainer.deck.formatter import CARD_KEYS
from trainer.deck.model_errors import EXPECTED

_NAMED = re.compile(r"`(\w+)")
_IN_QUOTES = re.compile(r"`([^`\n]+)`")
_KINDS = {
    key: " or ".join(kind.kind for kind in EVERY_KIND if kind.answer_key == key)
    for key in (kind.answer_key for kind in EVERY_KIND)
}


def by_field(
    added: AddedCard, kind: str, shown: Collection[str], empty: Collection[FormField]
) -> dict[str | None, list[Diagnostic]]:
    """The findings of a card by the key of a field; of None what is shown at the top.

    What concerns the whole card is below the field that its way out names. What a form says in
    the same words of several parts of a field is shown once.

    Args:
        added: the card in its deck, with its findings.
        kind: the card's.
        shown: the keys of the fields that the form shows.
        empty: the fields that need a text and have none.
    """
    groups: dict[str | None, dict[object, Diagnostic]] = {}
    for key, finding in added.findings:
        if finding.code is Code.MISSING_KEY and empty:
            for field in empty:
                worded = replace(finding, message=f"“{field.label}” is empty", hint="")
                groups.setdefault(field.key, {})[worded.code] = worded
            continue
        named = _NAMED.findall(f"{finding.hint} {finding.message}")
        place = key if key in shown else next((one for one in named if one in shown), None)
        worded = _in_a_form(finding, kind, key)
        groups.setdefault(place, {}).setdefault((worded.code, worded.message, worded.hint), worded)
    return {place: list(group.values()) for place, group in groups.items()}


def _in_a_form(finding: Diagnostic, kind: str, key: str | None) -> Diagnostic:
    """A finding as a form says it: its fields have labels where a deck has keys, and no YAML."""
    hint = finding.hint
    here = next((field for field in form_fields(kind) if field.key == key), None)
    if here and here.in_form and hint == EXPECTED.get(here.key):
        hint = here.in_form
    return replace(finding, message=_said(finding.message, kind), hint=_said(hint, kind))


def _said(text: str, kind: str) -> str:
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

    text = _IN_QUOTES.sub(said, text)
    return f"{text}; that is done in the deck's file" if in_the_deck else text
