from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.calendar import (
    FIRST_DAY,
    LAST_DAY,
    ReviewMoment,
    Week,
    days_covered,
    local_instant,
    numbered_weeks,
    review_due_at,
    week_of,
)

FRIDAY_AT_FIVE = ReviewMoment(4, time(17), ZoneInfo("Asia/Ho_Chi_Minh"))


def test_weeks_are_numbered_from_the_start_day_whatever_weekday_it_is() -> None:
    assert numbered_weeks(date(2026, 10, 9), 2) == (
        Week(1, date(2026, 10, 9), date(2026, 10, 15)),
        Week(2, date(2026, 10, 16), date(2026, 10, 22)),
    )


def test_a_day_outside_every_week_has_none() -> None:
    weeks = numbered_weeks(date(2026, 10, 5), 1)
    assert week_of(weeks, date(2026, 10, 11)) == weeks[0]
    assert week_of(weeks, date(2026, 10, 12)) is None


@pytest.mark.parametrize(
    ("first", "due_day"),
    [
        (date(2026, 10, 5), 9),  # Monday to Sunday: its own Friday
        (date(2026, 10, 9), 16),  # Friday to Thursday: the Friday after it ends
        (date(2026, 10, 4), 9),  # Sunday to Saturday
        (date(2026, 10, 6), 16),  # Tuesday to Monday: its last working day is the Monday
    ],
)
def test_a_week_is_reviewed_on_the_first_friday_from_its_last_working_day(first: date, due_day: int) -> None:
    week = Week(1, first, first + timedelta(days=6))
    assert review_due_at(week, FRIDAY_AT_FIVE) == datetime(2026, 10, due_day, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, tzinfo=UTC)),  # skipped
        (
            "Europe/Berlin",
            date(2026, 10, 25),
            time(2, 30),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # twice
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 8), time(2, 0), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30), datetime(2026, 4, 23, 22, tzinfo=UTC)),
        ("Asia/Ho_Chi_Minh", date(2026, 10, 9), time(17), datetime(2026, 10, 9, 10, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_one_instant_even_where_clocks_jump(
    zone: str, day: date, at: time, expected: datetime
) -> None:
    assert local_instant(day, at, ZoneInfo(zone)) == expected


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9))))
def test_days_covered_counts_each_day_once(spans: list[tuple[int, int]]) -> None:
    days = [(FIRST_DAY + timedelta(start), FIRST_DAY + timedelta(start + more)) for start, more in spans]
    each = {first + timedelta(n) for first, last in days for n in range((last - first).days + 1)}
    assert days_covered(days) == len(each)


def test_days_of_centuries_are_counted_without_looking_at_them() -> None:
    assert days_covered([(FIRST_DAY, LAST_DAY)] * 100_000) == (LAST_DAY - FIRST_DAY).days + 1
