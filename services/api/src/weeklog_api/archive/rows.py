"""Rows of an archive on their way into another account: ids exchanged, what they name checked. Pure."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid5

from weeklog.archive.tables import KINDS, Kind
from weeklog.errors import Invalid
from weeklog.json_values import is_array, is_object
from weeklog.vocabulary import Role
from weeklog_api.archive.contents import fault_of

FAILED_ELSEWHERE: Final = "it failed where it was asked: ask again"

Row = dict[str, Any]
Ids = Mapping[str, set[str]]  # by kind: what the archive holds


class Exchange:
    """`swap` holds what stands for what: the person, the programme and, where others have the ids, all of them."""

    def __init__(
        self, ids: Ids, person: tuple[str, str], programme: tuple[str, str], *, rename: bool
    ) -> None:
        self._ids = ids
        self._from, self._to = person
        swap = {programme[0]: programme[1], self._from: self._to}
        if rename:
            swap |= {one: renamed(one, self._to) for of_kind in ids.values() for one in of_kind}
        self._swap = {old: new for old, new in swap.items() if old != new}

    def row(self, kind: Kind, row: Row) -> Row | None:
        """None when it names something that must be in the archive, and is not."""
        found = dict(row)
        for column, named in kind.refs.items():
            if found[column] is not None and found[column] not in self._ids[named]:
                if column not in kind.later:
                    return None
                found[column] = None
        for column in kind.people:
            found[column] = self._to if found[column] == self._from else None
        if self._swap:
            for column in kind.holding_ids:
                found[column] = self._exchanged(found[column])
        return found

    def id(self, one: str) -> str:
        return self._swap.get(one, one)

    def _exchanged(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._swap.get(value, value)
        if is_array(value):
            return [self._exchanged(one) for one in value]
        if is_object(value):
            return {name: self._exchanged(one) for name, one in value.items()}
        return value


def renamed(one: str, person_id: str) -> str:
    """The same each time, so that the same archive finds its rows again."""
    return str(uuid5(UUID(person_id), one))


def check(kind: Kind, number: int, row: Row, weeks: frozenset[int], person: str) -> None:
    """What Postgres cannot know. `number` = of its line, `person` = whose archive it is. Raises Invalid."""
    if fault := _fault(kind, row, weeks, person):
        raise Invalid.field("body", f"{kind.name}.jsonl, line {number}: {fault}")


def _fault(kind: Kind, row: Row, weeks: frozenset[int], person: str) -> str | None:
    for column, allowed in kind.final.items():
        if row[column] not in allowed:
            return f"{column}: must be one of {', '.join(allowed)}"
    if "id" in kind.columns and not _is_id(row["id"]):
        return "id: is none"
    if "author_id" in kind.columns and row["author_id"] != person:
        return "author_id: must be the person of the manifest: an archive holds what its person wrote"
    if "week" in kind.columns and row["week"] is not None and row["week"] not in weeks:
        return f"week: the calendar of the manifest has no week {str(row['week'])[:20]}"
    return fault_of(kind.name, row)


def kind_named(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def own_state(kind: Kind, row: Row, role: Role) -> Row:
    """In a programme that others lead nobody brings along what only they may say: that a review was approved. And
    why a reply failed is said in our words: an archive may say anything there."""
    if kind.name == "reply_jobs" and row["error"] is not None:
        return row | {"error": FAILED_ELSEWHERE}
    if kind.name == "reviews" and role != "lead":
        return row | {"state": "drafted", "submitted_at": None}
    return row


def _is_id(value: object) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False
