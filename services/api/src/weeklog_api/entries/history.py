"""What entries were: their history, and the deleted ones that can still be restored. Their owner's alone."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from weeklog.entries.carrying import link_source, lock_source
from weeklog.entries.history import (
    TIME_IN_BIN,
    HistoryRow,
    find_deleted,
    find_row,
    list_deleted,
    list_history,
    restore_entry,
    tell_restored,
)
from weeklog.entries.rows import entry_of, entry_state
from weeklog.entries.tables import find_entry
from weeklog.errors import Conflict, NotFound
from weeklog.events.catalogue import EntryChanged, EntryLogged, EntryState, WeekChanged
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.evidence import remember_evidence
from weeklog_api.entries.schemas import DeletedEntry, EntryChange, FieldChange
from weeklog_api.identity import Identity

MOST_DELETED = 200
_FIELDS: Final = (
    "week", "day", "text", "start_on", "end_on", "resources", "status", "tags", "hours", "blocked_since",
    "carried_to",
)  # fmt: skip


async def read_history(work: UnitOfWork, entry_id: UUID) -> list[EntryChange]:
    """The newest change first."""
    mine = {"person_id": work.person_id, "entry_id": entry_id}
    kept = await work.all(list_history, **mine)
    now: dict[str, Any] | None = await work.value(find_row, **mine)
    rows: list[dict[str, Any]] = [row.row for row in kept] + ([now] if now else [])
    if not rows:
        raise NotFound("entry")
    changes = [_beginning(rows[0])] + [
        _change(row, rows[at + 1] if at + 1 < len(rows) else None) for at, row in enumerate(kept)
    ]
    return changes[::-1]


async def list_deleted_entries(work: UnitOfWork, identity: Identity) -> list[DeletedEntry]:
    """The latest first."""
    rows = await work.all(list_deleted, **_mine(identity), limit=MOST_DELETED)
    return [
        DeletedEntry(
            deleted_at=row.at,
            restorable_until=row.at + TIME_IN_BIN,
            entry=entry_of(row.row),
        )
        for row in rows
    ]


async def restore(work: UnitOfWork, identity: Identity, entry_id: UUID) -> EntryState:
    """As it was: its id, its place and its row of the page, what it proved, what it went on with."""
    found = await work.one(find_deleted, **_mine(identity), entry_id=entry_id)
    if found is None:
        raise NotFound("deleted entry")
    # Whose it is, and where, is not for the row to say: an archive may have brought it.
    own = {name: str(value) for name, value in _mine(identity).items()} | {"id": str(entry_id)}
    was: dict[str, Any] = found.row | own
    if all(week.number != was["week"] for week in identity.own_programme.weeks):
        raise Conflict(f"the programme has no week {was['week']} any more: log it again in another one")
    if was["carried_from"] is not None:
        await _refuse_second(work, UUID(was["carried_from"]))
    row = await work.one(restore_entry, row=was, deleted_at=found.at)
    if row is None:  # restored by another request a moment ago
        raise NotFound("deleted entry")
    await work.run(
        tell_restored,
        **_mine(identity),
        entry_id=entry_id,
        version=was["version"] + 1,
        row=was,
        by=work.person_id,
    )
    entry = entry_state(row)
    work.publish(EntryLogged(entry=entry))
    await _prove_again(work, entry_id, was)
    if entry.carried_from is not None:
        source = await work.one(
            link_source, person_id=work.person_id, entry_id=entry.carried_from, copy=entry_id
        )
        if source is not None:
            work.publish(EntryChanged(entry=entry_state(source)))
    return entry


async def _refuse_second(work: UnitOfWork, source: UUID) -> None:
    """Work that was carried on again meanwhile would be there twice. Its source is locked: of two at once, one is
    refused."""
    now = await work.value(lock_source, person_id=work.person_id, entry_id=source)
    if now is None:  # it is open, or gone
        return
    other = await work.one(find_entry, id=now)
    where = "" if other is None else f" of week {other.week}"
    raise Conflict(
        f"entry {now}{where} goes on with the same work since: go on with that one, or delete it first, then "
        "restore this"
    )


async def _prove_again(work: UnitOfWork, entry_id: UUID, was: dict[str, Any]) -> None:
    weeks: set[int] = set()
    for kind, query in remember_evidence.items():
        ids = [UUID(one) for one in was.get(kind, ())]
        rows = await work.all(query, person_id=work.person_id, ids=ids, entry_id=entry_id) if ids else []
        weeks |= {row.week for row in rows}
    for week in sorted(weeks):
        work.publish(WeekChanged(week=week))


def _beginning(row: dict[str, Any]) -> EntryChange:
    change = "carried" if row.get("carried_from") else "imported" if row.get("page_id") else "logged"
    return EntryChange(version=1, at=row["created_at"], by=row["person_id"], change=change, fields={})


def _change(kept: HistoryRow, after: dict[str, Any] | None) -> EntryChange:
    return EntryChange(
        version=kept.version + 1,
        at=kept.at,
        by=kept.by,
        change=kept.change,
        fields={} if after is None or kept.change == "deleted" else _differences(kept.row, after, _FIELDS),
    )


def _differences(
    before: dict[str, Any], after: dict[str, Any], names: Sequence[str]
) -> dict[str, FieldChange]:
    return {
        name: FieldChange(before=before.get(name), after=after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    }


def _mine(identity: Identity) -> dict[str, Any]:
    return {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
