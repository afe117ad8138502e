"""When somebody is reminded: on their own clocks, outside quiet hours and days off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from weeklog.calendar import ReviewMoment, Week
from weeklog_scheduler.reminder_text import incomplete_week, unsubmitted_review, waiting
from weeklog_scheduler.reminders import (
    OPEN,
    Hours,
    Waiting,
    first_allowed,
    is_open,
    missing_of_week,
    overdue,
    patience_ends_at,
    submission_expected_at,
    week_ends_at,
    working_days,
)

BERLIN, HANOI, HONOLULU = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Ho_Chi_Minh", "Pacific/Honolulu")
)
WEEK = Week(1, date(2026, 10, 5), date(2026, 10, 11))  # Monday to Sunday


def hours(
    zone: ZoneInfo = BERLIN,
    *,
    days_off: tuple[int, ...] = (5, 6),
    holidays: tuple[date, ...] = (),
    quiet: tuple[time, time] = (time(20), time(8)),
) -> Hours:
    return Hours(zone, frozenset(days_off), frozenset(holidays), *quiet)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("2026-10-09T16:00", "2026-10-09T16:00"),
        ("2026-10-08T20:00", "2026-10-09T08:00"),  # quiet, over midnight
        ("2026-10-09T07:59", "2026-10-09T08:00"),
        ("2026-10-09T20:00", "2026-10-12T08:00"),  # Friday night: Monday
        ("2026-10-10T12:00", "2026-10-12T08:00"),  # a day off
        ("2026-10-23T21:00", "2026-10-26T08:00"),  # the clocks went back on the 25th
        ("2026-03-27T21:00", "2026-03-30T08:00"),  # and on on the 29th
    ],
)
def test_what_falls_into_the_night_or_a_day_off_waits_for_the_next_working_morning(
    asked: str, allowed: str
) -> None:
    assert first_allowed(at(asked), hours()) == at(allowed)


def test_a_morning_after_the_change_of_clocks_is_a_morning_on_the_new_ones() -> None:
    before, after = (
        first_allowed(at("2026-10-22T21:00"), hours()),
        first_allowed(at("2026-10-25T21:00"), hours()),
    )
    assert before == datetime(2026, 10, 23, 6, tzinfo=UTC)
    assert after == datetime(2026, 10, 26, 7, tzinfo=UTC)


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    siesta = hours(quiet=(time(13), time(15)))
    assert first_allowed(at("2026-10-09T14:00"), siesta) == at("2026-10-09T15:00")
    assert first_allowed(at("2026-10-09T03:00"), siesta) == at("2026-10-09T03:00")
    assert first_allowed(at("2026-10-09T03:00"), hours(quiet=(time(0), time(0)))) == at("2026-10-09T03:00")


def test_quiet_hours_that_begin_in_the_hour_that_the_clocks_skip() -> None:
    works_always = hours(days_off=(), quiet=(time(2, 30), time(4)))
    assert first_allowed(at("2026-03-29T01:59"), works_always) == at("2026-03-29T01:59")
    assert first_allowed(at("2026-03-29T03:30"), works_always) == at("2026-03-29T04:00")


def test_whoever_never_works_is_never_reminded() -> None:
    never = hours(days_off=(0, 1, 2, 3, 4, 5, 6))
    assert first_allowed(at("2026-10-09T12:00"), never) is None
    assert not is_open(at("2026-10-09T12:00"), never, at("2026-10-09T12:00"), OPEN)
    assert week_ends_at(WEEK, never) is None


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        (BERLIN, datetime(2026, 10, 9, 14, tzinfo=UTC)),
        (HANOI, datetime(2026, 10, 9, 9, tzinfo=UTC)),
        (HONOLULU, datetime(2026, 10, 10, 2, tzinfo=UTC)),
    ],
)
def test_a_week_ends_at_four_on_its_last_working_day_where_the_person_is(
    zone: ZoneInfo, instant: datetime
) -> None:
    assert week_ends_at(WEEK, hours(zone)) == instant


def test_a_holiday_on_friday_makes_thursday_the_last_working_day() -> None:
    friday_off = hours(holidays=(date(2026, 10, 9),))
    assert week_ends_at(WEEK, friday_off) == at("2026-10-08T16:00")
    assert working_days(WEEK, friday_off) == [date(2026, 10, day) for day in (5, 6, 7, 8)]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-10-09T15:59", False),
        ("2026-10-09T16:00", True),
        ("2026-10-09T19:59", True),
        ("2026-10-09T20:00", False),  # quiet
        ("2026-10-10T12:00", False),  # a day off
        ("2026-10-12T09:00", False),  # too late
    ],
)
def test_what_a_week_lacks_is_told_on_its_last_working_day(now: str, told: bool) -> None:
    moment = week_ends_at(WEEK, hours())
    assert moment is not None
    assert is_open(moment, hours(), at(now), OPEN) is told


def test_what_falls_into_quiet_hours_is_told_after_them() -> None:
    early = hours(quiet=(time(15), time(8)))
    moment = week_ends_at(WEEK, early)
    assert moment is not None
    assert [
        is_open(moment, early, at(now), OPEN)
        for now in ("2026-10-09T16:30", "2026-10-12T07:59", "2026-10-12T08:00")
    ] == [False, False, True]


def test_a_draft_is_expected_a_day_after_it_was_due_or_was_there() -> None:
    friday = ReviewMoment(4, time(17), BERLIN)
    late = at("2026-10-14T09:00")
    assert submission_expected_at(WEEK, friday, None, at("2026-10-09T17:01")) == at("2026-10-10T17:01")
    assert submission_expected_at(WEEK, friday, None, at("2026-10-07T09:00")) == at("2026-10-10T17:00")
    assert submission_expected_at(WEEK, friday, at("2026-10-09T17:00"), late) == at("2026-10-15T09:00")


def test_a_day_to_submit_is_twenty_four_hours_also_when_the_clocks_change() -> None:
    week = Week(4, date(2026, 10, 19), date(2026, 10, 25))
    saturday = ReviewMoment(5, time(17), BERLIN)
    expected = submission_expected_at(week, saturday, None, at("2026-10-20T09:00"))
    assert expected == at("2026-10-25T16:00")  # on clocks that were put back that morning


def test_patience_lasts_three_working_days() -> None:
    assert patience_ends_at(at("2026-10-09T18:00"), hours()) == at("2026-10-14T18:00")  # over a weekend
    assert patience_ends_at(at("2026-10-05T09:00"), hours(holidays=(date(2026, 10, 7),))) == at(
        "2026-10-09T09:00"
    )
    assert patience_ends_at(at("2026-10-23T18:00"), hours()) == at("2026-10-28T18:00")  # the clocks went back


def test_only_what_has_waited_too_long_is_told_the_oldest_first() -> None:
    waits = [
        Waiting("a", "An", 1, at("2026-10-09T18:00")),
        Waiting("b", "Binh", 1, at("2026-10-08T18:00")),
        Waiting("c", "Chi", 1, at("2026-10-12T18:00")),
    ]
    assert [one.person_id for one in overdue(waits, hours(), at("2026-10-14T18:01"))] == ["b", "a"]
    assert overdue(waits, hours(), at("2026-10-13T18:00")) == []


def test_what_a_week_lacks_names_days_from_the_day_somebody_joined() -> None:
    logged = [(date(2026, 10, 6), date(2026, 10, 7))]
    first = date(2026, 9, 1)
    assert missing_of_week(WEEK, hours(), first, logged, objectives=False, achievements=True) == {
        "days": ["2026-10-05", "2026-10-08", "2026-10-09"],
        "objectives": True,
    }
    joined = date(2026, 10, 9)
    assert missing_of_week(WEEK, hours(), joined, logged, objectives=True, achievements=False) == {
        "days": ["2026-10-09"],
        "achievements": True,
    }
    whole = [(WEEK.first, WEEK.first + timedelta(days=4))]
    assert missing_of_week(WEEK, hours(), first, whole, objectives=True, achievements=True) == {}


def test_reminders_say_what_is_missing_in_both_languages() -> None:
    days = [date(2026, 10, 6), date(2026, 10, 8)]
    said = [
        incomplete_week("en", 1, days, objectives=True, achievements=True),
        incomplete_week("vi", 1, days, objectives=True, achievements=False),
        unsubmitted_review("en", 2, date(2026, 10, 16)),
        unsubmitted_review("vi", 2, date(2026, 10, 16)),
        waiting("en", 1, "An", 1, date(2026, 10, 9)),
        waiting("en", 3, "An", None, date(2026, 10, 9)),
        waiting("vi", 3, "An", 1, date(2026, 10, 9)),
    ]
    assert said == [
        "Week 1 has no entry for Tuesday 6 October and Thursday 8 October, no objectives and no achievements yet.",
        "Tuần 1 chưa ghi việc nào cho thứ Ba 06/10 và thứ Năm 08/10 và chưa có mục tiêu.",
        "The review of week 2 was drafted on Friday 16 October and is not submitted yet.",
        "Bản tổng kết tuần 2 được soạn từ thứ Sáu 16/10 nhưng chưa được nộp.",
        "1 thing has waited for you for more than three working days; it is An's, of week 1, since Friday 9 October.",
        "3 things have waited for you for more than three working days; the oldest is An's, since Friday 9 October.",
        "3 mục đã chờ bạn hơn ba ngày làm việc; lâu nhất là của An, tuần 1, từ thứ Sáu 09/10.",
    ]
