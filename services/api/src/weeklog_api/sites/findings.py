"""What there is to look at before pages become public: of the pages as they would be exported now."""

import asyncio
from collections.abc import Sequence

from weeklog.errors import Conflict
from weeklog.hugo import Drift, Finding, Page, compare_translations
from weeklog.sites import tables as queries
from weeklog.sites.files import StoredPage
from weeklog.sites.lint import lint_pages
from weeklog.sites.reading import Reading
from weeklog.sites.unsaid import KIND, unsaid
from weeklog.sites.week_pages import Site, WeekData, read_again, read_site
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.sites.schemas import LintFilters, LintFinding, PageState, TranslationDrift, TranslationSide
from weeklog_api.sites.service import new_path, owner

_FIELD = {"rows": "text", "start": "start_on", "end": "end_on"}


async def list_pages(work: UnitOfWork, identity: Identity) -> list[PageState]:
    return [
        PageState.model_validate(row, from_attributes=True)
        for row in await work.all(queries.list_pages, **owner(identity).keys)
    ]


async def lint(work: UnitOfWork, identity: Identity, filters: LintFilters) -> list[LintFinding]:
    site = await read_site(work, owner(identity))
    found = await asyncio.to_thread(_linted, site, filters)
    return [
        LintFinding(path=path, level=one.level, kind=one.kind, line=one.line, message=one.message)
        for path, findings in found
        if filters.path in (None, path)
        for one in findings
        if filters.level in (None, one.level) and filters.kind in (None, one.kind)
    ]


async def twins(work: UnitOfWork, identity: Identity, number: int) -> list[TranslationDrift]:
    """The page that holds the week's rows is the left one."""
    week = identity.week(number)
    data = (await read_site(work, owner(identity), number)).weeks[week.number]
    twin = data.twin_of(data.primary) if data.primary else None
    if data.primary is None or twin is None:
        raise Conflict(f"week {number} has no twins: import its page in both languages")
    left, right = (_now(data, page) for page in (data.primary, twin))
    return [_drift(one, left, right) for one in compare_translations(left, right)]


def _linted(site: Site, filters: LintFilters) -> list[tuple[str, tuple[Finding, ...]]]:
    """By the path of the page."""
    shown = [(data, page, _now(data, page)) for data in site.weeks.values() for page in data.pages]
    others = [()] * len(shown) if filters.kind == KIND else lint_pages([page for _, _, page in shown])
    found = [
        (stored.path, (*_unsaid(data, stored, page), *lint))
        for (data, stored, page), lint in zip(shown, others, strict=True)
        if filters.week in (None, data.content.week.number)
    ]
    return found + _unsaid_by_new_pages(site, filters)


def _unsaid(data: WeekData, stored: StoredPage, now: Page) -> tuple[Finding, ...]:
    return unsaid(data.shown_on(stored), stored.page, now) if data.holds(stored.id) else ()


def _unsaid_by_new_pages(site: Site, filters: LintFilters) -> list[tuple[str, tuple[Finding, ...]]]:
    """Of weeks that have no page yet: the page that an export writes."""
    like = [one.page for one in site.pages]
    found: list[tuple[str, tuple[Finding, ...]]] = []
    for data in site.weeks.values():
        number = data.content.week.number
        if data.pages or not data.content.entries or filters.week not in (None, number):
            continue
        path = new_path(number, "en")
        reading = Reading(span=(data.content.week.first, data.content.week.last))
        found.append((path, unsaid(data.content, None, reading.read(data.fresh("en", like), path))))
    return found


def _now(data: WeekData, stored: StoredPage) -> Page:
    return read_again(data.export(stored), stored)


def _drift(drift: Drift, left: Page, right: Page) -> TranslationDrift:
    other = drift.row if len(left.rows) == len(right.rows) else None
    return TranslationDrift(
        kind=drift.kind,
        field=_FIELD.get(drift.kind, drift.kind),
        row=drift.row,
        message=drift.message,
        left=TranslationSide(path=left.path, line=_line(left, drift.row, drift.first), value=drift.first),
        right=TranslationSide(path=right.path, line=_line(right, other, drift.second), value=drift.second),
    )


def _line(page: Page, row: int | None, value: str) -> int | None:
    rows: Sequence[int] = [one.place.line for one in page.rows if value and one.text == value]
    if row is not None and row < len(page.rows):
        return page.rows[row].place.line
    return next(iter(rows), None)
