from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column

pages = Table(
    "pages",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("path", Text, nullable=False),  # as imported: the same path is the same page
    Column("raw", LargeBinary, nullable=False),  # the file, byte for byte: what an unedited export answers
    # How it was read: {"settled": what the person decided, "span", "day_month", "twin_dates"}. Read again in the same
    # way it says the same, so that only what changed since is written on it.
    Column("settlements", JSONB, nullable=False, server_default="{}"),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_pages_week"
    ),
    UniqueConstraint("person_id", "programme_id", "path", name="uq_pages_path"),
)

_mine = (pages.c.person_id == bindparam("person_id"), pages.c.programme_id == bindparam("programme_id"))

list_week_pages = Query(
    select(pages.c.path, pages.c.language, pages.c.updated_at)
    .where(*_mine, pages.c.week == bindparam("week"))
    .order_by(pages.c.path)
)

_held = tuple(pages.c[name] for name in ("id", "week", "language", "path", "raw", "settlements"))
_first_is_owner = (pages.c.created_at, pages.c.language != "en", pages.c.path)

# The page that holds the week's rows comes first: the one imported first, and of those imported together the English one.
find_week_pages = Query(
    select(*_held).where(*_mine, pages.c.week == bindparam("week")).order_by(*_first_is_owner)
)
find_all_pages = Query(select(*_held).where(*_mine).order_by(pages.c.week, *_first_is_owner))
# Imports of one person come one after the other.
hold_pages = Query(
    select(text("pg_advisory_xact_lock(hashtextextended(:person_key, 0))")).params(person_key="")
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
