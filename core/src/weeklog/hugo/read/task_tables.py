"""Which tables of a page hold its tasks. One without a column known to be the task is put to a person."""

from collections.abc import Sequence
from dataclasses import replace

from weeklog.hugo.model import Choice, ColumnRole, Place, Section, SectionRole, Table
from weeklog.hugo.read.dates import find_dates
from weeklog.hugo.read.days import read_day
from weeklog.hugo.read.notes import Notes
from weeklog.hugo.read.words import plain

_WHEN: frozenset[ColumnRole] = frozenset({"day", "start", "end", "date"})
_TELLING: frozenset[ColumnRole] = frozenset({"status", "resource", "number"})
_ELSEWHERE: frozenset[SectionRole] = frozenset(
    {"next_week", "objectives", "references", "lessons", "summary"}
)
_KEY = "column:task"


def task_tables(tables: Sequence[Table], sections: Sequence[Section], notes: Notes) -> tuple[Table, ...]:
    """Those that have a task column and say when, or how far it is, or stand below a heading for tasks."""
    name = notes.settlements.get(_KEY, "")
    if named := tuple(_with_task(table, name) for table in tables if name in _names(table)):
        return named
    around = roles_by_line(sections, max((table.header for table in tables), default=0))
    found = tuple(table for table in tables if _holds_tasks(table, around[table.header]))
    return found or _guessed(tables, around, notes)


def lone_tables(tables: Sequence[Table], sections: Sequence[Section]) -> tuple[Table, ...]:
    """Where nothing else on the page holds tasks: those that only say that they do."""
    around = roles_by_line(sections, max((table.header for table in tables), default=0))
    return tuple(
        table
        for table in tables
        if table.rows
        and around[table.header] == "unknown"
        and "task" in {column.role for column in table.columns}
    )


def roles_by_line(sections: Sequence[Section], last: int) -> list[SectionRole]:
    """For each line (from 0) the role of the innermost section that holds it and has one."""
    roles: list[SectionRole] = ["unknown"] * (last + 1)
    for section in sections:
        if section.role != "unknown":
            start, end = section.place.line, min(section.place.end_line, last + 1)
            role: list[SectionRole] = [section.role]
            roles[start:end] = role * max(0, end - start)
    return roles


def _holds_tasks(table: Table, around: SectionRole) -> bool:
    roles = {column.role for column in table.columns}
    if "task" not in roles:
        return False
    return bool(roles & _WHEN) or around == "tasks" or (bool(roles & _TELLING) and around not in _ELSEWHERE)


def _names(table: Table) -> list[str]:
    return [words for column in table.columns if (words := plain(column.name))]


def _with_task(table: Table, name: str) -> Table:
    def role(named: str, now: ColumnRole) -> ColumnRole:
        return "task" if plain(named) == name else "unknown" if now == "task" else now

    columns = tuple(replace(column, role=role(column.name, column.role)) for column in table.columns)
    return replace(table, columns=columns)


def _guessed(tables: Sequence[Table], around: Sequence[SectionRole], notes: Notes) -> tuple[Table, ...]:
    """The column with the most words, below a heading for tasks. A table elsewhere that says when is asked about
    alone."""
    for table in tables:
        role = around[table.header]
        unknown = [number for number, column in enumerate(table.columns) if column.role == "unknown"]
        says_when = bool({column.role for column in table.columns} & _WHEN)
        if role in _ELSEWHERE or not table.rows or not unknown or not (says_when or role == "tasks"):
            continue
        guess = max(unknown, key=lambda number: _letters(table, number))
        name = plain(table.columns[guess].name)
        certain_enough = role == "tasks" or (says_when and role == "unknown" and _dated(table))
        notes.add(
            "task_column",
            _KEY,
            Place(table.header + 1, table.end),
            question="Which column of this table holds the task?",
            evidence=(f"`{table.columns[guess].name}` has the most words",),
            choices=tuple(
                Choice(plain(column.name), column.name) for column in table.columns if plain(column.name)
            ),
            chosen=name if certain_enough else None,
            confidence=0.6 if certain_enough else 0.3,
            scopes=("page", "site"),
        )
        return (_with_task(table, name),) if certain_enough else ()
    return ()


def _letters(table: Table, number: int) -> int:
    return sum(sum(map(str.isalpha, row.cells[number].raw)) for row in table.rows if number < len(row.cells))


def _dated(table: Table) -> bool:
    """Every row says its day."""
    when = [number for number, column in enumerate(table.columns) if column.role in _WHEN]
    return all(
        any(number < len(row.cells) and _says_day(row.cells[number].raw) for number in when)
        for row in table.rows
    )


def _says_day(cell: str) -> bool:
    return bool(find_dates(cell) or read_day(cell).weekdays)
