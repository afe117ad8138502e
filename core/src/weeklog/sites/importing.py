"""Files into weeks. All of it happens in the caller's one unit of work; what is slow and pure runs in threads."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from weeklog.calendar import Week
from weeklog.events.catalogue import WeekChanged
from weeklog.hugo import Finding, Page
from weeklog.sites.calendar import propose_calendar
from weeklog.sites.content import Line
from weeklog.sites.files import File, Refused, StoredPage, WeekPage, read_files
from weeklog.sites.lint import lint_pages
from weeklog.sites.merge import Known, Merge, merge_lines, merge_rows
from weeklog.sites.report import ImportReport, Outcome, PageReport, page_report, refusal
from weeklog.sites.reread import Reread, save_reread
from weeklog.sites.rows import values_of
from weeklog.sites.tables import hold_pages
from weeklog.sites.week_pages import Site, WeekData, exported_looks, read_again, read_site
from weeklog.sites.week_rows import count_pages, save_achievements, save_objectives, save_page, save_rows
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
    if not dry_run:
        return await _import(work, owner, files, progress)
    told = len(work.events)
    await work.run("SAVEPOINT before")
    report = await _import(work, owner, files, progress)
    await work.run("ROLLBACK TO SAVEPOINT before")
    del work.events[told:]
    return report.model_copy(update={"dry_run": True})


async def _import(work: UnitOfWork, owner: Owner, files: Sequence[File], progress: Progress) -> ImportReport:
    site = await read_site(work, owner)
    stored = site.pages
    read, alone = await asyncio.to_thread(read_files, files, owner.weeks, stored, site.answers)
    taken = [one for one in read if isinstance(one, WeekPage)]
    done = len(read) - len(taken)
    like = [one.page for one in stored]
    outcomes: dict[str, Outcome] = {}
    for week in sorted({one.week for one in taken}):
        # Of two that come together, the English one leads.
        of_week = sorted(
            (one for one in taken if one.week == week), key=lambda one: one.page.language != "en"
        )
        outcomes |= await _import_week(_Week(work, owner, site.weeks[week.number], like), of_week)
        done += len(of_week)
        await progress(done)
    pages = await asyncio.to_thread(_reports, site, read, taken, outcomes)
    reported = {one.path: page for one, page in zip(read, pages, strict=True) if isinstance(one, WeekPage)}
    await count_pages(work, owner, reported)
    calendar = await asyncio.to_thread(propose_calendar, alone, owner.weeks)
    return ImportReport(dry_run=False, pages=pages, calendar=calendar)


@dataclass
class _Week:
    """One week while files come into it. `owner` is the page that holds its rows."""

    work: UnitOfWork
    owner: Owner
    data: WeekData
    like: Sequence[Page]
    primary: UUID | None = field(init=False)

    def __post_init__(self) -> None:
        self.primary = self.data.primary.id if self.data.primary else None

    @property
    def week(self) -> Week:
        return self.data.content.week


async def _import_week(here: _Week, files: Sequence[WeekPage]) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for one in files:
        stored = here.data.same_as(one)
        if stored is not None and one.file.raw == stored.page.raw and one.path == stored.path:
            outcomes[one.file.path] = await _import_same(here, one, stored)
        elif here.primary is None or (stored is not None and stored.id == here.primary):
            outcomes[one.file.path] = await _import_owner(here, one, stored)
        else:
            outcomes[one.file.path] = await _import_translation(here, one, stored)
    if set(outcomes.values()) != {"unchanged"}:
        here.work.publish(WeekChanged(week=here.week.number))
    return outcomes


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
        await asyncio.to_thread(here.data.export, stored),
    )
    await _save(here, one, stored)
    return "unchanged" if same else "changed" if stored else "created"


async def _import_owner(here: _Week, one: WeekPage, stored: StoredPage | None) -> Outcome:
    """The page that holds the week's rows: entries, objectives and achievements follow it."""
    work, owner, week = here.work, here.owner, here.week
    plan = await asyncio.to_thread(_plan, here.data, one, stored, here.like)
    here.primary = await _save(here, one, stored)
    changed = await save_rows(work, owner, week, here.primary, plan.rows)
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
    return await save_page(
        here.work,
        here.owner,
        here.week,
        path=one.path,
        page=one.page,
        reading=one.reading,
        stored=stored,
    )


@dataclass(frozen=True)
class _Plan:
    rows: Merge
    objectives: list[Line]
    achievements: list[Line]


def _plan(data: WeekData, one: WeekPage, stored: StoredPage | None, like: Sequence[Page]) -> _Plan:
    exported = (
        read_again(data.export(stored), stored)
        if stored is not None
        else one.reading.read(data.fresh(one.page.language, like), one.path)
    )
    return _Plan(
        merge_rows(one.page, data.content.week, _known(data, exported, stored)),
        merge_lines(
            one.page.objectives,
            stored and stored.page.objectives,
            exported.objectives,
            data.content.objectives,
        ),
        merge_lines(
            one.page.achievements,
            stored and stored.page.achievements,
            exported.achievements,
            data.content.achievements,
        ),
    )


def _known(data: WeekData, exported: Page, stored: StoredPage | None) -> list[Known]:
    week = stored.week if stored is not None else data.content.week
    shown = {entry.id: values_of(exported, index, week) for entry, index in exported_looks(data, exported)}
    known: list[Known] = []
    for entry in data.content.entries:
        looks = [shown[entry.id]] if entry.id in shown else [entry.values]
        if stored is not None and entry.page_row is not None and entry.page_row < len(stored.page.rows):
            looks.append(values_of(stored.page, entry.page_row, week))
        known.append(Known(entry, tuple(looks)))
    return known


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _reports(
    site: Site,
    read: Sequence[WeekPage | Refused],
    taken: Sequence[WeekPage],
    outcomes: dict[str, Outcome],
) -> list[PageReport]:
    here: dict[tuple[int, str], tuple[str, Page]] = {
        (one.week.number, one.page.language): (one.path, one.page) for one in site.pages
    } | {(one.week.number, one.page.language): (one.path, one.page) for one in taken}
    found = lint_pages([page for _, page in here.values()], [one.page for one in taken])
    lint: dict[str, tuple[Finding, ...]] = {
        one.file.path: findings for one, findings in zip(taken, found, strict=True)
    }

    def twin(one: WeekPage) -> str | None:
        other = here.get((one.week.number, "en" if one.page.language == "vi" else "vi"))
        return other and other[0]

    return [
        page_report(
            one.file.path,
            one.week.number,
            one.page,
            outcomes[one.file.path],
            lint=lint[one.file.path],
            twin=twin(one),
        )
        if isinstance(one, WeekPage)
        else refusal(one.file.path, one.page, one.faults)
        for one in read
    ]
