"""Marks a point in a picture."""

from trainer.deck.answer_form import point
from trainer.deck.region_cards import Where
from trainer.grading.mark import Mark, Part

_AT_IT = 2.0
"""Hundredths beside a region that a finger or a coarse screen may be off and still be at it."""
_NEAR_IT = 8.0
"""Hundredths beside it that are worth half a mark."""


def mark_point(card: Where, given: str) -> Mark:
    """Mark a point: right at the region, half near it, unless it is at another region.

    Args:
        card: what was asked.
        given: as `34.5 62`, in hundredths of the picture.
    """
    across, down = point(given)
    away = card.region.distance(across, down)
    elsewhere = next(
        (
            name
            for name, region in card.hide.items()
            if name != card.where and away > 0 and region.distance(across, down) == 0
        ),
        "",
    )
    right = away <= _AT_IT and not elsewhere
    near = away <= _NEAR_IT and not (right or elsewhere)
    shown = elsewhere or f"{across:g} across, {down:g} down"
    part = Part("", card.where if right else shown, card.where, right)
    note = f"You pointed at {elsewhere}." if elsewhere else "Close to it." if near else ""
    return Mark(1.0 if right else 0.5 if near else 0.0, (part,), note)
