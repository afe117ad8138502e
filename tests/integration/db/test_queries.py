"""What Postgres answers to each query is what its row class says."""

import importlib
import pkgutil
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import ModuleType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import func, select

import weeklog
import weeklog_api
import weeklog_chat_worker
import weeklog_reporting
import weeklog_scheduler
from tests.support import servers
from weeklog.db.base import Query
from weeklog.db.rows import IdRow, WeekRow, field_names, row_class
from weeklog.entries.tables import entries

_PYTHON = {
    "uuid": UUID, "text": str, "varchar": str, "int2": int, "int4": int, "int8": int, "float4": float,
    "float8": float, "numeric": Decimal, "bool": bool, "date": date, "time": time, "timestamptz": datetime,
    "bytea": bytes,
}  # fmt: skip


def typed_queries() -> dict[str, Query[Any]]:
    found: dict[str, Query[Any]] = {}
    for package in (weeklog, weeklog_api, weeklog_chat_worker, weeklog_reporting, weeklog_scheduler):
        for module in _modules(package):
            for name, value in vars(module).items():
                found |= {f"{module.__name__}.{name}.{at}": one for at, one in _queries(value)}
    return {name: one for name, one in found.items() if one.row is not None}


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__") and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


def _queries(value: object) -> Iterator[tuple[object, Query[Any]]]:
    if isinstance(value, Query):
        yield "", value
    elif isinstance(value, Mapping):
        yield from ((at, one) for at, one in value.items() if isinstance(one, Query))
    elif isinstance(value, (tuple, list)):
        yield from ((at, one) for at, one in enumerate(value) if isinstance(one, Query))


@pytest.fixture
def fresh() -> Iterator[str]:
    name = f"queries_{secrets.token_hex(4)}"
    servers.clone_database(name)
    yield name
    servers.drop_database(name)


async def test_postgres_answers_the_fields_of_each_row_class(fresh: str) -> None:
    queries = typed_queries()
    assert len(queries) > 20
    connection = await asyncpg.connect(servers.postgres().owner_url(fresh))
    try:
        wrong = {
            name: fault
            for name, query in queries.items()
            if (fault := _fault(query, (await connection.prepare(query.sql)).get_attributes()))
        }
    finally:
        await connection.close()
    assert wrong == {}


def _fault(query: Query[Any], attributes: Iterable[asyncpg.Attribute]) -> str | None:
    answered = {one.name: one.type.name for one in attributes}
    assert query.row
    if tuple(answered) != field_names(query.row):
        return f"answers {tuple(answered)}"
    hints = get_type_hints(query.row)
    wrong = [f"{name}: {type_}" for name, type_ in answered.items() if not _fits(hints[name], type_)]
    return ", ".join(wrong) or None


def _fits(hint: Any, type_: str) -> bool:
    if type_ in ("json", "jsonb"):
        return True
    if get_origin(hint) in (Union, UnionType):
        return all(_fits(one, type_) for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is Literal:
        return type_ in ("text", "varchar")
    if type_.endswith("[]"):
        return get_origin(hint) is list and _fits(*get_args(hint), type_.removesuffix("[]"))
    return getattr(hint, "__supertype__", hint) is _PYTHON.get(type_)


def test_a_query_refuses_a_row_class_with_other_fields() -> None:
    with pytest.raises(TypeError, match="its statement has"):
        Query(select(entries.c.week), IdRow)
    with pytest.raises(TypeError, match="its statement has"):
        Query(select(func.count().label("entries"), entries.c.week), WeekRow)


def test_a_query_refuses_a_field_that_cannot_be_none_for_a_column_that_can() -> None:
    @row_class
    class HoursRow:
        hours: float

    with pytest.raises(TypeError, match=r"HoursRow\.hours may be null"):
        Query(select(entries.c.hours), HoursRow)
