"""Calendars that the server reads, over the API."""

import time
from typing import Final

from weeklog_cli.errors import CommandError
from weeklog_cli.exchange import Exchange
from weeklog_cli.output import ID_SHOWN
from weeklog_cli.wire import SubscribedCalendar

_ALL: Final = "/v1/calendars"
_PATIENCE: Final = 45.0  # seconds until a calendar was read, or was not
_PAUSE: Final = 0.5  # seconds between looks


class Calendars:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def listed(self) -> list[SubscribedCalendar]:
        return self._exchange.get(_ALL)["items"]

    def add(self, url: str, name: str | None) -> SubscribedCalendar:
        return self._exchange.create(_ALL, {"url": url} | ({} if name is None else {"name": name}))

    def remove(self, name: str) -> SubscribedCalendar:
        found = self.find(name)
        self._exchange.send("DELETE", f"{_ALL}/{found['id']}")
        return found

    def refresh(self, name: str) -> SubscribedCalendar:
        return self._exchange.create(f"{_ALL}/{self.find(name)['id']}/refresh")

    def find(self, name: str) -> SubscribedCalendar:
        """By its name or id, or the end of that. Raises CommandError."""
        found = self.listed()
        for one in found:
            if name in (one["name"], one["id"], one["id"][-ID_SHOWN:]):
                return one
        names = ", ".join(repr(one["name"]) for one in found)
        raise CommandError(f"there is no calendar named {name!r}: there is {names or 'none yet'}")

    def read(self, calendar: SubscribedCalendar) -> SubscribedCalendar:
        """As it is once it was read; after a while as it is."""
        until = time.monotonic() + _PATIENCE
        while calendar["state"] == "waiting" and time.monotonic() < until:
            time.sleep(_PAUSE)
            calendar = self.find(calendar["id"])
        return calendar
