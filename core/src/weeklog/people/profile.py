"""What people change of themselves: how they are called, their clocks and language, their password. Runs as the
system."""

from uuid import UUID

from sqlalchemy import Boolean, LargeBinary, Text, bindparam, case, func, select, update

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.people.tables import people, sessions, tokens
from weeklog.programmes.tables import members

_me = people.c.id == bindparam("id")
_here = members.c.left_at.is_(None)

# What is None stays; none is a zone too, so that `sets_zone` says whether it is meant.
change_person = Query(
    update(people)
    .where(_me)
    .values(
        name=func.coalesce(bindparam("new_name", type_=Text), people.c.name),
        language=func.coalesce(bindparam("new_language", type_=Text), people.c.language),
        zone=case(
            (bindparam("sets_zone", type_=Boolean), bindparam("new_zone", type_=Text)), else_=people.c.zone
        ),
    )
)
# None when another change came first.
change_password = Query(
    update(people)
    .where(_me, people.c.password_hash.is_not_distinct_from(bindparam("before", type_=Text)))
    .values(password_hash=bindparam("password_hash"))
    .returning(people.c.id)
)
end_sessions = Query(
    sessions.delete().where(
        sessions.c.person_id == bindparam("person_id"),
        sessions.c.secret_hash.is_distinct_from(bindparam("but", type_=LargeBinary)),
    )
)
# Whoever knew the old password may have made tokens with it.
end_tokens = Query(
    tokens.delete().where(
        tokens.c.person_id == bindparam("person_id"),
        tokens.c.id.is_distinct_from(bindparam("but", type_=Text)),
    )
)
# Of which programmes somebody is, and whether this lead leads them.
_leads = members.alias("leads")


@row_class
class LedRow:
    programme_id: UUID
    lead_id: UUID | None  # none: somebody else leads it


list_leads_of = Query(
    select(members.c.programme_id, _leads.c.person_id.label("lead_id"))
    .join_from(
        members,
        _leads,
        (_leads.c.programme_id == members.c.programme_id)
        & (_leads.c.person_id == bindparam("lead_id"))
        & (_leads.c.role == "lead")
        & _leads.c.left_at.is_(None),
        isouter=True,
    )
    .where(members.c.person_id == bindparam("person_id"), _here),
    LedRow,
)
