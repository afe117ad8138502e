"""What came of a week, as one person says it."""

from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    all_,
    bindparam,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column, words_column
from weeklog.db.conditions import in_week
from weeklog.db.rows import columns, row_class

achievements = Table(
    "achievements",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),  # Markdown
    Column("evidence", ARRAY(Uuid), nullable=False, server_default="{}"),  # the entries that prove it
    moment_column("created_at", default=True),
    *words_column("text"),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_achievements_week"
    ),
    Index("ix_achievements_person_id_week", "person_id", "programme_id", "week", "position"),
)


@row_class
class AchievementRow:
    id: UUID
    text: str
    evidence: list[UUID]


list_achievements = Query(
    select(*columns(AchievementRow, achievements))
    .where(*in_week(achievements))
    .order_by(achievements.c.position),
    AchievementRow,
)
delete_other_achievements = Query(
    achievements.delete().where(
        *in_week(achievements), achievements.c.id != all_(bindparam("ids", type_=ARRAY(Uuid)))
    )
)
_new_achievement = insert(achievements).values(
    {
        name: bindparam(name)
        for name in ("id", "person_id", "programme_id", "week", "position", "text", "evidence")
    }
)
put_achievement = Query(
    _new_achievement.on_conflict_do_update(
        constraint="pk_achievements",
        set_={name: _new_achievement.excluded[name] for name in ("position", "text", "evidence")},
    )
)
