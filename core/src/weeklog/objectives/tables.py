"""What a week is for: one person's objectives."""

from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    all_,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column, words_column
from weeklog.db.conditions import in_programme, in_week, these
from weeklog.db.rows import WeekRow, columns, field_names, row_class
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
    Index("ix_objectives_person_id_week", "person_id", "programme_id", "position"),
)


@row_class
class ObjectiveRow:
    id: UUID
    week: int
    text: str
    state: ObjectiveState
    done: bool | None
    evidence: list[UUID]
    carried_from: UUID | None
    weeks_open: int


@row_class
class CarriedFromRow:
    carried_from: UUID | None


@row_class
class ObjectiveCountRow:
    week: int
    objectives: int


_objective = columns(ObjectiveRow, objectives)
_one = (objectives.c.id == bindparam("objective_id"), objectives.c.person_id == bindparam("person_id"))

# Held to the transaction's end: a list that is empty has no row to lock.
hold_lines = Query(select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("lines"), 0))))
_listed = select(*_objective).where(*in_week(objectives)).order_by(objectives.c.position, objectives.c.id)
list_objectives = Query(_listed, ObjectiveRow)
lock_objectives = Query(_listed.with_for_update(), ObjectiveRow)
_one_objective = select(*_objective).where(*_one, objectives.c.programme_id == bindparam("programme_id"))
find_objective = Query(_one_objective, ObjectiveRow)
lock_objective = Query(_one_objective.with_for_update(), ObjectiveRow)
delete_other_objectives = Query(
    objectives.delete()
    .where(*in_week(objectives), objectives.c.id != all_(bindparam("ids", type_=ARRAY(Uuid))))
    .returning(objectives.c.carried_from),
    CarriedFromRow,
)
_new_objective = insert(objectives).values(
    {name: bindparam(name) for name in (*field_names(ObjectiveRow), "person_id", "programme_id", "position")}
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
    .where(*_one)
    .values({name: bindparam(name) for name in ("text", "state", "done", "evidence")})
    .returning(*_objective),
    ObjectiveRow,
)
# Of an earlier week: those not met go on, and what goes on no longer is open where it stood.
find_last_aims = Query(
    select(func.max(objectives.c.week)).where(
        *in_programme(objectives), objectives.c.week < bindparam("week")
    )
)
mark_objectives_carried = Query(
    update(objectives)
    .where(*these(objectives))
    .values(state="carried", done=case((objectives.c.done.is_not(None), False)))
)
reopen_objectives = Query(
    update(objectives)
    .where(*these(objectives), objectives.c.state == "carried")
    .values(state="open")
    .returning(objectives.c.week),
    WeekRow,
)
count_objectives = Query(
    select(objectives.c.week, func.count().label("objectives"))
    .where(*in_programme(objectives))
    .group_by(objectives.c.week),
    ObjectiveCountRow,
)
