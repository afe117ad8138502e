"""Reads the chunks of a streamed chat completion. Pure: bytes in, what they say out.

A read may hold a part of a chunk or fifty of them; the words of all of them come out as one text, so that what follows
costs per read and not per token.
"""

from dataclasses import dataclass, field
from typing import Any

import orjson

MOST_GARBAGE = 10  # lines of a response that are no JSON; more, and it is not a chat completion
LONGEST_LINE = 1024 * 1024  # bytes


class NotAChat(ValueError):  # noqa: N818
    """The stream is no chat completion."""


@dataclass
class Said:
    """What one read said, in order: its words, then its calls."""

    text: str = ""
    thinking: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])  # deltas of tool calls
    refusal: str = ""
    finish_reason: str | None = None
    usage: dict[str, Any] | None = None
    model: str | None = None
    error: object = None
    done: bool = False


class ChunkReader:
    def __init__(self) -> None:
        self._rest = b""
        self._garbage = 0

    def read(self, data: bytes) -> Said:
        """Raises NotAChat."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise NotAChat("a line without an end")
        said, words = Said(), list[str]()
        for line in lines:
            if line[:5] == b"data:":
                self._read_event(line[5:].strip(), said, words)
        said.text = "".join(words)
        return said

    def _read_event(self, event: bytes, said: Said, words: list[str]) -> None:
        if event == b"[DONE]":
            said.done = True
            return
        try:
            chunk = orjson.loads(event)
            _apply(chunk, said, words)
        except (orjson.JSONDecodeError, AttributeError, TypeError):
            self._garbage += 1
            if self._garbage > MOST_GARBAGE:
                raise NotAChat("lines that are not JSON") from None


def _apply(chunk: dict[str, Any], said: Said, words: list[str]) -> None:
    choices = chunk.get("choices")
    if choices:
        choice: dict[str, Any] = choices[0]
        if reason := choice.get("finish_reason"):
            said.finish_reason = reason
        delta: dict[str, Any] = choice.get("delta") or {}
        content = delta.get("content")
        if content:
            words.append(content if type(content) is str else _parts(content))
        if not content or len(delta) > 1:  # more than words
            _apply_rest(delta, said)
    if said.model is None:
        said.model = chunk.get("model")
    if usage := chunk.get("usage"):
        said.usage = usage
    if error := chunk.get("error"):
        said.error = error


def _apply_rest(delta: dict[str, Any], said: Said) -> None:
    said.calls += delta.get("tool_calls") or ()
    said.thinking += delta.get("reasoning_content") or delta.get("reasoning") or ""
    said.refusal += delta.get("refusal") or ""


def _parts(content: list[dict[str, Any]]) -> str:
    """Some servers send the text as a list of parts."""
    return "".join(part.get("text") or "" for part in content)
