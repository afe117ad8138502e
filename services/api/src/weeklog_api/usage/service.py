from datetime import date, datetime, time, timedelta
from typing import Any

from weeklog import access
from weeklog.db.engine import Database
from weeklog.errors import Invalid, TokensUsed
from weeklog.programmes.tables import limit_programme
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.usage.limits import used_up
from weeklog.usage.tables import list_programme_usage, list_usage, sum_tokens
from weeklog_api.identity import Identity
from weeklog_api.usage.schemas import Limits, ProgrammeUsage, Span, Usage, UsedByPerson, UsedOnDay


async def read_usage(work: UnitOfWork, identity: Identity, span: Span, today: date) -> Usage:
    rows = await work.all(list_usage, person_id=identity.person_id, **_of(identity), **_between(span, today))
    return Usage(
        items=[UsedOnDay.model_validate(row, from_attributes=True) for row in rows], limits=_limits(identity)
    )


async def read_programme_usage(
    database: Database, identity: Identity, span: Span, today: date
) -> ProgrammeUsage:
    access.require(identity.standing, "run programme")
    rows = await database.all(list_programme_usage, **_of(identity), **_between(span, today))
    return ProgrammeUsage(
        items=[UsedByPerson.model_validate(row, from_attributes=True) for row in rows],
        limits=_limits(identity),
    )


async def put_limits(work: UnitOfWork, identity: Identity, limits: Limits) -> None:
    access.require(identity.standing, "run programme")
    await work.run(limit_programme, **_of(identity), **limits.model_dump())


async def check_limits(database: Database, identity: Identity, clock: Clock) -> None:
    """Raises TokensUsed where the limits are used up. Costs nothing in a programme without limits."""
    limits = _limits(identity)
    if limits.tokens_per_person_day is None and limits.tokens_per_month is None:
        return
    today = identity.today(clock)
    used = await database.one(sum_tokens, person_id=identity.person_id, today=today, **_of(identity))
    assert used is not None  # a sum is always one row
    reached = used_up(limits.tokens_per_person_day, limits.tokens_per_month, used)
    if reached == "month":
        raise TokensUsed(
            f"the programme has used {used.month:,} of the {limits.tokens_per_month:,} tokens that it may use in a "
            "month: ask its lead to raise the limit",
            _seconds_to(_next_month(today), identity, clock),
        )
    if reached == "day":
        raise TokensUsed(
            f"you have used {used.today:,} of the {limits.tokens_per_person_day:,} tokens that you may use in a "
            "day: "
            "ask again tomorrow, or ask the programme's lead to raise the limit",
            _seconds_to(today + timedelta(days=1), identity, clock),
        )


def _of(identity: Identity) -> dict[str, Any]:
    return {"programme_id": identity.own_programme.id}


def _limits(identity: Identity) -> Limits:
    programme = identity.own_programme
    return Limits(
        tokens_per_person_day=programme.tokens_per_person_day, tokens_per_month=programme.tokens_per_month
    )


def _between(span: Span, today: date) -> dict[str, date]:
    since, until = span.from_ or today.replace(day=1), span.to or today
    if until < since:
        raise Invalid.field("to", f"is before {since}, where the span begins: exchange them")
    return {"since": since, "until": until}


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _seconds_to(day: date, identity: Identity, clock: Clock) -> float:
    return max(1.0, (datetime.combine(day, time(), identity.zone) - clock()).total_seconds())
