"""Who reads which lines of a programme's audit log: its leads all of them, everybody else those that concern them."""

from uuid import UUID

from weeklog.access import may
from weeklog.audit.tables import AuditRow, list_audit
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.audit.phrases import sentence
from weeklog_api.audit.schemas import AuditFilters, AuditLine, AuditPerson
from weeklog_api.cursors import latest_before, page_of
from weeklog_api.identity import Identity
from weeklog_api.schemas import Items

# What runs here runs as the system, and therefore begins with `access`.


async def lines(work: UnitOfWork, identity: Identity, filters: AuditFilters) -> Items[AuditLine]:
    """The latest first."""
    rows = await work.all(
        list_audit,
        programme_id=identity.own_programme.id,
        reader=None if may(identity.standing, "run programme") else identity.person_id,
        **latest_before(filters.cursor),
        limit=filters.limit + 1,
    )
    shown, cursor = page_of(rows, filters.limit, lambda row: row.at)
    return Items(items=[_line(row) for row in shown], next_cursor=cursor)


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
