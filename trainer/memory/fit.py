"""FSRS parameters fitted to what a learner answered, by the trainer of Open Spaced Repetition.

It needs the extra `fit` (fsrs-rs-python); nothing else does.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from trainer.errors import MissingExtraError, TrainerError
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem, FSRSReview

FEWEST = 400
"""Answers on a later day than the last that are needed; fewer tell more of chance than of him."""
_HELD_OUT = 5
"""One in so many answers, the latest, is kept from the fit to judge it by."""
_BETTER = 0.001
"""By how much log loss must fall before something else than the present parameters is kept."""

History = Sequence[tuple[date, Rating]]
"""The reviews of one item, oldest first: study day and rating."""
Parameters = tuple[float, ...]


class Fit(NamedTuple):
    """What came of a fit."""

    parameters: Parameters
    """Those that foretold the held-out answers best."""
    kept: str
    """Which these are: `present`, `default` or `fitted`."""
    losses: dict[str, float]
    """Log loss of each on the held-out answers; less is better, and 0.693 is tossing a coin."""
    learnt_from: int
    """Answers that were fitted to."""
    held_out: int
    """Answers that they were judged by, all of them later."""


def fit(histories: Iterable[History], present: Parameters) -> Fit:
    """Find the parameters that foretell a learner's answers best.

    The earlier four fifths of the answers are fitted to; the latest fifth judges the present
    parameters, the default ones and the fitted ones, none of which has seen it. What is kept
    foretells it best, and the present ones stand unless another is better by a margin.

    Args:
        histories: of all items; cram reviews and undone ones left out.
        present: the parameters in use.

    Raises:
        TrainerError: there are too few answers, or fsrs-rs-python is not installed.
    """
    try:
        from fsrs_rs_python import FSRS
    except ImportError as error:
        raise MissingExtraError("Fitting", "fit") from error
    answers = sorted(
        (
            answer
            for number, history in enumerate(histories)
            for answer in _answers(number, history)
        ),
        key=lambda answer: answer[:2],
    )
    if len(answers) < FEWEST:
        raise TrainerError(
            f"There are {len(answers)} answers to fit to.",
            f"Come back with {FEWEST}: until then the default parameters foretell as well.",
        )
    split = len(answers) - len(answers) // _HELD_OUT
    earlier, later = answers[:split], [item for _, _, item in answers[split:]]
    try:
        fitted = tuple(
            FSRS(list(present)).compute_parameters(
                [item for _, _, item in earlier], card_ids=[number for _, number, _ in earlier]
            )
        )
        candidates = {"present": present, "default": DEFAULT_PARAMETERS, "fitted": fitted}
        losses = {
            name: FSRS(list(parameters)).evaluate(later).log_loss
            for name, parameters in candidates.items()
        }
    except Exception as error:  # another's code, and its errors are of no kind we know
        raise TrainerError(f"The fit failed: {error}", "Nothing was changed.") from error
    best = min(losses, key=losses.__getitem__)
    kept = best if losses[best] < losses["present"] - _BETTER else "present"
    return Fit(candidates[kept], kept, losses, len(earlier), len(later))


def memories_after(
    histories: Sequence[History], parameters: Parameters
) -> list[tuple[float, float]]:
    """The stability and the difficulty to which each history leads.

    Args:
        histories: none of them empty.
        parameters: of the scheduler.
    """
    from fsrs_rs_python import FSRS, FSRSItem

    if not histories:
        return []
    items = [FSRSItem([*_reviews(history)]) for history in histories]
    states = FSRS(list(parameters)).memory_state_batch(items, [None] * len(items))
    return [(state.stability, state.difficulty) for state in states]


def _reviews(history: History) -> Iterator["FSRSReview"]:
    from fsrs_rs_python import FSRSReview

    before = history[0][0]
    for day, rating in history:
        yield FSRSReview(int(rating), max(0, (day - before).days))
        before = day


def _answers(number: int, history: History) -> Iterator[tuple[date, int, "FSRSItem"]]:
    """Each answer on a later day than the one before, with all that went before it."""
    from fsrs_rs_python import FSRSItem

    if not history:
        return
    reviews = [*_reviews(history)]
    for at, ((before, _), (day, _)) in enumerate(pairwise(history), 2):
        if day > before:
            yield day, number, FSRSItem(reviews[:at])
