"""One person's entries in the order of their pages, some hundreds at a time: each read is short, however slow the
reader."""

from sqlalchemy import Date, Integer, Uuid, bindparam, or_, select, tuple_

from weeklog.db.base import Query
from weeklog.entries.tables import EntryRow, entries, state

FIRST = (-1, -1, "00000000-0000-0000-0000-000000000000")  # before every row: week, position, id

_from, _to = bindparam("from_day", type_=Date()), bindparam("to_day", type_=Date())
_week = bindparam("week", type_=Integer())  # of each, none = any

list_entries_after = Query(
    select(*state)
    .where(
        entries.c.person_id == bindparam("person_id"),
        entries.c.programme_id == bindparam("programme_id"),
        or_(_from.is_(None), entries.c.end_on >= _from),
        or_(_to.is_(None), entries.c.start_on <= _to),
        or_(_week.is_(None), entries.c.week == _week),
        tuple_(entries.c.week, entries.c.position, entries.c.id)
        > tuple_(
            bindparam("after_week", type_=Integer()),
            bindparam("after_position", type_=Integer()),
            bindparam("after_id", type_=Uuid()),
        ),
    )
    .order_by(entries.c.week, entries.c.position, entries.c.id)
    .limit(bindparam("limit", type_=Integer)),
    EntryRow,
)
