"""The star schema: facts in partitions of a programme and a week, and the dimensions beside them.

What a table has is declared here once; the export, and the statements for Athena and Redshift, are made from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.vocabulary import OPEN_STATUSES, STATUSES

Kind = Literal["id", "person", "text", "words", "date", "moment", "integer", "big", "number", "truth"]
SCHEMA_VERSION: Final = 1


@dataclass(frozen=True)
class WarehouseTable:
    name: str
    columns: Mapping[str, Kind]


def _table(name: str, /, **columns: Kind) -> WarehouseTable:
    return WarehouseTable(name, columns)


def _fact(name: str, /, **columns: Kind) -> WarehouseTable:
    """The partition stands in its path too, by other names: Redshift reads no path."""
    return _table(name, programme_id="id", week_number="integer", **columns)


FACTS: Final = (
    _fact(
        "entries",
        entry_id="id", person_id="person", status="text", start_on="date", end_on="date", hours="number", tags="words",
        resources="integer", weeks_open="integer", blocked_since="date", carried="truth", created_at="moment",
        updated_at="moment",
    ),
    _fact(
        "objectives",
        objective_id="id", person_id="person", state="text", evidence="integer", weeks_open="integer",
        created_at="moment",
    ),
    _fact(
        "reviews",
        review_id="id", person_id="person", state="text", version="integer", due_at="moment", drafted_at="moment",
        submitted_at="moment", approved_at="moment", published_at="moment",
    ),
    _fact(
        "replies",
        reply_id="id", person_id="person", state="text", finish_reason="text", verdict="text", model="text",
        citations="integer", created_at="moment",
    ),
    _fact(
        "usage",
        person_id="person", day="date", model="text", replies="integer", input_tokens="big", output_tokens="big",
        cost="number",
    ),
)  # fmt: skip
DIMENSIONS: Final = (
    _table(
        "person", person_id="person", programme_id="id", role="text", joined_at="moment", left_at="moment"
    ),
    _table("programme", programme_id="id", name="text", zone="text", starts_on="date", archived_at="moment"),
    _table("week", programme_id="id", week="integer", first_day="date", last_day="date"),
    _table("tag", tag="text"),
    _table("status", status="text", is_open="truth"),
)

_DIMENSION_ROWS: Final = {
    "person": "select person_id, programme_id, role, joined_at at time zone 'UTC', left_at at time zone 'UTC' from "
              "members",
    "programme": "select id, translate(name, e'\\n\\r', '  '), zone, starts_on, archived_at at time zone 'UTC' from "
                 "programmes",
    "week": "select programme_id, number, first_day, last_day from weeks",
    "tag": "select distinct tag from warehouse_entries() e, regexp_split_to_table(e.tags, ' ') as t (tag) where tag "
           "<> ''",
    "status": f"select s, s = any(array{list(OPEN_STATUSES)}) from unnest(array{list(STATUSES)}) as s",
}  # fmt: skip


@row_class
class StampRow:
    """Of one partition: how many rows, and a number that changes with each of their values."""

    fact: str
    programme_id: UUID
    week: int
    rows: int
    stamp: str


list_stamps = Query(
    text(
        " union all ".join(
            f"select '{fact.name}' as fact, programme_id, week, count(*) as rows, "
            f"cast(sum(cast(hash_record_extended(f, 0) as numeric)) as text) as stamp "
            f"from warehouse_{fact.name}() f group by programme_id, week"
            for fact in FACTS
        )
    ),
    StampRow,
)


def copy_fact(fact: WarehouseTable) -> str:
    """The rows of some partitions, one partition after the other: $1 programmes, $2 their weeks."""
    _, _, *columns = fact.columns
    return (
        f"select f.programme_id, f.week, {', '.join(f'f.{name}' for name in columns)} from warehouse_{fact.name}() f "
        "join unnest($1::uuid[], $2::integer[]) as wanted (programme_id, week) using (programme_id, week) "
        "order by f.programme_id, f.week"
    )


def copy_dimension(dimension: WarehouseTable) -> str:
    return f"{_DIMENSION_ROWS[dimension.name]} order by 1{', 2' if len(dimension.columns) > 1 else ''}"
