from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.dates import Known, Period, Unclear, read_period

FRIDAY = date(2026, 10, 16)
KNOWN = Known(FRIDAY, numbered_weeks(date(2026, 10, 5), 12))  # today is in week 2
OUTSIDE = Known(date(2027, 5, 1), KNOWN.weeks)


def days(first: date, last: date | None = None) -> tuple[date | None, date | None, int | None, int | None]:
    return first, last or first, None, None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yesterday", days(date(2026, 10, 15))),
        ("today", days(FRIDAY)),
        ("the day before yesterday", days(date(2026, 10, 14))),
        ("on 2026-10-06", days(date(2026, 10, 6))),
        ("on 6 October", days(date(2026, 10, 6))),
        ("on the 6th of October", days(date(2026, 10, 6))),
        ("on Oct 6th, 2025", days(date(2025, 10, 6))),
        ("on 13/10", days(date(2026, 10, 13))),
        ("on 6.10.2026", days(date(2026, 10, 6))),
        ("on Monday", days(date(2026, 10, 12))),
        ("on Friday", days(FRIDAY)),
        ("last Friday", days(date(2026, 10, 9))),
        ("next Friday", days(date(2026, 10, 23))),
        ("this Sunday", days(date(2026, 10, 18))),
        ("on tues", days(date(2026, 10, 13))),
        ("on Tuesday of week 1", days(date(2026, 10, 6))),
        ("on Monday of last week", days(date(2026, 10, 5))),
        ("from 5 October to 7 October", days(date(2026, 10, 5), date(2026, 10, 7))),
        ("between 7 October and 5 October", days(date(2026, 10, 5), date(2026, 10, 7))),
        ("in weeks 1 to 2", days(date(2026, 10, 5), date(2026, 10, 18))),
        ("in October", days(date(2026, 10, 1), date(2026, 10, 31))),
        ("in December 2025", days(date(2025, 12, 1), date(2025, 12, 31))),
        ("in week 3", (None, None, 3, None)),
        ("week number 3", (None, None, 3, None)),
        ("this week", (None, None, 2, None)),
        ("last week", (None, None, 1, None)),
        ("next week", (None, None, 3, None)),
        ("on Mondays", (None, None, None, 1)),
        ("every Thursday", (None, None, None, 4)),
        ("since Monday", (date(2026, 10, 12), None, None, None)),
    ],
)
def test_words_name_exactly_these_days(
    words: str, expected: tuple[date | None, date | None, int | None, int | None]
) -> None:
    period, rest = read_period(f"what did I do {words}", KNOWN)
    assert period is not None
    assert (period.first, period.last, period.week, period.weekday) == expected
    assert rest.split() == ["what", "did", "I", "do"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "on 08/09",
            "'08/09' may be 9 August (2026-08-09) or 8 September (2026-09-08). Please ask again with the one you mean.",
        ),
        ("on 31 February", "There is no day '31 february' in the calendar."),
        ("on 45/90", "'45/90' is no date. Write it as in 2026-10-16."),
        ("in week 14", "There is no week 14: the programme has weeks 1 to 12."),
    ],
)
def test_what_cannot_be_known_is_asked_back(words: str, why: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_period(f"what did I do {words}?", KNOWN)
    assert str(unclear.value) == why


def test_a_numeric_date_of_which_only_one_reading_is_in_the_programme_is_that_one() -> None:
    period, _ = read_period("on 06/10", KNOWN)
    assert period == Period("on Tuesday 6 October 2026", date(2026, 10, 6), date(2026, 10, 6))


def test_a_date_without_a_year_is_the_one_in_the_programme() -> None:
    period, _ = read_period("on 6 October", OUTSIDE)
    assert period is not None
    assert period.first == date(2026, 10, 6)


def test_outside_of_the_programme_this_week_has_no_number() -> None:
    with pytest.raises(Unclear, match="Saturday 1 May 2027, is in no week of the programme"):
        read_period("this week", OUTSIDE)


def test_a_question_without_a_day_has_no_period() -> None:
    assert read_period("what is still open", KNOWN) == (None, "what is still open")
