"""Questions that ask several things at once, and whom they are about."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.parse.references import understand, understand_all
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query

WEEKS = numbered_weeks(date(2026, 8, 31), 10)
KNOWN = Known(date(2026, 10, 8), WEEKS)
LEADS = Known(date(2026, 10, 8), WEEKS, people=("Lan Đỗ", "Minh Tạ"))


def intents_of(question: str, known: Known = KNOWN) -> list[Intent]:
    return [one.intent for one in understand_all([question], known)]


@pytest.mark.parametrize(
    ("asked", "intents"),
    [
        ("What did I do in week 1, how many entries had week 2, what is planned?", "list, count, list"),
        ("how many kilns did I load, which one took longest, what is blocked?", "count, longest, list"),
        ("what is open, when does week 5 start, any comments", "open, week days, comments"),
        ("tuần 2 mình làm gì, có mục tiêu nào, review nộp chưa?", "list, objectives, review"),
        ("tuan 2 minh lam gi, co bao nhieu viec, con viec nao chua xong", "list, count, open"),
        ("On Monday, Tuesday and Wednesday, what did I do?", "list"),
        ("what did I do on Monday, Tuesday, and what is still open?", "list, open"),
        ("entries about clay, glaze and the kiln", "list"),
        ("tuần 2, tuần 3 mình làm gì", "list"),
    ],
)
def test_a_comma_between_two_questions_parts_them(asked: str, intents: str) -> None:
    assert intents_of(asked) == intents.split(", ")


def test_a_part_without_a_time_is_about_the_time_of_the_part_before_it() -> None:
    _, aims, review = understand_all(["tuần 2 mình làm gì, có mục tiêu nào, review nộp chưa?"], KNOWN)
    assert aims.periods == review.periods == (Period(week=2),)


@pytest.mark.parametrize(
    "asked",
    [
        "what did Lan do in week 1, what is blocked, has she submitted?",
        "what has Lan done about glazing, and what is open?",
        "Lan tuần 1 làm gì, bạn ấy còn việc gì chưa xong?",
    ],
)
def test_every_part_is_about_whom_the_first_part_names(asked: str) -> None:
    assert {one.person for one in understand_all([asked], LEADS)} == {"Lan"}


@pytest.mark.parametrize("then", ["and her goals?", "what are his objectives", "what goals does she have"])
def test_she_and_he_are_whom_the_question_before_named(then: str) -> None:
    query = understand(["show Lan's week 2", then], LEADS)
    assert (query.person, query.intent) == ("Lan", Intent.OBJECTIVES)


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("what should I ask Lan about?", Intent.PLAN),
        ("what feedback did I give Lan?", Intent.COMMENTS),
        ("my comments on Lan's week 2", Intent.COMMENTS),
        ("mình nên hỏi Lan những gì?", Intent.PLAN),
    ],
)
def test_what_the_asker_says_to_somebody_is_about_them(asked: str, intent: Intent) -> None:
    query = understand([asked], LEADS)
    assert (query.person, query.intent) == ("Lan", intent)


@pytest.mark.parametrize(
    "asked",
    [
        "what is everyone waiting for?",
        "who needs my help?",
        "does anybody need help",
        "what are my interns waiting on",
    ],
)
def test_who_waits_is_asked_by_what_is_blocked(asked: str) -> None:
    query = understand([asked], LEADS)
    assert (query.intent, query.status) == (Intent.TEAM, "blocked")


@pytest.mark.parametrize("asked", ["mình đang chờ gì?", "em còn đợi ai?", "what am I waiting for?"])
def test_what_one_waits_for_is_blocked(asked: str) -> None:
    assert understand([asked], KNOWN).status == "blocked"


@pytest.mark.parametrize(
    "asked",
    [
        "did I break anything?", "have we lost a customer", "did I accidentally ruin the mould?",
        "mình có làm hỏng gì không?", "em có lỡ làm vỡ cái chén nào không",
    ],
)  # fmt: skip
def test_harm_that_one_may_have_done_is_asked_for_as_an_effect(asked: str) -> None:
    assert understand([asked], KNOWN).intent == Intent.EFFECT


def test_how_long_something_has_been_open_counts_no_days_of_work() -> None:
    query = understand(["how long has the estimate been stuck?"], KNOWN)
    assert (query.intent, query.status, query.subject) == (Intent.OPEN, "blocked", ("estimate",))
    assert not query.has(Flag.DAYS)


def test_it_is_nothing_where_nothing_was_spoken_of() -> None:
    def of_it(*asked: str) -> Query:
        return understand(asked, KNOWN)

    assert of_it("did it happen again?").intent == Intent.NONE
    assert of_it("what went wrong with the kiln?", "did it happen again?").subject == ("kiln",)


@pytest.mark.parametrize(
    ("asked", "subject"), [("cây viola tới đâu rồi?", "viola"), ("cây ổi sao rồi?", "cây ổi")]
)
def test_a_classifier_before_a_foreign_word_is_not_sought(asked: str, subject: str) -> None:
    assert understand([asked], KNOWN).subject == (subject,)


@pytest.mark.parametrize("asked", ["am I behind?", "are we on track", "mình có bị chậm tiến độ không?"])
def test_whether_one_is_behind_is_answered_with_what_waits(asked: str) -> None:
    assert understand([asked], KNOWN).intent == Intent.PLAN


@pytest.mark.parametrize("asked", ["have I submitted it yet?", "did we hand it in", "has it been approved?"])
def test_whether_it_is_submitted_asks_for_the_review(asked: str) -> None:
    assert understand([asked], KNOWN).intent == Intent.REVIEW


def test_what_belongs_to_somebody_is_not_themselves() -> None:
    query = understand(["is Lan's kiln finished?"], LEADS)
    assert (query.person, query.intent, query.subject) == ("Lan", Intent.STATUS, ("kiln",))


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("việc nào tốn thời gian nhất", Intent.LONGEST),
        ("việc nào mất công nhất", Intent.LONGEST),
        ("em đã ghi nhật ký đủ các ngày tuần 2 chưa", Intent.MISSING),
        ("tuần 3 mình nộp chưa", Intent.REVIEW),
        ("tuần 3 em được duyệt chưa", Intent.REVIEW),
        ("tuần 3 mình nộp hồ sơ chưa", Intent.LIST),
    ],
)
def test_wordings_of_longest_of_gaps_and_of_reviews(asked: str, intent: Intent) -> None:
    assert understand([asked], KNOWN).intent == intent


def test_the_difference_between_two_weeks_compares_them() -> None:
    query = understand(["what is the difference between week 2 and 3"], KNOWN)
    assert (query.intent, query.periods) == (Intent.COMPARE, (Period(week=2), Period(week=3)))


def test_what_others_do_is_no_yes() -> None:
    assert not understand(["anh Georg dặn gì không"], KNOWN).has(Flag.OF_LOG)
    assert understand(["em có hàn gì không"], KNOWN).has(Flag.OF_LOG)
