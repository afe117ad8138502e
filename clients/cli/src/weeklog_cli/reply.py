"""What a reader of a reply's stream must do to end with exactly the stored text. Pure: no socket, no clock.

Positions are `attempt-sequence`. An event at or before the cursor has been seen. A greater attempt replaces all text
before it. A sequence that skips one is a hole, unless a beginning or the whole text follows. The last event says how
long the stored text is and what its digest is: where that differs, the reply is fetched.
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
class Ended:
    state: Literal["done", "failed", "cancelled"]
    citations: tuple[Citation, ...]
    error: str | None
    complete: bool  # False: the text here is not the stored text


class Hole(Exception):  # noqa: N818 - an instruction to the caller, not a failure
    """Something is missing: read again from the cursor."""


class CannotServe(Exception):  # noqa: N818
    """The server no longer has this position: fetch the reply."""


Change = Said | Replaced | Ended


@dataclass
class ReplyReader:
    text: str = ""
    cursor: tuple[int, int] = field(default=(0, 0))

    @property
    def position(self) -> str | None:
        return f"{self.cursor[0]}-{self.cursor[1]}" if self.cursor != (0, 0) else None

    def take(self, position: str, event: dict[str, Any]) -> list[Change]:
        if event["type"] == "stream.reset":
            raise CannotServe
        attempt, _, sequence = position.partition("-")
        at = (int(attempt), int(sequence))
        if at <= self.cursor:
            return []
        changes = self._enter(at, event["type"])
        return changes + self._apply(event)

    def _enter(self, at: tuple[int, int], kind: str) -> list[Change]:
        attempt, sequence = self.cursor
        expected = sequence + 1 if at[0] == attempt else 1
        if at[1] != expected and kind not in ("reply.started", "reply.snapshot"):
            raise Hole
        self.cursor = at
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
            case "reply.ended":
                complete = (event["length"], event["digest"]) == (len(self.text), digest(self.text))
                return [Ended(event["state"], tuple(event["citations"]), event["error"], complete)]
            case _:
                return []


def digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
