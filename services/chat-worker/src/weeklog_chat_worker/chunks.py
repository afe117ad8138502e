"""Reads a chat completion, streamed or whole. Pure: bytes in, what they say out.

A read may hold a part of a chunk or fifty of them; the words of all of them come out as one text, so that what follows
costs per read and not per token.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import orjson

from weeklog_chat_worker.thoughts import ThoughtSplitter

MOST_GARBAGE = 10  # lines of a response that are no JSON; more, and it is not a chat completion
LONGEST_LINE = 1024 * 1024  # bytes
_OTHER_FIELDS = (b"event:", b"id:", b"retry:")  # of server-sent events


class NotAChat(ValueError):
    """The stream is no chat completion."""


@dataclass
class Said:
    """What one read said, in order: its words, then its calls."""

    text: str = ""
    thinking: str = ""
    all_was_thinking: bool = False  # what was taken for text until now, too
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
        self._whole: list[bytes] = []  # lines that are no events: perhaps one JSON document
        self._whole_bytes = 0
        self._thoughts = ThoughtSplitter()

    def read(self, data: bytes) -> Said:
        """Raises NotAChat."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise NotAChat("a line without an end")
        return self._said(lines, last=False)

    def end(self) -> Said:
        """What the last line says, which may have no end, and a completion that came as one document. Raises
        NotAChat."""
        last, self._rest = self._rest, b""
        said = self._said([last], last=True)
        if self._whole and not (said.text or said.done):
            words = list[str]()
            with suppress(orjson.JSONDecodeError, AttributeError, TypeError):
                _apply(orjson.loads(b"\n".join(self._whole)), said, words)
                self._split(said, words, last=True)
        return said

    def _said(self, lines: list[bytes], *, last: bool) -> Said:
        said, words = Said(), list[str]()
        for line in lines:
            if line[:5] == b"data:":
                self._read_event(line[5:].strip(), said, words)
            elif line.strip() and line[:1] != b":" and not line.startswith(_OTHER_FIELDS):
                self._keep(line)
        self._split(said, words, last=last or said.done or said.finish_reason is not None)
        return said

    def _split(self, said: Said, words: list[str], *, last: bool) -> None:
        if not words and not last:
            return
        parts = self._thoughts.read("".join(words), last=last)
        said.text, said.all_was_thinking = parts.text, parts.all_was_thinking
        said.thinking += parts.thinking

    def _keep(self, line: bytes) -> None:
        self._whole_bytes += len(line)
        if self._whole_bytes > LONGEST_LINE:
            raise NotAChat("more than an answer")
        self._whole.append(line)

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
        delta: dict[str, Any] = choice.get("delta") or choice.get("message") or {}
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
    if call := delta.get("function_call"):  # servers from before tools
        said.calls.append({"index": 0, "function": call})
    said.thinking += delta.get("reasoning_content") or delta.get("reasoning") or ""
    said.refusal += delta.get("refusal") or ""


def _parts(content: list[dict[str, Any]]) -> str:
    """Some servers send the text as a list of parts."""
    return "".join(part.get("text") or "" for part in content)
