from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from weeklog.calendar import Week
from weeklog.db.pages import change_page, find_all_pages, hold_pages, insert_page
from weeklog.events.catalogue import WeekChanged
from weeklog.ids import new_id
from weeklog.pages import Page, read_page
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog.worklog.page_merge import Known, merge_lines, merge_rows
from weeklog.worklog.page_rows import values_of
from weeklog_api.identity import Identity
from weeklog_api.pages.reading import File, StoredPage, WeekPage, hints_to_store, read_files
from weeklog_api.pages.report import refusal, report
from weeklog_api.pages.schemas import ImportReport, Outcome, PageReport
from weeklog_api.pages.week_data import (
    WeekData,
    exported_looks,
    keys,
    read_again,
    read_week_data,
    save_achievements,
    save_objectives,
    save_rows,
)


class _DryRun(Exception):  # noqa: N818 - no error: it takes back what a dry run wrote
    pass


async def import_pages(
    store: Store, identity: Identity, files: Sequence[File], *, dry_run: bool
) -> ImportReport:
    """Pages that can be read are saved together; the others are reported. A dry run does all of it and takes it back."""
    pages: list[PageReport] = []
    with suppress(_DryRun):
        async with store.begin(identity.person_id) as work:
            pages = await _import(work, identity, files)
            if dry_run:
                raise _DryRun
    return ImportReport(dry_run=dry_run, pages=pages)


async def export_page(
    work: UnitOfWork, identity: Identity, number: int, language: str | None
) -> tuple[str, bytes]:
    """Its file name and its bytes."""
    week = identity.week(number)
    data = await read_week_data(work, identity, week)
    stored = data.in_language(language) if language else data.owner
    if stored is not None:
        return stored.path, data.export(stored)
    spoken = language or identity.language
    like = [one.page for one in await _all_pages(work, identity)]
    suffix = "vi.md" if spoken == "vi" else "md"
    return f"week-{number}/_index.{suffix}", data.fresh(spoken, like)


async def _import(work: UnitOfWork, identity: Identity, files: Sequence[File]) -> list[PageReport]:
    await work.run(hold_pages, person_key=str(identity.person_id))
    stored = await _all_pages(work, identity)
    read = read_files(files, identity.own_programme.weeks, stored)
    outcomes: dict[str, PageReport] = {}
    like = [one.page for one in stored]
    for week in sorted({one.week for one in read if isinstance(one, WeekPage)}):
        of_week = [one for one in read if isinstance(one, WeekPage) and one.week == week]
        of_week.sort(
            key=lambda one: one.page.language != "en"
        )  # of two that come together, the English one leads
        outcomes |= await _import_week(work, identity, week, of_week, like)
    return [outcomes[one.file.path] if isinstance(one, WeekPage) else refusal(one) for one in read]


async def _import_week(
    work: UnitOfWork, identity: Identity, week: Week, files: Sequence[WeekPage], like: Sequence[Page]
) -> dict[str, PageReport]:
    data = await read_week_data(work, identity, week)
    exports = {one.id: data.export(one) for one in data.pages}
    reports: dict[str, PageReport] = {}
    changed = False
    for one in files:
        stored = data.same_as(one)
        leads = data.owner is None or (stored is not None and stored.id == data.owner.id)
        if stored is not None and one.file.raw == stored.page.raw and one.path == stored.path:
            outcome: Outcome = "unchanged"
        elif leads:
            outcome = await _import_owner(work, identity, data, one, like)
            if data.owner is None:
                data = await read_week_data(work, identity, week)
        else:
            same = stored is not None and one.file.raw in (stored.page.raw, exports[stored.id])
            await _save_page(work, identity, one, stored)
            outcome = "unchanged" if same else "changed" if stored else "created"
        changed = changed or outcome != "unchanged"
        reports[one.file.path] = report(one, outcome)
    if changed:
        work.publish(WeekChanged(week=week.number))
    return reports


async def _import_owner(
    work: UnitOfWork,
    identity: Identity,
    data: WeekData,
    one: WeekPage,
    like: Sequence[Page],
) -> Outcome:
    """The page that holds the week's rows: entries, objectives and achievements follow it."""
    stored = data.same_as(one)
    exported = (
        read_again(data.export(stored), stored)
        if stored is not None
        else read_page(data.fresh(one.page.language, like), one.path, hints=one.hints)
    )
    known = _known(data, exported, stored)
    merge = merge_rows(one.page, data.content.week, known)
    page_id = await _save_page(work, identity, one, stored)
    changed = await save_rows(work, identity, data.content.week, page_id, merge)
    objectives = merge_lines(
        one.page.objectives, stored and stored.page.objectives, exported.objectives, data.content.objectives
    )
    achievements = merge_lines(
        one.page.achievements,
        stored and stored.page.achievements,
        exported.achievements,
        data.content.achievements,
    )
    if objectives != data.content.objectives:
        await save_objectives(work, identity, data.content.week, objectives)
        changed = True
    achieved = [line.text for line in achievements]
    if achieved != [line.text for line in data.content.achievements]:
        await save_achievements(work, identity, data.content.week, achievements)
        changed = True
    if not changed:
        return "unchanged"
    return "changed" if stored else "created"


def _known(data: WeekData, exported: Page, stored: StoredPage | None) -> list[Known]:
    week = data.content.week
    shown = {
        entry.id: values_of(exported.rows[index], week) for entry, index in exported_looks(data, exported)
    }
    known: list[Known] = []
    for entry in data.content.entries:
        looks = [shown[entry.id]] if entry.id in shown else [entry.values]
        if stored is not None and entry.page_row is not None and entry.page_row < len(stored.page.rows):
            looks.append(values_of(stored.page.rows[entry.page_row], week))
        known.append(Known(entry, tuple(looks)))
    return known


async def _save_page(work: UnitOfWork, identity: Identity, one: WeekPage, stored: StoredPage | None) -> UUID:
    page_id = stored.id if stored else new_id()
    values = {
        "raw": one.file.raw,
        "path": one.path,
        "language": one.page.language,
        "settlements": hints_to_store(one.hints),
    }
    if stored is not None:
        await work.run(change_page, page_id=page_id, **values)
        return page_id
    await work.run(insert_page, id=page_id, **keys(identity, one.week), **values)
    return page_id


async def _all_pages(work: UnitOfWork, identity: Identity) -> list[StoredPage]:
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    return [StoredPage.of(row) for row in await work.all(find_all_pages, **mine)]
