"""Numbers, with a unit and a tolerance where they matter."""

from decimal import MAX_EMAX, MIN_EMIN, Context, localcontext

from trainer.deck.card import Number
from trainer.grading.mark import Mark, Part
from trainer.grading.quantity import LONGEST, Quantity, read_quantity
from trainer.grading.unit import is_same_unit, read_unit

_ARITHMETIC = Context(prec=2 * LONGEST, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Exact for all that can be typed, and not overrun by any scale."""


def mark_number(card: Number, given: str) -> Mark:
    """Mark a typed number: right within the tolerance, its bounds included.

    The unit may be left out; one that is given must be the card's. Scales are arithmetic:
    6 billion dollars may be typed as 6,000 million dollars, and is not 6 dollars.
    """
    given = given.strip()
    if given.casefold() == card.solution.casefold():
        return _mark(card, given, right=True)
    if (quantity := read_quantity(given)) is None:
        return _mark(card, given, note="No number was read in this answer." if given else "")
    scale, asked = read_unit(card.unit or "")
    if quantity.unit and not is_same_unit(quantity.unit, asked):
        return _mark(card, given, note=_unit_note(card))
    with localcontext(_ARITHMETIC):
        off = abs(quantity.value * quantity.scale - card.number * scale)
        off_unscaled = abs(quantity.value - card.number)
        if off <= card.margin * scale or (_is_bare(quantity) and off_unscaled <= card.margin):
            return _mark(card, given, right=True)
        return _mark(card, given, note=_unit_note(card) if off_unscaled <= card.margin else "")


def _is_bare(quantity: Quantity) -> bool:
    """Whether the unit was left out, and with it the scale that is part of it."""
    return quantity.scale == 1 and not quantity.unit


def _unit_note(card: Number) -> str:
    return f"The unit is {card.unit}." if card.unit else "This number has no such unit."


def _mark(card: Number, given: str, *, right: bool = False, note: str = "") -> Mark:
    return Mark(float(right), (Part("", given[:LONGEST], card.solution, right=right),), note)
