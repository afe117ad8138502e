"""What stands around a question limits nothing: asides, readers, forms, reasons; and what is not meant is left out."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.parse.references import understand, understand_all
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Intent, Query

KNOWN = Known(date(2026, 10, 30), numbered_weeks(date(2026, 10, 5), 12))  # a Friday in week 4


def read(question: str, known: Known = KNOWN) -> Query:
    return understand([question], known)


def same(one: str, other: str) -> bool:
    left, right = read(one), read(other)
    asked = [(it.intent, it.subject, it.status, it.periods, it.tag) for it in (left, right)]
    return asked[0] == asked[1]


ASIDES = [
    "I am writing the portfolio for my course, ",
    "im updating my cv, ",
    "I have to fill in a form for the museum, ",
    "we need to send something to the council, ",
    "Beatrix asked about the glaze, ",
    "my tutor wants numbers, ",
    "filling in the insurance form, ",
]
QUESTIONS = [
    "what did I do in week 2?",
    "list the blocked tasks",
    "which objectives did I miss?",
    "when did I fire the kiln?",
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("aside", ASIDES)
def test_what_is_told_before_a_question_limits_nothing(aside: str, question: str) -> None:
    assert same(aside + question, question)


@pytest.mark.parametrize(
    "question", ["tuần 2 em làm gì?", "liệt kê những việc bị chặn", "mục tiêu nào chưa đạt?"]
)
@pytest.mark.parametrize(
    "aside",
    [
        "Em đang soạn hồ sơ xin học bổng, ",
        "Chị Thảo hỏi lò nung, ",
        "mình phải nộp bảng công, ",
        "đang làm slide, ",
    ],
)
def test_what_is_told_before_a_vietnamese_question_limits_nothing(aside: str, question: str) -> None:
    assert same(aside + question, question)


def test_the_time_of_an_aside_is_kept_where_the_question_has_none() -> None:
    assert read("I am looking at week 3, what did I do?").periods == (Period(week=3),)


@pytest.mark.parametrize("purpose", ["call with the museum", "meeting on Friday's glaze", "handover"])
def test_a_purpose_before_what_is_needed_limits_nothing(purpose: str) -> None:
    query = read(f"for the {purpose} I need everything that is blocked, nothing else please")
    assert (query.status, query.subject) == ("blocked", ())


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("a 3 line summary of week 2 for beatrix please", 3),
        ("4-sentence recap of week 2 for Beatrix", 4),
        ("2-3 line summary of week 2", 3),
        ("summarise week 2 for Beatrix in two or three sentences", 3),
        ("viết 3 4 câu tóm tắt tuần 2 gửi Beatrix", 4),
        ("tóm tắt tuần 2 trong khoảng 3-4 dòng cho chị Thảo nhé", 4),
    ],
)
def test_a_summary_has_a_reader_and_a_form(asked: str, number: int) -> None:
    query = read(asked)
    assert (query.intent, query.periods, query.form and query.form.number) == (
        Intent.SUMMARY, (Period(week=2),), number,
    )  # fmt: skip


@pytest.mark.parametrize("ask", ["summarise week 2 for {}", "tóm tắt tuần 2 cho {}"])
def test_whoever_a_summary_is_for_is_its_reader(ask: str) -> None:
    assert read(ask.format("Beatrix")).intent == Intent.SUMMARY


def test_somebody_whose_worklog_may_be_read_is_more_than_a_reader() -> None:
    lead = Known(KNOWN.today, KNOWN.weeks, people=("Beatrix Holm",))
    assert read("summarise week 2 for Beatrix", lead).person == "Beatrix"


def test_a_topic_in_lower_case_is_no_reader() -> None:
    assert read("summarise week 2 for glazing").subject == ("glazing",)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("list the blockers with reasons", "blocked"),
        ("blocked tasks w reasons", "blocked"),
        ("việc nào bỏ luôn, vì sao", "dropped"),
        ("những việc bị kẹt, kèm lý do", "blocked"),
        ("mục nào bỏ và lý do", "dropped"),
    ],
)
def test_a_state_with_its_reason_lists_the_rows_of_that_state(asked: str, status: str) -> None:
    query = read(asked)
    assert (query.intent, query.status, query.subject) == (Intent.LIST, status, ())


@pytest.mark.parametrize(
    "asked",
    [
        "what is still open but not blocked",
        "unfinished tasks (not blocked)",
        "việc chưa xong mà không bị kẹt",
        "viec chua xong ma khong bi chan",
    ],
)
def test_a_state_that_is_not_meant_is_left_out(asked: str) -> None:
    query = read(asked)
    assert (query.status, query.without_status) == ("open", "blocked")


@pytest.mark.parametrize(
    "asked",
    [
        "what is half done",
        "what have I started but not finished",
        "việc nào đang dở",
        "việc bắt đầu mà chưa xong",
    ],
)
def test_what_is_begun_and_not_done_is_being_done(asked: str) -> None:
    assert read(asked).status == "doing"


@pytest.mark.parametrize("asked", ["which days off did I take", "how many days off did I take in week 2"])
def test_days_off_are_days_away(asked: str) -> None:
    assert (read(asked).intent, read(asked).subject) == (Intent.AWAY, ())


@pytest.mark.parametrize("thing", ["leaks", "barometers", "glaze"])
def test_whether_there_is_any_of_a_thing_is_looked_up(thing: str) -> None:
    query = read(f"any {thing}?")
    assert (query.intent, query.subject) == (Intent.LIST, (thing,))


@pytest.mark.parametrize(("said", "week"), [("this weeks", 4), ("last weeks", 3), ("next weeks", 5)])
def test_a_week_owns_its_objectives_without_an_apostrophe(said: str, week: int) -> None:
    query = read(f"{said} objectives")
    assert (query.intent, query.periods) == (Intent.OBJECTIVES, (Period(week=week),))


def test_two_vietnamese_questions_are_parted_by_and() -> None:
    parts = understand_all(["nung lò hôm nào và lần đầu tráng men ngày nào"], KNOWN)
    assert [one.subject for one in parts] == [("nung lò",), ("tráng men",)]


@pytest.mark.parametrize("noun", ["show", "plan", "table", "review"])
def test_a_little_word_before_entries_is_their_kind(noun: str) -> None:
    assert read(f"more {noun} entries in week 2 or week 3").subject == (noun,)


@pytest.mark.parametrize(
    "asked",
    [
        "what did I learn over the 3 weeks",
        "what did I do in all 3 weeks",
        "ba tuần",
    ],
)
def test_so_many_weeks_end_with_this_one(asked: str) -> None:
    assert read(f"em học được gì trong cả {asked}" if asked == "ba tuần" else asked).periods == (
        Period(week=2, to_week=4),
    )
