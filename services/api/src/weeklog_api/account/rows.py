"""Rows of an archive on their way into another account: ids exchanged, what they name checked. Pure."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from weeklog.access import Role
from weeklog.db.account import KINDS, Kind
from weeklog.errors import Invalid
from weeklog_api.schemas import MOST_TEXT

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
        match value:
            case str():
                return self._swap.get(value, value)
            case list():
                return [self._exchanged(one) for one in value]  # pyright: ignore[reportUnknownVariableType] - JSON
            case dict():
                return {name: self._exchanged(one) for name, one in value.items()}  # pyright: ignore[reportUnknownVariableType]
            case _:
                return value


def renamed(one: str, person_id: str) -> str:
    """The same each time, so that the same archive finds its rows again."""
    return str(uuid5(UUID(person_id), one))


def check(kind: Kind, row: Row, weeks: frozenset[int]) -> None:
    """What Postgres cannot know. Raises Invalid."""
    for column, allowed in kind.final.items():
        if row[column] not in allowed:
            raise _wrong(kind, f"{column} must be one of {', '.join(allowed)}")
    if "id" in kind.columns and not _is_id(row["id"]):
        raise _wrong(kind, "has a row without an id")
    if "week" in kind.columns and row["week"] is not None and row["week"] not in weeks:
        raise _wrong(kind, f"has a row of week {row['week']!r}, which the calendar does not have")
    if kind.name == "entries":
        _check_resources(kind, row["resources"])
    if kind.name == "entry_history":
        was: Any = row["row"]
        _check_resources(kind, was.get("resources") if isinstance(was, dict) else None)  # pyright: ignore[reportUnknownMemberType] - of a file


def kind_named(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


class _Resource(BaseModel):
    """Addresses become links: none of them may run."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(max_length=MOST_TEXT)] | None
    url: Annotated[str, Field(max_length=MOST_TEXT)] | None

    @field_validator("url")
    @classmethod
    def only_leads_somewhere(cls, url: str | None) -> str | None:
        scheme = re.sub(r"[\s\x00-\x1f]", "", url or "").partition(":")[0].lower()
        if scheme in ("javascript", "data", "vbscript", "file"):
            raise ValueError(f"an address may not begin with {scheme}:")
        return url


_resources: Final = TypeAdapter(list[_Resource])


def _check_resources(kind: Kind, resources: Any) -> None:
    try:
        _resources.validate_python(resources)
    except ValidationError as error:
        raise _wrong(kind, f"has an entry whose resources cannot be: {error.errors()[0]['msg']}") from None


def own_state(kind: Kind, row: Row, role: Role) -> Row:
    """In a programme that others lead nobody brings along what only they may say: that a review was approved."""
    if kind.name == "reviews" and role != "lead":
        return row | {"state": "drafted", "submitted_at": None}
    return row


def _is_id(value: object) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _wrong(kind: Kind, why: str) -> Invalid:
    return Invalid.field("body", f"{kind.name}.jsonl {why}")
