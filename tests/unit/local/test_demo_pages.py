"""The demo is in its fourth week on whatever day somebody starts it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from weeklog.hugo import read_page
from weeklog_local.demo_pages import moved_page, starts_on

SITE = Path(__file__).parents[3] / "examples" / "site"
PAGES = sorted(SITE.rglob("1.*/*.md"))
DAYS = [date(2026, 11, 23) + timedelta(days=day) for day in range(7)] + [date(2028, 2, 29), date(2027, 1, 1)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_today_lies_in_the_fourth_of_the_weeks(today: date) -> None:
    assert starts_on(today).weekday() == 0
    assert 21 <= (today - starts_on(today)).days < 28


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(SITE)))
def test_a_moved_page_reads_as_its_author_would_have_it(page: Path, today: date) -> None:
    text = moved_page(page.read_text(), today=today, day_first=page.name.endswith(".vi.md"))
    read = read_page(text.encode(), path=str(page.relative_to(SITE)))
    first = starts_on(today) + timedelta(weeks=(read.week or 0) - 1)
    assert read.rows
    assert all(first <= row.start <= min(today, first + timedelta(days=6)) for row in read.rows if row.start)
    assert all(row.end <= today for row in read.rows if row.end)


def test_on_their_own_dates_the_pages_are_left_as_they_are() -> None:
    friday = date(2026, 10, 30)
    assert all(
        moved_page(page.read_text(), today=friday, day_first=page.name.endswith(".vi.md")) == page.read_text()
        for page in PAGES
    )


def test_before_friday_nothing_is_claimed_for_the_week() -> None:
    page = next(page for page in PAGES if page.parent.name == "1.4-Week4" and page.name == "_index.md")
    assert "reported throttled" not in moved_page(page.read_text(), today=date(2026, 11, 26), day_first=False)
