from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.answering import first_calls
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.parse.references import understand, understand_all
from weeklog_chat_worker.models.offline.periods import Known, Period

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))  # a Friday in week 2


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What is still open?", "open"),
        ("what's left from week 1?", "open"),
        ("what haven't I finished", "open"),
        ("What did I do on 6 October?", "list"),
        ("Did I work on Docker in week 2?", "list"),
        ("How many entries in week 1?", "count"),
        ("which week was the busiest?", "rank"),
        ("what is the longest task?", "longest"),
        ("compare week 1 and week 2", "compare"),
        ("which weeks have no entries?", "missing"),
        ("how many entries per week?", "groups"),
        ("what tags do I use?", "tags"),
        ("what are my objectives for this week", "objectives"),
        ("what did I achieve in week 1?", "achievements"),
        ("is my review of week 1 submitted?", "review"),
        ("any comments from my mentor?", "comments"),
        ("which links did I save in week 1?", "links"),
        ("is the Docker image done?", "status"),
        ("when does week 5 start?", "week days"),
        ("what week is it?", "which week"),
        ("Is 12 October a Monday?", "weekday"),
        ("what day of the week was 12 October", "weekday"),
        ("12/10 có phải thứ hai không", "weekday"),
        ("ngay 12/10 la thu may", "weekday"),
        ("what day is it today", "today"),
        ("how many weeks are left?", "weeks left"),
        ("who is my mentor?", "mentor"),
        ("what was carried over?", "carried"),
        ("log that I fixed the build yesterday", "propose entry"),
        ("mark the Docker task done", "propose status"),
        ("add an objective: learn Terraform", "propose objective"),
        ("why was I away in week 1?", "beyond why"),
        ("how did I feel last week?", "beyond feeling"),
        ("how many hours did I work?", "hours"),
        ("how well did I do?", "beyond opinion"),
        ("what did Lan do last week?", "beyond others"),
        ("what is the weather tomorrow?", "beyond world"),
        ("find entries about salary", "list"),
        ("hello", "greet"),
        ("can you delete my last entry", "beyond doing"),
        ("xóa mục cuối giúp em", "beyond doing"),
        ("what's 17 times 23", "beyond world"),
        ("am I on track?", "plan"),
        ("Tuấn tuần này làm được gì?", "beyond others"),
        ("Mình tuần này làm được gì?", "list"),
        ("entries without links", "list"),
        ("how many tasks have no tag", "count"),
        ("what problems did I have with Docker", "problems"),
        ("what have I learnt so far", "learnt"),
        ("what should I focus on this week", "plan"),
        ("which weeks have no achievement", "lacking"),
        ("summarise week 1 in 3 bullets", "summary"),
        ("summarise week 1", "list"),
        ("Write my weekly report for my mentor", "summary"),
        ("tuần này gặp khó khăn gì", "problems"),
        ("em học được những gì", "learnt"),
        ("tiếp theo nên làm gì", "plan"),
        ("tuần nào không có kết quả nào", "lacking"),
        ("mục nào không có thẻ", "list"),
        ("tóm tắt tuần 1 trong 3 ý", "summary"),
        ("mục tiêu nào bị lỡ, ở tuần mấy", "objectives"),
        ("which days had more than 2 entries", "sized"),
        ("tuần nào có ít nhất 10 việc", "sized"),
        ("how mnay entires in wek 3", "count"),
        ("I am writing my report. What did I achieve in week 3?", "achievements"),
        ("Compare weeks 2 and 3. I have the feeling that I logged less.", "compare"),
        ("What is kubernetes?", "list"),
        ("", "none"),
        ("Việc gì chưa xong?", "open"),
        ("viec nao chua xong", "open"),
        ("tuần 3 tôi làm gì", "list"),
        ("tuan 1 co bao nhieu viec", "count"),
        ("tuần nào bận nhất?", "rank"),
        ("so sánh tuần 1 và tuần 2", "compare"),
        ("mục tiêu tuần này là gì", "objectives"),
        ("kết quả đạt được tuần 1", "achievements"),
        ("tuần 5 bắt đầu ngày nào?", "week days"),
        ("còn bao nhiêu tuần nữa?", "weeks left"),
        ("ghi lại hôm qua tôi đã sửa lỗi build", "propose entry"),
        ("đánh dấu việc Docker xong", "propose status"),
        ("thêm mục tiêu học Terraform", "propose objective"),
        ("tại sao tuần 1 tôi nghỉ?", "beyond why"),
        ("lương tháng này bao nhiêu", "beyond world"),
    ],
)
def test_a_question_is_understood_as(question: str, intent: str) -> None:
    assert understand([question], KNOWN).intent == intent


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("find entries about the Terraform module", ("Terraform", "module")),
        ('find "still open"', ("still open",)),
        ("What did I do about Docker in week 2?", ("Docker",)),
        ("tìm việc về cơ sở dữ liệu", ("cơ sở dữ liệu",)),
        ("what happend on wendesday?", ()),
    ],
)
def test_what_is_not_understood_otherwise_is_searched_for(question: str, subject: tuple[str, ...]) -> None:
    assert understand([question], KNOWN).subject == subject


