"""How many entries, days and hours: counted and added by Postgres, whole or in groups."""

from datetime import date
from typing import Any, Literal

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Date,
    Integer,
    SmallInteger,
    String,
    Text,
    Uuid,
    all_,
    and_,
    any_,
    bindparam,
    cast,
    distinct,
    extract,
    func,
    select,
    text,
)

from weeklog.absences.tables import absences
from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.entries.tables import entries
from weeklog.programmes.tables import programmes
from weeklog.vocabulary import STATUSES
from weeklog.weeks.filters import entries_wanted, given, last_day, limit, mine

GroupBy = Literal["week", "day", "weekday", "month", "tag", "status"]
HoursBy = Literal["week", "day", "single day", "month", "tag"]


@row_class
class EntryCountsRow:
    entries: int
    days: int
    weeks: int
    planned: int
    doing: int
    blocked: int
    done: int
    dropped: int


@row_class
class GroupRow:
    key: str
    entries: int
    days: int


@row_class
class EmptyDayRow:
    day: date
    total: int


@row_class
class HoursRow:
    hours: float
    timed: int  # entries with hours
    entries: int


@row_class
class GroupHoursRow(HoursRow):
    key: str


_wanted = entries_wanted(mine)
_days = (
    func.generate_series(entries.c.start_on, last_day, text("interval '1 day'"))
    .table_valued(Column("on_day", Date), name="days")
    .render_derived()
    .lateral()
)
_day = cast(_days.c.on_day, Date)
_isodow = cast(extract("isodow", _day), Integer)
_day_wanted = and_(
    given("from_day", Date(), _day >= bindparam("from_day", type_=Date())),
    given("to_day", Date(), _day <= bindparam("to_day", type_=Date())),
    given("weekdays", ARRAY(Integer()), _isodow == any_(bindparam("weekdays", type_=ARRAY(Integer())))),
)
_entry_count = func.count(distinct(entries.c.id)).label("entries")
_day_count = func.count(distinct(_day)).filter(_day_wanted).label("days")
count_entries = Query(
    select(
        _entry_count,
        _day_count,
        func.count(distinct(entries.c.week)).label("weeks"),
        *(
            func.count(distinct(entries.c.id)).filter(entries.c.status == status).label(status)
            for status in STATUSES
        ),
    )
    .select_from(entries.join(_days, text("true")))
    .where(_wanted),
    EntryCountsRow,
)

_timed = (
    func.coalesce(func.sum(entries.c.hours), 0.0).label("hours"),
    func.count(entries.c.hours).label("timed"),
    func.count().label("entries"),
)
sum_hours = Query(select(*_timed).where(_wanted), HoursRow)

_tag = func.unnest(entries.c.tags).table_valued(Column("tag", Text), name="tagged").render_derived().lateral()
_keys: dict[GroupBy, ColumnElement[Any]] = {
    "week": cast(entries.c.week, String),
    "day": func.to_char(_day, "YYYY-MM-DD"),
    "weekday": cast(_isodow, String),
    "month": func.to_char(_day, "YYYY-MM"),
    "tag": _tag.c.tag,
    "status": entries.c.status,
}


def _grouped(by: GroupBy) -> Query[GroupRow]:
    key = _keys[by]
    rows = entries.join(_days, text("true"))
    wanted = and_(_wanted, _day_wanted) if by in ("day", "weekday", "month") else _wanted
    return Query(
        select(key.label("key"), _entry_count, _day_count)
        .select_from(rows.join(_tag, text("true")) if by == "tag" else rows)
        .where(wanted)
        .group_by(text("1"))
        .order_by(_entry_count.desc(), text("1"))
        .limit(limit),
        GroupRow,
    )


group_entries: dict[GroupBy, Query[GroupRow]] = {by: _grouped(by) for by in _keys}

# Hours are counted once: an entry that goes over several days counts on its first. How many of them fell on one day
# nobody noted, so that for a single day only entries of that day count.
_HOURS_OF: dict[HoursBy, ColumnElement[Any]] = {
    "week": cast(entries.c.week, String),
    "day": func.to_char(entries.c.start_on, "YYYY-MM-DD"),
    "single day": func.to_char(entries.c.start_on, "YYYY-MM-DD"),
    "month": func.to_char(entries.c.start_on, "YYYY-MM"),
    "tag": _tag.c.tag,
}


def _hours_grouped(by: HoursBy) -> Query[GroupHoursRow]:
    rows = entries.join(_tag, text("true")) if by == "tag" else entries
    of_one_day = (last_day == entries.c.start_on,) if by == "single day" else ()
    return Query(
        select(*_timed, _HOURS_OF[by].label("key"))
        .select_from(rows)
        .where(_wanted, entries.c.hours.is_not(None), *of_one_day)
        .group_by(_HOURS_OF[by])
        .order_by(text("key"))
        .limit(limit),
        GroupHoursRow,
    )


group_hours: dict[HoursBy, Query[GroupHoursRow]] = {by: _hours_grouped(by) for by in _HOURS_OF}

_each_day = (
    func.generate_series(
        bindparam("from_day", type_=Date()), bindparam("to_day", type_=Date()), text("interval '1 day'")
    )
    .table_valued(Column("on_day", Date), name="each_day")
    .render_derived()
)
_empty_day = cast(_each_day.c.on_day, Date)
# Working days without an entry: days off and holidays of the programme are none, nor are whole days of absence.
find_empty_days = Query(
    select(_empty_day.label("day"), func.count().over().label("total"))
    .select_from(_each_day.join(programmes, programmes.c.id == bindparam("programme_id", type_=Uuid())))
    .where(
        (cast(extract("isodow", _empty_day), SmallInteger) - 1) != all_(programmes.c.days_off),
        _empty_day != all_(programmes.c.holidays),
        ~select(absences.c.id)
        .where(
            absences.c.person_id == bindparam("person_id", type_=Uuid()),
            absences.c.programme_id == programmes.c.id,
            absences.c.part == "day",
            absences.c.first_day <= _empty_day,
            absences.c.last_day >= _empty_day,
        )
        .correlate(_each_day, programmes)
        .exists(),
        ~select(entries.c.id)
        .where(mine, entries.c.start_on <= _empty_day, entries.c.end_on >= _empty_day)
        .correlate(_each_day)
        .exists(),
    )
    .order_by(_empty_day)
    .limit(limit),
    EmptyDayRow,
)
