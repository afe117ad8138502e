"""What a statement answers: one class a row, its fields the columns, in their order.

The classes stand beside their queries in each noun's `tables.py`
(`docs/decisions/0014-typed-rows.md`).
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Protocol, TypeVar, dataclass_transform, get_args
from uuid import UUID

from sqlalchemy import Column, Table
from sqlalchemy.sql.base import ReadOnlyColumnCollection

T = TypeVar("T")


class IsRow(Protocol):
    """An instance of a `row_class`."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass_transform(frozen_default=True)
def row_class(cls: type[T]) -> type[T]:
    """A frozen dataclass to the type checker, and one with slots when it runs.

    To freeze it at run time as well would make each row ten times as dear: 5 µs instead of 0.5 µs for 18 columns.
    """
    return dataclass(slots=True)(cls)


def field_names(row: type[Any]) -> tuple[str, ...]:
    return tuple(row.__dataclass_fields__)


def columns(row: type[Any], table: Table) -> tuple[Column[Any], ...]:
    """The columns of `table` that are the fields of `row`. A field that is no column raises KeyError."""
    return tuple(table.c[name] for name in field_names(row))


def check_columns(selected: ReadOnlyColumnCollection[str, Any], row: type[Any]) -> None:
    """Raises TypeError. What a statement of text selects only Postgres knows: a test asks it."""
    if tuple(selected.keys()) != field_names(row):
        raise TypeError(
            f"{row.__name__} has the fields {field_names(row)}, its statement has {selected.keys()}"
        )
    for column, field in zip(selected, fields(row), strict=True):
        if isinstance(column, Column) and column.nullable and type(None) not in get_args(field.type):
            raise TypeError(f"{row.__name__}.{field.name} may be null: let its type allow None")


def values_of(row: object, *names: str) -> dict[str, Any]:
    """The fields of a row by name, or those named: what another statement takes as its parameters."""
    return {name: getattr(row, name) for name in names or field_names(type(row))}


@row_class
class IdRow:
    id: UUID


@row_class
class WeekRow:
    week: int
