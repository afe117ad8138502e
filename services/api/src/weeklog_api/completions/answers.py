"""A reply's events as a completion of the OpenAI kind. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from weeklog_api.completions.schemas import MODEL

BEGUN_AGAIN = (
    "\n\n---\n\n"  # what was said before it is replaced by what follows: a completion cannot take words back
)
DONE = b"data: [DONE]\n\n"


@dataclass
class Said:
    """What has been heard of a reply and told to a client that can only append."""

    text: str = ""  # of the reply, as it is now
    told: str = ""  # of that text
    before: int = 0  # characters that were told before it, and are none of it any more
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
            self.before += len(self.told) + len(BEGUN_AGAIN)
            news = BEGUN_AGAIN + self.text
        self.told = self.text
        return news


def chunk(reply_id: UUID, delta: Mapping[str, Any], finish: str | None = None, **more: Any) -> bytes:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}]
    return sent(_frame(reply_id, "chat.completion.chunk") | {"choices": choices} | more)


def usage_chunk(reply_id: UUID, usage: Mapping[str, Any] | None) -> bytes:
    return sent(_frame(reply_id, "chat.completion.chunk") | {"choices": [], "usage": _usage(usage)})


def completion(reply: Mapping[str, Any], base_url: str) -> dict[str, Any]:
    message = {
        "role": "assistant",
        "content": reply["text"],
        "refusal": None,
        "annotations": annotations(reply["text"], reply["citations"], base_url),
    }
    choices = [{"index": 0, "message": message, "finish_reason": finish(reply), "logprobs": None}]
    return _frame(reply["id"], "chat.completion") | {"choices": choices, "usage": _usage(reply["usage"])}


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
                "url": f"{base_url}/#/entry/{cited['entry_id']}",
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
    created = (
        reply_id.int >> 80
    )  # milliseconds: ids begin with when they were made, and all chunks say the same
    return {"id": f"chatcmpl-{reply_id}", "object": kind, "created": created // 1000, "model": MODEL}


def _usage(usage: Mapping[str, Any] | None) -> dict[str, int]:
    taken = (usage or {}).get("input_tokens", 0)
    given = (usage or {}).get("output_tokens", 0)
    return {"prompt_tokens": taken, "completion_tokens": given, "total_tokens": taken + given}
