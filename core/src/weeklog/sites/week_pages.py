"""What weeks hold, as their pages see it: read at once for a whole site, written in few statements."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from weeklog.calendar import Week
from weeklog.entries.tables import PageEntryRow
from weeklog.hugo import Page, new_page, write_page
from weeklog.hugo.model import WeekInfo
from weeklog.sites.content import Line, WeekContent, fresh_content, page_content, translation_content
from weeklog.sites.files import StoredPage, WeekPage
from weeklog.sites.reading import SiteAnswers, stored_reading
from weeklog.sites.rows import KnownEntry, RowValues
from weeklog.sites.tables import (
    ShownAchievementRow,
    ShownObjectiveRow,
    StoredPageRow,
    find_pages,
    list_shown_achievements,
    list_shown_entries,
    list_shown_objectives,
    list_site_answers,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner

Shown = TypeVar("Shown", PageEntryRow, ShownObjectiveRow, ShownAchievementRow)


@dataclass(frozen=True)
class WeekData:
    content: WeekContent
    pages: Sequence[StoredPage]  # the one that holds the week's rows first

    @property
    def primary(self) -> StoredPage | None:
        return self.pages[0] if self.pages else None

    def in_language(self, language: str) -> StoredPage | None:
        return next((one for one in self.pages if one.page.language == language), None)

    def translation_of(self, language: str) -> StoredPage | None:
        return next((one for one in self.pages if one.page.language != language), None)

    def same_as(self, one: WeekPage) -> StoredPage | None:
        """The stored page that a file is a new version of; one with a new path has moved."""
        same = (stored for stored in self.pages if stored.path == one.path)
        return next(same, None) or self.in_language(one.page.language)

    def export(self, stored: StoredPage) -> bytes:
        if self.primary is None:
            return stored.page.raw
        now = replace(self.content, week=self.primary.week)  # as its rows were read
        if stored.id == self.primary.id:
            return write_page(stored.page, page_content(stored.page, now))
        content = translation_content(stored.page, self.primary.page, now)
        return stored.page.raw if content is None else write_page(stored.page, content)

    def fresh(self, language: str, like: Sequence[Page]) -> bytes:
        week = self.content.week
        spoken = "vi" if language == "vi" else "en"
        info = WeekInfo(week.number, week.first, week.last)
        return new_page(fresh_content(self.content, spoken), info, language=spoken, like=like)


@dataclass(frozen=True)
class Site:
    """All that a person's pages say and show, by the number of the week."""

    weeks: Mapping[int, WeekData]
    answers: SiteAnswers

    @property
    def pages(self) -> list[StoredPage]:
        return [page for data in self.weeks.values() for page in data.pages]

    def find(self, path: str) -> StoredPage | None:
        return next((page for page in self.pages if page.path == path), None)


async def read_site(work: UnitOfWork, owner: Owner, week: int | None = None) -> Site:
    """Every page, and of every week what its pages show; or those of one week."""
    wanted = owner.keys | {"week": week}
    pages = await work.all(find_pages, **wanted)
    entries = _by_week(await work.all(list_shown_entries, **wanted))
    objectives = _by_week(await work.all(list_shown_objectives, **wanted))
    achievements = _by_week(await work.all(list_shown_achievements, **wanted))
    answers = await work.all(list_site_answers, **owner.keys)
    stored = await read_pages(pages, owner)
    return Site(
        {
            one.number: _week_data(
                one, stored[one.number], entries[one.number], objectives[one.number], achievements[one.number]
            )
            for one in owner.weeks
            if week in (None, one.number)
        },
        {(row.language, row.key): row.value for row in answers},
    )


async def read_pages(rows: Iterable[StoredPageRow], owner: Owner) -> dict[int, list[StoredPage]]:
    """In a thread: a site takes tenths of a second, and others are waiting."""
    weeks = {week.number: week for week in owner.weeks}

    def read() -> dict[int, list[StoredPage]]:
        found: dict[int, list[StoredPage]] = defaultdict(list)
        for row in rows:
            if (week := weeks.get(row.week)) is not None:  # none: added a moment ago, not yet heard of here
                found[week.number].append(_stored_page(row, week))
        return found

    return await asyncio.to_thread(read)


def read_again(raw: bytes, like: StoredPage) -> Page:
    return like.page if raw == like.page.raw else like.reading.read(raw, like.path)


def exported_looks(data: WeekData, exported: Page) -> list[tuple[KnownEntry, int]]:
    """Which row of the exported page stands for which entry: the writer keeps their order."""
    rows = [index for index, row in enumerate(exported.rows) if row.text.strip()]
    if len(rows) != len(data.content.entries):
        return []
    return list(zip(data.content.entries, rows, strict=True))


def _stored_page(row: StoredPageRow, week: Week) -> StoredPage:
    reading = stored_reading(row.settlements)
    read_as = Week(week.number, *reading.span) if reading.span else week
    page = reading.read(row.raw, row.path)
    return StoredPage(row.id, row.path, read_as, page, reading, row.updated_at)


def _week_data(
    week: Week,
    pages: Sequence[StoredPage],
    entries: Sequence[PageEntryRow],
    objectives: Sequence[ShownObjectiveRow],
    achievements: Sequence[ShownAchievementRow],
) -> WeekData:
    owner_id = pages[0].id if pages else None
    content = WeekContent(
        week,
        [_known(row, owner_id) for row in entries],
        [Line(row.text, row.done) for row in objectives],
        [Line(row.text) for row in achievements],
    )
    return WeekData(content, pages)


def _by_week(rows: Iterable[Shown]) -> dict[int, list[Shown]]:
    found: dict[int, list[Shown]] = defaultdict(list)
    for row in rows:
        found[row.week].append(row)
    return found


def _known(row: PageEntryRow, owner_id: UUID | None) -> KnownEntry:
    links = tuple((resource["title"], resource.get("url")) for resource in row.resources)
    values = RowValues(row.text, row.day, row.start_on, row.end_on, links, row.status)
    on_page = owner_id is not None and row.page_id == owner_id
    return KnownEntry(row.id, row.position, row.page_row if on_page else None, values)
