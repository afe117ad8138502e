"""Who reads which lines of a programme's audit log: its leads all of them, everybody else those that concern them."""

from datetime import datetime
from uuid import UUID

from weeklog.access import may
from weeklog.audit.tables import AuditRow, list_audit
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.audit.phrases import sentence
from weeklog_api.audit.schemas import AuditFilters, AuditLine, AuditPerson
from weeklog_api.cursors import END, read_cursor, write_cursor
from weeklog_api.identity import Identity
from weeklog_api.schemas import Items

# What runs here runs as the system, and therefore begins with `access`.


async def lines(work: UnitOfWork, identity: Identity, filters: AuditFilters) -> Items[AuditLine]:
    """The latest first."""
    before, before_id = END if filters.cursor is None else read_cursor(filters.cursor, datetime.fromisoformat)
    rows = await work.all(
        list_audit,
        programme_id=identity.own_programme.id,
        reader=None if may(identity.standing, "run programme") else identity.person_id,
        before=before,
        before_id=before_id,
        limit=filters.limit + 1,
    )
    shown, more = rows[: filters.limit], len(rows) > filters.limit
    return Items(
        items=[_line(row) for row in shown],
        next_cursor=write_cursor(shown[-1].at, shown[-1].id) if more else None,
    )


def _line(row: AuditRow) -> AuditLine:
    return AuditLine(
        id=row.id,
        at=row.at,
        action=row.action,
        actor=_person(row.actor_id, row.actor),
        about=_person(row.about_id, row.about),
        details=row.details,
        text=sentence(row),
    )


def _person(person_id: UUID | None, name: str | None) -> AuditPerson | None:
    return None if person_id is None or name is None else AuditPerson(id=person_id, name=name)
