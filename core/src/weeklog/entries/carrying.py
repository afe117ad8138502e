"""What is unfinished, and goes on in a later week or on a later day.

An entry that was carried on is no longer open itself, whatever its status says: the entry that goes on with it is.
"""

from sqlalchemy import ARRAY, Date, Uuid, and_, any_, bindparam, column, func, or_, select, update

from weeklog.db.base import Query, now
from weeklog.entries.tables import KEYS, WRITTEN, EntryCountRow, EntryRow, entries, state
from weeklog.vocabulary import OPEN_STATUSES

_mine = (
    entries.c.person_id == bindparam("person_id"),
    entries.c.programme_id == bindparam("programme_id"),
)
is_unfinished = or_(*(entries.c.status == status for status in OPEN_STATUSES))
is_open = and_(is_unfinished, entries.c.carried_to.is_(None))
_locked = select(*state).order_by(entries.c.week, entries.c.position, entries.c.id).with_for_update()

find_last_logged_week = Query(
    select(func.max(entries.c.week)).where(*_mine, entries.c.week < bindparam("week"))
)
find_last_logged_day = Query(
    select(func.max(entries.c.end_on)).where(*_mine, entries.c.end_on < bindparam("day", type_=Date))
)
list_open_of_week = Query(
    select(*state)
    .where(*_mine, is_open, entries.c.week == bindparam("week"))
    .order_by(entries.c.start_on, entries.c.position, entries.c.id),
    EntryRow,
)
lock_open_of_week = Query(_locked.where(*_mine, is_open, entries.c.week == bindparam("week")), EntryRow)
lock_open_of_day = Query(
    _locked.where(*_mine, is_open, entries.c.end_on == bindparam("day", type_=Date)), EntryRow
)
lock_open_before = Query(_locked.where(*_mine, is_open, entries.c.week < bindparam("week")), EntryRow)
count_open_before = Query(
    select(entries.c.week, func.count().label("entries"))
    .where(*_mine, is_open, entries.c.week < bindparam("week"))
    .group_by(entries.c.week)
    .order_by(entries.c.week),
    EntryCountRow,
)
count_open_before_day = Query(
    select(entries.c.week, func.count().label("entries"))
    .where(*_mine, is_open, entries.c.end_on < bindparam("day", type_=Date))
    .group_by(entries.c.week)
    .order_by(entries.c.week),
    EntryCountRow,
)
lock_named = Query(_locked.where(*_mine, entries.c.id == any_(bindparam("ids", type_=ARRAY(Uuid)))), EntryRow)

insert_carried = Query(
    entries.insert().values(
        {name: bindparam(name) for name in (*KEYS, *WRITTEN, "position", "carried_from", "weeks_open")}
    )
)
_pairs = (
    func.unnest(bindparam("sources", type_=ARRAY(Uuid)), bindparam("copies", type_=ARRAY(Uuid)))
    .table_valued(column("source", Uuid), column("copy", Uuid), name="pairs")
    .render_derived()
)
mark_carried = Query(
    update(entries)
    .where(entries.c.id == _pairs.c.source, entries.c.person_id == bindparam("person_id"))
    .values(carried_to=_pairs.c.copy, version=entries.c.version + 1, updated_at=now())
    .returning(*state),
    EntryRow,
)
# The entries that went on with them are gone: they are open again.
free_sources = Query(
    update(entries)
    .where(
        entries.c.person_id == bindparam("person_id"),
        entries.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))),
        entries.c.carried_to == any_(bindparam("copies", type_=ARRAY(Uuid))),
    )
    .values(carried_to=None, version=entries.c.version + 1, updated_at=now())
    .returning(*state),
    EntryRow,
)
lock_source = Query(
    select(entries.c.carried_to)
    .where(entries.c.person_id == bindparam("person_id"), entries.c.id == bindparam("entry_id"))
    .with_for_update()
)
link_source = Query(
    update(entries)
    .where(
        entries.c.person_id == bindparam("person_id"),
        entries.c.id == bindparam("entry_id"),
        entries.c.carried_to.is_(None),
    )
    .values(carried_to=bindparam("copy", type_=Uuid), version=entries.c.version + 1, updated_at=now())
    .returning(*state),
    EntryRow,
)
