"""What the language models used, for whom, by day. Counted with the reply that used it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
)

from weeklog.db.base import Query, metadata, person_column
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.people.tables import people

usage = Table(
    "assistant_usage",
    metadata,
    Column(
        "programme_id",
        Uuid,
        ForeignKey("programmes.id", ondelete="CASCADE"),
        nullable=False,
    ),
    person_column(),
    Column("day", Date, nullable=False),  # of the person who asked
    Column("model", Text, nullable=False),
    Column("replies", Integer, nullable=False, server_default="0"),
    Column("input_tokens", BigInteger, nullable=False, server_default="0"),
    Column("output_tokens", BigInteger, nullable=False, server_default="0"),
    Column("cost", Numeric(14, 6)),  # US dollars at the list price; none where no price is known
    PrimaryKeyConstraint("person_id", "programme_id", "day", "model", name="pk_assistant_usage"),
    Index("ix_assistant_usage_programme_id", "programme_id", "day"),
)


@row_class
class DayUsageRow:
    day: date
    model: str
    replies: int
    input_tokens: int
    output_tokens: int
    cost: Decimal | None


@row_class
class PersonUsageRow:
    person_id: PersonId
    name: str
    model: str
    replies: int
    input_tokens: int
    output_tokens: int
    cost: Decimal | None


@row_class
class TokensRow:
    today: int
    month: int


def _sum(numbers: ColumnElement[int]) -> ColumnElement[int]:
    """Postgres adds up bigints as numeric."""
    return cast(func.coalesce(func.sum(numbers), 0), BigInteger)


_sums = (
    *(_sum(usage.c[name]).label(name) for name in ("replies", "input_tokens", "output_tokens")),
    func.sum(usage.c.cost).label("cost"),
)
_between = usage.c.day.between(bindparam("since", type_=Date), bindparam("until", type_=Date))
list_usage = Query(
    select(usage.c.day, usage.c.model, *_sums)
    .where(
        usage.c.person_id == bindparam("person_id"),
        usage.c.programme_id == bindparam("programme_id"),
        _between,
    )
    .group_by(usage.c.day, usage.c.model)
    .order_by(usage.c.day.desc(), usage.c.model),
    DayUsageRow,
)
# Of everybody, through the system role.
list_programme_usage = Query(
    select(usage.c.person_id, people.c.name, usage.c.model, *_sums)
    .join_from(usage, people, people.c.id == usage.c.person_id)
    .where(usage.c.programme_id == bindparam("programme_id"), _between)
    .group_by(usage.c.person_id, people.c.name, usage.c.model)
    .order_by(people.c.name, usage.c.person_id, usage.c.model),
    PersonUsageRow,
)
_tokens = usage.c.input_tokens + usage.c.output_tokens
_of_today = and_(usage.c.person_id == bindparam("person_id"), usage.c.day == bindparam("today", type_=Date))
sum_tokens = Query(
    select(
        _sum(case((_of_today, _tokens))).label("today"),
        _sum(_tokens).label("month"),
    ).where(
        usage.c.programme_id == bindparam("programme_id"),
        usage.c.day >= func.date_trunc("month", bindparam("today", type_=Date)),
    ),
    TokensRow,
)
