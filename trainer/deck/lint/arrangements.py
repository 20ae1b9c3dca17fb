"""Order, match and list; typed answers and numbers."""

import re
from collections.abc import Iterator

from trainer.deck.card import Card, ListCard, Match, Number, Order, Typed
from trainer.deck.diagnostic import Code
from trainer.deck.lint import limits
from trainer.deck.lint.weakness import Weakness
from trainer.deck.partial_date import YEAR

_DATE = re.compile(rf"\b{YEAR}\b")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]+")
_ORGANISATION = re.compile(
    r"\b(?:Union|Organi[sz]ation|Initiative|Agency|Party|Committee|Council|Association|Federation|"
    r"Commission|Treaty|Alliance|Community|Conference|Fund|Bank|Agreement|Forum|Institute|Court)$"
)
"""What is commonly called by its initials; a person or a place is not."""
_COUNTS = re.compile(r"\bhow many\b|\bnumber\b", re.IGNORECASE)
_SUM = re.compile(r"\d\s*(?:[-+*×·x/÷:^]|plus|minus|times|divided by)\s*\d", re.IGNORECASE)
"""7 × 8 has no unit."""
_BARE = re.compile(
    r"^when\b|\byears?\b|\bvalue of\b|\bratio\b|\bcoefficient\b|\bfactor\b|\bpi\b|π|\bpH\b|"
    r"\bindex\b|\bsum\b|\bproduct of\b|\bsquare root\b|\bresult\b|\bport\b|\bversion\b|"
    r"^what is (?:exactly )?-?[\d.]+\b",
    re.IGNORECASE,
)
"""Years, ratios and results have no unit."""
_SMALL = {"a", "an", "and", "de", "for", "in", "of", "on", "the", "to", "und"}


def check_arrangement(card: Card) -> Iterator[Weakness]:
    """The rules on what is put in order, matched or named."""
    match card:
        case ListCard():
            fewest, most = limits.LIST_ITEMS
            if not fewest <= len(card.list) <= most:
                yield Weakness(
                    Code.LIST_LENGTH,
                    f"the list has {len(card.list)} things",
                    f"keep to {fewest} to {most}; ask a pair as two cards, a long list by groups",
                    "list",
                )
        case Order():
            for at, thing in enumerate(card.order):
                if dated := _DATE.search(thing):
                    yield _dated("order", at, dated[0])
        case Match():
            for left, right in card.match.items():
                if shared := {*_DATE.findall(left)} & {*_DATE.findall(right)}:
                    yield _dated("match", left, min(shared))
            if not card.extra and len(set(card.match.values())) == len(card.match):
                yield Weakness(
                    Code.NO_SURPLUS,
                    "the last pair is matched by elimination",
                    "add a surplus right-hand side under `extra:`",
                    "match",
                )
        case _:
            pass


def _dated(field: str, entry: int | str, year: str) -> Weakness:
    return Weakness(
        Code.DATE_IN_ITEM,
        f"the year {year} gives the place away",
        "leave the year out of what is to be arranged",
        field,
        entry,
        year,
    )


def check_typed(card: Card) -> Iterator[Weakness]:
    """The rules on what is typed. Hyphens, case, accents and articles are forgiven anyway."""
    match card:
        case Typed():
            if missing := _other_form(card):
                yield Weakness(
                    Code.NO_VARIANT,
                    f"{missing} would be marked wrong",
                    "add it under `accept:`",
                    "typed",
                )
        case Number(unit=None):
            if not (_COUNTS.search(card.q) or _SUM.search(card.q) or _BARE.search(card.q)):
                yield Weakness(
                    Code.NUMBER_WITHOUT_UNIT,
                    "the number has no unit",
                    "give its `unit:`, or ask “how many”",
                    "number",
                )
        case _:
            pass


_FORMULA = re.compile(
    r"(?=.*\d)(?:(?:Na|Ca|Fe|Cl|Mg|Al|Si|Cu|Zn|Ag|Br|Li|[HCNOSPKFIB])\d*){2,}",
)
"""Of a substance, as H2O: it stands for nothing else."""


def _other_form(card: Typed) -> str | None:
    """The acronym that the words make, or the words that an acronym stands for, if missing."""
    forms = (card.typed, *card.accept)
    if _FORMULA.fullmatch(card.typed):
        return None
    if _ACRONYM.fullmatch(card.typed):
        return None if any(" " in form for form in forms) else f"what {card.typed} stands for"
    capitals = [word for word in card.typed.split() if word not in _SMALL]
    named = all(word[:1].isupper() for word in capitals) and _ORGANISATION.search(card.typed)
    acronym = "".join(word[0] for word in capitals)
    known = any(_ACRONYM.fullmatch(form) for form in forms) or acronym in card.q
    return acronym if named and len(acronym) > 2 and not known else None  # noqa: PLR2004
