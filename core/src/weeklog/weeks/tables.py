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
    all_,
    any_,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column, words_column
from weeklog.db.rows import WeekRow
from weeklog.vocabulary import ObjectiveState, one_of

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
    *words_column("text"),
    CheckConstraint(one_of("state", ObjectiveState), name="state"),
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
    *words_column("text"),
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


def _own(table: Table, name: str) -> tuple[ColumnElement[bool], ...]:
    return (table.c.id == bindparam(name), table.c.person_id == bindparam("person_id"))


def _these(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))),
        table.c.person_id == bindparam("person_id"),
    )


_OBJECTIVE = ("id", "text", "state", "done", "evidence", "carried_from", "weeks_open")
_objective = tuple(objectives.c[name] for name in _OBJECTIVE)

# Held to the transaction's end: a list that is empty has no row to lock.
hold_lines = Query(select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("lines"), 0))))
list_objectives = Query(
    select(*_objective).where(*_in_week(objectives)).order_by(objectives.c.position, objectives.c.id)
)
lock_objectives = Query(
    select(*_objective)
    .where(*_in_week(objectives))
    .order_by(objectives.c.position, objectives.c.id)
    .with_for_update()
)
_one_objective = select(*_objective, objectives.c.week).where(
    *_own(objectives, "objective_id"), objectives.c.programme_id == bindparam("programme_id")
)
find_objective = Query(_one_objective)
lock_objective = Query(_one_objective.with_for_update())
delete_other_objectives = Query(
    objectives.delete()
    .where(*_in_week(objectives), objectives.c.id != all_(bindparam("ids", type_=ARRAY(Uuid))))
    .returning(objectives.c.carried_from)
)
_new_objective = insert(objectives).values(
    {name: bindparam(name) for name in (*_OBJECTIVE, "person_id", "programme_id", "week", "position")}
)
put_objective = Query(
    _new_objective.on_conflict_do_update(
        constraint="pk_objectives",
        set_={
            name: _new_objective.excluded[name] for name in ("position", "text", "state", "done", "evidence")
        },
    )
)
change_objective = Query(
    update(objectives)
    .where(*_own(objectives, "objective_id"))
    .values({name: bindparam(name) for name in ("text", "state", "done", "evidence")})
    .returning(*_objective)
)
# Of an earlier week: those not met go on, and what goes on no longer is open where it stood.
find_last_aims = Query(
    select(func.max(objectives.c.week)).where(
        objectives.c.person_id == bindparam("person_id"),
        objectives.c.programme_id == bindparam("programme_id"),
        objectives.c.week < bindparam("week"),
    )
)
mark_objectives_carried = Query(
    update(objectives)
    .where(*_these(objectives))
    .values(state="carried", done=case((objectives.c.done.is_not(None), False)))
)
reopen_objectives = Query(
    update(objectives)
    .where(*_these(objectives), objectives.c.state == "carried")
    .values(state="open")
    .returning(objectives.c.week)
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
delete_other_achievements = Query(
    achievements.delete().where(
        *_in_week(achievements), achievements.c.id != all_(bindparam("ids", type_=ARRAY(Uuid)))
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


def _forget(table: Table) -> Query[WeekRow]:
    """An entry that is gone proves nothing."""
    gone = bindparam("entry_id", type_=Uuid)
    return Query(
        update(table)
        .where(table.c.person_id == bindparam("person_id"), gone == any_(table.c.evidence))
        .values(evidence=func.array_remove(table.c.evidence, gone))
        .returning(table.c.week),
        WeekRow,
    )


def _remember(table: Table) -> Query[WeekRow]:
    """It is back."""
    back = bindparam("entry_id", type_=Uuid)
    return Query(
        update(table)
        .where(*_these(table), back != all_(table.c.evidence))
        .values(evidence=func.array_append(table.c.evidence, back))
        .returning(table.c.week),
        WeekRow,
    )


forget_evidence = (_forget(achievements), _forget(objectives))
remember_evidence = {"achievements": _remember(achievements), "objectives": _remember(objectives)}
