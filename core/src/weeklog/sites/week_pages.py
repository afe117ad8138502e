"""What weeks hold, as their pages see it: read at once for a whole site, written in few statements."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from weeklog.calendar import Week
from weeklog.entries.tables import PageEntryRow
from weeklog.hugo import Page, new_page, write_page
from weeklog.hugo.model import WeekInfo
from weeklog.sites.content import (
    Line,
    WeekContent,
    as_shown,
    fresh_content,
    page_content,
    translation_content,
)
from weeklog.sites.files import StoredPage, UnplacedPage, WeekPage
from weeklog.sites.placing import place_page
from weeklog.sites.reading import SiteAnswers, stored_reading
from weeklog.sites.rows import KnownEntry, RowValues
from weeklog.sites.shares import home_of, in_order, lines_of, original_of, share_lines
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
    pages: Sequence[StoredPage]  # in the order in which they came

    @property
    def primary(self) -> StoredPage | None:
        """The page that holds the week's rows; the first of them, where several hold them together."""
        whole = (one for one in self.pages if not one.reading.part)
        return next(whole, self.pages[0] if self.pages else None)

    @cached_property
    def holders(self) -> list[StoredPage]:
        """The pages whose rows are the week's entries, in the order of their days. The others are translations."""
        return in_order([one for one in self.pages if one.reading.part or one is self.primary])

    def holds(self, page_id: UUID) -> bool:
        return any(one.id == page_id for one in self.holders)

    def in_language(self, language: str) -> StoredPage | None:
        return next((one for one in self.pages if one.page.language == language), None)

    def twin_of(self, stored: StoredPage) -> StoredPage | None:
        """The same page in another language: a translation's original, or an original's translation."""
        if not self.holds(stored.id):
            return original_of(stored.path, stored.page, self.holders)
        translations = (one for one in self.pages if not self.holds(one.id))
        return next((one for one in translations if self.twin_of(one) is stored), None)

    def same_as(self, one: WeekPage) -> StoredPage | None:
        """The stored page that a file is a new version of."""
        return next((stored for stored in self.pages if stored.path == (one.moved_from or one.path)), None)

    def export(self, stored: StoredPage) -> bytes:
        if self.holds(stored.id):
            return write_page(stored.page, page_content(stored.page, self.shown_on(stored)))
        original = original_of(stored.path, stored.page, self.holders)
        content = original and translation_content(stored.page, original.page, self.shown_on(original))
        return stored.page.raw if content is None else write_page(stored.page, content)

    def shown_on(self, holder: StoredPage) -> WeekContent:
        """The holder's share of the week, with the days that the week had when its rows were read."""
        if len(self.holders) == 1:
            return replace(
                self.content, week=holder.week, entries=as_shown(holder.page, self.content.entries)
            )
        entries = [one for one in self.content.entries if home_of(one, self.holders) == holder.id]
        objectives, achievements = self._lines[holder.id]
        return WeekContent(holder.week, as_shown(holder.page, entries), objectives, achievements)

    @property
    def shown_nowhere(self) -> WeekContent:
        """What a page that is new to the week may hold already: all, while no page holds it."""
        entries = [one for one in self.content.entries if one.page_id is None]
        if self.holders:
            return WeekContent(self.content.week, entries, [], [])
        return replace(self.content, entries=entries)

    def shown_elsewhere(self, page_id: UUID | None) -> tuple[set[Line], set[Line]]:
        """The objectives and the achievements that other pages show."""
        others = [self.shown_on(one) for one in self.holders if one.id != page_id]
        return (
            {line for one in others for line in one.objectives},
            {line for one in others for line in one.achievements},
        )

    @cached_property
    def _lines(self) -> Mapping[UUID, tuple[Sequence[Line], Sequence[Line]]]:
        """By the holder's id, the objectives and the achievements that it shows."""
        first = next(at for at, one in enumerate(self.holders) if one is self.primary)
        was = [lines_of(one.page) for one in self.holders]
        objectives = share_lines([one for one, _ in was], self.content.objectives, primary=first)
        achievements = share_lines([one for _, one in was], self.content.achievements, primary=first)
        pairs = zip(objectives, achievements, strict=True)
        return {one.id: pair for one, pair in zip(self.holders, pairs, strict=True)}

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
    unplaced: Sequence[UnplacedPage] = ()  # whose week is asked

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
    stored = await read_pages([row for row in pages if row.week is not None], owner)
    return Site(
        {
            one.number: _week_data(
                one, stored[one.number], entries[one.number], objectives[one.number], achievements[one.number]
            )
            for one in owner.weeks
            if week in (None, one.number)
        },
        {(row.language, row.key): row.value for row in answers},
        [_unplaced_page(row, owner.weeks) for row in pages if row.week is None],
    )


