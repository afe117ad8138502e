"""Which rows of one person: those of a week, or those that are named."""

from sqlalchemy import ARRAY, ColumnElement, Table, Uuid, any_, bindparam


def in_week(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (*in_programme(table), table.c.week == bindparam("week"))


def in_programme(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.person_id == bindparam("person_id"),
        table.c.programme_id == bindparam("programme_id"),
    )


def these(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))),
        table.c.person_id == bindparam("person_id"),
    )
