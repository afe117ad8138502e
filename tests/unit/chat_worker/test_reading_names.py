"""Times within names, kinds of things before nouns, what is left out, and readers: over words that no table holds."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Flag, Query

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 5))  # a Friday in week 2
NOUNS = ("zorbel", "quandle", "fibbet")
THINGS = ("vằn quạch", "mạc xới", "Tửng")


def read(question: str) -> Query:
    return understand([question], KNOWN)


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("weekday", ["monday", "friday", "saturday"])
@pytest.mark.parametrize("asking", ["what came up at the {day} {noun}", "how often was there a {day} {noun}"])
def test_a_weekday_beside_a_noun_may_be_part_of_its_name(asking: str, weekday: str, noun: str) -> None:
    query = read(asking.format(day=weekday, noun=noun))
    assert query.periods
    assert query.by_name is not None
    assert (query.by_name.periods, query.by_name.named) == ((), f"{weekday} {noun}")


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("time", ["cuối tuần", "thứ bảy", "thứ tư"])
@pytest.mark.parametrize("asking", ["{thing} {time} nói gì", "mấy buổi {thing} {time} bàn chuyện gì"])
def test_so_it_is_in_vietnamese(asking: str, time: str, thing: str) -> None:
    query = read(asking.format(thing=thing, time=time))
    assert query.periods
    assert query.by_name is not None
    assert set(query.by_name.subject) >= {time}


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "question", ["what did I do about the {} on friday", "any {} last monday", "{} this friday"]
)
def test_a_time_that_stands_by_itself_is_no_name(question: str, noun: str) -> None:
    assert read(question.format(noun)).by_name is None


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "asking", ["how many {} {}s did I have", "all {} {}s please", "the {} {}s, which were they"]
)
def test_several_of_a_weekday_are_those_of_every_week(asking: str, noun: str) -> None:
    assert read(asking.format("tuesday", noun)).periods == (Period(weekdays=(2,)),)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("kind", ["ca", "vụ", "đợt", "bên", "chỗ", "khoản", "mảng", "con", "cái"])
def test_the_kind_of_a_thing_is_not_looked_for(kind: str, thing: str) -> None:
    assert read(f"{kind} {thing} sao rồi").subject == (thing,)


@pytest.mark.parametrize("thing", ["đường", "tàu"])
def test_what_counts_a_thing_stays_with_a_word_of_one_syllable(thing: str) -> None:
    assert read(f"tìm con {thing}").subject == (f"con {thing}",)


OUT = (
    "leave the {} out", "leave out the {}", "skip the {}", "take the {} out", "without the {}", "omit the {}",
)  # fmt: skip


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("out", OUT)
@pytest.mark.parametrize(
    "asking", ["week 1 but {}", "what did I do in week 1, {}", "{}: what did I do in week 1"]
)
def test_what_is_left_out_is_not_asked_for(asking: str, out: str, noun: str) -> None:
    query = read(asking.format(out.format(noun)))
    assert (query.without, query.subject, query.periods) == ((noun,), (), (Period(week=1),))


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("out", ["bỏ qua {}", "khỏi kể {}", "đừng tính {}", "trừ {}", "không kể {}"])
@pytest.mark.parametrize("rest", ["", " thì còn gì", " thì em làm gì"])
def test_so_it_is_left_out_in_vietnamese(rest: str, out: str, thing: str) -> None:
    query = read(f"tuần 1 {out.format(thing)}{rest}")
    assert (query.without, query.subject, query.status) == ((thing,), (), None)


@pytest.mark.parametrize("reader", ["my mother", "my landlord", "the client", "Zorbela", "our examiner"])
@pytest.mark.parametrize(
    "asking",
    ["3 lines for {} on this week", "two sentences about this week for {}", "this week in 2 lines for {}"],
)
def test_a_reader_limits_nothing(asking: str, reader: str) -> None:
    query = read(asking.format(reader))
    assert (query.intent, query.subject, query.periods) == ("summary", (), (Period(week=2),))


@pytest.mark.parametrize("reader", ["chị Tửng", "mẹ", "bác sĩ Tửng", "anh Quạch"])
@pytest.mark.parametrize("asking", ["3 ý tuần này gửi {}", "viết 2 câu về tuần này cho {}"])
def test_a_reader_in_vietnamese_limits_nothing(asking: str, reader: str) -> None:
    query = read(asking.format(reader))
    assert (query.intent, query.subject, query.periods) == ("summary", (), (Period(week=2),))


@pytest.mark.parametrize("question", ["what did I do over the last 5 weeks", "the past 3 weeks, what was there",
    "5 tuần qua em làm gì", "3 tuần rồi em làm gì"])  # fmt: skip
def test_more_weeks_than_there_were_are_all_of_them(question: str) -> None:
    assert read(question).periods == (Period(week=1, to_week=2),)


@pytest.mark.parametrize(
    "question",
    [
        "how many days was I off{}", "when was I away{}", "was I on leave{}", "which days did I take off{}",
        "did I take any time off{}", "em nghỉ mấy ngày{}", "có hôm nào em nghỉ không{}", "nghỉ những hôm nào{}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("time", ["", " week 1", " tuần 1"])
def test_days_away_are_asked_for(question: str, time: str) -> None:
    if time and ("tuần" in time) != (not question.isascii()):
        return
    query = read(question.format(time))
    assert (query.intent, query.subject, len(query.periods)) == ("away", (), bool(time))


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "question", ["was the {} called off", "did I leave the {} on", "I packed the {} off, when"]
)
def test_off_and_leave_are_words_like_others_elsewhere(question: str, noun: str) -> None:
    assert read(question.format(noun)).intent != "away"


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    ("question", "figure", "least"),
    [
        ("what was the hottest {}", "heat", False),
        ("the largest {}", "", False),
        ("which was the smallest {}", "", True),
        ("most expensive {}", "money", False),
        ("cheapest {} so far", "money", True),
        ("the heaviest {}?", "mass", False),
    ],
)
def test_what_is_compared_is_read_from_the_superlative(
    question: str, figure: str, least: bool, noun: str
) -> None:
    query = read(question.format(noun))
    assert (query.intent, query.subject, query.figure, query.has(Flag.LEAST)) == (
        "figures",
        (noun,),
        figure,
        least,
    )


@pytest.mark.parametrize("noun", NOUNS)
def test_the_most_of_something_counts_no_entries(noun: str) -> None:
    assert read(f"which trip had the most {noun}s").subject == (f"{noun}s",)
    assert read(f"which trip had the most {noun}s").intent == "figures"


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("{} nóng nhất", "heat"),
        ("{} cao nhất là bao nhiêu", ""),
        ("{} nào đắt nhất", "money"),
        ("{} lớn nhất", ""),
    ],
)
def test_so_it_is_compared_in_vietnamese(question: str, figure: str, thing: str) -> None:
    query = read(question.format(thing))
    assert (query.intent, query.subject, query.figure) == ("figures", (thing,), figure)


@pytest.mark.parametrize("question", ["my three busiest weeks", "which week had the most entries", "the heaviest week",
    "which tag is used the most", "tuần nào nhiều việc nhất", "the biggest problem in week 1"])  # fmt: skip
def test_entries_are_counted_where_no_figure_is_meant(question: str) -> None:
    assert read(question).intent in ("rank", "problems")


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("after", ["is it done then", "is that finished?", "so was it finished?"])
def test_whether_it_is_done_is_asked_of_all_that_was_shown(after: str, noun: str) -> None:
    query = understand([f"what about the {noun}", after], KNOWN)
    assert (query.intent, query.subject, query.status) == ("status", (noun,), None)


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    "asking", ["did the {} come up again", "did I mend the {} once more", "did the {} recur"]
)
def test_again_is_no_yes(asking: str, noun: str) -> None:
    query = read(asking.format(noun))
    assert query.has(Flag.AGAIN)
    assert noun in query.subject


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("asking", ["{} có bị lại không", "có bị {} lần nữa không"])
def test_again_in_vietnamese_is_no_yes(asking: str, thing: str) -> None:
    query = read(asking.format(thing))
    assert (query.has(Flag.AGAIN), query.subject) == (True, (thing,))
