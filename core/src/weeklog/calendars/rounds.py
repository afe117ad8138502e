"""When a subscribed calendar is read, and which of its days. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from weeklog.suggestions.items import Item

EVERY: Final = timedelta(hours=1)
_PAUSES: Final = (
    EVERY,
    EVERY,
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
)  # the last one stays
_BACK: Final = timedelta(days=6)  # events that are entered late, or of days when this machine was off
_MOST_BACK: Final = timedelta(days=27)  # after it could not be read for long
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """An event, as it would be suggested, and when it is over."""

    item: Item
    ends_at: datetime


def pause_after(failures: int) -> timedelta:
    """How long it rests after so many failures in a row."""
    return _PAUSES[min(max(failures, 1), len(_PAUSES)) - 1]


def days_to_read(today: date, well_on: date | None) -> tuple[date, date]:
    """The first and the last day. `well_on` is when it was last read."""
    since = today - _BACK if well_on is None else min(today - _BACK, well_on)
    return max(since, today - _MOST_BACK), today + _DAY


def over_by(told: Sequence[Told], now: datetime) -> list[Item]:
    """What is suggested: a meeting that is to come may still be moved or called off."""
    return [one.item for one in told if one.ends_at <= now]


def unchanged_until(told: Sequence[Told], last: date, zone: ZoneInfo) -> datetime:
    """Until when the same file has nothing more to suggest: an event ends, or a day begins that was not read."""
    ahead = datetime.combine(last + _DAY, time.min, zone)
    return min((one.ends_at for one in told if one.item.status == "planned"), default=ahead)
