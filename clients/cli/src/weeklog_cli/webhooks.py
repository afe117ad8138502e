"""A programme's webhooks over the API."""

from collections.abc import Iterator
from typing import Any

from weeklog_cli.errors import CommandError
from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import Webhook, WebhookDelivery, WebhookMade, WebhookSecret

_ALL = "/v1/programme/webhooks"


class Webhooks:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def listed(self) -> list[Webhook]:
        return self._exchange.get(_ALL)["items"]

    def named(self, name: str) -> Webhook:
        """By its name or id."""
        found = self.listed()
        for one in found:
            if name in (one["name"], one["id"]):
                return one
        names = ", ".join(repr(one["name"]) for one in found)
        raise CommandError(f"there is no webhook named {name!r}: there is {names or 'none yet'}")

    def add(self, fields: dict[str, Any]) -> WebhookMade:
        return self._exchange.create(_ALL, fields)

    def change(self, webhook_id: str, fields: dict[str, Any]) -> Webhook:
        return self._exchange.send("PATCH", f"{_ALL}/{webhook_id}", json=fields).json()

    def remove(self, webhook_id: str) -> None:
        self._exchange.send("DELETE", f"{_ALL}/{webhook_id}")

    def renew_secret(self, webhook_id: str) -> WebhookSecret:
        return self._exchange.create(f"{_ALL}/{webhook_id}/secret")

    def test(self, webhook_id: str) -> WebhookDelivery:
        return self._exchange.create(f"{_ALL}/{webhook_id}/test")

    def deliveries(self, webhook_id: str, most: int) -> Iterator[WebhookDelivery]:
        yield from self._exchange.listed(f"{_ALL}/{webhook_id}/deliveries", {}, most)
