"""28 weeks of other trades in English, Vietnamese and both, with keys: written from a description of the product, by
somebody who had seen neither its code nor its data. Nobody and no place in them is real."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from ruamel.yaml import YAML

from tests.support.written_week import achievement_id, entry_id, objective_id
from weeklog.reviews.facts.rows import Achievement, Entry, Objective, Resource, WeekRows

FOLDER = Path(__file__).parent / "fresh_weeks"


@dataclass(frozen=True)
class FreshWeek:
    """`links` and `proves`: of each objective and achievement, the entries that are about it. `doubtful` are pairs on
    which two mentors could differ. `false` are the achievements that an entry contradicts."""

    name: str
    rows: WeekRows
    links: Mapping[UUID, frozenset[UUID]]
    proves: Mapping[UUID, frozenset[UUID]]
    doubtful: frozenset[tuple[UUID, UUID]]
    false: frozenset[UUID]


def fresh_weeks() -> tuple[FreshWeek, ...]:
    reader: Any = YAML(typ="safe")  # it has no types
    return tuple(_week(path.stem, reader.load(path)) for path in sorted(FOLDER.glob("*.yaml")))


def _week(name: str, written: dict[str, Any]) -> FreshWeek:
    key = written["key"]
    entries = {one["id"]: entry_id(number) for number, one in enumerate(written["entries"], 1)}
    aims = {one["id"]: objective_id(number) for number, one in enumerate(written["objectives"], 1)}
    claims = {one["id"]: achievement_id(number) for number, one in enumerate(written["achievements"], 1)}
    last = date.fromisoformat(written["week"]["last"])
    rows = WeekRows(
        number=2,
        first_day=date.fromisoformat(written["week"]["first"]),
        last_day=last,
        today=last,
        holidays=tuple(map(date.fromisoformat, written["days_off"])),
        entries=tuple(_entry(entries[one["id"]], one) for one in written["entries"]),
        objectives=tuple(Objective(aims[one["id"]], one["text"]) for one in written["objectives"]),
        achievements=tuple(_achievements(claims, written["achievements"])),
    )
    return FreshWeek(
        name,
        rows,
        {aims[aim]: _ids(entries, found) for aim, found in key["links"]},
        {claims[claim]: _ids(entries, found) for claim, found in key["achievement_links"]},
        frozenset((aims[aim], one) for aim, found in key["maybe_links"] for one in _ids(entries, found)),
        frozenset(claims[claim] for claim, *_ in key["conflicts"]),
    )


def _entry(number: UUID, one: dict[str, Any]) -> Entry:
    return Entry(
        id=number,
        text=one["text"],
        start_on=date.fromisoformat(one["start"]),
        end_on=date.fromisoformat(one["end"]),
        status=one["status"],
        tags=tuple(one["tags"]),
        resources=tuple(Resource(link, link) for link in one["links"]),
    )


def _achievements(ids: Mapping[str, UUID], written: Sequence[dict[str, Any]]) -> Iterator[Achievement]:
    """A heading is a line of its own, above those that stand under it."""
    heading = None
    for number, one in enumerate(written, 1):
        if one["under"] and one["under"] != heading:
            yield Achievement(UUID(int=5000 + number), f"{one['under'].rstrip(':')}:")
        heading = one["under"]
        yield Achievement(ids[one["id"]], one["text"])


def _ids(entries: Mapping[str, UUID], found: str | Sequence[str]) -> frozenset[UUID]:
    return frozenset(entries[one] for one in ([found] if isinstance(found, str) else found))
