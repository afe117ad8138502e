"""The reference reader of a reply: every rule that a client follows, and a record of what it saw."""

import json
from dataclasses import dataclass, field
from typing import Any

from weeklog.events.reply_stream import Position, digest


@dataclass
class Reader:
    text: str = ""
    cursor: Position = field(default_factory=lambda: Position(0, 0))
    state: str | None = None
    end: dict[str, Any] | None = None
    positions: list[Position] = field(default_factory=list[Position])
    gaps: int = 0  # positions that were skipped without a snapshot after them
    repeats: int = 0  # positions that came again
    resets: int = 0
    snapshots: int = 0
    restarts: int = 0

    def hear(self, position: Position | None, raw: bytes | str) -> bool:
        """True when the reader has to subscribe again from its cursor."""
        event: dict[str, Any] = json.loads(raw)
        kind: str = event["type"]
        if position is not None:
            if position <= self.cursor:
                self.repeats += 1
                return False
            if self._is_gap(position, kind):
                self.gaps += 1
                return True
            if position.attempt > self.cursor.attempt:
                self.restarts += bool(self.cursor.attempt)
                self.text = ""
            self.cursor = position
            self.positions.append(position)
        self._apply(kind, event)
        return False

    def _is_gap(self, position: Position, kind: str) -> bool:
        whole = kind in ("reply.snapshot", "reply.started")
        if position.attempt > self.cursor.attempt:
            return not whole and position.sequence != 1
        return position.sequence != self.cursor.sequence + 1 and not whole

    def _apply(self, kind: str, event: dict[str, Any]) -> None:
        match kind:
            case "reply.delta":
                self.text += event["text"]
            case "reply.snapshot":
                self.snapshots += 1
                self.text = event["text"]
            case "reply.ended":
                self.state, self.end = event["state"], event
            case "stream.reset":
                self.resets += 1
                self.text, self.cursor = "", Position(0, 0)
            case _:
                pass

    @property
    def whole(self) -> bool:
        """Whether the text is what the end says was stored."""
        return self.end is not None and (self.end["length"], self.end["digest"]) == (
            len(self.text),
            digest(self.text),
        )
