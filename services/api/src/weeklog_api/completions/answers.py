"""A reply's events as a completion of the OpenAI kind. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from weeklog_api.completions.schemas import MODEL
from weeklog_api.completions.shapes import Form, entry_address, shaped

BEGUN_AGAIN = (
    "\n\n---\n\n"  # what was said before it is replaced by what follows: a completion cannot take words back
)
DONE = b"data: [DONE]\n\n"


@dataclass
class Said:
    """What has been heard of a reply and told to a client that can only append."""

    text: str = ""  # of the reply, as it is now
    told: str = ""  # of that text
    before: str = ""  # was told before it, and is none of it any more
    end: dict[str, Any] | None = None

    def hear(self, event: Mapping[str, Any]) -> str:
        """What to tell now."""
        match event["type"]:
            case "reply.delta":
                self.text += event["text"]
            case "reply.started":
                self.text = ""
            case "reply.snapshot":
                self.text = event["text"]
            case "reply.ended":
                self.end = dict(event)
            case "stream.reset":
                self.text = ""
            case _:
                pass
        return self._news()

    def _news(self) -> str:
        if self.told.startswith(self.text):
            return ""  # nothing, or less than was told: another attempt, which may say the same
        news = self.text.removeprefix(self.told)
        if not self.text.startswith(self.told):
            self.before += self.told + BEGUN_AGAIN
            news = BEGUN_AGAIN + self.text
        self.told = self.text
        return news


@dataclass(frozen=True)
class Chunks:
    """The form of `/v1/chat/completions`."""

    reply_id: UUID
    base_url: str
    shape: Form | None
    wants_usage: bool

    def begin(self) -> list[bytes]:
        return [self._chunk({"role": "assistant", "content": ""})]

    def more(self, news: str) -> bytes:
        return self._chunk({"content": news})

    def end(self, said: Said, reply: Mapping[str, Any]) -> list[bytes]:
        if reply["state"] == "failed":
            return [sent(error(str(reply["error"]), "server_error"))]
        noted = []
        if self.shape is None:
            noted = annotations(said.told, reply["citations"], self.base_url, len(said.before))
        last = [self._chunk({"annotations": noted} if noted else {}, finish(reply))]
        if self.wants_usage:
            last.append(usage_chunk(self.reply_id, reply["usage"]))
        return [*last, DONE]

    def whole(self, reply: Mapping[str, Any]) -> dict[str, Any]:
        return completion(reply, self.base_url, self.shape)

    def _chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> bytes:
        usage = {"usage": None} if self.wants_usage else {}  # of a chunk before the one that tells it
        return chunk(self.reply_id, delta, finish, **usage)


def chunk(reply_id: UUID, delta: Mapping[str, Any], finish: str | None = None, **more: Any) -> bytes:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}]
    return sent(_frame(reply_id, "chat.completion.chunk") | {"choices": choices} | more)


def usage_chunk(reply_id: UUID, usage: Mapping[str, Any] | None) -> bytes:
    return sent(_frame(reply_id, "chat.completion.chunk") | {"choices": [], "usage": _usage(usage)})


def completion(reply: Mapping[str, Any], base_url: str, shape: Form | None) -> dict[str, Any]:
    message = {
        "role": "assistant",
        "content": content(reply, base_url, shape),
        "refusal": None,
        "annotations": [] if shape is not None else annotations(reply["text"], reply["citations"], base_url),
    }
    choices = [{"index": 0, "message": message, "finish_reason": finish(reply), "logprobs": None}]
    return _frame(reply["id"], "chat.completion") | {"choices": choices, "usage": _usage(reply["usage"])}


def content(reply: Mapping[str, Any], base_url: str, shape: Form | None) -> str:
    text: str = reply["text"]
    return text if shape is None else shaped(reply, shape, base_url)


def annotations(
    text: str, citations: Sequence[Mapping[str, Any]], base_url: str, before: int = 0
) -> list[dict[str, Any]]:
    """One for each place where the text cites an entry; its address opens the entry on the page."""
    found: list[dict[str, Any]] = []
    for cited in citations:
        marker = f"[{cited['label']}]"
        at = text.find(marker)
        while at >= 0:
            place = {
                "start_index": before + at,
                "end_index": before + at + len(marker),
                "title": f"{cited['start_on']}: {' '.join(cited['text'].split())[:120]}",
                "url": entry_address(base_url, cited),
            }
            found.append({"type": "url_citation", "url_citation": place})
            at = text.find(marker, at + 1)
    return sorted(found, key=lambda one: one["url_citation"]["start_index"])


def finish(reply: Mapping[str, Any]) -> str:
    """Why a reply ended, in the protocol's words: it has none for a reason that is not known."""
    reason: str = reply.get("finish_reason") or "stop"
    return reason if reason in {"length", "content_filter"} else "stop"


def error(message: str, kind: str, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def sent(body: Mapping[str, Any]) -> bytes:
    return b"data: %b\n\n" % orjson.dumps(body)


def _frame(reply_id: UUID, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{reply_id}", "object": kind, "created": created(reply_id), "model": MODEL}


def created(reply_id: UUID) -> int:
    """Seconds since 1970: ids begin with when they were made, and all parts of an answer say the same."""
    milliseconds = reply_id.int >> 80
    return milliseconds // 1000


def _usage(usage: Mapping[str, Any] | None) -> dict[str, int]:
    taken = (usage or {}).get("input_tokens", 0)
    given = (usage or {}).get("output_tokens", 0)
    return {"prompt_tokens": taken, "completion_tokens": given, "total_tokens": taken + given}
