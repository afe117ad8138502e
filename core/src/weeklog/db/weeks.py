"""What a week is for and what came of it: one person's objectives and achievements."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    case,
    func,
    select,
    update,
)

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column

objectives = Table(
    "objectives",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),  # Markdown
    Column("done", Boolean),  # a ticked box: met; none = the author uses no boxes
    Column("state", Text, nullable=False, server_default="open"),
    Column("evidence", ARRAY(Uuid), nullable=False, server_default="{}"),  # the entries that show it
    Column("carried_from", Uuid),  # the objective of an earlier week that it goes on with
    Column("weeks_open", Integer, nullable=False, server_default="1"),
    moment_column("created_at", default=True),
    CheckConstraint("state in ('open', 'met', 'missed', 'carried')", name="state"),
    CheckConstraint("done is null or done = (state = 'met')", name="done"),
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_objectives_week"
    ),
    Index("ix_objectives_person_id_week", "person_id", "programme_id", "week", "position"),
)

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
    ForeignKeyConstraint(
        ["programme_id", "week"], ["weeks.programme_id", "weeks.number"], name="fk_achievements_week"
    ),
    Index("ix_achievements_person_id_week", "person_id", "programme_id", "week", "position"),
)


def _in_week(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.person_id == bindparam("person_id"),
        table.c.programme_id == bindparam("programme_id"),
        table.c.week == bindparam("week"),
    )


list_objectives = Query(
    select(objectives.c.id, objectives.c.text, objectives.c.done)
    .where(*_in_week(objectives))
    .order_by(objectives.c.position)
)
delete_objectives = Query(objectives.delete().where(*_in_week(objectives)))
insert_objective = Query(
    objectives.insert().values(
        {
            name: bindparam(name)
            for name in ("id", "person_id", "programme_id", "week", "position", "text", "done")
        }
        | {"state": case((bindparam("done", type_=Boolean).is_(True), "met"), else_="open")}
    )
)
count_objectives = Query(
    select(objectives.c.week, func.count().label("objectives"))
    .where(
        objectives.c.person_id == bindparam("person_id"),
        objectives.c.programme_id == bindparam("programme_id"),
    )
    .group_by(objectives.c.week)
)

list_achievements = Query(
    select(achievements.c.id, achievements.c.text, achievements.c.evidence)
    .where(*_in_week(achievements))
    .order_by(achievements.c.position)
)
delete_achievements = Query(achievements.delete().where(*_in_week(achievements)))
insert_achievement = Query(
    achievements.insert().values(
        {
            name: bindparam(name)
            for name in ("id", "person_id", "programme_id", "week", "position", "text", "evidence")
        }
    )
)
forget_evidence = Query(
    update(achievements)
    .where(bindparam("entry_id", type_=Uuid) == any_(achievements.c.evidence))
    .values(evidence=func.array_remove(achievements.c.evidence, bindparam("entry_id", type_=Uuid)))
)
