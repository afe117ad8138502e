"""What a person's weeks say: the reads behind the assistant's tools and the Friday review.

Every filter may be left out. The statements name the person although Postgres shows no other's rows: the index begins
with it.
"""

from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    Text,
    Uuid,
    all_,
    and_,
    bindparam,
    distinct,
    extract,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from weeklog.db.base import Query
from weeklog.db.entries import entries
from weeklog.db.programmes import weeks

DAYS_OF_A_WEEK = 7


def _given(name: str, type_: TypeEngine[Any], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(bindparam(name, type_=type_).is_(None), condition)


_searched = func.concat_ws(" ", entries.c.text, func.array_to_string(entries.c.tags, " "))
_mine = and_(
    entries.c.person_id == bindparam("person_id", type_=Uuid()),
    entries.c.programme_id == bindparam("programme_id", type_=Uuid()),
)
_weekdays_after_start = func.mod(
    bindparam("weekday", type_=Integer()) - extract("isodow", entries.c.start_on) + DAYS_OF_A_WEEK,
    DAYS_OF_A_WEEK,
)
_wanted = and_(
    _mine,
    _given("from_day", Date(), entries.c.end_on >= bindparam("from_day", type_=Date())),
    _given("to_day", Date(), entries.c.start_on <= bindparam("to_day", type_=Date())),
    _given("weekday", Integer(), _weekdays_after_start <= entries.c.end_on - entries.c.start_on),
    _given("week", Integer(), entries.c.week == bindparam("week", type_=Integer())),
    _given(
        "statuses",
        ARRAY(Text()),
        entries.c.status == func.any(bindparam("statuses", type_=ARRAY(Text()))),
    ),
    _given("tag", Text(), bindparam("tag", type_=Text()) == func.any(entries.c.tags)),
    _given(
        "patterns",
        ARRAY(Text()),
        _searched.op("ilike", is_comparison=True)(all_(bindparam("patterns", type_=ARRAY(Text())))),
    ),
)
_shown = (
    entries.c.id,
    entries.c.week,
    entries.c.start_on,
    entries.c.end_on,
    entries.c.status,
    entries.c.text,
    entries.c.tags,
    entries.c.resources,
)

find_entries = Query(
    select(*_shown, func.count().over().label("total"))
    .where(_wanted)
    .order_by(entries.c.start_on, entries.c.position, entries.c.id)
    .limit(bindparam("limit", type_=Integer()))
)

_pattern = func.unnest(bindparam("patterns", type_=ARRAY(Text()))).column_valued("pattern")
_matches = select(func.count()).where(_searched.op("ilike", is_comparison=True)(_pattern)).scalar_subquery()
# The entries in which most of the patterns occur; the newest first among equals.
best_entries = Query(
    select(*_shown, func.count().over().label("total"))
    .where(_mine, _matches > 0)
    .order_by(_matches.desc(), entries.c.start_on.desc(), entries.c.id)
    .limit(bindparam("limit", type_=Integer()))
)

_days = (
    func.generate_series(entries.c.start_on, entries.c.end_on, text("interval '1 day'"))
    .table_valued("on_day", name="days")
    .render_derived()
    .lateral()
)
count_entries = Query(
    select(
        func.count(distinct(entries.c.id)).label("entries"),
        func.count(distinct(_days.c.on_day))
        .filter(
            _given("from_day", Date(), _days.c.on_day >= bindparam("from_day", type_=Date())),
            _given("to_day", Date(), _days.c.on_day <= bindparam("to_day", type_=Date())),
        )
        .label("days"),
        *(
            func.count(distinct(entries.c.id)).filter(entries.c.status == status).label(status)
            for status in ("planned", "doing", "done", "dropped")
        ),
    )
    .select_from(entries.join(_days, text("true")))
    .where(_wanted)
)

find_week = Query(
    select(weeks).where(
        weeks.c.programme_id == bindparam("programme_id"), weeks.c.number == bindparam("number")
    )
)


def patterns(words: str) -> list[str] | None:
    """Each word as an ILIKE pattern; none when there are no words."""
    return [pattern(word) for word in words.split()] or None


def pattern(text: str) -> str:
    """An ILIKE pattern that finds the text anywhere."""
    return "%" + text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
