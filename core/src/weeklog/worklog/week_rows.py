"""What an import writes: a week's entries, objectives and achievements, and the page itself."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from weeklog.calendar import Week
from weeklog.db.entries import delete_entry, insert_entry_at, place_entry, rewrite_entry
from weeklog.db.pages import change_page, count_page, insert_page
from weeklog.db.weeks import (
    delete_achievements,
    delete_objectives,
    forget_evidence,
    insert_achievement,
    insert_objective,
    list_achievements,
    list_objectives,
)
from weeklog.ids import new_id
from weeklog.pages import Page
from weeklog.unit_of_work import UnitOfWork
from weeklog.worklog.page_content import Line
from weeklog.worklog.page_files import StoredPage
from weeklog.worklog.page_merge import Merge, MergedRow
from weeklog.worklog.page_reading import Reading, reading_to_store
from weeklog.worklog.page_report import PageReport
from weeklog.worklog.page_rows import KnownEntry, RowValues
from weeklog.worklog.whose import Whose


async def save_page(
    work: UnitOfWork,
    whose: Whose,
    week: Week,
    *,
    path: str,
    page: Page,
    reading: Reading,
    stored: StoredPage | None,
) -> UUID:
    """The page's id: that of `stored`, which it takes the place of, or a new one."""
    values = {
        "raw": page.raw,
        "path": path,
        "language": page.language,
        "settlements": reading_to_store(reading),
    }
    if stored is not None:
        await work.run(change_page, page_id=stored.id, **values)
        return stored.id
    page_id = new_id()
    await work.run(insert_page, id=page_id, **_keys(whose, week), **values)
    return page_id


async def count_pages(work: UnitOfWork, whose: Whose, reports: Mapping[str, PageReport]) -> None:
    """By the paths that the pages are known by."""
    rows = [
        whose.keys | {"page_path": path, "asked": len(one.ambiguities), "found": len(one.lint)}
        for path, one in reports.items()
    ]
    await work.run_many(count_page, rows)


async def save_rows(work: UnitOfWork, whose: Whose, week: Week, page_id: UUID, merge: Merge) -> bool:
    """Whether an entry was made, changed or removed."""
    this = _keys(whose, week)
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
    await work.run_many(place_entry, _places(merge, position, page_id))
    await work.run_many(delete_entry, [{"id": entry.id} for entry in merge.removed])
    await work.run_many(forget_evidence, [{"entry_id": entry.id} for entry in merge.removed])
    return bool(new or changed or merge.removed)


async def rewrite_entries(work: UnitOfWork, changed: Sequence[tuple[KnownEntry, RowValues]]) -> None:
    await work.run_many(
        rewrite_entry, [_columns(values) | {"entry_id": entry.id} for entry, values in changed]
    )


async def save_objectives(work: UnitOfWork, whose: Whose, week: Week, lines: Sequence[Line]) -> None:
    this = _keys(whose, week)
    ids = _ids_by_text(await work.all(list_objectives, **this))
    await work.run(delete_objectives, **this)
    rows = [
        this | {"id": _id_of(line, ids), "position": position, "text": line.text, "done": line.done}
        for position, line in enumerate(lines)
    ]
    await work.run_many(insert_objective, rows)


async def save_achievements(work: UnitOfWork, whose: Whose, week: Week, lines: Sequence[Line]) -> None:
    this = _keys(whose, week)
    before = await work.all(list_achievements, **this)
    ids = _ids_by_text(before)
    evidence: dict[UUID, list[UUID]] = {row["id"]: row["evidence"] for row in before}
    await work.run(delete_achievements, **this)
    rows: list[dict[str, Any]] = []
    for position, line in enumerate(lines):
        line_id = _id_of(line, ids)
        rows.append(
            this
            | {"id": line_id, "position": position, "text": line.text, "evidence": evidence.get(line_id, [])}
        )
    await work.run_many(insert_achievement, rows)


def _keys(whose: Whose, week: Week) -> dict[str, Any]:
    return whose.keys | {"week": week.number}


def _columns(values: RowValues) -> dict[str, Any]:
    return {
        "text": values.text,
        "day": values.day,
        "start_on": values.start_on,
        "end_on": values.end_on,
        "resources": [{"title": title, "url": url} for title, url in values.resources],
        "status": values.status,
    }


def _places(merge: Merge, position: dict[int, int], page_id: UUID) -> list[dict[str, Any]]:
    """Those of the page in its order, then those that it does not show."""
    shown: list[tuple[KnownEntry, MergedRow]] = [
        (row.entry, row) for row in merge.rows if row.entry is not None
    ]
    places = [
        {
            "entry_id": entry.id,
            "position": position[row.page_row],
            "page_id": page_id,
            "page_row": row.page_row,
        }
        for entry, row in shown
    ]
    behind = len(merge.rows)
    return places + [
        {"entry_id": entry.id, "position": behind + index, "page_id": None, "page_row": None}
        for index, entry in enumerate(merge.kept)
    ]


def _ids_by_text(rows: Sequence[Any]) -> dict[str, list[UUID]]:
    ids: dict[str, list[UUID]] = {}
    for row in rows:
        ids.setdefault(row["text"], []).append(row["id"])
    return ids


def _id_of(line: Line, ids: dict[str, list[UUID]]) -> UUID:
    same = ids.get(line.text)
    return same.pop(0) if same else new_id()
