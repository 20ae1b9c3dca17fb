"""Marks a point in a picture."""

from trainer.deck.answer_form import point
from trainer.deck.region_cards import Where
from trainer.grading.mark import Mark, Part

_NEAR_IT = 8.0
"""Hundredths beside it that are worth half a mark."""


def mark_point(card: Where, answer: str) -> Mark:
    """Mark a point: right at the region, half near it, unless it is at another region.

    Args:
        card: what was asked.
        answer: as `34.5 62`, in hundredths of the picture.
    """
    across, down = point(answer)
    at = card.region_at(across, down)
    right = at == card.where
    near = not at and card.region.distance(across, down) <= _NEAR_IT
    part = Part("", card.pointed_at(across, down), card.where, right)
    note = "Close to it." if near else f"You pointed at {at}." if at and not right else ""
    return Mark(1.0 if right else 0.5 if near else 0.0, (part,), note)
