"""Readings of one question: their languages, whom they are about, and what is taken from the question before."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.answering import first_calls
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.lookup import look_up
from weeklog_chat_worker.models.offline.parse.references import understand, understand_all
from weeklog_chat_worker.models.offline.parse.text import speak_of
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Entries, Evidence, KnownWords

KNOWN = Known(date(2026, 10, 27), numbered_weeks(date(2026, 8, 13), 12))  # a Tuesday in week 11
FOLLOWS = replace(KNOWN, people=("Lan Đỗ", "Minh Trần"))
NOTHING = Entries(total=0, entries=())
NOTHING_BEARS = Evidence(whole=False, entries=())


def test_where_the_best_reading_finds_nothing_the_next_is_looked_up() -> None:
    (query,) = understand_all(["which links are about gauges?"], KNOWN)
    assert (query.intent, query.others[0].intent) == (Intent.LINKS, Intent.LIST)
    results = [NOTHING, KnownWords(known=("gauges",), near={}), NOTHING_BEARS]
    assert [call.tool for call in look_up(query, KNOWN, results).calls] == ["find_entries"]


@pytest.mark.parametrize(
    ("said", "native"),
    [
        ("list task chưa done", "liệt kê task chưa xong"),
        ("week 3 em làm gì", "tuần 3 em làm gì"),
        ("task nào pending vậy", "task nào chưa xong vậy"),
        ("show việc last week", "cho xem việc tuần trước"),
        ("việc nào blocked", "việc nào bị chặn"),
    ],
)
def test_english_words_in_a_vietnamese_question_are_read_as_its_own(said: str, native: str) -> None:
    assert speak_of(said) == "vi"
    mixed, plain = understand([said], KNOWN), understand([native], KNOWN)
    assert (mixed.intent, mixed.periods, mixed.status, mixed.subject) == (
        plain.intent, plain.periods, plain.status, plain.subject,
    )  # fmt: skip


SCOPES = (
    ("what did I do in week 3?", {"periods": (Period(week=3),)}),
    ("how many entries about Docker?", {"subject": ("Docker",)}),
    ("entries tagged aws", {"tag": "aws"}),
    ("tuần 5 em làm gì", {"periods": (Period(week=5),)}),
)
ELLIPSES = (
    ("how many?", Intent.COUNT), ("list them", Intent.LIST), ("show me", Intent.LIST), ("any links?", Intent.LINKS),
    ("why?", Intent.WHY), ("mấy cái", Intent.COUNT), ("liệt kê ra", Intent.LIST),
)  # fmt: skip


@pytest.mark.parametrize(("scope", "ellipsis"), [*product(SCOPES, ELLIPSES)])
def test_a_question_without_a_scope_of_its_own_keeps_that_of_the_one_before(
    scope: tuple[str, dict[str, object]], ellipsis: tuple[str, Intent]
) -> None:
    query = understand([scope[0], ellipsis[0]], KNOWN)
    assert query.intent == ellipsis[1]
    assert {name: getattr(query, name) for name in scope[1]} == scope[1]


@pytest.mark.parametrize(
    "question", ["what is still open?", "what are my goals?", "how many entries in total?"]
)
def test_a_question_that_stands_alone_takes_nothing_over(question: str) -> None:
    alone, after = understand([question], KNOWN), understand(["what did I do in week 3?", question], KNOWN)
    assert (after.periods, after.subject) == (alone.periods, alone.subject)


@pytest.mark.parametrize(
    ("again", "form", "code"),
    [
        ("shorter please", ("bullets", 3), "en"),
        ("in two sentences", ("sentences", 2), "en"),
        ("in vietnamese", None, "vi"),
    ],
)
def test_the_same_is_said_in_another_form(again: str, form: tuple[str, int] | None, code: str) -> None:
    query = understand(["summarise week 3", again], KNOWN)
    assert query.periods == (Period(week=3),)
    assert query.code == code
    assert form is None or (query.form and (query.form.unit, query.form.number)) == form


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("do I have anything on Friday?", date(2026, 10, 30)),
        ("what did I do on Friday?", date(2026, 10, 23)),
        ("what is planned on the 29th", date(2026, 10, 29)),
        ("anything due on Monday", date(2026, 11, 2)),
    ],
)
def test_a_weekday_lies_ahead_where_the_question_does(question: str, first: date) -> None:
    assert understand([question], KNOWN).periods == (Period(first, first),)


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        ("what did everyone do yesterday?", {"what": "entries", "from_day": "2026-10-26", "to_day": "2026-10-26"}),
        ("who worked on Docker?", {"what": "entries", "words": ["Docker"]}),
        ("has anyone touched terraform", {"what": "entries", "words": ["terraform"]}),
        ("who is stuck", {"what": "entries", "status": "blocked"}),
        ("does anybody need help?", {"what": "entries", "status": "blocked"}),
        ("how many entries did each intern log in week 2", {"what": "counts", "week": 2}),
        ("who has the most open tasks?", {"what": "counts", "status": "open"}),
        ("who has not logged anything this week", {"what": "silent", "week": 11}),
        ("which interns have an empty week 3", {"what": "silent", "week": 3}),
        ("who has not submitted week 3?", {"what": "unsubmitted", "week": 3}),
        ("which reviews are waiting for me?", {"what": "waiting"}),
        ("hôm qua mọi người làm gì", {"what": "entries", "from_day": "2026-10-26", "to_day": "2026-10-26"}),
        ("bạn nào làm về docker", {"what": "entries", "words": ["docker"]}),
        ("ai chưa ghi gì tuần này", {"what": "silent", "week": 11}),
        ("mỗi bạn ghi mấy việc tuần 2", {"what": "counts", "week": 2}),
    ],
)  # fmt: skip
def test_a_question_about_everybody_is_one_call(question: str, arguments: dict[str, object]) -> None:
    query = understand([question], FOLLOWS)
    assert first_calls(query, FOLLOWS) == [Call("followed_work", arguments)]
    assert understand([question], KNOWN).intent != Intent.TEAM


def test_a_team_is_asked_on() -> None:
    query = understand(["what did everyone do in week 2?", "and in week 3?"], FOLLOWS)
    assert first_calls(query, FOLLOWS) == [Call("followed_work", {"what": "entries", "week": 3})]


@pytest.mark.parametrize(
    "question", ["who is my mentor?", "what did I do with everybody", "who leads the programme?"]
)
def test_what_the_asker_asks_of_themselves_is_about_no_team(question: str) -> None:
    assert understand([question], FOLLOWS).intent != Intent.TEAM


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("lan week 3", "lan"),
        ("what did Minh do?", "Minh"),
        ("mình làm gì hôm qua", None),
        ("lần cuối dùng redis", None),
    ],
)
def test_a_name_is_no_word_that_looks_like_it(question: str, person: str | None) -> None:
    assert understand([question], FOLLOWS).person == person


@pytest.mark.parametrize(
    ("question", "call"),
    [
        ("how many hours did I spend on Docker in week 2?", {"week": 2, "text": "Docker"}),
        ("total hours per week", {"by": "week"}),
        ("tổng số giờ tuần 2", {"week": 2}),
    ],
)
def test_hours_are_added(question: str, call: dict[str, object]) -> None:
    query: Query = understand([question], KNOWN)
    assert first_calls(query, KNOWN) == [Call("count_hours", call)]


@pytest.mark.parametrize(
    "question", ["what did Lan and Minh do in week 1?", "compare Lan with Minh", "Lan và Minh làm gì tuần 1"]
)
def test_several_people_are_answered_each(question: str) -> None:
    assert [query.person for query in understand_all([question], FOLLOWS)] == ["Lan", "Minh"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what am I waiting on?", {"intent": "list", "status": "blocked"}),
        ("what is keeping me from finishing?", {"status": "blocked"}),
        ("which stuff did I bin?", {"status": "dropped"}),
        ("what is the last thing I finished?", {"status": "done"}),
        ("do I still have to test anything?", {"status": "open"}),
        ("any news on the dashboard?", {"intent": "status", "subject": ("dashboard",)}),
        ("am I done with the report?", {"intent": "status", "subject": ("report",)}),
        ("which weeks still need submitting?", {"intent": "review"}),
        ("what failed?", {"intent": "problems"}),
        ("what went well?", {"intent": "achievements"}),
        ("how was my week?", {"periods": (Period(week=11),)}),
        ("entries about Linh but not the sync", {"subject": ("Linh",), "without": ("sync",)}),
        ("which bugs had to do with time zones?", {"subject": ("bugs", "time zones")}),
        ("how long does the battery last?", {"intent": "beyond how", "subject": ("battery",)}),
        ("where is the import notebook?", {"intent": "beyond where"}),
        ("did I write anything in Vietnamese?", {"code": "en"}),
        ("dashboard sao rồi", {"intent": "status", "subject": ("dashboard",)}),
        ("còn tuần nào chưa nộp", {"intent": "review"}),
        ("em sửa bug hôm nào", {"subject": ("bug",)}),
        ("hôm nào trình bày kết quả", {"intent": "list"}),
    ],
)
def test_a_question_is_read_as(question: str, expected: dict[str, object]) -> None:
    query = understand([question], KNOWN)
    assert {name: getattr(query, name) for name in expected} == expected


@pytest.mark.parametrize("question", ["summarise week 3 for Linh", "tóm tắt tuần 3 cho chị Linh"])
def test_a_summary_for_somebody_is_about_no_entry_with_that_name(question: str) -> None:
    query = understand([question], replace(KNOWN, readers=("Linh",)))
    assert (query.intent, query.subject) == (Intent.SUMMARY, ())


def test_highlights_are_a_form() -> None:
    query = understand(["give me three highlights of week 6"], KNOWN)
    assert query.form is not None
    assert query.form.number == 3
    assert query.intent == Intent.SUMMARY
