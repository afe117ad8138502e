"""What each of the pages that hold a week's rows together shows of the week. Pure.

Entries belong to the page on which they stand; one that stands on none goes to the page of its day. Objectives and
achievements are the week's, and may stand on several pages.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from weeklog.hugo import Page
from weeklog.sites.content import Line, is_line, line_of
from weeklog.sites.days import are_apart, days_of
from weeklog.sites.files import StoredPage
from weeklog.sites.merge import same_lines
from weeklog.sites.rows import KnownEntry

_NEVER: Final = date.max
_LANGUAGE: Final = re.compile(r"\.(?:vi|en)(?=\.(?:md|markdown)(?:/|\Z))|(?<![^/])(?:vi|en)/")


def in_order(holders: Sequence[StoredPage]) -> list[StoredPage]:
    """By their days, then by their paths."""
    return sorted(holders, key=lambda one: (min(days_of(one.page), default=_NEVER), one.path))


def home_of(entry: KnownEntry, holders: Sequence[StoredPage]) -> UUID:
    """The page that shows the entry. `holders` are in order, and at least one."""
    if entry.page_id is not None:
        return entry.page_id
    begun = [one for one in holders if min(days_of(one.page), default=_NEVER) <= entry.values.start_on]
    return (begun or holders)[-1 if begun else 0].id


def original_of(path: str, page: Page, holders: Sequence[StoredPage]) -> StoredPage | None:
    """The page that this one is a translation of: the one of the same name, else one in another language that is not
    of other days."""
    named = next((one for one in holders if neutral(one.path) == neutral(path)), None)
    if named is not None or any(one.page.language == page.language for one in holders):
        return named
    days = days_of(page)
    return next((one for one in holders if not are_apart(days, days_of(one.page))), None)


def neutral(path: str) -> str:
    """The path without what tells its language: `week3/_index.vi.md` and `vi/week3/_index.md` are the same page."""
    return _LANGUAGE.sub("", path.casefold())


def share_lines(shown: Sequence[Sequence[Line]], lines: Sequence[Line], *, primary: int) -> list[list[Line]]:
    """For each page, of which `shown` are the lines as it was stored, those that it shows now: its own in its order,
    also where another page has the same, then those that are new. A line that stands nowhere goes to `primary`."""
    shares: list[list[Line | None]] = [[None] * len(page) for page in shown]
    free = set(range(len(lines)))
    for own, share in zip(shown, shares, strict=True):
        _take_same(own, share, lines, free)
    places = [
        (at, index) for at, share in enumerate(shares) for index, one in enumerate(share) if one is None
    ]
    rest = sorted(free)
    found = same_lines([shown[at][index].text for at, index in places], [lines[one].text for one in rest])
    for one, match in zip(rest, found, strict=True):
        if match is None:
            shares[primary].append(lines[one])
        else:
            at, index = places[match]
            shares[at][index] = lines[one]
    return [[line for line in share if line is not None] for share in shares]


def _take_same(own: Sequence[Line], share: list[Line | None], lines: Sequence[Line], free: set[int]) -> None:
    """Each line once for this page, though another page may have it too."""
    left: dict[Line, list[int]] = defaultdict(list)
    for at in reversed(range(len(lines))):
        left[lines[at]].append(at)
    for index, line in enumerate(own):
        if left[line]:
            at = left[line].pop()
            free.discard(at)
            share[index] = lines[at]


def lines_of(page: Page) -> tuple[list[Line], list[Line]]:
    """Its objectives and its achievements."""
    objectives, achievements = (
        [line_of(item) for item in items if is_line(item)] for items in (page.objectives, page.achievements)
    )
    return objectives, achievements
