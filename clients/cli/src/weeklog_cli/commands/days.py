"""A span of days, as people type it."""

from datetime import date

from weeklog_cli.client import Client
from weeklog_cli.dates import UnknownDay, day_of, until_of
from weeklog_cli.errors import CommandError


def days_between(client: Client, first: str, until: str | None) -> dict[str, str]:
    """`first_day` and `last_day`, the same where `until` is left out."""
    today = date.fromisoformat(client.me()["today"])
    try:
        begins = day_of(first, today)
        ends = begins if until is None else until_of(until, begins, today)
    except UnknownDay as error:
        raise CommandError(str(error)) from None
    return {"first_day": begins.isoformat(), "last_day": ends.isoformat()}
