"""What is wrong or weak with a card, by the field of its form that it is shown below."""

import re
from collections.abc import Collection
from dataclasses import replace

from trainer.deck.card_text import AddedCard
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.form_field import FormField
from trainer.deck.form_wording import in_a_form

_QUOTED = re.compile(r"`(\w+)")


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
        named = _QUOTED.findall(f"{finding.hint} {finding.message}")
        place = key if key in shown else next((one for one in named if one in shown), None)
        worded = in_a_form(finding, kind, key)
        groups.setdefault(place, {}).setdefault((worded.code, worded.message, worded.hint), worded)
    return {place: list(group.values()) for place, group in groups.items()}
