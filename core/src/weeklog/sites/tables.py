"""Pages as they were imported, the answers to what they leave open, and imports that run in the background."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from weeklog.achievements.tables import achievements
from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import IsRow, columns, row_class
from weeklog.entries.tables import PageEntryRow, entries
from weeklog.objectives.tables import objectives
from weeklog.reviews.tables import reviews

Row = TypeVar("Row", bound=IsRow)

pages = Table(
    "pages",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer),  # none: its person is asked
    Column("language", Text, nullable=False),
    Column("path", Text, nullable=False),  # as imported: the same path is the same page
    Column("raw", LargeBinary, nullable=False),  # the file, byte for byte: what an unedited export answers
    # How it was read (`weeklog.sites.reading`): {"settled": what the person decided, "site", "span", "day_month",
    # "language"}. Read again in the same way it says the same, so that only what changed since is written on it.
    Column("settlements", JSONB, nullable=False, server_default="{}"),
    # Counted when the page was imported or settled last: to read 200 pages for a list of them takes a second.
    Column("questions", Integer, nullable=False, server_default="0"),
    Column("findings", Integer, nullable=False, server_default="0"),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_pages_week"
    ),
    UniqueConstraint("person_id", "programme_id", "path", name="uq_pages_path"),
)

# Answers that hold for all pages of a language.
site_answers = Table(
    "site_answers",
    metadata,
    Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("programme_id", Uuid, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    moment_column("updated_at", default=True),
)


@row_class
class WeekPageRow:
    path: str
    language: str
    updated_at: datetime


@row_class
class PageRow:
    path: str
    week: int | None
    language: str
    updated_at: datetime
    ambiguities: int
    findings: int


@row_class
class StoredPageRow:
    id: UUID
    week: int | None
    language: str
    path: str
    raw: bytes
    settlements: dict[str, Any]
    updated_at: datetime


@row_class
class ShownObjectiveRow:
    week: int
    text: str
    done: bool | None


@row_class
class ShownAchievementRow:
    week: int
    text: str


@row_class
class SiteAnswerRow:
    language: str
    key: str
    value: str


@row_class
class HeldWeekRow:
    week: int
    rows: int


@row_class
class LoggedDayRow:
    week: int
    start_on: date


_mine = (pages.c.person_id == bindparam("person_id"), pages.c.programme_id == bindparam("programme_id"))

list_week_pages = Query(
    select(*columns(WeekPageRow, pages))
    .where(*_mine, pages.c.week == bindparam("week"))
    .order_by(pages.c.path),
    WeekPageRow,
)

list_pages = Query(
    select(
        pages.c.path,
        pages.c.week,
        pages.c.language,
        pages.c.updated_at,
        pages.c.questions.label("ambiguities"),
        pages.c.findings,
    )
    .where(*_mine)
    .order_by(pages.c.week, pages.c.path),
    PageRow,
)
count_page = Query(
    update(pages)
    .where(*_mine, pages.c.path == bindparam("page_path"))
    .values(questions=bindparam("asked"), findings=bindparam("found"))
)

_first_is_owner = (pages.c.created_at, pages.c.language != "en", pages.c.path)

# The page that holds the week's rows comes first: the one imported first, and of those imported together the English
# one.
_of_week = bindparam("week", type_=Integer())  # none: of all weeks, at once: a site is 26 pages and more
find_pages = Query(
    select(*columns(StoredPageRow, pages))
    .where(*_mine, or_(_of_week.is_(None), pages.c.week == _of_week))  # without a week: those of none too
    .order_by(pages.c.week, *_first_is_owner),
    StoredPageRow,
)


def _shown(row: type[Row], table: Table) -> Query[Row]:
    return Query(
        select(*columns(row, table))
        .where(
            table.c.person_id == bindparam("person_id"),
            table.c.programme_id == bindparam("programme_id"),
            or_(_of_week.is_(None), table.c.week == _of_week),
        )
        .order_by(table.c.week, table.c.position, table.c.id),
        row,
    )


# What the pages show.
list_shown_entries = _shown(PageEntryRow, entries)
list_shown_objectives = _shown(ShownObjectiveRow, objectives)
list_shown_achievements = _shown(ShownAchievementRow, achievements)
# Imports of one person come one after the other; the history of entries tells that it was an import that changed them.
hold_pages = Query(
    select(
        text("pg_advisory_xact_lock(hashtextextended(:person_key, 0))"),
        func.set_config("app.change", "imported", true()),
    ).params(person_key="")
)
insert_page = Query(
    pages.insert().values(
        {
            name: bindparam(name)
            for name in ("id", "person_id", "programme_id", "week", "language", "path", "raw", "settlements")
        }
    )
)
change_page = Query(
    update(pages)
    .where(pages.c.id == bindparam("page_id"))
    .values(
        raw=bindparam("raw"),
        path=bindparam("path"),
        language=bindparam("language"),
        settlements=bindparam("settlements", type_=JSONB),
        updated_at=now(),
    )
)

drop_pages = Query(delete(pages).where(*_mine, pages.c.id == any_(bindparam("ids", type_=ARRAY(Uuid)))))

_answers_of = (
    site_answers.c.person_id == bindparam("person_id"),
    site_answers.c.programme_id == bindparam("programme_id"),
)
list_site_answers = Query(select(*columns(SiteAnswerRow, site_answers)).where(*_answers_of), SiteAnswerRow)
_answer = insert(site_answers).values(
    {name: bindparam(name) for name in ("person_id", "programme_id", "language", "key", "value")}
)
put_site_answer = Query(
    _answer.on_conflict_do_update(
        constraint="pk_site_answers", set_={"value": _answer.excluded.value, "updated_at": now()}
    )
)
delete_site_answer = Query(
    delete(site_answers).where(
        *_answers_of,
        site_answers.c.language == bindparam("language"),
        site_answers.c.key == bindparam("key"),
    )
)

# For the programme's lead, through the system role: which weeks hold something, of whomever.
_in_weeks = union_all(
    *(
        select(table.c.week).where(
            table.c.programme_id == bindparam("programme_id"), table.c.week.is_not(None)
        )
        for table in (entries, pages, objectives, achievements, reviews)
    )
).subquery()
list_held_weeks = Query(
    select(_in_weeks.c.week, func.count().label("rows"))
    .group_by(_in_weeks.c.week)
    .order_by(_in_weeks.c.week),
    HeldWeekRow,
)
# Those of a page stay in its week, whatever their days are.
list_logged_days = Query(
    select(entries.c.week, entries.c.start_on)
    .where(entries.c.programme_id == bindparam("programme_id"), entries.c.page_id.is_(None))
    .distinct(),
    LoggedDayRow,
)
