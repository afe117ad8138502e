"""Which moments stand in somebody's calendar: when each of their reviews is due, on their own clock. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from weeklog.absences.days import Absence, Whom, is_away
from weeklog.calendar import ReviewMoment, Week, review_due_at
from weeklog.calendar_feeds.ics import Event
from weeklog.calendar_feeds.tables import FeedWeekRow
from weeklog.vocabulary import Language, SubmissionState

NAME: Final[Mapping[Language, str]] = {"en": "weeklog: reviews", "vi": "weeklog: tổng kết tuần"}
_OWN: Final[Mapping[Language, str]] = {
    "en": "Week {week}: the review is due",
    "vi": "Tuần {week}: đến hạn nộp tổng kết",
}
_OTHERS: Final[Mapping[Language, str]] = {
    "en": "Week {week}: the reviews of those whom you mentor are due",
    "vi": "Tuần {week}: những người bạn hướng dẫn đến hạn nộp tổng kết",
}
_STATES: Final[Mapping[Language, Mapping[SubmissionState, str]]] = {
    "en": {
        "none": "There is no review yet.",
        "pending": "It is being drafted.",
        "drafted": "It is drafted, not submitted yet.",
        "submitted": "It is submitted.",
        "sent_back": "It was sent back.",
        "approved": "It is approved.",
        "published": "It is published.",
    },
    "vi": {
        "none": "Chưa có bản tổng kết.",
        "pending": "Đang được soạn.",
        "drafted": "Đã soạn, chưa nộp.",
        "submitted": "Đã nộp.",
        "sent_back": "Đã bị trả lại.",
        "approved": "Đã được duyệt.",
        "published": "Đã công bố.",
    },
}


def due_events(
    rows: Iterable[FeedWeekRow], away: Mapping[Whom, Sequence[Absence]], public_url: str
) -> list[Event]:
    """Of every week but those before somebody joined, and those that they are away all of."""
    return [
        _event(row, public_url)
        for row in rows
        if _has_review(row, away.get((row.programme_id, row.person_id), ()))
    ]


def _has_review(row: FeedWeekRow, absences: Sequence[Absence]) -> bool:
    joined = row.joined_at.astimezone(ZoneInfo(row.zone)).date()
    if row.state != "none" or row.role == "mentor":
        return row.last_day >= joined
    return row.last_day >= joined and not is_away(_week(row), absences, row.days_off, row.holidays)


def _event(row: FeedWeekRow, public_url: str) -> Event:
    moment = ReviewMoment(row.review_weekday, row.review_at, ZoneInfo(row.zone))
    mentors = row.role == "mentor"
    words = (_OTHERS if mentors else _OWN)[row.language]
    state = () if mentors else (_STATES[row.language][row.state],)
    return Event(
        uid=f"week-{row.number}-{row.programme_id}-{row.person_id}@weeklog",
        at=review_due_at(_week(row), moment),
        summary=words.format(week=row.number),
        description="\n".join((row.programme_name, *state)),
        url=f"{public_url.rstrip('/')}/#/" + ("queue" if mentors else f"week/{row.number}"),
    )


def _week(row: FeedWeekRow) -> Week:
    return Week(row.number, row.first_day, row.last_day)
