"""What somebody did, by an iCalendar file (RFC 5545): events between two days, each repetition one. Pure.

It may take as long as the file wants it to: a rule may repeat every second, or never match. So it runs in a process
of its own (`weeklog.calendars.process`), which has an end.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs] - it has none
from icalendar import Calendar

from weeklog.calendars.whose import Whose
from weeklog.json_values import is_array

MOST_EVENTS: Final = 500
MOST_TEXT: Final = 300  # characters
_HIDDEN: Final = ("PRIVATE", "CONFIDENTIAL")
_DAY: Final = timedelta(days=1)
_QUARTER: Final = 900  # seconds


class NoCalendar(ValueError):
    """The message says what is wrong, and what to do."""


@dataclass(frozen=True)
class Event:
    key: str  # the same for one repetition, also when it was moved
    text: str
    start_on: date
    end_on: date
    hours: float | None  # none = of whole days
    url: str | None
    ends_at: datetime


def read_events(file: bytes, whose: Whose, since: date, until: date) -> list[Event]:
    """The earliest first, `since` and `until` included. Without what was cancelled or declined, and what is private.
    Raises NoCalendar."""
    calendar = _parsed(file)
    try:
        # A day more at each end: on the person's clock it may be another day.
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        found = query.between(since - _DAY, until + 2 * _DAY)
        repeating = {str(one.get("UID", "")) for one in calendar.walk("VEVENT") if _repeats(one)}
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        raise NoCalendar(
            "a date or a rule of the calendar cannot be read: export it anew, or fewer weeks of it"
        ) from None
    events = list(_events(found, repeating, whose))
    shown = [one for one in events if since <= one.end_on and one.start_on <= until]
    return sorted(shown, key=lambda one: (one.start_on, one.key))[:MOST_EVENTS]


def _parsed(file: bytes) -> Any:
    """Untyped, as its components are."""
    try:
        return Calendar.from_ical(file)
    except (ValueError, IndexError, KeyError):
        raise NoCalendar("is no calendar: send a file in the form iCalendar (.ics)") from None


def _repeats(event: Any) -> bool:
    return any(name in event for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def _events(found: list[Any], repeating: set[str], whose: Whose) -> Iterator[Event]:
    for one in found:
        text = " ".join(str(one.get("SUMMARY", "")).split())[:MOST_TEXT]
        if text and not _is_hidden(one) and not _declined(one, whose.email):
            yield _event(one, text, str(one.get("UID", "")) in repeating, whose)


def _is_hidden(event: Any) -> bool:
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    return cancelled or str(event.get("CLASS", "")).upper() in _HIDDEN


def _declined(event: Any, email: str) -> bool:
    invited: Any = event.get("ATTENDEE", [])
    several: list[Any] = invited if is_array(invited) else [invited]
    for one in several:
        if str(one).lower().removeprefix("mailto:") == email.lower():
            return str(one.params.get("PARTSTAT", "")).upper() == "DECLINED"
    return False


def _event(event: Any, text: str, repeats: bool, whose: Whose) -> Event:
    zone = ZoneInfo(whose.zone)
    start, end = event.start, event.end
    days = not isinstance(start, datetime)
    begins, ends = _moment(start, zone), _moment(end, zone)
    last = max(begins, ends - timedelta(microseconds=1))
    seconds = (ends - begins).total_seconds()
    url = str(event.get("URL", ""))
    return Event(
        key=_key(event, text, repeats),
        text=text,
        start_on=begins.date(),
        end_on=last.date(),
        hours=None if days or not seconds else max(round(seconds / _QUARTER), 1) / 4,
        url=url if url.startswith(("https://", "http://")) else None,
        ends_at=ends,
    )


def _moment(at: date, zone: ZoneInfo) -> datetime:
    """On the person's clock; what names no zone means that clock."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time.min, zone)
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def _key(event: Any, text: str, repeats: bool) -> str:
    uid = str(event.get("UID", "")) or text
    said = f"{uid}\n{_repetition(event)}" if repeats else uid
    return f"calendar:{hashlib.sha256(said.encode()).hexdigest()}"


def _repetition(event: Any) -> str:
    """When it was to be at first: a repetition that is moved keeps that."""
    moved = event.get("RECURRENCE-ID")
    at = event.start if moved is None else moved.dt
    if not isinstance(at, datetime):
        return at.isoformat()
    return (at if at.tzinfo is None else at.astimezone(UTC)).replace(tzinfo=None).isoformat()
