from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import fmean
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from trainer.errors import TrainerError
from trainer.memory.fuzz import max_shift
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2024, 6, 10, 12, tzinfo=BERLIN)
TODAY = date(2024, 6, 10)
AGAIN, HARD, GOOD, EASY = Rating
DAY = timedelta(days=1)

scheduler = Scheduler()


def studied(*reviews: tuple[Rating, datetime], by: Scheduler = scheduler) -> MemoryState:
    state = None
    for rating, now in reviews:
        state = by.review("deck/item", state, rating, now)
    assert state is not None
    return state


def in_review(stability: float, interval: int, difficulty: float = 5) -> MemoryState:
    """An item due today after an interval."""
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=stability,
        difficulty=difficulty,
        due=TODAY,
        reviewed=TODAY - interval * DAY,
        reps=5,
        lapses=0,
    )


def days(state: MemoryState) -> int:
    return (state.due - state.reviewed).days


def test_a_new_item_answered_well_goes_through_its_steps() -> None:
    first = studied((GOOD, NOON))
    assert (first.phase, first.step, first.due) == (Phase.LEARNING, 1, TODAY)
    assert first.ready_at == NOON + timedelta(minutes=10)
    second = scheduler.review("deck/item", first, GOOD, NOON + timedelta(minutes=11))
    assert (second.phase, second.step, second.ready_at) == (Phase.REVIEW, None, None)
    assert second.due == TODAY + 2 * DAY
    assert (second.reps, second.lapses, second.reviewed) == (2, 0, TODAY)


def test_a_new_item_forgotten_comes_back_in_a_minute() -> None:
    assert studied((AGAIN, NOON)).ready_at == NOON + timedelta(minutes=1)


def test_easy_skips_the_steps() -> None:
    state = studied((EASY, NOON))
    assert state.phase is Phase.REVIEW
    assert 8 - max_shift(8) <= days(state) <= 8 + max_shift(8)


def test_a_review_forgotten_is_a_lapse_and_is_learnt_again() -> None:
    lapsed = scheduler.review("deck/item", in_review(10, 10), AGAIN, NOON)
    assert (lapsed.phase, lapsed.lapses) == (Phase.RELEARNING, 1)
    assert lapsed.ready_at == NOON + timedelta(minutes=10)
    again = scheduler.review("deck/item", lapsed, AGAIN, NOON + timedelta(minutes=10))
    assert again.lapses == 1
    assert scheduler.review("deck/item", again, GOOD, NOON + timedelta(hours=1)).lapses == 1


def test_failing_while_learning_is_no_lapse() -> None:
    assert studied((GOOD, NOON), (AGAIN, NOON + timedelta(minutes=10))).lapses == 0


def test_without_relearning_steps_a_lapse_is_due_on_a_day() -> None:
    plain = Scheduler(relearning_steps=())
    lapsed = plain.review("deck/item", in_review(10, 10), AGAIN, NOON)
    assert (lapsed.phase, lapsed.lapses) == (Phase.REVIEW, 1)
    assert lapsed.due > TODAY


def test_without_learning_steps_an_item_is_reviewed_from_the_start() -> None:
    outcomes = Scheduler(learning_steps=()).preview("deck/item", None, NOON)
    assert {state.phase for state in outcomes.values()} == {Phase.REVIEW}
    assert days(outcomes[HARD]) < days(outcomes[GOOD]) < days(outcomes[EASY])


def test_a_step_across_the_rollover_is_due_on_the_next_study_day() -> None:
    late = datetime(2024, 6, 11, 3, 55, tzinfo=BERLIN)
    state = studied((GOOD, late))
    assert (state.reviewed, state.due) == (TODAY, TODAY + DAY)


def test_a_step_runs_on_the_real_clock_when_the_clocks_change() -> None:
    eve = datetime(2024, 10, 27, 2, 55, tzinfo=BERLIN)
    state = studied((GOOD, eve))
    assert state.ready_at is not None
    assert state.ready_at - eve.astimezone(UTC) == timedelta(minutes=10)


def test_a_step_is_never_due_before_today_even_if_the_clocks_go_back_at_midnight() -> None:
    newfoundland = ZoneInfo("America/St_Johns")
    just_past_midnight = datetime(2010, 11, 7, 0, 0, 30, tzinfo=newfoundland)
    state = studied((AGAIN, just_past_midnight), by=Scheduler(rollover_hour=0))
    assert state.due == state.reviewed == date(2010, 11, 7)


def test_an_evening_and_the_next_morning_are_a_day_apart() -> None:
    evening, morning = NOON.replace(hour=22), NOON.replace(hour=7) + DAY
    once = studied((EASY, evening))
    assert scheduler.retrievability(once, TODAY + DAY) < 1
    whole_day_later = studied((EASY, evening), (GOOD, evening + DAY))
    assert studied((EASY, evening), (GOOD, morning)).stability == whole_day_later.stability


def test_two_reviews_of_one_study_day_are_no_day_apart() -> None:
    early, late = NOON.replace(hour=5), NOON.replace(hour=3, minute=30) + DAY
    assert studied((EASY, early), (GOOD, late)) == studied((EASY, early), (GOOD, early))


