from datetime import date, timedelta

import pytest

from weeklog.calendar import numbered_weeks
from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.language.loading import SAY
from weeklog_chat_worker.models.offline.parse.candidates import read
from weeklog_chat_worker.models.offline.parse.text import speak_of
from weeklog_chat_worker.models.offline.periods import Known, Period

FRIDAY = date(2026, 10, 16)
KNOWN = Known(FRIDAY, numbered_weeks(date(2026, 10, 5), 12))  # today is in week 2
OUTSIDE = Known(date(2027, 5, 1), KNOWN.weeks)


def october(first: int, last: int = 0) -> Period:
    return Period(date(2026, 10, first), date(2026, 10, last or first))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yesterday", october(15)),
        ("two mondays ago", october(5)),
        ("the weekend of 7 October", october(10, 11)),
        ("the first week of October", october(1, 7)),
        ("the last two weeks of October", october(18, 31)),
        ("from Tuesday of week 2 to the end of that week", october(13, 18)),
        ("7 October or later", Period(first=date(2026, 10, 7))),
        ("the past fortnight", october(3, 16)),
        ("today", october(16)),
        ("the day before yesterday", october(14)),
        ("3 days ago", october(13)),
        ("on 2026-10-06", october(6)),
        ("on 6 October", october(6)),
        ("on the 6th of October", october(6)),
        ("on Oct 6th, 2025", Period(date(2025, 10, 6), date(2025, 10, 6))),
        ("on 13/10", october(13)),
        ("on the 13th", october(13)),
        ("on Monday", october(12)),
        ("on Friday", october(16)),
        ("last Friday", october(9)),
        ("next Friday", october(23)),
        ("this Sunday", october(18)),
        ("the Monday before last", october(5)),
        ("on Monday the 5th of October", october(5)),
        ("on Tuesday of week 1", october(6)),
        ("on Monday of last week", october(5)),
        ("from 5 October to 7 October", october(5, 7)),
        ("from 5 to 7 October", october(5, 7)),
        ("between 7 October and 5 October", october(5, 7)),
        ("2 days after 5 October", october(7)),
        ("in the last 3 days", october(14, 16)),
        ("in October", october(1, 31)),
        ("at the end of October", october(21, 31)),
        ("in December 2025", Period(date(2025, 12, 1), date(2025, 12, 31))),
        ("in weeks 1 to 2", Period(week=1, to_week=2)),
        ("between week 2 and 4", Period(week=2, to_week=4)),
        ("in week 3", Period(week=3)),
        ("in the third week", Period(week=3)),
        ("in week three", Period(week=3)),
        ("this week", Period(week=2)),
        ("last week", Period(week=1)),
        ("a week ago", Period(week=1)),
        ("on Mondays", Period(weekdays=(1,))),
        ("at weekends", Period(weekdays=(6, 7))),
        ("since Monday", Period(first=date(2026, 10, 12))),
        ("before 7 October", Period(last=date(2026, 10, 6), beside=True)),
    ],
)
def test_english_words_name_exactly_these_days(words: str, expected: Period) -> None:
    assert read(f"what did I do {words}?", KNOWN, "en").periods == (expected,)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hôm qua", october(15)),
        ("hom qua", october(15)),
        ("hôm kia", october(14)),
        ("hom kia", october(14)),
        ("3 ngày trước", october(13)),
        ("ngày 6 tháng 10", october(6)),
        ("ngày 6/10", october(6)),
        ("06/10/2026", october(6)),
        ("thứ sáu tuần trước", october(9)),
        ("cuối tuần trước", october(10, 11)),
        ("hai tuần đầu tháng 10", october(1, 14)),
        ("tuần cuối tháng 10", october(25, 31)),
        ("từ thứ 2 tới giờ", october(12, 16)),
        ("từ 7/10 trở đi", Period(first=date(2026, 10, 7))),
        ("mấy ngày qua", october(14, 16)),
        ("dạo này", october(10, 16)),
        ("thu sau tuan truoc", october(9)),
        ("thứ ba", october(13)),
        ("thứ 3 tuần 1", october(6)),
        ("từ ngày 5 đến 9/10", october(5, 9)),
        ("từ 5/10 đến 9/10", october(5, 9)),
        ("cuối tháng 10", october(21, 31)),
        ("đầu tháng", october(1, 10)),
        ("tháng 10", october(1, 31)),
        ("tuần 3", Period(week=3)),
        ("tuần thứ ba", Period(week=3)),
        ("tuần này", Period(week=2)),
        ("tuan truoc", Period(week=1)),
        ("từ tuần 1 đến tuần 3", Period(week=1, to_week=3)),
        ("tuan sau", Period(week=3)),
        ("những ngày thứ bảy", Period(weekdays=(6,))),
        ("từ thứ hai", Period(first=date(2026, 10, 12))),
    ],
)
def test_vietnamese_words_name_exactly_these_days(words: str, expected: Period) -> None:
    assert read(f"{words} tôi làm gì" if "ô" in words else f"{words} toi lam gi", KNOWN, "vi").periods == (expected,
        ) or read(
        f"{words} tôi làm gì?", KNOWN, "vi"
    ).periods == (expected,)  # fmt: skip


