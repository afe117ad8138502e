from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import Proposal


class Proposals:
    """What the assistant proposes; nothing of it is written before it is accepted."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def open(self) -> list[Proposal]:
        """The latest first."""
        return self._exchange.get("/v1/proposals", {"state": "open"})["items"]

    def accept(self, proposal_id: str, fields: dict[str, str]) -> Proposal:
        """As proposed, but for these fields."""
        return self._exchange.create(f"/v1/proposals/{proposal_id}/accept", fields)

    def dismiss(self, proposal_id: str) -> Proposal:
        return self._exchange.create(f"/v1/proposals/{proposal_id}/dismiss")