@pytest.mark.parametrize("change", ["2024-03-31", "2024-10-27"])
def test_a_change_of_the_clocks_costs_no_day(change: str) -> None:
    noon = datetime.fromisoformat(change).replace(hour=12, tzinfo=BERLIN)
    ordinary = studied((EASY, NOON), (GOOD, NOON + DAY))
    assert studied((EASY, noon - DAY), (GOOD, noon)).stability == ordinary.stability


def test_a_journey_of_nine_hours_goes_on_from_the_day_at_hand() -> None:
    state = studied((EASY, NOON.replace(hour=10)))
    there = NOON.replace(hour=12).astimezone(ZoneInfo("America/Los_Angeles"))
    after = scheduler.review("deck/item", state, GOOD, there)
    assert after.reviewed == TODAY - DAY
    assert after.stability >= state.stability


def test_a_clock_set_back_makes_no_time_pass() -> None:
    state = studied((EASY, NOON))
    back = NOON - 400 * DAY
    assert scheduler.retrievability(state, back.date()) == 1
    after = scheduler.review("deck/item", state, GOOD, back)
    assert after.stability == scheduler.review("deck/item", state, GOOD, NOON).stability
    assert (after.reviewed, after.due > after.reviewed) == (back.date(), True)


def test_retrievability_is_nine_in_ten_after_as_many_days_as_the_stability() -> None:
    assert scheduler.retrievability(in_review(12, 12), TODAY) == pytest.approx(0.9)


@given(stability=st.floats(0.001, 36500), elapsed=st.integers(0, 40_000))
def test_retrievability_is_that_of_py_fsrs(stability: float, elapsed: int) -> None:
    midnight = datetime(2024, 6, 10, tzinfo=UTC)
    card = fsrs.Card(
        card_id=1,
        state=fsrs.State.Review,
        stability=stability,
        difficulty=5,
        due=midnight,
        last_review=midnight,
    )
    state = in_review(stability, 1)
    assert scheduler.retrievability(state, state.reviewed + elapsed * DAY) == pytest.approx(
        fsrs.Scheduler().get_card_retrievability(card, midnight + elapsed * DAY)
    )


def test_a_higher_desired_retention_asks_sooner() -> None:
    waits = [
        days(Scheduler(desired_retention=wanted).review("x", in_review(50, 1), EASY, NOON))
        for wanted in (0.70, 0.80, 0.90, 0.99)
    ]
    assert waits == sorted(set(waits), reverse=True)


def test_the_mean_over_items_is_the_interval_of_fsrs() -> None:
    plain = fsrs.Scheduler(enable_fuzzing=False)
    state = in_review(10, 10)
    card = fsrs.Card(
        card_id=1,
        state=fsrs.State.Review,
        stability=10,
        difficulty=5,
        due=datetime(2024, 6, 10, tzinfo=UTC),
        last_review=datetime(2024, 5, 31, tzinfo=UTC),
    )
    wanted, _ = plain.review_card(card, fsrs.Rating.Good, datetime(2024, 6, 10, tzinfo=UTC))
    got = [days(scheduler.review(f"deck/{number}", state, GOOD, NOON)) for number in range(8000)]
    interval = (wanted.due - datetime(2024, 6, 10, tzinfo=UTC)).days
    assert fmean(got) == pytest.approx(interval, abs=0.06)
    assert max(got) - interval == interval - min(got) == max_shift(interval)


def test_the_date_depends_on_the_item_and_its_repetition_alone() -> None:
    state = in_review(100, 100)
    assert scheduler.preview("deck/1", state, NOON) == Scheduler().preview("deck/1", state, NOON)
    items = {scheduler.review(f"deck/{number}", state, GOOD, NOON).due for number in range(20)}
    later = {
        scheduler.review("deck/1", replace(state, reps=reps), GOOD, NOON).due
        for reps in range(1, 21)
    }
    assert len(items) > 3
    assert len(later) > 3


def test_a_settings_change_is_not_held_up_by_the_previous_interval() -> None:
    strict = Scheduler(desired_retention=0.97)
    state = in_review(100, 350)
    assert days(strict.review("deck/item", state, HARD, NOON)) < 350


@pytest.mark.parametrize("retention", [0.69, 1.0, float("nan")])
def test_a_desired_retention_out_of_range_is_refused(retention: float) -> None:
    with pytest.raises(TrainerError) as caught:
        Scheduler(desired_retention=retention)
    assert "0.70 to 0.99" in caught.value.hint


@pytest.mark.parametrize(
    "faulty",
    [
        lambda: Scheduler(parameters=(1.0,) * 20),
        lambda: Scheduler(parameters=(-1.0,) * 21),
        lambda: Scheduler(rollover_hour=24),
        lambda: Scheduler(maximum_interval=2),
        lambda: Scheduler(learning_steps=(timedelta(minutes=10), timedelta(minutes=1))),
        lambda: Scheduler(relearning_steps=(timedelta(0),)),
        lambda: Scheduler(relearning_steps=(timedelta(days=1),)),
    ],
)
def test_other_settings_out_of_range_are_refused(faulty: object) -> None:
    assert callable(faulty)
    with pytest.raises(TrainerError):
        faulty()


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        scheduler.review("deck/item", None, GOOD, datetime(2024, 6, 10, 12))  # noqa: DTZ001


