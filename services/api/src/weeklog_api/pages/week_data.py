"""What a week holds, as its pages see it: read and written in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from weeklog.calendar import Week
from weeklog.db.entries import delete_entry, insert_entry_at, list_week_entries, place_entry, rewrite_entry
from weeklog.db.pages import find_week_pages
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
from weeklog.pages import Page, new_page, read_page, write_page
from weeklog.pages.model import WeekInfo
from weeklog.unit_of_work import UnitOfWork
from weeklog.worklog.page_content import Line, WeekContent, fresh_content, page_content, twin_content
from weeklog.worklog.page_merge import Merge, MergedRow
from weeklog.worklog.page_rows import KnownEntry, RowValues
from weeklog_api.identity import Identity
from weeklog_api.pages.reading import StoredPage, WeekPage


@dataclass(frozen=True)
class WeekData:
    content: WeekContent
    pages: list[StoredPage]  # the one that holds the week's rows first

    @property
    def owner(self) -> StoredPage | None:
        return self.pages[0] if self.pages else None

    def in_language(self, language: str) -> StoredPage | None:
        return next((one for one in self.pages if one.page.language == language), None)

    def same_as(self, one: WeekPage) -> StoredPage | None:
        """The stored page that a file is a new version of; one with a new path has moved."""
        same = (stored for stored in self.pages if stored.path == one.path)
        return next(same, None) or self.in_language(one.page.language)

    def export(self, stored: StoredPage) -> bytes:
        if self.owner is None or stored.id == self.owner.id:
            return write_page(stored.page, page_content(stored.page, self.content))
        content = twin_content(stored.page, self.owner.page, self.content)
        return stored.page.raw if content is None else write_page(stored.page, content)

    def fresh(self, language: str, like: Sequence[Page]) -> bytes:
        week = self.content.week
        spoken = "vi" if language == "vi" else "en"
        info = WeekInfo(week.number, week.first, week.last)
        return new_page(fresh_content(self.content, spoken), info, language=spoken, like=like)


async def read_week_data(work: UnitOfWork, identity: Identity, week: Week) -> WeekData:
    this = keys(identity, week)
    pages = [StoredPage.of(row) for row in await work.all(find_week_pages, **this)]
    owner_id = pages[0].id if pages else None
    entries = [_known(row, owner_id) for row in await work.all(list_week_entries, **this)]
    objectives = [Line(row["text"], row["done"]) for row in await work.all(list_objectives, **this)]
    achievements = [Line(row["text"]) for row in await work.all(list_achievements, **this)]
    return WeekData(WeekContent(week, entries, objectives, achievements), pages)


async def save_rows(work: UnitOfWork, identity: Identity, week: Week, page_id: UUID, merge: Merge) -> bool:
    """Whether an entry was made, changed or removed."""
    this = keys(identity, week)
    new = [row for row in merge.rows if row.entry is None]
    changed = [row for row in merge.rows if row.entry is not None and row.values != row.entry.values]
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
    await work.run_many(
        rewrite_entry, [_columns(row.values) | {"entry_id": row.entry.id} for row in changed if row.entry]
    )
    await work.run_many(place_entry, _places(merge, position, page_id))
    await work.run_many(delete_entry, [{"id": entry.id} for entry in merge.removed])
    await work.run_many(forget_evidence, [{"entry_id": entry.id} for entry in merge.removed])
    return bool(new or changed or merge.removed)


async def save_objectives(work: UnitOfWork, identity: Identity, week: Week, lines: Sequence[Line]) -> None:
    this = keys(identity, week)
    ids = _ids_by_text(await work.all(list_objectives, **this))
    await work.run(delete_objectives, **this)
    rows = [
        this | {"id": _id_of(line, ids), "position": position, "text": line.text, "done": line.done}
        for position, line in enumerate(lines)
    ]
    await work.run_many(insert_objective, rows)


async def save_achievements(work: UnitOfWork, identity: Identity, week: Week, lines: Sequence[Line]) -> None:
    this = keys(identity, week)
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


def exported_looks(data: WeekData, exported: Page) -> list[tuple[KnownEntry, int]]:
    """Which row of the exported page stands for which entry: the writer keeps their order."""
    rows = [index for index, row in enumerate(exported.rows) if row.text.strip()]
    if len(rows) != len(data.content.entries):
        return []
    return list(zip(data.content.entries, rows, strict=True))


def read_again(raw: bytes, like: StoredPage) -> Page:
    return read_page(raw, like.path, hints=like.hints)


def keys(identity: Identity, week: Week) -> dict[str, Any]:
    return {
        "person_id": identity.person_id,
        "programme_id": identity.own_programme.id,
        "week": week.number,
    }


def _known(row: Any, owner_id: UUID | None) -> KnownEntry:
    links = tuple((resource["title"], resource.get("url")) for resource in row["resources"])
    values = RowValues(row["text"], row["day"], row["start_on"], row["end_on"], links, row["status"])
    on_page = owner_id is not None and row["page_id"] == owner_id
    return KnownEntry(row["id"], row["position"], row["page_row"] if on_page else None, values)


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
