"""Which week a file is of: what its path, its text and its days say, and when nobody but its person can tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.calendar import numbered_weeks, week_of
from weeklog.hugo import days_from_path, names_a_day, read_page
from weeklog.sites.placing import Placed, place_page, weeks_of_days
from weeklog_cli.site_files import NAMES_A_DAY

WEEKS = numbered_weeks(date(2025, 9, 8), 12)  # from a Monday to Sunday, 30 November
DAYS = st.dates(WEEKS[0].first, WEEKS[-1].last)
CERTAIN = (
    "{0:%Y-%m-%d}.md", "{0:%Y-%m-%d}-notes.md", "log/{0:%Y%m%d}.md", "{0:%Y_%m_%d}.vi.md",
    "{0:%Y.%m.%d} standup.markdown",
    "{0:%Y}/{0:%m}/{0:%d}.md", "{0:%Y-%m}/{0:%d}.md", "notes-{0:%Y-%m-%d}.md", "{0.day} {0:%B %Y}.md",
    "{0:%B}-{0.day}.md",
    "{0.day}-{0:%b}-{0:%Y}.md", "{0:%Y}年{0.month}月{0.day}日.md", "{0.day}-tháng-{0.month}-{0.year}.md",
    "{0:%Y-%m-%d}/notes.md",
)  # fmt: skip
NUMERIC = ("{0:%d-%m-%Y}.md", "{0:%m-%d-%Y}.md", "{0:%d.%m.%y}.md", "{0:%d_%m}.md", "{0:%m-%d}-standup.md")


def placed(path: str, raw: str = "- Dug\n") -> Placed:
    return place_page(path, read_page(raw.encode(), path), WEEKS)


@pytest.mark.parametrize("name", CERTAIN)
@given(day=DAYS)
def test_a_file_that_is_named_after_a_day_is_of_its_week_and_of_that_day(name: str, day: date) -> None:
    path = name.format(day)
    week = week_of(WEEKS, day)
    assert week is not None
    assert placed(path) == Placed(week.number, day, ("its name is a day",))
    assert names_a_day(path)
    assert NAMES_A_DAY.search(path) or "年" in path or "/" in path, path


@pytest.mark.parametrize("name", NUMERIC)
@given(day=DAYS)
def test_a_day_that_may_be_two_is_never_guessed(name: str, day: date) -> None:
    path = name.format(day)
    found = placed(path)
    weeks = {
        week.number for days in days_from_path(path, (2025,)) for one in days if (week := week_of(WEEKS, one))
    }
    assert found.number == (weeks.pop() if len(weeks) == 1 else None)
    assert found.evidence


@given(day=st.dates(date(2025, 9, 8), date(2025, 9, 12)), number=st.integers(1, 12))
def test_what_the_path_says_in_words_is_believed_first(day: date, number: int) -> None:
    assert placed(f"week{number}/{day}.md").number == number
    assert placed(f"tuan-{number}.md").number == number
    assert placed("log.md", f"---\nweek: {number}\n---\n- Dug\n").number == number
    assert placed("log.md", f"# Tuần {number}\n\n- Dug\n").number == number
    told = placed(f"{day}.md", f"# Week {number}\n\n- Dug\n")
    assert told.number == (1 if number == 1 else None)


@given(number=st.integers(1, 99))
def test_a_numbered_day_is_placed_where_both_ways_to_count_agree(number: int) -> None:
    found = placed(f"day{number}.md")
    by_calendar, by_working_days = (number - 1) // 7 + 1, (number - 1) // 5 + 1
    within = {week for week in (by_calendar, by_working_days) if week <= len(WEEKS)}
    assert found.number == (within.pop() if len(within) == 1 else None)
    assert found.evidence


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("| Date | Task |\n| --- | --- |\n| 2025-09-16 | Dug |\n", 2),
        ("## 16 September 2025\n\n- Dug\n", 2),
        ("---\ndate: 2025-09-16T09:00:00\n---\n- Dug\n", 2),
        ("---\ndate: 2024-01-01\n---\n- Dug\n", None),
        ("---\ndate: 2024-01-01\n---\n## 16 September 2025\n\n- Dug\n", 2),
        ("## 16 September 2025\n\n- Dug\n\n## 30 September 2025\n\n- Filled\n", None),
        ("## Next week (week 4)\n\n- Dig\n", None),
        ("", None),
    ],
)
def test_the_days_of_the_text_tell_the_week_of_a_file_that_has_no_name(raw: str, number: int | None) -> None:
    found = placed("log.md", raw)
    assert found.number == number
    assert found.evidence or number is not None


@given(
    days=st.lists(DAYS, min_size=1, max_size=6),
    order=st.sampled_from(("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d %B")),
)
def test_headings_that_are_days_are_of_their_weeks_by_one_order_or_of_none(
    days: list[date], order: str
) -> None:
    right = [week.number if (week := week_of(WEEKS, day)) else None for day in days]
    found = weeks_of_days([day.strftime(order) for day in days], WEEKS)
    assert found in (right, [None] * len(days))
    if order in {"%Y-%m-%d", "%d %B"}:
        assert found == right


@pytest.mark.parametrize("name", ["content/1-Worklog/_index.md", "_index.vi.md", "log/_Index.markdown"])
def test_the_date_of_a_folders_own_page_says_nothing_of_its_week(name: str) -> None:
    dated = "---\ndate: 2025-09-15\n---\n**Week 1:** [First](week1/)\n\n**Week 2:** [Second](week2/)\n"
    assert placed(name, dated).number is None
    assert placed("log/notes.md", dated).number == 2
