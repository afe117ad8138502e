"""The days that a page is about. Pure."""

from collections.abc import Set as AbstractSet
from datetime import date

from weeklog.hugo import Page


def days_of(page: Page) -> set[date]:
    """On which its tasks begin, and the day that its file is named after."""
    days = {row.start or row.end or page.day for row in page.rows} | {page.day}
    return {day for day in days if day is not None}


def are_apart(one: AbstractSet[date], other: AbstractSet[date]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)
