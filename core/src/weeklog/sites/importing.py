"""Files into weeks. All of it happens in the caller's one unit of work; what is slow and pure runs in threads."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from weeklog.calendar import Week
from weeklog.db.engine import MAY_BE_IDLE
from weeklog.events.catalogue import WeekChanged
from weeklog.hugo import Finding, Page
from weeklog.sites.calendar import propose_calendar
from weeklog.sites.content import Line, WeekContent
from weeklog.sites.days import days_of
from weeklog.sites.files import File, Read, Refused, StoredPage, Unplaced, WeekPage, read_files
from weeklog.sites.lint import lint_pages
from weeklog.sites.merge import Known, Merge, merge_lines, merge_rows, merge_share
from weeklog.sites.placing import ask_for_week
from weeklog.sites.report import ImportReport, Outcome, PageReport, page_report, refusal, unplaced_report
from weeklog.sites.reread import Reread, save_reread
from weeklog.sites.rows import values_of
from weeklog.sites.shares import neutral, original_of
from weeklog.sites.tables import hold_pages
from weeklog.sites.unplaced import save_unplaced
from weeklog.sites.week_pages import Site, WeekData, exported_looks, read_again, read_site
from weeklog.sites.week_rows import (
    count_pages,
    order_by_pages,
    save_achievements,
    save_objectives,
    save_page,
    save_rows,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner

Progress = Callable[[int], Awaitable[None]]  # told how many files are done


async def _nobody(_done: int) -> None:
    pass


async def import_pages(
    work: UnitOfWork, owner: Owner, files: Sequence[File], *, dry_run: bool, progress: Progress = _nobody
) -> ImportReport:
    """Pages that can be read are saved together; the others are reported. A dry run does all of it and takes it
    back."""
    await work.run(hold_pages, person_key=str(owner.person_id))
    await work.run(MAY_BE_IDLE)
    if not dry_run:
        return await _import(work, owner, files, progress)
    told = len(work.events)
    await work.run("SAVEPOINT before")
    report = await _import(work, owner, files, progress)
    await work.run("ROLLBACK TO SAVEPOINT before")
    del work.events[told:]
    return report.model_copy(update={"dry_run": True})


async def place_page(work: UnitOfWork, owner: Owner, file: File, week: int) -> ImportReport:
    """A page whose week was asked comes into the week that its person named."""
    return await _import(work, owner, [file], _nobody, {file.path: week})


async def _import(
    work: UnitOfWork,
    owner: Owner,
    files: Sequence[File],
    progress: Progress,
    said: Mapping[str, int] | None = None,
) -> ImportReport:
    site = await read_site(work, owner)
    stored = site.pages
    read, alone = await asyncio.to_thread(read_files, files, owner.weeks, stored, site.answers, said or {})
    taken = [one for one in read if isinstance(one, WeekPage)]
    done = len(read) - len(taken)
    like = [one.page for one in stored]
    outcomes = await save_unplaced(work, owner, site.unplaced, read)
    for week in sorted({one.week for one in taken}):
        # Of two that come together, the English one leads; of several, the one with the first day.
        of_week = sorted((one for one in taken if one.week == week), key=_first_to_come)
        outcomes |= await _import_week(_Week(work, owner, site.weeks[week.number], like), of_week)
        done += len(of_week)
        await progress(done)
    pages = await asyncio.to_thread(_reports, site, owner.weeks, read, taken, outcomes)
    reported = {one.path: page for one, page in zip(read, pages, strict=True) if not isinstance(one, Refused)}
    await count_pages(work, owner, reported)
    calendar = await asyncio.to_thread(propose_calendar, alone, owner.weeks)
    return ImportReport(dry_run=False, pages=pages, calendar=calendar)


def _first_to_come(one: WeekPage) -> tuple[bool, date, str]:
    return one.page.language != "en", min(days_of(one.page), default=date.max), one.path


@dataclass
class _Week:
    """One week while files come into it: `data` is what it holds now."""

    work: UnitOfWork
    owner: Owner
    data: WeekData
    like: Sequence[Page]
    is_shared: bool = field(init=False)  # by several pages with rows of their own
    before: WeekData = field(init=False)  # what a translation was exported from

    def __post_init__(self) -> None:
        self.before = self.data
        self.is_shared = len(self.data.holders) > 1

    @property
    def week(self) -> Week:
        return self.data.content.week

    async def read_again(self) -> None:
        self.data = (await read_site(self.work, self.owner, self.week.number)).weeks[self.week.number]


async def _import_week(here: _Week, files: Sequence[WeekPage]) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for left, one in enumerate(files, 1 - len(files)):
        outcomes[one.file.path] = await _import_page(here, one)
        if left or here.is_shared:
            await here.read_again()
    if set(outcomes.values()) != {"unchanged"}:
        await order_by_pages(here.work, here.data)
        here.work.publish(WeekChanged(week=here.week.number))
    return outcomes


async def _import_page(here: _Week, one: WeekPage) -> Outcome:
    stored = here.data.same_as(one)
    if stored is not None and one.file.raw == stored.page.raw and one.path == stored.path:
        return await _import_same(here, one, stored)
    if _holds_rows(here.data, one, stored):
        return await _import_holder(here, one, stored)
    return await _import_translation(here, one, stored)


def _holds_rows(data: WeekData, one: WeekPage, stored: StoredPage | None) -> bool:
    """Whether its rows are entries of the week; those of a translation are the same ones in other words."""
    if stored is not None:
        return data.holds(stored.id)
    original = original_of(one.path, one.page, data.holders)
    return original is None or data.twin_of(original) is not None


async def _import_same(here: _Week, one: WeekPage, stored: StoredPage) -> Outcome:
    """The same bytes; but the programme's calendar may have changed, and with it what they mean."""
    if one.reading == stored.reading:
        return "unchanged"
    again = Reread(stored, one.reading, one.page)
    changed = await save_reread(here.work, here.owner, here.data, again)
    return "changed" if changed else "unchanged"


