"""Conditions on the rows that the assistant reads. A filter is left out by giving None for its parameter."""

import unicodedata
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
    any_,
    bindparam,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from weeklog.entries.tables import entries

DAYS_OF_A_WEEK = 7
limit = bindparam("limit", type_=Integer())


def _bare(letter: str) -> str:
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


_MARKED = "".join(
    letter
    for letter in map(chr, range(0xC0, 0x1EFA))
    if letter.lower() == letter and _bare(letter).isascii() and letter.isalpha()
)
_BARE = "".join(map(_bare, _MARKED))


def given(name: str, type_: TypeEngine[Any], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(bindparam(name, type_=type_).is_(None), condition)


def findable(*parts: ColumnElement[Any]) -> ColumnElement[Any]:
    """Lower case as it is, and once more without diacritics: a word with marks is found as it is, one without as
    both."""
    lower = func.lower(func.normalize(func.concat_ws(" ", *parts), text("NFC")))
    return func.concat(lower, "\n", func.translate(lower, literal(_MARKED), literal(_BARE)))


def says(searched: ColumnElement[Any]) -> ColumnElement[bool]:
    return given(
        "patterns",
        ARRAY(Text()),
        searched.op("~", is_comparison=True)(all_(bindparam("patterns", type_=ARRAY(Text())))),
    )


def in_weeks(week: ColumnElement[Any]) -> ColumnElement[bool]:
    first = bindparam("week", type_=Integer())
    return given(
        "week", Integer(), week.between(first, func.coalesce(bindparam("to_week", type_=Integer()), first))
    )


TAGS = func.array_to_string(entries.c.tags, " ")
LINK_TITLES = cast(
    func.jsonb_path_query_array(entries.c.resources, text("'$[*].title ? (@ != null)'")), Text()
)  # of its links
_searched = findable(entries.c.text, TAGS, LINK_TITLES)
mine = and_(
    entries.c.person_id == bindparam("person_id", type_=Uuid()),
    entries.c.programme_id == bindparam("programme_id", type_=Uuid()),
)
# A mistyped year must not make the database count thousands of days: no more days of one entry are looked at.
_MOST_DAYS = 400
last_day = func.least(entries.c.end_on, entries.c.start_on + _MOST_DAYS, type_=Date())
_weekday = func.unnest(bindparam("weekdays", type_=ARRAY(Integer()))).column_valued("weekday")
_falls_on_weekday = (
    select(1)
    .where(
        func.mod(
            cast(_weekday, Integer) - cast(extract("isodow", entries.c.start_on), Integer) + DAYS_OF_A_WEEK,
            DAYS_OF_A_WEEK,
        )
        <= last_day - entries.c.start_on
    )
    .correlate(entries)
    .exists()
)
_statuses = bindparam("statuses", type_=ARRAY(Text()))


def entries_wanted(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """Entries of somebody that fit every filter that is given."""
    return and_(
        whose,
        given("from_day", Date(), entries.c.end_on >= bindparam("from_day", type_=Date())),
        given("to_day", Date(), entries.c.start_on <= bindparam("to_day", type_=Date())),
        given("weekdays", ARRAY(Integer()), _falls_on_weekday),
        in_weeks(entries.c.week),
        given("statuses", ARRAY(Text()), entries.c.status == any_(_statuses)),
        # What went on in a later week is open there, and no longer here.
        given("still_here", Integer(), entries.c.carried_to.is_(None)),
        or_(
            bindparam("carried", type_=Text()).is_(None),
            and_(bindparam("carried", type_=Text()) == "in", entries.c.carried_from.is_not(None)),
            and_(bindparam("carried", type_=Text()) == "on", entries.c.carried_to.is_not(None)),
        ),
        given("weeks_open", Integer(), entries.c.weeks_open >= bindparam("weeks_open", type_=Integer())),
        given(
            "tag",
            Text(),
            func.lower(bindparam("tag", type_=Text())).op("=", is_comparison=True)(
                func.any(func.string_to_array(func.lower(func.array_to_string(entries.c.tags, "\n")), "\n"))
            ),
        ),
        given("with_links", Integer(), func.jsonb_array_length(entries.c.resources) > 0),
        given("without_links", Integer(), func.jsonb_array_length(entries.c.resources) == 0),
        given("with_tags", Integer(), func.cardinality(entries.c.tags) > 0),
        given("without_tags", Integer(), func.cardinality(entries.c.tags) == 0),
        given("several_days", Integer(), entries.c.end_on > entries.c.start_on),
        says(_searched),
    )  # fmt: skip
