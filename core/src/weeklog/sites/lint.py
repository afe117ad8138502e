"""Findings of many pages. Pure.

`lint_page` compares a page with every other one; over a site of 200 pages that would be most of the time. So it is
given only the ones that can be copies: those that share two sentences, or all days.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import Final

from weeklog.hugo import Finding, Page, lint_page
from weeklog.hugo.read.words import plain

_ENOUGH: Final = 2  # shared sentences
_SHORT: Final = 12  # characters; "Team meeting" may well be true of every week


def lint_pages(pages: Sequence[Page], only: Sequence[Page] | None = None) -> list[tuple[Finding, ...]]:
    """For each of `only` (else of all), with the site around it."""
    site = _Site(pages)
    return [lint_page(page, others=site.alike(page)) for page in (pages if only is None else only)]


class _Site:
    """The site's pages by what they say and by their days."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {id(page): page for page in pages}
        self._saying: dict[str, list[int]] = defaultdict(list)
        self._dated: dict[Hashable, list[int]] = defaultdict(list)
        for key, page in self._pages.items():
            self._dated[_days(page)].append(key)
            for sentence in _sentences(page):
                self._saying[sentence].append(key)

    def alike(self, page: Page) -> list[Page]:
        shared = Counter(key for sentence in _sentences(page) for key in self._saying[sentence])
        keys = {key for key, count in shared.items() if count >= _ENOUGH}
        if days := _days(page):
            keys.update(self._dated[days])
        found = (self._pages[key] for key in keys)
        return [other for other in found if other.week != page.week]


def _sentences(page: Page) -> set[str]:
    texts = [line for row in page.rows for line in row.text.split("\n")]
    texts += [item.text for item in (*page.objectives, *page.achievements)]
    return {words for text in texts if len(words := plain(text)) >= _SHORT}


def _days(page: Page) -> Hashable:
    return tuple((row.start, row.end) for row in page.rows if row.start)