async def _import_translation(here: _Week, one: WeekPage, stored: StoredPage | None) -> Outcome:
    same = stored is not None and one.file.raw in (
        stored.page.raw,
        await asyncio.to_thread(here.before.export, stored),
    )
    await _save(here, one, stored)
    return "unchanged" if same else "changed" if stored else "created"


async def _import_holder(here: _Week, one: WeekPage, stored: StoredPage | None) -> Outcome:
    """A page that holds rows of the week: entries, objectives and achievements follow it."""
    work, owner, week = here.work, here.owner, here.week
    if stored is None and here.data.holders:
        here.is_shared = True
        one = replace(one, reading=replace(one.reading, part=True))
    plan = await asyncio.to_thread(_plan, here.data, one, stored, here.like)
    page_id = await _save(here, one, stored)
    changed = await save_rows(work, owner, week, page_id, plan.rows)
    if plan.objectives != here.data.content.objectives:
        await save_objectives(work, owner, week, plan.objectives)
        changed = True
    if _texts(plan.achievements) != _texts(here.data.content.achievements):
        await save_achievements(work, owner, week, plan.achievements)
        changed = True
    if not changed:
        return "unchanged"
    return "changed" if stored else "created"


async def _save(here: _Week, one: WeekPage, stored: StoredPage | None) -> UUID:
    reading = one.reading if stored is None else replace(one.reading, part=stored.reading.part)
    return await save_page(
        here.work,
        here.owner,
        here.week.number,
        path=one.path,
        page=one.page,
        reading=reading,
        replaces=stored and stored.id,
    )


@dataclass(frozen=True)
class _Plan:
    rows: Merge
    objectives: list[Line]
    achievements: list[Line]


def _plan(data: WeekData, one: WeekPage, stored: StoredPage | None, like: Sequence[Page]) -> _Plan:
    shown = data.shown_on(stored) if stored is not None else data.shown_nowhere
    exported = (
        read_again(data.export(stored), stored)
        if stored is not None
        else one.page
        if data.holders
        else one.reading.read(data.fresh(one.page.language, like), one.path)
    )
    objectives, achievements = data.shown_elsewhere(stored and stored.id)
    return _Plan(
        merge_rows(one.page, data.content.week, _known(data, shown, exported, stored)),
        merge_share(
            data.content.objectives,
            [line for line in shown.objectives if line not in objectives],
            merge_lines(
                one.page.objectives,
                stored and stored.page.objectives,
                exported.objectives,
                shown.objectives,
            ),
        ),
        merge_share(
            data.content.achievements,
            [line for line in shown.achievements if line not in achievements],
            merge_lines(
                one.page.achievements,
                stored and stored.page.achievements,
                exported.achievements,
                shown.achievements,
            ),
        ),
    )


def _known(data: WeekData, here: WeekContent, exported: Page, stored: StoredPage | None) -> list[Known]:
    """The entries that may be rows of the page: its own, and those that stand on no page."""
    week = stored.week if stored is not None else data.content.week
    looked = exported_looks(here, exported) if stored is not None or not data.holders else []
    shown = {entry.id: values_of(exported, index, week) for entry, index in looked}
    own = stored and stored.id
    known: list[Known] = []
    for entry in data.content.entries:
        if entry.page_id not in {None, own}:
            continue
        looks = [shown[entry.id]] if entry.id in shown else [entry.values]
        if stored is not None and entry.page_row is not None and entry.page_row < len(stored.page.rows):
            looks.append(values_of(stored.page, entry.page_row, week))
        known.append(Known(entry, tuple(looks)))
    return known


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _reports(
    site: Site,
    weeks: Sequence[Week],
    read: Sequence[Read],
    taken: Sequence[WeekPage],
    outcomes: dict[str, Outcome],
) -> list[PageReport]:
    here = {one.path: (one.week, one.page) for one in site.pages}
    here |= {one.path: (one.week, one.page) for one in taken}
    found = lint_pages([page for _, page in here.values()], [one.page for one in taken])
    lint: dict[str, tuple[Finding, ...]] = {
        one.file.path: findings for one, findings in zip(taken, found, strict=True)
    }
    others: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for path, (week, page) in here.items():
        others[week.number, page.language == "vi"].append(path)

    def twin(one: WeekPage) -> str | None:
        paths = others[one.week.number, one.page.language != "vi"]
        named = (path for path in paths if neutral(path) == neutral(one.path))
        return next(named, paths[0] if paths else None)

    def report(one: Read) -> PageReport:
        match one:
            case Refused():
                return refusal(one.file.path, one.page, one.faults)
            case Unplaced():
                asked = ask_for_week(one.placed, weeks)
                return unplaced_report(one.file.path, one.page, outcomes[one.file.path], asked)
            case WeekPage():
                path = one.file.path
                number = one.week.number
                return page_report(path, number, one.page, outcomes[path], lint=lint[path], twin=twin(one))

    return [report(one) for one in read]