@pytest.mark.parametrize(
    ("questions", "calls"),
    [
        (["what did I do in week 3?", "and the week before?"], [Call("show_week", {"week": 2})]),
        (["what is in week 1", "and the next one?"], [Call("show_week", {"week": 2})]),
        (["how many entries in week 1?", "and in week 2?"], [Call("count_entries", {"week": 2})]),
        (
            ["what did I do in week 1?", "how many of those were done?"],
            [Call("count_entries", {"week": 1, "status": "done"})],
        ),
        (
            ["what did I do on Monday of week 1?", "what about Tuesday?"],
            [Call("find_entries", {"from_day": "2026-10-06", "to_day": "2026-10-06"})],
        ),
        (["find everything about Docker", "what about Redis?"], [Call("find_entries", {"text": "Redis"})]),
        (["tuần 5 làm gì", "còn tuần sau đó?"], [Call("show_week", {"week": 6})]),
        (["tuần này tôi làm gì?", "còn tuần trước?"], [Call("show_week", {"week": 1})]),
        (["what did I do in week 1?", "what is still open?"], [Call("find_entries", {"status": "open"})]),
    ],
)
def test_a_conversation_goes_on(questions: list[str], calls: list[Call]) -> None:
    assert list(first_calls(understand(questions, KNOWN), KNOWN)) == calls


@pytest.mark.parametrize(
    ("question", "limits"),
    [
        ("what did I do in week 1 apart from Docker?", {"week": 1, "without": "Docker"}),
        ("entries of week 1 except meetings and the load test",
            {"week": 1, "without": 'meetings|họp|"load test"|"kiểm thử tải"'}),
        ("what is in week 1 apart from what is planned", {"week": 1, "without_status": "planned"}),
        ("ngoài họp ra thì tuần 1 em làm gì", {"week": 1, "without": "họp|meeting"}),
        ("tru docker ra tuan 1 em lam gi", {"week": 1, "without": "docker"}),
    ],
)  # fmt: skip
def test_what_is_excluded_is_not_asked_for(question: str, limits: dict[str, object]) -> None:
    assert list(first_calls(understand([question], KNOWN), KNOWN)) == [Call("find_entries", limits)]


_BUT_MONDAY = [2, 3, 4, 5, 6, 7]
_BUT_WEEK_3 = [{"week": 1, "to_week": 2}, {"week": 4, "to_week": 12}]


@pytest.mark.parametrize(
    ("questions", "times"),
    [
        (["what did I do in week 2 except Monday?"], [{"week": 2, "weekdays": _BUT_MONDAY}]),
        (["show everything but not on Mondays"], [{"weekdays": _BUT_MONDAY}]),
        (["what did I do this week apart from yesterday?"], [{"week": 2, "weekdays": [1, 2, 3, 5, 6, 7]}]),
        (["entries of week 1 except on Tuesday and Wednesday"], [{"week": 1, "weekdays": [1, 4, 5, 6, 7]}]),
        (["what did I do in all weeks but week 3?"], _BUT_WEEK_3),
        (["list everything except meetings and Mondays in week 2"],
            [{"week": 2, "weekdays": _BUT_MONDAY, "without": "meetings|họp"}]),
        (["show everything apart from yesterday"], [{"to_day": "2026-10-14"}, {"from_day": "2026-10-16"}]),
        (["what did I do in week 1?", "and without Tuesday?"], [{"week": 1, "weekdays": [1, 3, 4, 5, 6, 7]}]),
        (["ngoài tuần 3 ra em làm gì?"], _BUT_WEEK_3),
        (["ngoai tuan 3 ra em lam gi?"], _BUT_WEEK_3),
        (["trừ thứ hai ra thì tuần 1 em làm gì"], [{"week": 1, "weekdays": _BUT_MONDAY}]),
    ],
)  # fmt: skip
def test_a_time_that_is_left_out_is_not_asked_for(
    questions: list[str], times: list[dict[str, object]]
) -> None:
    assert list(first_calls(understand(questions, KNOWN), KNOWN)) == [
        Call("find_entries", time) for time in times
    ]


def test_counts_leave_a_time_out_and_what_leaves_nothing_is_asked_back() -> None:
    assert list(first_calls(understand(["có bao nhiêu việc không tính tuần 3"], KNOWN), KNOWN)) == [
        Call("count_entries", time) for time in _BUT_WEEK_3
    ]
    assert understand(["what did I do in week 3 except week 3?"], KNOWN).intent == "unclear"
    assert understand(["which weeks have no entry except week 3"], KNOWN).intent == "none"


def test_a_proposal_keeps_its_words_and_takes_the_day_out() -> None:
    query = understand(["log that I fixed the build yesterday"], KNOWN)
    assert (query.what, query.periods) == (
        "I fixed the build",
        (Period(date(2026, 10, 15), date(2026, 10, 15)),),
    )


def test_what_is_lacking_is_a_limit_like_any_other() -> None:
    asked = understand(["list the bug entries of week 1 that have no link"], KNOWN)
    assert (asked.subject, asked.with_links, asked.with_tags) == (("bug",), False, None)
    assert first_calls(understand(["Show untagged entries of week 1"], KNOWN), KNOWN) == [
        Call("find_entries", {"week": 1, "with_tags": False})
    ]
    assert first_calls(understand(["mục nào không có thẻ?"], KNOWN), KNOWN) == [
        Call("find_entries", {"with_tags": False})
    ]


def test_the_second_half_of_a_question_may_be_about_the_first() -> None:
    counted, last = understand_all(["How many bugs did I fix, and when was the last one?"], KNOWN)
    assert (counted.intent, counted.subject) == ("count", ("bug",))
    assert (last.intent, last.subject, last.has("last")) == ("list", ("bug",), True)
