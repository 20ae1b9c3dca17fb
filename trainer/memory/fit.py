"""FSRS parameters fitted to what a learner answered, by the trainer of Open Spaced Repetition.

It needs the extra `fit` (fsrs-rs-python); nothing else does.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from trainer.errors import MissingExtraError, TrainerError
from trainer.memory.forgetting_curve import ForgettingCurve
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem, FSRSReview

FEWEST = 400
"""Answers on a later day than the last that are needed; fewer say more of chance than of you."""
_HELD_OUT = 5
"""One in so many answers, the latest, is kept from the fit to judge it by."""
_BETTER = 0.001
"""By how much log loss must fall before something else than the present parameters is kept."""

# How to fit was chosen by tests/bench/logloss.py, which prints what each choice is worth.
_EPOCHS = 20
"""fsrs-rs stops at 5 of its own accord, before it has converged."""
_GAMMA = 0.5
"""How hard parameters are held near the default ones while fitting; 1 in fsrs-rs."""
_SEEDS = 4
"""Fits whose mean is taken: each sees the answers in another order."""
_PRIOR = 100
"""The default parameters count as much as so many answers: a few hundred answers overfit."""

_LEAST_CHANCE = 1e-6
"""What was held impossible and happened costs no more than this chance."""

History = Sequence[tuple[date, Rating]]
"""The reviews of one item, oldest first: study day and rating."""
Parameters = tuple[float, ...]


class Fit(NamedTuple):
    """What came of a fit."""

    parameters: Parameters
    """Those to use; where fitted ones predicted best, they are fitted to all answers by now."""
    kept: str
    """Which these are: `present`, `default` or `fitted`."""
    losses: dict[str, float]
    """Plain log loss of each on the held-out answers: the mean of -ln of the chance that was
    given to what happened. Less is better, and 0.693 is tossing a coin."""
    learnt_from: int
    """Answers that the kept or last parameters were fitted to: without the few first answers at
    rare distances, which fsrs-rs leaves out."""
    held_out: int
    """Answers that the candidates were judged by, all of them later than those fitted to."""


class PastAnswer(NamedTuple):
    """One answer to predict: it came on a later day than the one before."""

    day: date
    """The study day."""
    days: int
    """Since the answer before."""
    recalled: bool
    before: "FSRSItem"
    """All answers before it."""
    item: "FSRSItem"
    """All answers with it."""


def fit(histories: Iterable[History], present: Parameters) -> Fit:
    """Find the parameters that predict a learner's answers best.

    The earlier four fifths of the answers are fitted to; the latest fifth judges the present
    parameters, the default ones and the fitted ones, none of which has seen it. The present ones
    stand unless another is better by a margin. Where fitted ones won they are fitted once more,
    to all answers.

    Args:
        histories: of all items; cram reviews and undone ones left out.
        present: the parameters in use.

    Raises:
        TrainerError: there are too few answers, or fsrs-rs-python is not installed.
    """
    try:
        import fsrs_rs_python  # noqa: F401 - only to see whether it is there
    except ImportError as error:
        raise MissingExtraError("Fitting", "fit") from error
    answers = answers_of(histories)
    if len(answers) < FEWEST:
        raise TrainerError(
            f"There are {len(answers)} answers to fit to.",
            f"Come back with {FEWEST}: until then the default parameters predict as well.",
        )
    split = len(answers) - len(answers) // _HELD_OUT
    earlier, later = answers[:split], answers[split:]
    try:
        fitted, learnt_from = fitted_to(earlier)
        candidates = {"present": present, "default": DEFAULT_PARAMETERS, "fitted": fitted}
        losses = {name: log_loss(later, parameters) for name, parameters in candidates.items()}
        best = min(losses, key=losses.__getitem__)
        kept = best if losses[best] < losses["present"] - _BETTER else "present"
        if kept == "fitted":
            candidates["fitted"], learnt_from = fitted_to(answers)
    except Exception as error:  # another's code, and its errors are of no kind we know
        raise TrainerError(f"The fit failed: {error}", "Nothing was changed.") from error
    return Fit(candidates[kept], kept, losses, learnt_from, len(later))


def answers_of(histories: Iterable[History]) -> list[PastAnswer]:
    """The answers that can be predicted, in the order of days."""
    answers = [answer for history in histories for answer in _answers(history)]
    return sorted(answers, key=lambda answer: answer.day)


def fitted_to(answers: Sequence[PastAnswer]) -> tuple[Parameters, int]:
    """Parameters fitted to answers, within the bounds of FSRS-6; and to how many of them."""
    from fsrs_rs_python import FSRS, TrainingConfig

    items = [answer.item for answer in answers]
    fits = [
        FSRS([*DEFAULT_PARAMETERS]).compute_parameters(
            items, training_config=TrainingConfig(num_epochs=_EPOCHS, gamma=_GAMMA, seed=seed)
        )
        for seed in range(_SEEDS)
    ]
    prior = _PRIOR / (len(items) + _PRIOR)
    means = (math.fsum(values) / _SEEDS for values in zip(*fits, strict=True))
    pairs = zip(means, DEFAULT_PARAMETERS, strict=True)
    blended = [(1 - prior) * mean + prior * default for mean, default in pairs]
    return within_bounds(blended), _used(items)


def within_bounds(parameters: Sequence[float]) -> Parameters:
    """The nearest parameters that the scheduler takes; 32-bit numbers may lie just outside."""
    bounds = zip(parameters, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(value, lowest), highest) for value, lowest, highest in bounds)


def log_loss(answers: Sequence[PastAnswer], parameters: Parameters) -> float:
    """The mean of -ln of the chance that parameters give to what happened, in nats."""
    from fsrs_rs_python import FSRS

    befores = [answer.before for answer in answers]
    memories = FSRS([*parameters]).memory_state_batch(befores, [None] * len(befores))
    curve = ForgettingCurve(parameters)
    losses = []
    for answer, memory in zip(answers, memories, strict=True):
        chance = curve.recall(answer.days, memory.stability)
        losses.append(-math.log(max(chance if answer.recalled else 1 - chance, _LEAST_CHANCE)))
    return math.fsum(losses) / len(losses)


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


def _used(items: "list[FSRSItem]") -> int:
    """How many answers fsrs-rs fits to: it leaves outliers out, and says so nowhere."""
    from fsrs_rs_python import filter_outlier

    first = [item for item in items if item.long_term_review_cnt() == 1]
    later = [item for item in items if item.long_term_review_cnt() != 1]
    return sum(map(len, filter_outlier(first, later)))


def _answers(history: History) -> Iterator[PastAnswer]:
    """Each answer on a later day than the one before, with all that went before it."""
    from fsrs_rs_python import FSRSItem

    if not history:
        return
    reviews = [*_reviews(history)]
    for at, ((before, _), (day, rating)) in enumerate(pairwise(history), 2):
        if day > before:
            yield PastAnswer(
                day,
                (day - before).days,
                rating > Rating.AGAIN,
                FSRSItem(reviews[: at - 1]),
                FSRSItem(reviews[:at]),
            )
