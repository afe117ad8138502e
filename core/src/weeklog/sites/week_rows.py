"""What an import writes: a week's entries, objectives and achievements, and the page itself."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from weeklog.achievements.tables import delete_other_achievements, list_achievements, put_achievement
from weeklog.calendar import Week
from weeklog.db.rows import values_of
from weeklog.entries.removal import remove_entries
from weeklog.entries.tables import insert_entry_at, order_entries, place_entry, rewrite_entry
from weeklog.hugo import Page
from weeklog.ids import PersonId, new_id
from weeklog.objectives.rules import put_objectives, state_of_box
from weeklog.objectives.tables import ObjectiveRow, lock_objectives
from weeklog.sites.content import Line
from weeklog.sites.merge import Merge, MergedRow, same_lines
from weeklog.sites.reading import Reading, reading_to_store
from weeklog.sites.report import PageReport
from weeklog.sites.rows import KnownEntry, RowValues
from weeklog.sites.shares import home_of
from weeklog.sites.tables import change_page, count_page, insert_page
from weeklog.sites.week_pages import WeekData
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner


async def save_page(
    work: UnitOfWork,
    owner: Owner,
    week: int | None,
    *,
    path: str,
    page: Page,
    reading: Reading,
    replaces: UUID | None,
) -> UUID:
    """The page's id: that of the one that it `replaces`, or a new one. Without a week its person is asked for it."""
    values = {
        "raw": page.raw,
        "path": path,
        "language": page.language,
        "settlements": reading_to_store(reading),
    }
    if replaces is not None:
        await work.run(change_page, page_id=replaces, **values)
        return replaces
    page_id = new_id()
    await work.run(insert_page, id=page_id, **owner.keys, week=week, **values)
    return page_id


async def count_pages(work: UnitOfWork, owner: Owner, reports: Mapping[str, PageReport]) -> None:
    """By the paths that the pages are known by."""
    rows = [
        owner.keys | {"page_path": path, "asked": len(one.ambiguities), "found": len(one.lint)}
        for path, one in reports.items()
    ]
    await work.run_many(count_page, rows)


async def save_rows(work: UnitOfWork, owner: Owner, week: Week, page_id: UUID, merge: Merge) -> bool:
    """Whether an entry was made, changed or removed."""
    this = _keys(owner, week)
    new = [row for row in merge.rows if row.entry is None]
    changed = [(row.entry, row.values) for row in merge.rows if row.entry and row.values != row.entry.values]
    position = {row.page_row: index for index, row in enumerate(merge.rows)}
    made: list[dict[str, Any]] = [
        {
            **this,
            **_columns(row.values),
            "id": new_id(),
            "tags": [],
            "position": position[row.page_row],
            "page_id": page_id,
            "page_row": row.page_row,
        }
        for row in new
    ]
    await work.run_many(insert_entry_at, made)
    await rewrite_entries(work, changed)
    await work.run_many(place_entry, _places(work.person_id, merge, position, page_id))
    await remove_entries(work, [entry.id for entry in merge.removed])
    return bool(new or changed or merge.removed)


async def order_by_pages(work: UnitOfWork, data: WeekData) -> None:
    """Where several pages hold the week's rows, its entries follow them: page by page, in the order of their days."""
    ranks = {one.id: rank for rank, one in enumerate(data.holders)}
    if len(ranks) < 2:  # noqa: PLR2004 - one page orders its own rows
        return

    def place(entry: KnownEntry) -> tuple[int, bool, int]:
        rank = ranks[home_of(entry, data.holders)]
        return (rank, True, entry.position) if entry.page_row is None else (rank, False, entry.page_row)

    entries = sorted(data.content.entries, key=place)
    positions = {"ids": [one.id for one in entries], "positions": list(range(len(entries)))}
    await work.run(order_entries, person_id=work.person_id, **positions)


async def rewrite_entries(work: UnitOfWork, changed: Sequence[tuple[KnownEntry, RowValues]]) -> None:
    rows = [
        {**_columns(values), "person_id": work.person_id, "entry_id": entry.id} for entry, values in changed
    ]
    await work.run_many(rewrite_entry, rows)


async def save_objectives(work: UnitOfWork, owner: Owner, week: Week, lines: Sequence[Line]) -> None:
    """An objective that is still there stays what it is: its id, its state and its evidence. A box decides over
    met."""
    this = _keys(owner, week)
    before = await work.all(lock_objectives, **this)
    same = same_lines([row.text for row in before], [line.text for line in lines])
    rows = [
        this | {"position": position} | _objective(line, None if at is None else before[at])
        for position, (line, at) in enumerate(zip(lines, same, strict=True))
    ]
    await put_objectives(work, this, rows)


def _objective(line: Line, before: ObjectiveRow | None) -> dict[str, Any]:
    if before is None:
        now: dict[str, Any] = {
            "id": new_id(), "state": "open", "evidence": [], "carried_from": None, "weeks_open": 1,
        }  # fmt: skip
    else:
        now = values_of(before, "id", "state", "evidence", "carried_from", "weeks_open")
    return now | {"text": line.text, "done": line.done, "state": state_of_box(line.done, now["state"])}


async def save_achievements(work: UnitOfWork, owner: Owner, week: Week, lines: Sequence[Line]) -> None:
    this = _keys(owner, week)
    before = await work.all(list_achievements, **this)
    same = same_lines([row.text for row in before], [line.text for line in lines])
    rows: list[dict[str, Any]] = []
    for position, (line, at) in enumerate(zip(lines, same, strict=True)):
        kept: dict[str, Any] = (
            {"id": new_id(), "evidence": []} if at is None else values_of(before[at], "id", "evidence")
        )
        rows.append(this | kept | {"position": position, "text": line.text})
    await work.run(delete_other_achievements, **this, ids=[row["id"] for row in rows])
    await work.run_many(put_achievement, rows)


def _keys(owner: Owner, week: Week) -> dict[str, Any]:
    return owner.keys | {"week": week.number}


def _columns(values: RowValues) -> dict[str, Any]:
    return {
        "text": values.text,
        "day": values.day,
        "start_on": values.start_on,
        "end_on": values.end_on,
        "resources": [{"title": title, "url": url} for title, url in values.resources],
        "status": values.status,
        "hours": values.hours,
    }


def _places(
    person_id: PersonId, merge: Merge, position: dict[int, int], page_id: UUID
) -> list[dict[str, Any]]:
    """Those of the page in its order, then those that it does not show."""
    of_person = {"person_id": person_id}
    shown: list[tuple[KnownEntry, MergedRow]] = [
        (row.entry, row) for row in merge.rows if row.entry is not None
    ]
    places = [
        {
            **of_person,
            "entry_id": entry.id,
            "position": position[row.page_row],
            "page_id": page_id,
            "page_row": row.page_row,
        }
        for entry, row in shown
    ]
    behind = len(merge.rows)
    return places + [
        {**of_person, "entry_id": entry.id, "position": behind + index, "page_id": None, "page_row": None}
        for index, entry in enumerate(merge.kept)
    ]
