"""A calendar file is what RFC 5545 says, whatever people wrote: read back by another program's reader."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from weeklog.absences.days import Absence
from weeklog.calendar_feeds.due import due_events
from weeklog.calendar_feeds.ics import Event, write_calendar
from weeklog.calendar_feeds.tables import FeedWeekRow
from weeklog.ids import PersonId
from weeklog.vocabulary import Role, SubmissionState

AT = datetime(2026, 10, 9, 10, 0, tzinfo=UTC)
PERSON, PROGRAMME = PersonId(UUID(int=1)), UUID(int=2)
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n,;\\:"ếồ🎉'), min_size=1, max_size=200
)


@given(texts, texts, texts)
def test_any_text_comes_back_and_every_line_is_short(name: str, summary: str, description: str) -> None:
    event = Event("week-1@weeklog", AT, summary, description, "https://w.example/#/week/1")
    written = write_calendar(name, [event], AT)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert "\n" not in written.replace("\r\n", "")
    calendar = Calendar.from_ical(written)
    (read,) = calendar.walk("VEVENT")
    assert str(read["SUMMARY"]) == summary
    assert str(read["DESCRIPTION"]) == description
    assert read["DTSTART"].dt == AT
    assert {"UID", "DTSTAMP", "DTSTART"} <= set(read)


@given(st.text(st.characters(categories=["Cc", "L"]), max_size=100))
def test_no_text_adds_a_line_of_its_own(text: str) -> None:
    written = write_calendar(
        text, [Event("u", AT, text, text + "\r\nATTENDEE:mailto:eve@example.com", None)], AT
    )
    (read,) = Calendar.from_ical(written).walk("VEVENT")
    assert "ATTENDEE" not in read


def week(number: int = 1, *, zone: str = "Asia/Ho_Chi_Minh", role: Role = "member", state: SubmissionState = "none",
         first: date = date(2026, 10, 5), last: date = date(2026, 10, 11)) -> FeedWeekRow:  # fmt: skip
    return FeedWeekRow(
        PERSON, "en", zone, PROGRAMME, "Cloud, internship; 2026", role, datetime(2026, 10, 1, tzinfo=UTC), 4, time(17),
        [5, 6], [], number, first, last, state,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Asia/Ho_Chi_Minh", "2026-10-09T10:00Z"),
        ("America/New_York", "2026-10-09T21:00Z"),
        ("Asia/Kolkata", "2026-10-09T11:30Z"),
        ("Pacific/Kiritimati", "2026-10-09T03:00Z"),
        ("Australia/Lord_Howe", "2026-10-09T06:00Z"),  # summer time of half an hour
    ],
)
def test_what_is_due_is_due_on_ones_own_clock(zone: str, due: str) -> None:
    (event,) = due_events([week(zone=zone)], {}, "https://w.example")
    assert event.at == datetime.fromisoformat(due)


def test_the_clock_moves_with_summer_time() -> None:
    before, after = due_events(
        [
            week(1, zone="Europe/Berlin", first=date(2026, 10, 19), last=date(2026, 10, 25)),
            week(2, zone="Europe/Berlin", first=date(2026, 10, 26), last=date(2026, 11, 1)),
        ],
        {},
        "https://w.example",
    )
    assert (before.at.astimezone(UTC).hour, after.at.astimezone(UTC).hour) == (15, 16)


def test_a_week_away_and_one_before_joining_are_not_due() -> None:
    away = {(PROGRAMME, PERSON): [Absence(date(2026, 10, 5), date(2026, 10, 9), "day", "leave")]}
    assert due_events([week()], away, "https://w.example") == []
    assert len(due_events([week(state="drafted")], away, "https://w.example")) == 1
    early = week(first=date(2026, 9, 21), last=date(2026, 9, 27))
    assert due_events([early], {}, "https://w.example") == []


def test_a_mentor_reads_when_the_others_are_due() -> None:
    (event,) = due_events([week(role="mentor")], {}, "https://w.example/")
    assert (event.summary, event.url) == (
        "Week 1: the reviews of those whom you mentor are due",
        "https://w.example/#/queue",
    )
