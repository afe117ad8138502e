"""Entries out, one a row. Each page of rows is a unit of work of its own: a slow reader holds no connection."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from weeklog import access
from weeklog.audit.adding import add_to_audit
from weeklog.db.rows import values_of
from weeklog.entries.export import FIRST, list_entries_after
from weeklog.ids import PersonId
from weeklog.programmes.memberships import list_members
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.exports.columns import Row
from weeklog_api.exports.forms import Csv, Form, Json, Markdown
from weeklog_api.exports.schemas import ExportWanted
from weeklog_api.exports.sheet import Sheet
from weeklog_api.identity import Identity

PAGE: Final = 500  # rows at a time
FORMS: Final[Mapping[str, type[Csv] | type[Json] | type[Markdown]]] = {
    "csv": Csv,
    "json": Json,
    "md": Markdown,
}
_READ: Final = 64 * 1024
T = TypeVar("T")


@dataclass(frozen=True)
class Owner:
    person_id: PersonId
    name: str


async def owners(
    system_work: UnitOfWork, identity: Identity, person_id: PersonId, *, everyone: bool
) -> list[Owner]:
    """Whose entries they are, by name; also those who have left, as what they wrote has stayed."""
    if not everyone and person_id == identity.person_id:
        return [Owner(identity.person_id, identity.name)]
    if everyone:
        access.require(identity.standing, "run programme")
    rows = await system_work.all(list_members, programme_id=identity.own_programme.id)
    named = [Owner(row.person_id, row.name) for row in rows]
    of = sorted(named, key=lambda owner: (owner.name.casefold(), owner.person_id))
    return of if everyone else [owner for owner in of if owner.person_id == person_id]


async def note_export(
    system_work: UnitOfWork, identity: Identity, person_id: PersonId, *, everyone: bool
) -> None:
    """In the audit log, where it is of others."""
    if everyone or person_id != identity.person_id:
        about = None if everyone else person_id
        await add_to_audit(
            system_work, identity.own_programme.id, "worklog.exported", about, everyone=everyone
        )


async def pages(
    store: Store, identity: Identity, of: Sequence[Owner], wanted: ExportWanted
) -> AsyncGenerator[list[Row]]:
    for owner in of:
        after: tuple[Any, ...] = FIRST
        while True:
            async with store.begin(identity.person_id) as work:
                rows = await work.all(list_entries_after, **_asked(identity, owner, wanted, after))
            yield [values_of(row) | {"person": owner.name} for row in rows]
            if len(rows) < PAGE:
                break
            after = (rows[-1].week, rows[-1].position, rows[-1].id)


async def as_text(form: Form, found: AsyncIterator[list[Row]]) -> AsyncGenerator[bytes]:
    yield form.head().encode()
    async for rows in found:
        if rows:
            yield form.rows(rows).encode()
    yield form.end().encode()


async def as_sheet(
    columns: Sequence[str], identity: Identity, found: AsyncIterator[list[Row]]
) -> AsyncGenerator[bytes]:
    """A workbook is one file whose table of contents comes last: it is made on disk, then sent."""
    with tempfile.TemporaryDirectory(prefix="weeklog-export-") as folder:
        path = Path(folder) / "worklog.xlsx"
        sheet = await asyncio.to_thread(Sheet, path, columns, identity.zone)
        async for rows in found:
            await asyncio.to_thread(sheet.write, rows)
        await asyncio.to_thread(sheet.close)
        with path.open("rb") as written:
            while chunk := await asyncio.to_thread(written.read, _READ):
                yield chunk


async def started(pieces: AsyncGenerator[T]) -> AsyncGenerator[T]:
    """Begun, so that what fails at once is still told as a problem and not as half an answer."""
    first: list[T] = []
    with suppress(StopAsyncIteration):
        first.append(await anext(pieces))

    async def whole() -> AsyncGenerator[T]:
        for piece in first:
            yield piece
        async for piece in pieces:
            yield piece

    return whole()


def _asked(identity: Identity, owner: Owner, wanted: ExportWanted, after: tuple[Any, ...]) -> dict[str, Any]:
    week, position, row_id = after
    return {
        "person_id": owner.person_id,
        "programme_id": identity.own_programme.id,
        "from_day": wanted.from_,
        "to_day": wanted.to,
        "week": wanted.week,
        "after_week": week,
        "after_position": position,
        "after_id": UUID(str(row_id)),
        "limit": PAGE,
    }
