"""When a subscribed calendar is read, and which of its days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from weeklog.calendars.rounds import Told, days_to_read, over_by, pause_after, unchanged_until
from weeklog.suggestions.items import Item

TODAY = date(2026, 10, 6)
NOON = datetime(2026, 10, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(ends_at: datetime) -> Told:
    status = "done" if ends_at <= NOON else "planned"
    return Told(Item("key", "Planning", TODAY, TODAY, status=status), ends_at)


@pytest.mark.parametrize(
    ("well_on", "since"),
    [
        (None, date(2026, 9, 30)),
        (TODAY, date(2026, 9, 30)),
        (date(2026, 9, 20), date(2026, 9, 20)),
        (date(2026, 1, 1), date(2026, 9, 9)),
    ],
)
def test_a_week_back_and_all_that_was_missed_up_to_four(well_on: date | None, since: date) -> None:
    assert days_to_read(TODAY, well_on) == (since, date(2026, 10, 7))


def test_pauses_never_get_shorter_and_end_at_a_day() -> None:
    pauses = [pause_after(failures) for failures in range(100)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(days=1)


def test_what_ends_now_is_over() -> None:
    events = [told(NOON - HOUR), told(NOON), told(NOON + HOUR)]
    assert over_by(events, NOON) == [events[0].item, events[1].item]


def test_the_same_file_is_enough_until_the_next_event_ends_or_a_new_day_is_to_be_read() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    last = date(2026, 10, 7)
    ahead = [told(NOON + 3 * HOUR), told(NOON + 2 * HOUR), told(NOON - HOUR)]
    assert unchanged_until(ahead, last, zone) == NOON + 2 * HOUR
    assert unchanged_until(ahead[2:], last, zone) == datetime(2026, 10, 8, tzinfo=zone)
