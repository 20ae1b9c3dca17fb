"""Memories of FSRS from the figures of SM-2: what Anki's engine infers where it has no log."""

import math

_SHORTEST = 0.001
"""Days: the least stability of FSRS."""
_RETENTION = 0.9
"""What SM-2 is taken to have kept recalled; then an interval is a stability."""


def memory_of_sm2(
    interval: float, ease: float, parameters: tuple[float, ...]
) -> tuple[float, float]:
    """Stability (days) and difficulty (1 to 10) of an item that SM-2 scheduled.

    That stability after a success is interval times ease, solved for the difficulty, as in
    `memory_state_from_sm2` of https://github.com/open-spaced-repetition/fsrs-rs.

    Args:
        interval: days, as the item has it now.
        ease: the factor by which the interval grows, as 2.5.
        parameters: the weights of FSRS-6.
    """
    stability = max(interval, _SHORTEST)
    growth = (
        math.exp(parameters[8])
        * stability ** -parameters[9]
        * math.expm1((1 - _RETENTION) * parameters[10])
    )
    difficulty = 11 - (ease - 1) / growth
    return stability, min(10.0, max(1.0, difficulty))
