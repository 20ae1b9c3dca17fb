"""How recall falls with the days since a review."""

from collections.abc import Sequence


class ForgettingCurve:
    """The forgetting curve of FSRS-6: recall falls to 0.9 where the days gone by = stability.

    Args:
        parameters: the 21 weights; the last one says how the curve bends.
    """

    def __init__(self, parameters: Sequence[float]) -> None:
        self._decay = -parameters[20]
        self._factor = 0.9 ** (1 / self._decay) - 1

    def recall(self, days: int, stability: float) -> float:
        """The chance, 0 to 1, that something is recalled so many days after its review."""
        return float((1 + self._factor * days / stability) ** self._decay) if days > 0 else 1.0

    def days_until(self, recall: float, stability: float) -> float:
        """The days until the chance of recall falls to `recall`."""
        return float(stability / self._factor * (recall ** (1 / self._decay) - 1))
