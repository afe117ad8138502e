"""Nothing that meets people's text is slower than linear: a few milliseconds for each KB at most, whatever the
text is."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

import pytest

from tests.support.timed import slowest_ms_per_kb
from weeklog.calendar import numbered_weeks
from weeklog.errors import Invalid
from weeklog.hugo import read_page
from weeklog.quick_add import read_quick
from weeklog.search.question import Search
from weeklog.weeks.patterns import patterns
from weeklog_api.comments.mentions import mentioned

WEEKS = numbered_weeks(date(2026, 10, 5), 12)
TODAY = date(2026, 10, 14)
PEOPLE = {UUID(int=n): name for n, name in enumerate(("An Nguyễn", "Bảo Trần", "a a a"))}


def _quick(text: str) -> None:
    with suppress(Invalid):
        read_quick(text, TODAY, WEEKS)


# The reader, how long a text it meets at most (pages are longer: what counts is the time for each KB), and the
# milliseconds for a KB that it may take. The Markdown parser behind pages is linear, and slow on the shortest of
# blocks.
READERS: dict[str, tuple[Callable[[str], object], int, float]] = {
    "a quick line": (_quick, 4000, 5),
    "words to search for": (lambda text: Search(text, UUID(int=1), ()).words, 4000, 1),
    "words of a filter": (patterns, 4000, 4),
    "a page": (lambda text: read_page(text.encode()), 2000, 50),
    "mentions": (lambda text: mentioned(text, PEOPLE), 10_000, 1),
}


@pytest.mark.parametrize("name", READERS)
def test_reading_takes_linear_time(name: str) -> None:
    read, size, budget = READERS[name]
    assert slowest_ms_per_kb(read, size) < budget
