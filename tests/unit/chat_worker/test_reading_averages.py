"""Averages, weeks ranked by their hours, and figures of entries that are added up."""

from datetime import date
from typing import Any

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.answering import answer, first_calls, further_calls
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.query import Intent
from weeklog_chat_worker.tools.results import Counts, EntryRow, Hours, HoursBy

THURSDAY = Known(date(2026, 10, 22), numbered_weeks(date(2026, 10, 5), 12))  # in week 3
SUNDAY = Known(date(2026, 10, 25), THURSDAY.weeks)  # the last day of week 3
MONDAY = date(2026, 10, 5)
WEEKS = (Hours(hours=40, timed=8, entries=8, key="1"), Hours(hours=35.5, timed=7, entries=9, key="2"),
    Hours(hours=9, timed=2, entries=2, key="3"))  # fmt: skip
OF_WEEKS = HoursBy(total=Hours(hours=84.5, timed=17, entries=19), by="week", groups=WEEKS)


def said(question: str, result: Any, known: Known = THURSDAY) -> list[str]:
    return answer(understand([question], known), [result], known)


@pytest.mark.parametrize(
    "question",
    [
        "average hours per week", "what's my average hours a week", "my avg hours a week",
        "how many hours a week do I work on average", "on average how long did I work each week",
        "the registrar wants the average hours per week", "our college asks for the average hours per week",
        "trung bình mỗi tuần mấy tiếng", "trung bình một tuần làm bao nhiêu giờ", "bình quân mỗi tuần mấy giờ",
        "tb moi tuan bao nhieu gio", "trung bình mỗi tuần mấy tiếng, tính các tuần trọn thôi",
    ],
)  # fmt: skip
def test_hours_of_a_week_on_average_leave_out_the_week_that_is_not_over(question: str) -> None:
    query = understand([question], THURSDAY)
    assert (query.intent, query.measure, query.subject) == (Intent.AVERAGE, "hours", ())
    (call,) = first_calls(query, THURSDAY)
    assert (call.tool, call.arguments["by"]) == ("count_hours", "week")
    first, *rest = said(question, OF_WEEKS)
    assert {"37.8", "75.5"} <= set(first.split())
    assert "9" in rest[-1].split()


def test_on_its_last_day_a_week_counts() -> None:
    first, *rest = said("average hours per week", OF_WEEKS, SUNDAY)
    assert first == "28.2 hours a week on average: 84.5 hours in 3 weeks."
    assert not any("not over" in line for line in rest)


def test_a_week_that_is_asked_for_counts_though_it_is_not_over() -> None:
    assert said("average hours per week in weeks 1 to 3", OF_WEEKS)[0].startswith("28.2 hours")


@pytest.mark.parametrize("question", ["mean hours per day in october", "trung bình một ngày làm mấy tiếng"])
def test_hours_of_a_day_on_average_are_of_days_with_hours(question: str) -> None:
    days = tuple(Hours(hours=n, timed=1, entries=1, key=f"2026-10-0{n}") for n in (5, 6, 8))
    query = understand([question], THURSDAY)
    (call,) = first_calls(query, THURSDAY)
    assert call.arguments["by"] == "day"
    found = HoursBy(total=Hours(hours=19, timed=3, entries=3), by="day", groups=days)
    assert "6.3" in said(question, found)[0].split()


@pytest.mark.parametrize(
    ("question", "is_least"),
    [
        ("which week had the most hours and which the fewest", True),
        ("out of the 5 full weeks which had most hours and which least", True),
        ("tuần nào nhiều giờ nhất, tuần nào ít giờ nhất", True),
        ("which week had the most hours", False),
    ],
)
def test_the_fewest_hours_are_of_a_week_that_is_over(question: str, is_least: bool) -> None:
    (call,) = first_calls(understand([question], THURSDAY), THURSDAY)
    assert call.arguments.get("to_day") == ("2026-10-18" if is_least else None)


@pytest.mark.parametrize("question", ["which week had the fewest hours", "tuần nào ít giờ nhất"])
def test_without_hours_the_fewest_are_no_longest_entries(question: str) -> None:
    query = understand([question], THURSDAY)
    none = HoursBy(total=Hours(hours=0, timed=0, entries=19), by="week")
    assert further_calls(query, [none]) == ()
    assert len(answer(query, [none], THURSDAY)) == 1


@pytest.mark.parametrize(
    "question",
    [
        "giờ tuần 1 với tuần 2 chênh nhau bao nhiêu",
        "số giờ tuần 1 và tuần 2 chênh lệch mấy tiếng",
        "difference in hours between week 1 and week 2",
    ],
)
def test_hours_of_two_weeks_are_compared(question: str) -> None:
    query = understand([question], THURSDAY)
    assert (query.intent, query.measure, query.subject) == (Intent.COMPARE, "hours", ())
    assert [time.week for time in query.periods] == [1, 2]


def counted(*texts: str) -> Counts:
    rows = [
        EntryRow(ref=at, week=1, start_on=MONDAY, end_on=MONDAY, status="done", text=text, tags=())
        for at, text in enumerate(texts, 1)
    ]  # fmt: skip
    return Counts(entries=len(rows), days=1, planned=0, doing=0, done=len(rows), dropped=0, shown=tuple(rows))


@pytest.mark.parametrize(
    "question",
    ["how many panes did I cut in total", "panes cut, added up", "how many panes did I cut, add them up"],
)
def test_what_rows_write_of_one_noun_is_added_up(question: str) -> None:
    lines = said(question, counted("Cut 31 panes for the hall", "17 panes, one broken", "Door: 4 panes"))
    assert any(line.endswith("31 + 17 + 4 = 52.") for line in lines)


@pytest.mark.parametrize(
    "texts",
    [
        ("Cut 31 panes", "Cut 8 panes and broke 2 panes"),  # 2 of the 8, or 2 more
        ("Cut 31 panes", "Cut the long panes at 3 metres"),  # a row without a figure
        ("Cut 31 panes",),
    ],
)
def test_what_may_not_be_added_is_only_listed(texts: tuple[str, ...]) -> None:
    lines = said("how many panes did I cut in total", counted(*texts))
    assert not any(" + " in line for line in lines)
