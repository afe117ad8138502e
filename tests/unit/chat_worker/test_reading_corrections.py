"""What is put right, what does not count, what may have harmed what: families of wordings in both languages."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.parse.references import understand, understand_all
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.query import Intent, Query

WEEKS = numbered_weeks(date(2026, 10, 5), 12)
KNOWN = Known(date(2026, 10, 16), WEEKS, people=("Lan Đỗ",))  # a Friday in week 2


def read(*questions: str) -> Query:
    return understand(questions, KNOWN)


@pytest.mark.parametrize("opening", ["no, I meant", "sorry,", "oops, I meant", "not week 1,", "actually,"])
@pytest.mark.parametrize("week", [2, 3])
def test_a_correction_stands_in_the_place_of_what_was_said(opening: str, week: int) -> None:
    query = read("what did I do in week 1?", f"{opening} week {week}")
    assert ([one.week for one in query.periods], query.subject) == ([week], ())


@pytest.mark.parametrize("opening", ["ý mình là", "nhầm,", "không phải tuần 1 mà", "xin lỗi,"])
def test_a_vietnamese_correction_stands_in_its_place_too(opening: str) -> None:
    query = read("tuần 1 mình làm gì?", f"{opening} tuần 3")
    assert ([one.week for one in query.periods], query.subject) == ([3], ())


@pytest.mark.parametrize("cause", ["the deploy", "the new kiln", "the storm"])
@pytest.mark.parametrize(
    "rest", ["break anything", "cause any problems", "damage the roof", "slow things down"]
)
def test_an_effect_is_asked_of_the_rows_about_its_cause(cause: str, rest: str) -> None:
    query = read(f"did {cause} {rest}?")
    assert query.intent == Intent.EFFECT
    assert cause.rsplit(maxsplit=1)[-1] in query.subject


@pytest.mark.parametrize("form", ["{} doesn't count", "{} do not count", "{} excluded", "{} aside"])
@pytest.mark.parametrize("question", ["longest task ({})", "how many entries in week 1, {}"])
def test_what_does_not_count_may_stand_behind(form: str, question: str) -> None:
    query = read(question.format(form.format("gardening")))
    assert (query.without, query.subject) == (("gardening",), ())


@pytest.mark.parametrize(
    "around", ["(tag {})", "[tag {}]", "(tag: {})", "(#{})", "{{#{}}}", "[#{}]", "tag={}"]
)
def test_a_tag_is_one_in_any_brackets(around: str) -> None:
    assert read(f"what did I do in week 1 {around.format('garden')}").tag == "garden"


@pytest.mark.parametrize("verb", ["fix", "tackle", "paint", "finish"])
def test_what_comes_first_is_answered_by_what_is_waiting(verb: str) -> None:
    assert read(f"what should I {verb} first?").intent == Intent.PLAN


@pytest.mark.parametrize("reader", ["for my mentor", "for my boss", "for our team"])
def test_for_whom_an_answer_is_does_not_say_about_whom(reader: str) -> None:
    assert read(f"summarise Lan's week {reader}").person == "Lan"


def test_each_part_of_a_question_has_its_own_answer() -> None:
    parts = understand_all(["how many bugs and how many meetings in week 1?"], KNOWN)
    assert [(one.subject, [time.week for time in one.periods]) for one in parts] == [
        (("bugs",), [1]),
        (("meetings",), [1]),
    ]
