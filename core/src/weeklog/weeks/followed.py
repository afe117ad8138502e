"""What the weeks of several people say, in one statement each: the reads behind a mentor's questions.

`people` are whom the asker follows; row-level security shows no row of anybody else, whoever is named.
"""

from sqlalchemy import ARRAY, Text, Uuid, and_, any_, bindparam, func, or_, select
from sqlalchemy.types import Integer

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.objectives.tables import objectives
from weeklog.reviews.tables import reviews
from weeklog.weeks.filters import entries_wanted
from weeklog.weeks.reads import SHOWN, FoundEntryRow


@row_class
class FollowedEntryRow(FoundEntryRow):
    person_id: PersonId
    place: int  # among the entries of its person, from 1


@row_class
class FollowedCountRow:
    person_id: PersonId
    entries: int


@row_class
class FollowedWeekRow:
    person_id: PersonId
    week: int


@row_class
class FollowedObjectiveRow(FollowedWeekRow):
    text: str


_PEOPLE = any_(bindparam("people", type_=ARRAY(Uuid())))
_PROGRAMME = bindparam("programme_id", type_=Uuid())
_EACH = bindparam("each", type_=Integer())  # rows of one person
_theirs = and_(entries.c.person_id == _PEOPLE, entries.c.programme_id == _PROGRAMME)
_total = func.count().over(partition_by=entries.c.person_id).label("total")
_place = (
    func.row_number()
    .over(partition_by=entries.c.person_id, order_by=(entries.c.start_on, entries.c.position, entries.c.id))
    .label("place")
)
_entries = select(*SHOWN, _total, entries.c.person_id, _place).where(entries_wanted(_theirs)).subquery()
find_entries_of_people = Query(
    select(_entries).where(_entries.c.place <= _EACH).order_by(_entries.c.person_id, _entries.c.place),
    FollowedEntryRow,
)
count_entries_of_people = Query(
    select(
        entries.c.person_id,
        func.count().label("entries"),
    )
    .where(entries_wanted(_theirs))
    .group_by(entries.c.person_id),
    FollowedCountRow,
)
entries_of_people_by_id = Query(
    select(*SHOWN, _total, entries.c.person_id, _place).where(
        entries_wanted(_theirs), entries.c.id == any_(bindparam("ids", type_=ARRAY(Uuid())))
    ),
    FollowedEntryRow,
)
_changed = (
    select(*SHOWN, _total, entries.c.person_id, _place)
    .join(
        reviews,
        and_(
            reviews.c.person_id == entries.c.person_id,
            reviews.c.programme_id == entries.c.programme_id,
            reviews.c.week == entries.c.week,
        ),
    )
    .where(
        _theirs,
        or_(reviews.c.state == "approved", reviews.c.state == "published"),
        entries.c.updated_at > reviews.c.approved_at,
    )
    .subquery()
)
# Written after their week was approved. Who may not read the review is shown none.
find_changed_since_approval = Query(
    select(_changed).where(_changed.c.place <= _EACH).order_by(_changed.c.person_id, _changed.c.place),
    FollowedEntryRow,
)
find_reviews_of_people = Query(
    select(reviews.c.person_id, reviews.c.week)
    .where(
        reviews.c.person_id == _PEOPLE,
        reviews.c.programme_id == _PROGRAMME,
        or_(
            bindparam("week", type_=Integer()).is_(None),
            reviews.c.week == bindparam("week", type_=Integer()),
        ),
        reviews.c.state == any_(bindparam("states", type_=ARRAY(Text()))),
    )
    .order_by(reviews.c.person_id, reviews.c.week),
    FollowedWeekRow,
)
find_objectives_of_people = Query(
    select(objectives.c.person_id, objectives.c.week, objectives.c.text)
    .where(
        objectives.c.person_id == _PEOPLE,
        objectives.c.programme_id == _PROGRAMME,
        or_(
            bindparam("week", type_=Integer()).is_(None),
            objectives.c.week == bindparam("week", type_=Integer()),
        ),
        or_(
            bindparam("states", type_=ARRAY(Text())).is_(None),
            objectives.c.state == any_(bindparam("states", type_=ARRAY(Text()))),
        ),
    )
    .order_by(objectives.c.person_id, objectives.c.week, objectives.c.position, objectives.c.text)
    .limit(bindparam("limit", type_=Integer())),
    FollowedObjectiveRow,
)
