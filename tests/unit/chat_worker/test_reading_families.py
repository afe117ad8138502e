"""Kinds of wording that limit nothing, or that mean the same as another: each with every question it may stand in."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog.language.folding import folded
from weeklog_chat_worker.models.offline.parse.references import understand, understand_all
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Query

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))  # a Friday in week 2


def asked(question: str) -> tuple[object, ...]:
    read = understand([question], KNOWN)
    return _limits(read)


def _limits(read: Query) -> tuple[object, ...]:
    return read.intent, read.status, read.tag, read.subject, read.periods, read.without


ASIDES = ("at the moment", "right now", "rn", "atm", "at present", "presently", "as of now")


@pytest.mark.parametrize("aside", ASIDES)
@pytest.mark.parametrize(
    "question",
    ["What am I blocked on", "what am I stuck on", "which tasks are in progress", "what is blocked"],
)
def test_words_for_the_present_are_not_searched_for(question: str, aside: str) -> None:
    assert asked(f"{question} {aside}?") == asked(f"{question}?")


@pytest.mark.parametrize("tail", ["and why?", "why?", "and how come?"])
@pytest.mark.parametrize("question", ["What did I drop", "which tasks were cancelled", "what is blocked"])
def test_a_reason_that_is_asked_for_beside_rows_lists_the_rows(question: str, tail: str) -> None:
    read = understand([f"{question}, {tail}"], KNOWN)
    assert (read.status, read.subject) == (understand([question], KNOWN).status, ())
    assert read.intent in ("list", "open")


@pytest.mark.parametrize("tail", ["tại sao?", "vì sao?", "lý do là gì?"])
@pytest.mark.parametrize("question", ["việc nào đã bỏ", "những mục nào bị chặn"])
def test_a_reason_in_vietnamese_lists_the_rows_too(question: str, tail: str) -> None:
    read = understand([f"{question}, {tail}"], KNOWN)
    assert (read.intent, read.status, read.subject) == ("list", understand([question], KNOWN).status, ())


@pytest.mark.parametrize("verb", ["drop", "cancel", "abandon", "finish", "complete", "plan"])
def test_we_asks_what_i_asks(verb: str) -> None:
    assert asked(f"what did we {verb} in week 1?") == asked(f"what did I {verb} in week 1?")


@pytest.mark.parametrize("went", ["how did they go", "how did they turn out", "how did they end"])
@pytest.mark.parametrize("lines", ["goals", "objectives"])
def test_how_objectives_went_is_no_question_about_other_people(lines: str, went: str) -> None:
    readings = understand_all([f"{lines} of week 1 and {went}?"], KNOWN)
    assert {one.intent for one in readings} == {"objectives"}


@pytest.mark.parametrize(
    "question",
    [
        "mục tiêu tuần 1 thế nào rồi?",
        "tuần 1 thế nào?",
        "tại sao bản ghi bị lệch?",
        "chưa biết tuần 1 làm gì?",
        "em gắn thẻ docker mục nào?",
    ],
)
def test_marks_that_are_left_out_change_no_intent(question: str) -> None:
    assert understand([folded(question)], KNOWN).intent == understand([question], KNOWN).intent


@pytest.mark.parametrize("taken", ["tiền", "điểm", "lương"])
def test_what_was_taken_from_somebody_is_not_left_out(taken: str) -> None:
    read = understand([f"có lần nào bị trừ {taken} không?"], KNOWN)
    assert (read.without, read.without_status) == ((), None)


@pytest.mark.parametrize("whole", ["khách hàng", "cửa hàng", "đơn hàng", "kho hàng"])
def test_a_word_of_two_syllables_is_not_cut(whole: str) -> None:
    assert understand([f"em ghi gì về {whole}?"], KNOWN).subject == (whole,)


@pytest.mark.parametrize("noun", ["entries", "tasks", "items"])
@pytest.mark.parametrize("joint", [" ", "-"])
def test_a_tag_may_stand_before_what_is_tagged(noun: str, joint: str) -> None:
    read = understand([f"how many docker{joint}tagged {noun} in week 1?"], KNOWN)
    assert (read.intent, read.tag, read.subject) == ("count", "docker", ())


@pytest.mark.parametrize("noun", ["entries", "tasks"])
def test_tagged_alone_is_any_tag(noun: str) -> None:
    read = understand([f"how many tagged {noun}?"], KNOWN)
    assert (read.tag, read.with_tags, read.subject) == (None, True, ())


@pytest.mark.parametrize(
    "asking", ["break down my entries by tag", "break my work down by tag", "my log broken down by tag"]
)
def test_a_breakdown_searches_for_nothing(asking: str) -> None:
    read = understand([f"could you show {asking}"], KNOWN)
    assert (read.intent, read.subject) == ("groups", ())


@pytest.mark.parametrize("day", ["monday", "saturday", "sunday"])
def test_one_of_a_weekday_is_any_of_them(day: str) -> None:
    read = understand([f"did I ever work on a {day}?"], KNOWN)
    assert [bool(one.weekdays) for one in read.periods] == [True]


def test_two_days_of_a_weekend_are_both_read() -> None:
    read = understand(["what was there on the weekend of 10/11 october?"], KNOWN)
    assert read.periods == tuple(Period(one, one) for one in (date(2026, 10, 10), date(2026, 10, 11)))


@pytest.mark.parametrize("event", ["the server crashed", "my laptop broke", "our build failed"])
@pytest.mark.parametrize("lead", ["that day", "the day", "the day when"])
def test_a_day_may_be_told_by_what_happened_to_something(lead: str, event: str) -> None:
    read = understand([f"{lead} {event}, what was it"], KNOWN)
    assert [one.found for one in read.periods] == ["day"]
    assert read.base is not None


@pytest.mark.parametrize("question", ["in October up to today, how many entries?", ("tháng 10 tính đến hôm nay có bao "
    "nhiêu mục?")])  # fmt: skip
def test_a_time_may_be_cut_short(question: str) -> None:
    assert understand([question], KNOWN).periods == (Period(date(2026, 10, 1), KNOWN.today),)


@pytest.mark.parametrize(("said", "place"), [("second", 2), ("third", 3), ("fourth", 4)])
@pytest.mark.parametrize("rest", [", why?", ": what was it", " please"])
def test_a_place_in_the_list_before_is_that_row(said: str, place: int, rest: str) -> None:
    before = "which things did I drop?"
    read = understand([before, f"the {said} one{rest}"], KNOWN)
    assert (read.nth, _limits(read)) == (place, _limits(understand([before], KNOWN)))


@pytest.mark.parametrize(
    "question", ["cái thứ hai thì sao lại bỏ", "cai thu hai thi sao lai bo", "việc thứ 2 là gì"]
)
def test_a_place_in_vietnamese_is_no_monday(question: str) -> None:
    read = understand(["việc nào đã bỏ?", question], KNOWN)
    assert (read.nth, read.status, read.periods) == (2, "dropped", ())


@pytest.mark.parametrize("again", ["did I meet them?", "did we reach them?", "were they met?"])
def test_objectives_that_were_told_may_be_asked_about_again(again: str) -> None:
    read = understand(["what were my objectives for week 1?", again], KNOWN)
    assert (read.intent, read.periods, read.subject) == ("objectives", (Period(week=1),), ())


@pytest.mark.parametrize("status", ["kẹt", "chặn"])
def test_the_longest_of_blocked_work_began_first(status: str) -> None:
    read = understand([f"việc nào đang bị {status}?", "trong đó cái nào lâu nhất?"], KNOWN)
    assert (read.status, read.has("first")) == ("blocked", True)


@pytest.mark.parametrize(
    "question",
    ["what's the last test I did?", "when was the last test?", "lần gần nhất kiểm thử là khi nào?"],
)
def test_the_last_time_lies_in_the_past(question: str) -> None:
    assert understand([question], KNOWN).periods == (Period(last=KNOWN.today),)


@pytest.mark.parametrize("how", ["faster", "slower", "properly"])
def test_what_opens_in_some_way_is_not_open_work(how: str) -> None:
    read = understand([f"how did I make the page open {how}"], KNOWN)
    assert (read.intent, read.status) == ("list", None)
