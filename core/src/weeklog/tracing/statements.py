"""The name of a statement: that of the query in its noun's module, or else the statement's first word."""

import re
import sys
from functools import cache
from types import ModuleType

from weeklog.db.base import Query

_STATEMENT = re.compile(r"\s*(select|insert|update|delete|with)\b")
_FIRST_WORD = re.compile(r"\s*([A-Za-z]+)")


def name_of(sql: str) -> str:
    return _names().get(sql) or _first_word(sql)


def _first_word(sql: str) -> str:
    found = _FIRST_WORD.match(sql)
    return found[1].upper() if found else "STATEMENT"


@cache
def _names() -> dict[str, str]:
    """By the text of the statement, of every module that is imported by now."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("weeklog")]
    names: dict[str, str] = {}
    for module in sorted(modules, key=_nearness):
        for name, value in vars(module).items():
            if sql := _sql_of(value):
                names.setdefault(sql, f"{module.__name__.split('.')[1]}.{name.lstrip('_').lower()}")
    return names


def _nearness(module: ModuleType) -> tuple[bool, bool, str]:
    """A statement is named where it is declared, and not where it is imported."""
    name = module.__name__
    return not name.startswith("weeklog."), not name.endswith(".tables"), name


def _sql_of(value: object) -> str | None:
    if isinstance(value, Query):
        return value.sql
    return value if isinstance(value, str) and _STATEMENT.match(value) else None
