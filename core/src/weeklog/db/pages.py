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
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column

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
    Column(
        "settlements", JSONB, nullable=False, server_default="{}"
    ),  # what the person decided about its guesses
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
