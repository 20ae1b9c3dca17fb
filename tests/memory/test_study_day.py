from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory.study_day import study_day

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_the_small_hours_belong_to_the_day_before() -> None:
    assert study_day(at("2024-03-01 03:59:59"), 4) == date(2024, 2, 29)
    assert study_day(at("2024-03-01 04:00"), 4) == date(2024, 3, 1)


def test_without_rollover_the_day_begins_at_midnight() -> None:
    assert study_day(at("2024-03-01 00:00"), 0) == date(2024, 3, 1)


def test_under_24_hours_across_the_rollover_are_one_day_apart() -> None:
    first = at("2024-06-10 09:00")
    assert study_day(first + timedelta(hours=23.9), 4) - study_day(first, 4) == timedelta(days=1)


def test_under_24_hours_within_one_study_day_are_no_day_apart() -> None:
    first = at("2024-06-10 04:01")
    assert study_day(first + timedelta(hours=23.9), 4) == study_day(first, 4)


def test_48_hours_less_a_little_may_be_two_days_or_one() -> None:
    wait = timedelta(hours=47.9)
    evening, early = at("2024-06-10 23:00"), at("2024-06-10 04:01")
    assert study_day(evening + wait, 4) - study_day(evening, 4) == timedelta(days=2)
    assert study_day(early + wait, 4) - study_day(early, 4) == timedelta(days=1)


def test_the_day_the_clocks_go_forward_has_23_hours() -> None:
    eve = at("2024-03-30 04:00").astimezone(UTC)
    assert study_day((eve + timedelta(hours=22.9)).astimezone(BERLIN), 4) == date(2024, 3, 30)
    assert study_day((eve + timedelta(hours=23)).astimezone(BERLIN), 4) == date(2024, 3, 31)


def test_the_day_the_clocks_go_back_has_25_hours() -> None:
    eve = at("2024-10-26 04:00").astimezone(UTC)
    assert study_day((eve + timedelta(hours=24.9)).astimezone(BERLIN), 4) == date(2024, 10, 26)
    assert study_day((eve + timedelta(hours=25)).astimezone(BERLIN), 4) == date(2024, 10, 27)


def test_both_passes_of_a_doubled_hour_are_on_one_day() -> None:
    twice = at("2024-10-27 02:30")
    assert study_day(twice, 4) == study_day(twice.replace(fold=1), 4) == date(2024, 10, 26)


def test_a_journey_of_nine_hours_goes_by_the_clock_on_the_wall() -> None:
    morning = at("2024-06-10 10:00")
    in_los_angeles = morning.astimezone(ZoneInfo("America/Los_Angeles"))
    in_tokyo = at("2024-06-10 21:30").astimezone(ZoneInfo("Asia/Tokyo"))
    assert study_day(in_los_angeles, 4) == date(2024, 6, 9)
    assert study_day(in_tokyo, 4) == date(2024, 6, 11)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        study_day(datetime(2024, 6, 10, 12), 4)  # noqa: DTZ001 - the fault under test


@given(
    now=st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)),  # noqa: DTZ001
    hours=st.integers(0, 23),
    zone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "UTC"]),
)
def test_a_study_day_is_the_wall_clock_date_or_the_one_before(
    now: datetime, hours: int, zone: str
) -> None:
    day = study_day(now.replace(tzinfo=ZoneInfo(zone)), hours)
    assert day == (now.date() if now.hour >= hours else now.date() - timedelta(days=1))
