"""What a setting costs that is allowed and odd."""

from trainer.memory.forgetting_curve import ForgettingCurve
from trainer.memory.scheduler import DEFAULT_PARAMETERS
from trainer.store.settings import Settings

_HIGH, _LOW = 0.95, 0.8
_MANY_NEW = 30
_REVIEWS_A_NEW_CARD = 10
"""Anki's manual: so many reviews a day follow, in the long run, from one new card a day."""
_NOON = 12


def cost_of(name: str, settings: Settings) -> str:
    """What a number among the settings costs, in a sentence; empty where it is a usual one.

    Args:
        name: of the field.
        settings: as they would be.
    """
    new, reviews = settings.new_per_day, settings.reviews_per_day
    match name:
        case "desired_retention" if settings.desired_retention > _HIGH:
            curve = ForgettingCurve(settings.parameters or DEFAULT_PARAMETERS)
            often = 1 / curve.days_until(settings.desired_retention, 1.0)
            return f"Cards come back {often:.0f} times as often as at 0.90."
        case "desired_retention" if settings.desired_retention < _LOW:
            return f"About {1 - settings.desired_retention:.0%} of the answers will be forgotten."
        case "new_per_day" if new == 0:
            return "No new cards are asked."
        case "new_per_day" if new > _MANY_NEW:
            return f"In the long run some {new * _REVIEWS_A_NEW_CARD} reviews a day follow."
        case "reviews_per_day" if reviews == 0:
            return "Cards that you have learnt are not asked again."
        case "reviews_per_day" if reviews < new * _REVIEWS_A_NEW_CARD / 2:
            return f"{new} new cards a day bring more reviews than that: a backlog will grow."
        case "rollover_hour" if settings.rollover_hour >= _NOON:
            hour = settings.rollover_hour
            return f"What you study before {hour}:00 counts for the day before."
        case _:
            return ""
