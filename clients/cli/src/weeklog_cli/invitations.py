"""Invitations that are open, and those that are mailed, over the API."""

from typing import Any

from weeklog_cli.errors import CommandError
from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import OpenInvitation

_ALL = "/v1/programme/invitations"


class Invitations:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def listed(self) -> list[OpenInvitation]:
        return self._exchange.get(_ALL)["items"]

    def named(self, name: str) -> OpenInvitation:
        """By its address, or the end of its id."""
        found = [one for one in self.listed() if one["email"] == name.lower() or one["id"].endswith(name)]
        if len(found) != 1:
            raise CommandError(f"{name!r} names no open invitation: see `weeklog invitation list`")
        return found[0]

    def mail(self, fields: dict[str, Any]) -> list[OpenInvitation]:
        return self._exchange.create(f"{_ALL}/mail", fields)["items"]

    def mail_again(self, invitation_id: str) -> OpenInvitation:
        return self._exchange.create(f"{_ALL}/{invitation_id}/mail")

    def revoke(self, invitation_id: str) -> None:
        self._exchange.send("DELETE", f"{_ALL}/{invitation_id}")
