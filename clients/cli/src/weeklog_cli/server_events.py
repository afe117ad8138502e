"""Server-sent events, read from bytes as they arrive. Pure.

Lines end at CR, LF or CRLF and nowhere else: `str.splitlines` would also cut at U+2028 and its like, which occur in
people's text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(
    rb"\r\n|\n|\r(?!\Z)"
)  # a CR at the very end may be half of a CRLF: wait for the next bytes


@dataclass(frozen=True)
class ServerEvent:
    id: str | None  # this event's own: one that has none does not take that of the event before it
    data: str


class Decoder:
    def __init__(self) -> None:
        self._rest = b""
        self._id: str | None = None
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[ServerEvent]:
        *lines, self._rest = _LINE.split(self._rest + chunk)
        for line in lines:
            if line:
                self._field(line.decode(errors="replace"))
            else:
                if self._data:
                    yield ServerEvent(self._id, "\n".join(self._data))
                self._id, self._data = None, []

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "id":
            self._id = value or None
