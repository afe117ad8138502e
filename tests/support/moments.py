"""Moments as a running clock tells them."""

from datetime import UTC, datetime


def moment(written: str) -> datetime:
    """A fixed clock is never on the second: what only holds there would pass every test, and fail for people."""
    at = datetime.fromisoformat(written)
    return at if at.microsecond else at.replace(microsecond=123457)


def shown(written: str) -> str:
    """As an answer of the API tells the moment at which the clock was fixed."""
    return moment(written).astimezone(UTC).isoformat().replace("+00:00", "Z")