async def read_pages(rows: Iterable[StoredPageRow], owner: Owner) -> dict[int, list[StoredPage]]:
    """In a thread: a site takes tenths of a second, and others are waiting."""
    weeks = {week.number: week for week in owner.weeks}

    def read() -> dict[int, list[StoredPage]]:
        found: dict[int, list[StoredPage]] = defaultdict(list)
        for row in rows:
            if (
                week := weeks.get(row.week or 0)
            ) is not None:  # none: added a moment ago, not yet heard of here
                found[week.number].append(_stored_page(row, week))
        return found

    return await asyncio.to_thread(read)


def read_again(raw: bytes, like: StoredPage) -> Page:
    return like.page if raw == like.page.raw else like.reading.read(raw, like.path)


def exported_looks(shown: WeekContent, exported: Page) -> list[tuple[KnownEntry, int]]:
    """Which row of the exported page stands for which entry: the writer keeps their order."""
    rows = [index for index, row in enumerate(exported.rows) if row.text.strip()]
    return list(zip(shown.entries, rows, strict=True)) if len(rows) == len(shown.entries) else []


def _stored_page(row: StoredPageRow, week: Week) -> StoredPage:
    reading = stored_reading(row.settlements)
    read_as = Week(week.number, *reading.span) if reading.span else week
    page = reading.read(row.raw, row.path)
    return StoredPage(row.id, row.path, read_as, page, reading, row.updated_at)


def _unplaced_page(row: StoredPageRow, weeks: Sequence[Week]) -> UnplacedPage:
    reading = stored_reading(row.settlements)
    page = reading.read(row.raw, row.path)
    return UnplacedPage(row.id, row.path, page, place_page(row.path, page, weeks), row.updated_at)


def _week_data(
    week: Week,
    pages: Sequence[StoredPage],
    entries: Sequence[PageEntryRow],
    objectives: Sequence[ShownObjectiveRow],
    achievements: Sequence[ShownAchievementRow],
) -> WeekData:
    lines = [Line(row.text, row.done) for row in objectives], [Line(row.text) for row in achievements]
    holders = {one.id for one in WeekData(WeekContent(week, [], *lines), pages).holders}
    return WeekData(WeekContent(week, [_known(row, holders) for row in entries], *lines), pages)


def _by_week(rows: Iterable[Shown]) -> dict[int, list[Shown]]:
    found: dict[int, list[Shown]] = defaultdict(list)
    for row in rows:
        found[row.week].append(row)
    return found


def _known(row: PageEntryRow, holders: AbstractSet[UUID]) -> KnownEntry:
    links = tuple((resource["title"], resource.get("url")) for resource in row.resources)
    values = RowValues(row.text, row.day, row.start_on, row.end_on, links, row.status, row.hours)
    if row.page_id not in holders:
        return KnownEntry(row.id, row.position, None, values, tags=tuple(row.tags))
    return KnownEntry(row.id, row.position, row.page_row, values, row.page_id, tuple(row.tags))
