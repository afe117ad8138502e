"""A reply's events as OpenAI's Responses API tells them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import orjson

from weeklog_api.completions.answers import Said, annotations, content, created
from weeklog_api.completions.schemas import MODEL
from weeklog_api.completions.shapes import Form
from weeklog_api.responses.schemas import message_id, response_id

_CUT = {"length": "max_output_tokens", "content_filter": "content_filter"}
_PLACE = {"output_index": 0, "content_index": 0}
_STATUS = {"queued": "queued", "running": "in_progress", "failed": "failed", "cancelled": "cancelled"}


@dataclass(frozen=True)
class Events:
    """The form of `/v1/responses`. Each event has the next number."""

    reply_id: UUID
    base_url: str
    shape: Form | None = None
    format: Mapping[str, Any] | None = None  # as it was asked for
    follows: UUID | None = None
    _numbers: "count[int]" = field(default_factory=count)

    def begin(self) -> list[bytes]:
        begun = self._response("in_progress", [])
        return [
            self._event("response.created", response=begun),
            self._event("response.in_progress", response=begun),
            self._event("response.output_item.added", output_index=0, item=self._message("in_progress", [])),
            self._text("response.content_part.added", part=_part("", [])),
        ]

    def more(self, news: str) -> bytes:
        return self._text("response.output_text.delta", delta=news, logprobs=[])

    def end(self, said: Said, reply: Mapping[str, Any]) -> list[bytes]:
        if reply["state"] == "failed":
            return [self._event("response.failed", response=self.whole(reply))]
        text = said.before + said.told
        noted = self._annotations(said.told, reply, len(said.before))
        part, status = _part(text, noted), _status(reply)
        message = self._message(status, [part])
        whole = self._response(status, [message], reply)
        return [
            *(
                self._text("response.output_text.annotation.added", annotation=one, annotation_index=index)
                for index, one in enumerate(noted)
            ),
            self._text("response.output_text.done", text=text, logprobs=[]),
            self._text("response.content_part.done", part=part),
            self._event("response.output_item.done", output_index=0, item=message),
            self._event(f"response.{status}", response=whole),
        ]

    def whole(self, reply: Mapping[str, Any]) -> dict[str, Any]:
        status, text = _status(reply), content(reply, self.base_url, self.shape)
        part = _part(text, self._annotations(reply["text"], reply))
        return self._response(status, [self._message(status, [part])] if text else [], reply)

    def _annotations(self, text: str, reply: Mapping[str, Any], before: int = 0) -> list[dict[str, Any]]:
        if self.shape is not None:
            return []
        found = annotations(text, reply["citations"], self.base_url, before)
        return [{"type": one["type"], **one["url_citation"]} for one in found]

    def _response(
        self, status: str, output: list[dict[str, Any]], reply: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        ended = reply or {}
        cut = _CUT.get(ended.get("finish_reason") or "") if status == "incomplete" else None
        return {
            "id": response_id(self.reply_id),
            "object": "response",
            "created_at": created(self.reply_id),
            "status": status,
            "error": {"code": "server_error", "message": str(ended["error"])} if status == "failed" else None,
            "incomplete_details": {"reason": cut} if cut else None,
            "instructions": None,
            "metadata": {},
            "model": MODEL,
            "output": output,
            "parallel_tool_calls": False,
            "previous_response_id": response_id(self.follows) if self.follows else None,
            "store": True,
            "text": {"format": self.format or {"type": "text"}},
            "tool_choice": "auto",
            "tools": [],
            "usage": _usage(ended.get("usage")),
        }

    def _message(self, status: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
        name = message_id(self.reply_id)
        return {"id": name, "type": "message", "role": "assistant", "status": status, "content": parts}

    def _text(self, kind: str, **more: Any) -> bytes:
        return self._event(kind, item_id=message_id(self.reply_id), **_PLACE, **more)

    def _event(self, kind: str, **more: Any) -> bytes:
        body = {"type": kind, "sequence_number": next(self._numbers), **more}
        return b"event: %b\ndata: %b\n\n" % (kind.encode(), orjson.dumps(body))


def _part(text: str, noted: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": noted, "logprobs": []}


def _status(reply: Mapping[str, Any]) -> str:
    if (status := _STATUS.get(reply["state"])) is not None:
        return status
    return "completed" if reply["finish_reason"] == "stop" else "incomplete"


def _usage(usage: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if usage is None:
        return None
    taken, given = usage.get("input_tokens", 0), usage.get("output_tokens", 0)
    return {
        "input_tokens": taken,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": given,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": taken + given,
    }
