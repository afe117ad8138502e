"""Times that are counted back, that lie ahead, and that are left out; in full and as typed on a phone."""

from datetime import date, timedelta

import pytest

from tests.unit.chat_worker.test_candidates import KNOWN
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Period
from weeklog_chat_worker.models.offline.query import Intent

DAYS = {
    "monday": "thứ hai", "tuesday": "thứ ba", "wednesday": "thứ tư", "thursday": "thứ 5", "friday": "t6",
    "saturday": "thứ 7", "sunday": "chủ nhật",
}  # fmt: skip
TODAY = KNOWN.today  # a Tuesday


def days_back(weekday: int, count: int) -> tuple[Period, ...]:
    last = TODAY - timedelta(days=(TODAY.isoweekday() - weekday) % 7)
    return tuple(Period(day, day) for n in reversed(range(count)) for day in [last - timedelta(days=7 * n)])


@pytest.mark.parametrize(("weekday", "named"), [*enumerate(DAYS.items(), 1)])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_last_days_of_one_name_are_each_of_them(weekday: int, named: tuple[str, str], count: int) -> None:
    english, vietnamese = named
    for asked in (
        f"what did i do the last {count} {english}s",
        f"past {count} {english}s",
        f"{count} {vietnamese} gần nhất mình làm gì",
        f"{count} {vietnamese} vừa rồi làm gì",
    ):
        assert understand([asked], KNOWN).periods == days_back(weekday, count), asked


@pytest.mark.parametrize(("weekday", "named"), [*enumerate(DAYS.items(), 1)])
def test_a_weekday_that_is_denied_is_left_out(weekday: int, named: tuple[str, str]) -> None:
    english, vietnamese = named
    for asked in (
        f"entries that were not on a {english}",
        f"glazing work that wasnt a {english}",
        f"entries which are not {english}",
        f"những việc không phải {vietnamese}",
    ):
        query = understand([asked], KNOWN)
        assert query.apart == (Period(weekdays=(weekday,)),), asked


@pytest.mark.parametrize(
    "asked",
    [
        "rest of this week",
        "what is planned for the rest of the week",
        "những ngày còn lại trong tuần này làm gì",
    ],
)
def test_the_rest_of_the_week_begins_today(asked: str) -> None:
    sunday = TODAY + timedelta(days=7 - TODAY.isoweekday())
    assert understand([asked], KNOWN).periods == (Period(TODAY, sunday),)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("hours last wk", "hours last week"),
        ("the wk before last", "the week before last"),
        ("how many hours in wks 2 and 3", "how many hours in weeks 2 and 3"),
        ("days off in october (incl half days)", "days off in october"),
        ("days off since 5 october, half ones too", "days off since 5 october"),
        ("which of the full weeks had most hours", "which of the weeks had most hours"),
        ("how many vases did i glaze, add them up", "how many vases did i glaze"),
        ("cộng giờ tuần 2 giùm", "tổng số giờ tuần 2"),
        ("cách đây đúng 2 tuần làm gì", "cách đây 2 tuần làm gì"),
        ("tuần trọn nào nhiều giờ nhất", "tuần nào nhiều giờ nhất"),
    ],
)
def test_what_is_written_short_or_beside_is_the_same_question(short: str, full: str) -> None:
    one, other = understand([short], KNOWN), understand([full], KNOWN)
    assert (one.intent, one.periods, one.subject, one.measure) == (
        other.intent, other.periods, other.subject, other.measure,
    )  # fmt: skip
    assert one.intent != Intent.NONE


@pytest.mark.parametrize(
    "asked", ["how many days until the programme ends?", "how long is it till my internship is over"]
)
def test_what_is_left_of_the_programme_is_no_count_of_entries(asked: str) -> None:
    assert understand([asked], KNOWN).intent == Intent.WEEKS_LEFT


def test_the_clock_of_these_tests_stands_on_a_tuesday() -> None:
    assert date(2026, 10, 27) == TODAY
