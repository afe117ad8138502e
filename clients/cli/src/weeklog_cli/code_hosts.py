"""A programme's code hosts over the API."""

from weeklog_cli.errors import CommandError
from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import CodeHost, CodeHostMade

_ALL = "/v1/programme/code-hosts"


class CodeHosts:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def listed(self) -> list[CodeHost]:
        return self._exchange.get(_ALL)["items"]

    def add(self, name: str, kind: str) -> CodeHostMade:
        return self._exchange.create(_ALL, {"name": name, "kind": kind})

    def remove(self, name: str) -> None:
        """By its name or id."""
        found = self.listed()
        for one in found:
            if name in (one["name"], one["id"]):
                self._exchange.send("DELETE", f"{_ALL}/{one['id']}")
                return
        names = ", ".join(repr(one["name"]) for one in found)
        raise CommandError(f"there is no code host named {name!r}: there is {names or 'none yet'}")