def test_the_journal_can_tell_what_scheduled() -> None:
    assert scheduler.version.startswith("fsrs 6.3.")
    assert len(scheduler.parameters) == 21


gaps = st.one_of(
    st.timedeltas(timedelta(0), timedelta(minutes=20)),
    st.timedeltas(timedelta(0), 400 * DAY),
    st.timedeltas(-20 * DAY, timedelta(0)),
)
histories = st.lists(st.tuples(st.sampled_from(Rating), gaps), max_size=12)
STATE = TypeAdapter(MemoryState)

schedulers = st.builds(
    Scheduler,
    desired_retention=st.sampled_from([0.7, 0.9, 0.99]),
    rollover_hour=st.sampled_from([0, 4, 23]),
    maximum_interval=st.sampled_from([3, 60, 36500]),
    learning_steps=st.sampled_from(
        [(), (timedelta(minutes=1),), (timedelta(minutes=1), timedelta(hours=23))]
    ),
    relearning_steps=st.sampled_from([(), (timedelta(minutes=10),)]),
)
zones = st.sampled_from([BERLIN, ZoneInfo("America/St_Johns"), UTC])


def moments(
    history: Iterable[tuple[Rating, timedelta]], zone: ZoneInfo
) -> Iterable[tuple[Rating, datetime]]:
    now = NOON.astimezone(UTC)
    for rating, gap in history:
        now += gap
        yield rating, now.astimezone(zone)


@settings(max_examples=3 * settings().max_examples // 2)
@given(by=schedulers, history=histories, zone=zones)
def test_whatever_the_history(
    by: Scheduler, history: list[tuple[Rating, timedelta]], zone: ZoneInfo
) -> None:
    state = None
    for rating, now in moments(history, zone):
        outcomes = by.preview("deck/item", state, now)
        for outcome in outcomes.values():
            assert STATE.validate_json(STATE.dump_json(outcome)) == outcome
            assert outcome.due >= outcome.reviewed
            assert (outcome.phase is Phase.REVIEW) == (outcome.ready_at is None)
            assert outcome.ready_at is None or outcome.ready_at > now
            assert outcome.phase is not Phase.REVIEW or outcome.due > outcome.reviewed
            assert 0 <= by.retrievability(outcome, outcome.due) <= 1
            assert days(outcome) <= by.maximum_interval
        waits = [(outcomes[rating].due, outcomes[rating].ready_at) for rating in Rating]
        steps = [ready_at for _, ready_at in waits if ready_at]
        reviews = [due for due, ready_at in waits[1:] if not ready_at]
        assert steps == sorted(set(steps))
        assert reviews == sorted(set(reviews))
        learnt = [outcomes[rating].is_learnt for rating in (HARD, GOOD, EASY)]
        assert learnt == sorted(learnt)
        assert by.review("deck/item", state, rating, now) == outcomes[rating]
        state = outcomes[rating]


punctual = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 30)), max_size=15)


@given(history=punctual, ref=st.text(max_size=3))
def test_a_success_never_asks_sooner_than_last_time(
    history: list[tuple[Rating, int]], ref: str
) -> None:
    """Save by the two days that tell the ratings apart, on intervals of days or of a century."""
    state, now = None, NOON
    for rating, overdue in history:
        outcomes = scheduler.preview(ref, state, now)
        if state and state.phase is Phase.REVIEW:
            assert days(outcomes[HARD]) >= days(state) - 2
            assert days(outcomes[HARD]) >= days(state) or not 3 < days(state) < 36498
        state = outcomes[rating]
        now = state.ready_at or now + (days(state) + overdue) * DAY
        if now.year > 2150:  # no moment may lie past 2200
            break


@pytest.mark.parametrize("relearning", [(timedelta(minutes=10),), ()])
def test_what_is_shown_of_a_rating_is_what_it_does(relearning: tuple[timedelta, ...]) -> None:
    chance = Random(1)
    scheduler, other = (Scheduler(relearning_steps=relearning) for _ in range(2))
    for item in range(60):
        state, now = None, datetime(2026, 3, 10, 12, tzinfo=UTC)
        for _ in range(8):
            shown = scheduler.preview(f"deck/{item}", state, now)
            done, afresh = (
                {rating: one.review(f"deck/{item}", state, rating, now) for rating in Rating}
                for one in (scheduler, other)
            )
            assert done == shown == afresh
            later = now + timedelta(seconds=30)  # it was looked at for a while
            assert scheduler.review(f"deck/{item}", state, Rating.AGAIN, later) == other.review(
                f"deck/{item}", state, Rating.AGAIN, later
            )
            plain = scheduler.review(f"deck/{item}", state, Rating.GOOD, now, fuzz=False)
            assert replace(plain, due=done[Rating.GOOD].due) == done[Rating.GOOD]
            state = shown[chance.choice(list(Rating))]
            now += timedelta(days=chance.choice((0, 1, 3, 9, 30)))
