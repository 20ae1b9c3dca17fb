"""When to ask again: FSRS-6, on study days."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import cast

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS as _DEFAULTS

from trainer.errors import TrainerError
from trainer.memory.forgetting_curve import ForgettingCurve
from trainer.memory.fsrs_card import PHASES, card_of, midnight_of
from trainer.memory.fuzz import fuzzed
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState, Phase
from trainer.memory.study_day import study_day

DEFAULT_PARAMETERS: tuple[float, ...] = tuple(_DEFAULTS)
"""The 21 weights of FSRS-6 that suit most people."""

LOWEST_RETENTION, HIGHEST_RETENTION = 0.70, 0.99

_RATINGS = {rating: fsrs.Rating(rating) for rating in Rating}
_SUCCESSES = (Rating.HARD, Rating.GOOD, Rating.EASY)

_REMEMBERED = 256
"""So many previews are kept: what was shown is rated next, and an undo shows it again."""
_Foreseen = dict[Rating, MemoryState | fsrs.Card]
"""What each rating leads to; where that is a step, which depends on the moment, py-fsrs's card."""


class Scheduler:
    """What a rating does to a memory, by py-fsrs, with three things done otherwise.

    py-fsrs counts periods of 24 hours, which takes an evening and the next morning for one
    day; here it is given study days, each as its midnight UTC. Learning steps still run on
    the real clock. And the fuzz is our own: see `trainer.memory.fuzz`.

    Args:
        desired_retention: the chance of recall at which to ask again, 0.70 to 0.99.
        parameters: the 21 weights of FSRS-6.
        rollover_hour: the hour (0 to 23) at which a study day begins.
        maximum_interval: days, at least 3.
        learning_steps: waits between the first answers, rising, each under a day.
        relearning_steps: the same after an item was forgotten.

    Raises:
        TrainerError: for a value out of its range.
    """

    def __init__(  # noqa: PLR0913 - the settings of FSRS
        self,
        *,
        desired_retention: float = 0.9,
        parameters: tuple[float, ...] = DEFAULT_PARAMETERS,
        rollover_hour: int = 4,
        maximum_interval: int = 36500,
        learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10)),
        relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),),
    ) -> None:
        if not LOWEST_RETENTION <= desired_retention <= HIGHEST_RETENTION:
            raise TrainerError(
                f"The desired retention is {desired_retention}.",
                f"Choose a value from {LOWEST_RETENTION:.2f} to {HIGHEST_RETENTION:.2f}.",
            )
        if not 0 <= rollover_hour <= 23:  # noqa: PLR2004 - hours of a day
            raise TrainerError(
                f"The study day begins at hour {rollover_hour}.", "Choose an hour from 0 to 23."
            )
        if maximum_interval < len(_SUCCESSES):
            raise TrainerError(
                f"The maximum interval is {maximum_interval} days.", "Choose at least 3."
            )
        _check_steps("learning steps", learning_steps)
        _check_steps("relearning steps", relearning_steps)
        try:
            self._fsrs = fsrs.Scheduler(
                parameters=parameters,
                desired_retention=desired_retention,
                learning_steps=learning_steps,
                relearning_steps=relearning_steps,
                maximum_interval=maximum_interval,
                enable_fuzzing=False,
            )
        except ValueError as error:
            raise TrainerError(
                f"The FSRS parameters are wrong: {error}", "Leave them out for the default ones."
            ) from error
        self.desired_retention = desired_retention
        self.parameters = tuple(parameters)
        self.rollover_hour = rollover_hour
        self.maximum_interval = maximum_interval
        self.learning_steps = learning_steps
        self.relearning_steps = relearning_steps
        self._curve = ForgettingCurve(self.parameters)
        self._foreseen: dict[tuple[str, MemoryState | None, date], _Foreseen] = {}

    @cached_property
    def version(self) -> str:
        """The implementation, as `fsrs 6.3.2`, for the journal."""
        # its folder says so; importlib.metadata takes as long to import as py-fsrs
        packages = Path(fsrs.__file__).parents[1]
        for folder in packages.glob("fsrs-*.dist-info"):
            return f"fsrs {folder.name.removeprefix('fsrs-').removesuffix('.dist-info')}"
        from importlib.metadata import version

        return f"fsrs {version('fsrs')}"

    def retrievability(self, state: MemoryState, day: date) -> float:
        """The chance, 0 to 1, that an item is recalled on a study day.

        It is 1 on the day of the last review, and before it if the clock was set back.
        """
        return self._curve.recall((day - state.reviewed).days, state.stability)

    @property
    def recall(self) -> Callable[[int, float], float]:
        """The chance, 0 to 1, so many days after the last review, by the stability in days."""
        return self._curve.recall

    def mean_retrievability(self, states: Collection[MemoryState], day: date) -> float | None:
        """The mean chance of recall of several items on a study day; None without any."""
        return fmean(self.retrievability(state, day) for state in states) if states else None

    def days_until(self, stability: float) -> int:
        """Whole days, at least one, until recall falls to the desired retention."""
        days = self._curve.days_until(self.desired_retention, stability)
        return min(max(1, round(days)), self.maximum_interval)

    def review(
        self,
        item_ref: str,
        state: MemoryState | None,
        rating: Rating,
        now: datetime,
        *,
        fuzz: bool = True,
    ) -> MemoryState:
        """The memory of an item after a review.

        Args:
            item_ref: names the item; its fuzz follows from it.
            state: its memory so far; None if it is new.
            rating: how well it was recalled.
            now: the present moment in the learner's time zone. If it is before the last
                review, because a clock was set back, no time has passed since.
            fuzz: whether its due day is shifted. Nobody waits for one that lies in the past, and
                the shift needs the other ratings, which takes three times as long.

        Raises:
            ValueError: for a moment without a time zone.
        """
        today = study_day(now, self.rollover_hour)
        if fuzz and (foreseen := self._foreseen.get((item_ref, state, today))):
            return self._at(now, foreseen[rating], state, rating, today)
        card, midnight = card_of(state, today), midnight_of(today)
        after = self._after(card, rating, midnight)
        days = (after.due - midnight).days if after.state is fsrs.State.Review else None
        if fuzz and days is not None:  # a shift keeps the order of the others
            others = [other for other in (*_SUCCESSES, rating) if other is not rating]
            cards = {other: self._after(card, other, midnight) for other in others}
            days = self._intervals({**cards, rating: after}, state, midnight, item_ref)[rating]
        return self._outcome(state, rating, after, now, today, days)

    def preview(
        self, item_ref: str, state: MemoryState | None, now: datetime
    ) -> dict[Rating, MemoryState]:
        """What each rating would lead to, exactly; arguments and errors as for `review`."""
        today = study_day(now, self.rollover_hour)
        foreseen = self._foreseen.get((item_ref, state, today))
        if foreseen is None:
            foreseen = self._foresee(item_ref, state, now, today)
            self._foreseen[item_ref, state, today] = foreseen
            if len(self._foreseen) > _REMEMBERED:
                del self._foreseen[next(iter(self._foreseen))]
        return {
            rating: self._at(now, after, state, rating, today) for rating, after in foreseen.items()
        }

    def _foresee(
        self, item_ref: str, state: MemoryState | None, now: datetime, today: date
    ) -> _Foreseen:
        card, midnight = card_of(state, today), midnight_of(today)
        cards = {rating: self._after(card, rating, midnight) for rating in Rating}
        intervals = self._intervals(cards, state, midnight, item_ref)
        due = {
            rating: self._outcome(state, rating, cards[rating], now, today, days)
            for rating, days in intervals.items()
        }
        return {**cards, **due}

    def _at(
        self,
        now: datetime,
        after: MemoryState | fsrs.Card,
        state: MemoryState | None,
        rating: Rating,
        today: date,
    ) -> MemoryState:
        """What was foreseen, at a moment of its study day."""
        if isinstance(after, MemoryState):
            return after
        return self._outcome(state, rating, after, now, today, None)

    def _after(self, card: fsrs.Card, rating: Rating, midnight: datetime) -> fsrs.Card:
        return self._fsrs.review_card(card, _RATINGS[rating], midnight)[0]

    def _outcome(  # noqa: PLR0913, PLR0917 - what was, what is, and when
        self,
        state: MemoryState | None,
        rating: Rating,
        after: fsrs.Card,
        now: datetime,
        today: date,
        days: int | None,
    ) -> MemoryState:
        """The memory that py-fsrs's card means; `days` until it is due, None on a step."""
        ready_at, due = None, today
        if days is not None:
            due += timedelta(days=days)
        else:
            ready_at = now.astimezone(UTC) + (after.due - midnight_of(today))
            there = ready_at.astimezone(now.tzinfo)
            due = max(today, study_day(there, self.rollover_hour))
        forgotten = state is not None and state.phase is Phase.REVIEW and rating is Rating.AGAIN
        return MemoryState(
            phase=PHASES[after.state],
            step=after.step,
            stability=cast("float", after.stability),
            difficulty=cast("float", after.difficulty),
            due=due,
            ready_at=ready_at,
            reviewed=today,
            reps=1 if state is None else state.reps + 1,
            lapses=(0 if state is None else state.lapses) + forgotten,
        )

    def _intervals(
        self,
        cards: dict[Rating, fsrs.Card],
        state: MemoryState | None,
        midnight: datetime,
        item_ref: str,
    ) -> dict[Rating, int]:
        """The days until the next review, for the ratings that lead to the review phase."""
        days = {
            rating: (card.due - midnight).days
            for rating, card in cards.items()
            if card.state is fsrs.State.Review
        }
        successes = [rating for rating in _SUCCESSES if rating in days]
        shifted = fuzzed(
            [days[rating] for rating in successes],
            seed=f"{item_ref} {1 if state is None else state.reps + 1}",
            previous=_interval(state),
            maximum=self.maximum_interval,
        )
        return days | dict(zip(successes, shifted, strict=True))


def _check_steps(name: str, steps: Sequence[timedelta]) -> None:
    bounded = (timedelta(0), *steps, timedelta(days=1))
    if any(later <= sooner for sooner, later in pairwise(bounded)):
        raise TrainerError(
            f"The {name} are {', '.join(map(str, steps))}.",
            "Each must be longer than the one before it, and all under a day.",
        )


def _interval(state: MemoryState | None) -> int:
    """The days that an item in the review phase was to rest; 0 in any other."""
    if state is None or state.phase is not Phase.REVIEW:
        return 0
    return (state.due - state.reviewed).days
