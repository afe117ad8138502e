"""When a scheduled question is due: in every zone, over every change of its clocks, once a day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from weeklog.scheduled_questions.moments import LATE, Schedule, due, last_moment, next_moment

ZONES = (
    "UTC",
    "Asia/Ho_Chi_Minh",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)
BERLIN = ZoneInfo("Europe/Berlin")
schedules = st.builds(
    Schedule,
    st.sets(st.integers(0, 6), min_size=1),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES).map(ZoneInfo),
)
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.integers(0, 5 * 366 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(schedules, moments)
def test_the_last_moment_is_past_the_next_is_to_come_and_none_lies_between(
    schedule: Schedule, now: datetime
) -> None:
    last, following = last_moment(schedule, now), next_moment(schedule, now)
    assert last is not None
    assert following is not None
    assert last.at <= now < following.at
    assert {last.day.weekday(), following.day.weekday()} <= set(schedule.weekdays)
    between = (last.day + timedelta(days=ahead) for ahead in range(1, (following.day - last.day).days))
    assert not [day for day in between if day.weekday() in schedule.weekdays]


@given(schedules, moments, st.lists(st.integers(1, 3000), max_size=40))
def test_a_day_is_asked_once_however_often_it_is_looked_at(
    schedule: Schedule, begin: datetime, minutes: list[int]
) -> None:
    now, asked_on, days = begin, None, list[date]()
    for pause in minutes:
        now += timedelta(minutes=pause)
        if found := due(schedule, begin, asked_on, now):
            asked_on = found.moment.day
            days.append(found.moment.day)
            assert found.moment.at >= begin
            assert (found.outcome == "missed") == (now - found.moment.at > LATE)
    assert days == sorted(set(days))


def test_it_is_nine_on_the_wall_in_summer_and_in_winter() -> None:
    mondays = Schedule({0}, time(9), BERLIN)
    summer, winter = (
        last_moment(mondays, utc("2026-10-19T12:00")),
        last_moment(mondays, utc("2026-10-26T12:00")),
    )
    assert summer
    assert winter
    assert (summer.at, winter.at) == (utc("2026-10-19T07:00"), utc("2026-10-26T08:00"))


def test_a_time_that_the_clocks_jump_over_is_asked_after_the_jump_and_one_shown_twice_once() -> None:
    sundays = Schedule({6}, time(2, 30), BERLIN)
    jumped = last_moment(sundays, utc("2026-03-29T12:00"))
    assert jumped
    assert jumped.at == utc("2026-03-29T01:00")
    first = due(sundays, utc("2026-10-20T00:00"), None, utc("2026-10-25T00:31"))
    assert first
    assert due(sundays, utc("2026-10-20T00:00"), first.moment.day, utc("2026-10-25T01:31")) is None


def test_who_flies_west_is_not_asked_again_on_the_same_day() -> None:
    now = utc("2026-10-05T02:30")  # half past nine in Hanoi
    found = due(Schedule({0}, time(9), ZoneInfo("Asia/Ho_Chi_Minh")), utc("2026-10-01T00:00"), None, now)
    assert found
    in_berlin = Schedule({0}, time(9), BERLIN)
    assert due(in_berlin, utc("2026-10-01T00:00"), found.moment.day, utc("2026-10-05T09:00")) is None
    assert due(in_berlin, utc("2026-10-01T00:00"), found.moment.day, utc("2026-10-12T09:00"))


def test_moments_before_it_was_scheduled_do_not_count() -> None:
    mondays = Schedule({0}, time(9), ZoneInfo("UTC"))
    assert due(mondays, utc("2026-10-05T09:01"), None, utc("2026-10-05T10:00")) is None
