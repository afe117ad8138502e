"""Who is told that a review does not go on, and when: one group after another, on the clock of each."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from weeklog.ids import new_id
from weeklog_scheduler.escalation import LEAD, MENTOR, SUBSTITUTE, Receiver, Step, to_tell
from weeklog_scheduler.reminders import Hours

HANOI, NEW_YORK = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("America/New_York")
SATURDAY = datetime(2026, 10, 10, 10, tzinfo=UTC)  # a day after the draft: the week 5 to 11 October


def hours(zone: ZoneInfo = HANOI, *away: date) -> Hours:
    return Hours(zone, frozenset({5, 6}), frozenset(), time(20), time(8), frozenset(away))


def receiver(group: int, *, zone: ZoneInfo = HANOI, away: tuple[date, ...] = ()) -> Receiver:
    return Receiver(new_id(), group, hours(zone, *away))


def told(
    step: Step, receivers: list[Receiver], owner: Hours | None = None, days: int = 2, weeks: int = 4
) -> dict[int, datetime]:
    """When each group is told first, looking every quarter of an hour."""
    found: dict[int, datetime] = {}
    for quarter in range(weeks * 7 * 96):
        now = SATURDAY + timedelta(minutes=15 * quarter)
        for one in to_tell(step, SATURDAY, owner or hours(), receivers, days, now):
            found.setdefault(one.group, now.astimezone(one.hours.zone))
    return found


def days_of(found: dict[int, datetime]) -> dict[int, str]:
    return {group: at.strftime("%a %d") for group, at in found.items()}


def test_a_review_that_is_not_submitted_goes_from_group_to_group() -> None:
    everybody = [receiver(MENTOR), receiver(SUBSTITUTE), receiver(LEAD)]
    assert days_of(told("submit", everybody)) == {MENTOR: "Tue 13", SUBSTITUTE: "Thu 15", LEAD: "Mon 19"}
    assert days_of(told("submit", [receiver(MENTOR), receiver(LEAD)])) == {MENTOR: "Tue 13", LEAD: "Thu 15"}
    assert days_of(told("submit", [receiver(LEAD)])) == {LEAD: "Tue 13"}


def test_who_is_away_is_passed_over_and_nobody_who_is_away_is_told() -> None:
    fortnight = tuple(date(2026, 10, 12) + timedelta(days=ahead) for ahead in range(14))
    found = told("submit", [receiver(MENTOR, away=fortnight), receiver(SUBSTITUTE), receiver(LEAD)])
    assert days_of(found) == {SUBSTITUTE: "Tue 13", LEAD: "Thu 15", MENTOR: "Tue 27"}
    waiting = told("answer", [receiver(MENTOR, away=fortnight), receiver(LEAD)])
    assert days_of(waiting) == {LEAD: "Wed 14"}


def test_nobody_hears_of_somebody_who_is_away() -> None:
    away = hours(HANOI, *(date(2026, 10, 12) + timedelta(days=ahead) for ahead in range(5)))
    assert days_of(told("submit", [receiver(MENTOR)], away)) == {MENTOR: "Tue 20"}


def test_leads_hear_of_what_mentors_leave_unanswered() -> None:
    """Mentors are reminded after three working days; of those whom nobody mentors, leads are reminded themselves."""
    assert days_of(told("answer", [receiver(MENTOR), receiver(LEAD)])) == {LEAD: "Fri 16"}
    assert days_of(told("answer", [receiver(MENTOR), receiver(SUBSTITUTE)])) == {}
    assert days_of(told("answer", [receiver(LEAD)])) == {}


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo"]
)
def test_everybody_is_told_by_day_on_their_own_clock(zone: str) -> None:
    for at in told("submit", [receiver(MENTOR, zone=ZoneInfo(zone)), receiver(LEAD, zone=NEW_YORK)]).values():
        assert time(8) <= at.time() < time(20)
        assert at.weekday() < 5
