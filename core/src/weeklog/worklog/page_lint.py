"""Findings of many pages. Pure.

`lint_page` compares a page with every other one; over a site of 200 pages that would be most of the time. So it is given
only the ones that could be copies: those that share a sentence or a day.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from weeklog.pages import Finding, Page, lint_page


def lint_pages(pages: Sequence[Page], only: Sequence[Page] | None = None) -> list[tuple[Finding, ...]]:
    """For each of `only` (else of all), with the site around it."""
    saying: Mapping[Hashable, list[Page]] = _index(pages)
    return [lint_page(page, others=_alike(page, saying)) for page in (only if only is not None else pages)]


def _index(pages: Sequence[Page]) -> Mapping[Hashable, list[Page]]:
    saying: dict[Hashable, list[Page]] = defaultdict(list)
    for page in pages:
        for mark in _marks(page):
            saying[mark].append(page)
    return saying


def _alike(page: Page, saying: Mapping[Hashable, list[Page]]) -> list[Page]:
    found = {id(other): other for mark in _marks(page) for other in saying.get(mark, ())}
    return [other for other in found.values() if other.week != page.week]


def _marks(page: Page) -> set[Hashable]:
    return set(_said(page))


def _said(page: Page) -> Iterator[Hashable]:
    for row in page.rows:
        if row.start:
            yield row.start
        yield from _sentences(row.text)
    for item in (*page.objectives, *page.achievements):
        yield from _sentences(item.text)


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        letters = "".join(filter(str.isalnum, line)).casefold()
        if letters:
            yield letters
