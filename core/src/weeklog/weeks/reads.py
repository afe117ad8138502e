"""Entries, objectives, achievements and reviews of one person: what the assistant's tools read.

Every filter may be left out. The statements name the person, although row-level security hides the rows of others,
because the index begins with the person.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Text,
    Uuid,
    any_,
    bindparam,
    func,
    select,
)

from weeklog.achievements.tables import achievements
from weeklog.db.base import Query
from weeklog.db.rows import columns, row_class
from weeklog.entries.tables import StoredLink, entries
from weeklog.objectives.tables import ObjectiveRow, objectives
from weeklog.reviews.tables import reviews
from weeklog.vocabulary import ReviewState, Status
from weeklog.weeks.filters import entries_wanted, findable, given, in_weeks, last_day, limit, mine, says


@row_class
class ShownEntryRow:
    id: UUID
    week: int
    start_on: date
    end_on: date
    status: Status
    text: str
    tags: list[str]
    resources: list[StoredLink]
    weeks_open: int
    hours: float | None


@row_class
class FoundEntryRow(ShownEntryRow):
    total: int  # how many there are beside those that the limit lets through


@row_class
class FoundObjectiveRow(ObjectiveRow):
    total: int


@row_class
class FoundAchievementRow:
    id: UUID
    week: int
    text: str
    total: int


@row_class
class FoundReviewRow:
    id: UUID
    week: int
    state: ReviewState
    version: int
    lines: list[dict[str, Any]] | None


_wanted = entries_wanted(mine)
SHOWN = columns(ShownEntryRow, entries)
_found = select(*SHOWN, func.count().over().label("total")).where(_wanted)

find_entries = Query(
    _found.order_by(entries.c.start_on, entries.c.position, entries.c.id).limit(limit), FoundEntryRow
)
find_newest_entries = Query(
    _found.order_by(
        entries.c.start_on.desc(), entries.c.end_on.desc(), entries.c.position.desc(), entries.c.id.desc()
    ).limit(limit),
    FoundEntryRow,
)
find_longest_entries = Query(
    _found.order_by((last_day - entries.c.start_on).desc(), entries.c.start_on, entries.c.id).limit(limit),
    FoundEntryRow,
)
_timed = _found.where(entries.c.hours.is_not(None))
find_entries_with_most_hours = Query(
    _timed.order_by(entries.c.hours.desc(), entries.c.start_on, entries.c.id).limit(limit), FoundEntryRow
)
find_entries_with_fewest_hours = Query(
    _timed.order_by(entries.c.hours, entries.c.start_on, entries.c.id).limit(limit), FoundEntryRow
)
entries_by_id = Query(
    select(*SHOWN).where(mine, entries.c.id == any_(bindparam("ids", type_=ARRAY(Uuid())))), ShownEntryRow
)

_aim_searched = findable(objectives.c.text)
find_objectives = Query(
    select(*columns(ObjectiveRow, objectives), func.count().over().label("total"))
    .where(
        objectives.c.person_id == bindparam("person_id", type_=Uuid()),
        objectives.c.programme_id == bindparam("programme_id", type_=Uuid()),
        in_weeks(objectives.c.week),
        given("states", ARRAY(Text()), objectives.c.state == any_(bindparam("states", type_=ARRAY(Text())))),
        says(_aim_searched),
    )
    .order_by(objectives.c.week, objectives.c.position, objectives.c.id)
    .limit(limit),
    FoundObjectiveRow,
)
find_achievements = Query(
    select(achievements.c.id, achievements.c.week, achievements.c.text, func.count().over().label("total"))
    .where(
        achievements.c.person_id == bindparam("person_id", type_=Uuid()),
        achievements.c.programme_id == bindparam("programme_id", type_=Uuid()),
        in_weeks(achievements.c.week),
        says(findable(achievements.c.text)),
    )
    .order_by(achievements.c.week, achievements.c.position, achievements.c.id)
    .limit(limit),
    FoundAchievementRow,
)
find_reviews = Query(
    select(reviews.c.id, reviews.c.week, reviews.c.state, reviews.c.version, reviews.c.lines)
    .where(
        reviews.c.person_id == bindparam("person_id", type_=Uuid()),
        reviews.c.programme_id == bindparam("programme_id", type_=Uuid()),
        in_weeks(reviews.c.week),
    )
    .order_by(reviews.c.week),
    FoundReviewRow,
)
