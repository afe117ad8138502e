"""The entries that objectives and achievements name as their proof: one that is gone proves nothing."""

from sqlalchemy import Table, Uuid, all_, any_, bindparam, func, update

from weeklog.achievements.tables import achievements
from weeklog.db.base import Query
from weeklog.db.conditions import these
from weeklog.db.rows import WeekRow
from weeklog.objectives.tables import objectives


def _forget(table: Table) -> Query[WeekRow]:
    gone = bindparam("entry_id", type_=Uuid)
    return Query(
        update(table)
        .where(table.c.person_id == bindparam("person_id"), gone == any_(table.c.evidence))
        .values(evidence=func.array_remove(table.c.evidence, gone))
        .returning(table.c.week),
        WeekRow,
    )


def _remember(table: Table) -> Query[WeekRow]:
    back = bindparam("entry_id", type_=Uuid)
    return Query(
        update(table)
        .where(*these(table), back != all_(table.c.evidence))
        .values(evidence=func.array_append(table.c.evidence, back))
        .returning(table.c.week),
        WeekRow,
    )


forget_evidence = (_forget(achievements), _forget(objectives))
remember_evidence = {"achievements": _remember(achievements), "objectives": _remember(objectives)}
