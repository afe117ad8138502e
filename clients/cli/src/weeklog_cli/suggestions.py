"""Suggested entries over the API."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import Suggestion, SuggestionsMade

MOST_AT_ONCE: Final = 500  # items of a request


class Suggestions:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def open(self, most: int) -> Iterator[Suggestion]:
        yield from self._exchange.listed("/v1/suggestions", {}, most)

    def suggest(self, source: str, items: Sequence[dict[str, Any]]) -> Iterator[SuggestionsMade]:
        for start in range(0, len(items), MOST_AT_ONCE):
            sent = {"source": source, "items": list(items[start : start + MOST_AT_ONCE])}
            yield self._exchange.create("/v1/suggestions", sent)

    def suggest_events(self, calendar: bytes, first: date, last: date) -> SuggestionsMade:
        days = {"from": first.isoformat(), "to": last.isoformat()}
        kind = {"Content-Type": "text/calendar"}
        made = self._exchange.send(
            "POST", "/v1/suggestions/calendar", params=days, headers=kind, body=calendar
        )
        suggested: SuggestionsMade = made.json()
        return suggested

    def accept(self, suggestion_id: str, fields: dict[str, Any]) -> Suggestion:
        return self._exchange.create(f"/v1/suggestions/{suggestion_id}/accept", fields)

    def dismiss(self, suggestion_id: str) -> Suggestion:
        return self._exchange.create(f"/v1/suggestions/{suggestion_id}/dismiss")
