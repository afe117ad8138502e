"""What a reader of a reply's stream must do to end with exactly the stored text. Pure: no socket, no clock.

Positions are `attempt-sequence`. An event at or before the cursor has been seen. A greater attempt replaces all
text before it. A sequence that skips one is a hole, unless a beginning or the whole text follows. A hole that is
still there when it was read again stays: what is said after it is ignored, up to the whole text or the end. The
last event says how long the stored text is and what its digest is: where that differs, the reply is fetched. An
event without a position was made by the server from its database: it holds.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from weeklog_cli.wire import Citation


@dataclass(frozen=True)
class Said:
    """More text, after all that came before."""

    text: str


@dataclass(frozen=True)
class Replaced:
    """All the text so far: what was shown before no longer holds."""

    text: str


@dataclass(frozen=True)
class Waiting:
    """Nobody has begun the answer; so many questions are before this one."""

    before: int


@dataclass(frozen=True)
class Ended:
    state: Literal["done", "failed", "cancelled"]
    citations: tuple[Citation, ...]
    error: str | None
    complete: bool  # False: the text here is not the stored text


class Hole(Exception):
    """Something is missing: read again from the cursor."""


class CannotServe(Exception):
    """The server no longer has this position: fetch the reply."""


Change = Said | Replaced | Waiting | Ended


@dataclass
class ReplyReader:
    text: str = ""
    cursor: tuple[int, int] = field(default=(0, 0))
    _asked: bool = field(default=False, init=False)  # again, because of a hole just after the cursor

    @property
    def position(self) -> str | None:
        return f"{self.cursor[0]}-{self.cursor[1]}" if self.cursor != (0, 0) else None

    def take(self, position: str | None, event: dict[str, Any]) -> list[Change]:
        if event["type"] == "stream.reset":
            raise CannotServe
        if not position:
            return self._apply(event)
        attempt, _, sequence = position.partition("-")
        at = (int(attempt), int(sequence))
        if at <= self.cursor:
            return []
        if self._is_hole(at, event["type"]):
            if not self._asked:
                self._asked = True
                raise Hole
            if event["type"] != "reply.ended":
                return []
        return self._enter(at) + self._apply(event)

    def _is_hole(self, at: tuple[int, int], kind: str) -> bool:
        attempt, sequence = self.cursor
        expected = sequence + 1 if at[0] == attempt else 1
        return at[1] != expected and kind not in ("reply.started", "reply.snapshot")

    def _enter(self, at: tuple[int, int]) -> list[Change]:
        attempt, _ = self.cursor
        self.cursor, self._asked = at, False
        if at[0] > attempt and self.text:
            self.text = ""
            return [Replaced("")]
        return []

    def _apply(self, event: dict[str, Any]) -> list[Change]:
        match event["type"]:
            case "reply.delta":
                self.text += event["text"]
                return [Said(event["text"])]
            case "reply.snapshot":
                before, self.text = self.text, event["text"]
                if self.text.startswith(before):  # nothing that was shown is taken back
                    return [Said(self.text[len(before) :])]
                return [Replaced(self.text)]
            case "reply.waiting":
                return [Waiting(event["before"])]
            case "reply.ended":
                complete = (event["length"], event["digest"]) == (len(self.text), digest(self.text))
                return [Ended(event["state"], tuple(event["citations"]), event["error"], complete)]
            case _:
                return []


def digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