def test_several_days_are_several_periods() -> None:
    assert read("what did I do on Monday and Tuesday?", KNOWN, "en").periods == (october(12), october(13))
    assert read("compare week 2 and week 3", KNOWN, "en").periods == (Period(week=2), Period(week=3))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "on 08/09",
            (
                "“08/09” may be Sunday 9 August (2026-08-09) or Tuesday 8 September (2026-09-08): I cannot tell "
                "which. "
                "Please ask again with the one you mean."
            ),
        ),
        ("on 31 February", "There is no day “31/2” in the calendar."),
        ("on 45/90", "“45/90” is no date that I can read. Write it as in 2026-10-16."),
        ("in week 14", "There is no week 14: the programme has weeks 1 to 12."),
    ],
)
def test_what_cannot_be_known_is_asked_back(words: str, why: str) -> None:
    reading = read(f"what did I do {words}?", KNOWN, "en")
    assert reading.problem is not None
    assert SAY["en"].problem(reading.problem) == why


def test_a_numeric_date_of_which_only_one_reading_is_in_the_programme_is_that_one() -> None:
    assert read("on 06/10", KNOWN, "en").periods == (october(6),)


def test_a_vietnamese_date_begins_with_its_day() -> None:
    assert read("ngày 08/09 tôi làm gì", KNOWN, "vi").periods == (Period(date(2026, 9, 8), date(2026, 9, 8)),)


def test_a_date_without_a_year_is_the_one_in_the_programme() -> None:
    assert read("on 6 October", OUTSIDE, "en").periods == (october(6),)


def test_outside_of_the_programme_last_week_is_the_calendars() -> None:
    monday = date(2027, 4, 19)
    assert read("last week", OUTSIDE, "en").periods == (Period(monday, monday + timedelta(days=6)),)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("What did I do for Chợ Nhỏ?", "en"),
        ("tuan 3 toi lam gi", "vi"),
        ("Tuần 3 tôi làm gì với Docker?", "vi"),
        ("what is open", "en"),
        ("Docker?", "en"),
    ],
)
def test_the_language_is_told_by_the_words(question: str, code: str) -> None:
    assert speak_of(question) == code


@pytest.mark.parametrize("joint", ["to", "til", "'til", "till", "thru", "through", "until", "-"])
@pytest.mark.parametrize(
    "form", ["oct 6 {} oct 9", "oct 6 {} 9", "6 {} 9 oct", "on 2026-10-06 {} 2026-10-09"]
)
def test_a_span_is_one_in_every_way_of_writing_it(joint: str, form: str) -> None:
    assert read(form.format(joint), KNOWN, "en").periods == (october(6, 9),)


@pytest.mark.parametrize("joint", ["-", "–", " - ", "đến", " tới "])
@pytest.mark.parametrize("code", ["en", "vi"])
def test_a_month_behind_a_span_of_days_belongs_to_both(joint: str, code: Language) -> None:
    joint = joint if code == "vi" or joint.strip() in "-–" else " to "
    assert read(f"13{joint}15/10", KNOWN, code).periods == (october(13, 15),)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("what did I do on the first day of October", october(1)),
        ("the last day of this month", october(31)),
        ("the second Tuesday of October", october(13)),
        ("the last Sunday in October", october(25)),
        ("the first Saturday I worked", Period(weekdays=(6,))),
        ("tue, wed 6-7", october(6, 7)),
        ("thursday and friday 8 and 9", (october(8), october(9))),
        ("monday the 12th", october(12)),
        ("ngày cuối cùng của tháng 10", october(31)),
        ("ngày đầu tiên tháng 10", october(1)),
        ("thứ ba thứ 2 của tháng 10", october(13)),
        ("chủ nhật cuối cùng của tháng này", october(25)),
        ("thứ bảy đầu tiên", Period(weekdays=(6,))),
        ("thứ ba, thứ tư 6-7", october(6, 7)),
        ("từ 12 đến nay", october(12, 16)),
        ("tu 12 toi gio", october(12, 16)),
    ],
)
def test_days_are_named_by_their_place(said: str, expected: Period | tuple[Period, ...]) -> None:
    found = read(said, KNOWN, speak_of(said)).periods
    assert found == (expected if isinstance(expected, tuple) else (expected,))


@pytest.mark.parametrize("rest", ["3 tasks", "2 hours", "9 am"])
def test_a_number_of_something_behind_a_weekday_is_no_day(rest: str) -> None:
    assert read(f"monday {rest}", KNOWN, "en").periods == (october(12),)
