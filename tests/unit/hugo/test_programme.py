from datetime import date, timedelta

from tests.unit.hugo.builders import read
from weeklog.hugo import Page, infer_calendar


def week(number: int, first: date, *, path: str = "week{}.md") -> Page:
    last = first + timedelta(days=4)
    row = f"| 2 | a | {first} | {first} |\n| 6 | b | {last} | {last} |"
    return read(f"| Day | Task | Start | End |\n|---|---|---|---|\n{row}\n", path.format(number))


def weeks(*firsts: tuple[int, date]) -> list[Page]:
    return [week(number, first) for number, first in firsts]


def test_weeks_that_follow_each_other_give_a_start_and_a_weekday() -> None:
    friday = date(2026, 4, 17)
    guess = infer_calendar(weeks(*((n, friday + timedelta(weeks=n - 1)) for n in (1, 2, 3))))

    assert (guess.start, guess.start_weekday, guess.gaps, guess.confidence) == (friday, 4, (), 1.0)
    assert guess.weeks[2] == (date(2026, 4, 24), date(2026, 4, 30))
    assert guess.evidence == ("3 of 3 weeks begin on a Friday",)


def test_a_week_that_begins_later_than_the_others_still_begins_on_their_weekday() -> None:
    guess = infer_calendar(weeks((1, date(2025, 9, 8)), (2, date(2025, 9, 16)), (3, date(2025, 9, 22))))

    assert guess.weeks[2][0] == date(2025, 9, 15)


def test_days_that_no_week_claims_are_a_gap() -> None:
    guess = infer_calendar(weeks((1, date(2026, 2, 2)), (2, date(2026, 2, 9)), (3, date(2026, 3, 2))))

    assert [(gap.first, gap.last) for gap in guess.gaps] == [(date(2026, 2, 16), date(2026, 3, 1))]


def test_a_week_that_contradicts_its_neighbours_is_left_out_and_named() -> None:
    guess = infer_calendar(
        weeks((1, date(2025, 9, 8)), (2, date(2025, 8, 11)), (3, date(2025, 9, 22)), (4, date(2025, 9, 29)))
    )

    assert (guess.start, sorted(guess.weeks)) == (date(2025, 9, 8), [1, 3, 4])
    assert "week 2 is left out: it begins on 2025-08-11" in guess.evidence
    assert guess.confidence == 0.75


def test_the_start_is_counted_back_from_the_first_known_week() -> None:
    guess = infer_calendar(weeks((3, date(2025, 9, 22)), (4, date(2025, 9, 29))))

    assert guess.start == date(2025, 9, 8)
    assert "counted back from week 3, which begins on 2025-09-22" in guess.evidence


def test_of_twins_that_disagree_the_more_frequent_day_counts() -> None:
    pages = [
        *weeks((1, date(2025, 9, 8)), (1, date(2025, 9, 8))),
        week(1, date(2025, 8, 11), path="week1.vi.md"),
    ]

    assert infer_calendar(pages).start == date(2025, 9, 8)


def test_without_dates_nothing_is_guessed() -> None:
    guess = infer_calendar([read("# Week 1"), read("", "page.md")])

    assert (guess.start, guess.start_weekday, dict(guess.weeks), guess.confidence) == (None, None, {}, 0.0)
