"""What a programme wants its members to learn: names, each with the tags of the entries that show it."""

from sqlalchemy import (
    ARRAY,
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    delete,
    insert,
    select,
)

from weeklog.db.base import Query, metadata
from weeklog.db.rows import columns, row_class

competencies = Table(
    "competencies",
    metadata,
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),  # as its lead ordered them
    Column("tags", ARRAY(Text), nullable=False),
)


@row_class
class CompetencyRow:
    name: str
    tags: list[str]


_of_programme = competencies.c.programme_id == bindparam("programme_id", type_=Uuid)
list_competencies = Query(
    select(*columns(CompetencyRow, competencies)).where(_of_programme).order_by(competencies.c.position),
    CompetencyRow,
)
delete_competencies = Query(delete(competencies).where(_of_programme))
insert_competency = Query(
    insert(competencies).values(
        {name: bindparam(name) for name in ("programme_id", "name", "position", "tags")}
    )
)
