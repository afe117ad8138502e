"""The end of an account: everything of the person goes with their row. Runs as the system."""

from uuid import UUID

from sqlalchemy import bindparam, delete, exists, func, select, update

from weeklog.db.base import Query, now
from weeklog.db.rows import row_class
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes

_others = members.alias("others")
_other = (_others.c.programme_id == members.c.programme_id) & (_others.c.person_id != members.c.person_id)


@row_class
class LedRow:
    """A programme that has no other lead."""

    programme_id: UUID
    name: str
    others: bool  # who are still in it
    former: bool  # who have left it


# Locked, so that nobody joins or takes the lead meanwhile.
list_led_alone = Query(
    select(
        members.c.programme_id,
        programmes.c.name,
        exists(select(_others.c.person_id).where(_other, _others.c.left_at.is_(None))).label("others"),
        exists(select(_others.c.person_id).where(_other, _others.c.left_at.is_not(None))).label("former"),
    )
    .join_from(members, programmes, programmes.c.id == members.c.programme_id)
    .where(
        members.c.person_id == bindparam("person_id"),
        members.c.role == "lead",
        members.c.left_at.is_(None),
        ~exists(
            select(_others.c.person_id).where(_other, _others.c.role == "lead", _others.c.left_at.is_(None))
        ),
    )
    .order_by(programmes.c.name)
    .with_for_update(of=programmes),
    LedRow,
)
delete_programme = Query(delete(programmes).where(programmes.c.id == bindparam("programme_id")))
close_programme = Query(
    update(programmes)
    .where(programmes.c.id == bindparam("programme_id"))
    .values(archived_at=func.coalesce(programmes.c.archived_at, now()))
)
delete_person = Query(delete(people).where(people.c.id == bindparam("person_id")))
