"""Stand-ins for providers with protocols of their own: Anthropic's messages and Bedrock's event stream."""

import binascii
import json
import struct
from typing import Any

from tests.support.broken_provider import SECRET, STREAM, BrokenProvider, Writer, answers

Block = dict[str, Any]


class Claude(BrokenProvider):
    """Answers `well`, after calling `open_work` when the question holds `@tool`; `@overloaded`, `@refuses`, `@eof`
    and `@error` (both after half an answer), `@garbage` are troubles."""

    async def answer(self, body: dict[str, Any], writer: Writer) -> None:
        asked, answered = _last_question(body["messages"])
        match asked:
            case text if "@overloaded" in text:
                await answers("529 Overloaded")(writer)
            case text if "@refuses" in text:
                await answers("401 Unauthorized")(writer)
            case text if "@garbage" in text:
                writer.write(
                    STREAM + _sse("message_start") + b"event: content_block_delta\ndata: {no json\n\n"
                )
            case text if "@tool" in text and not answered:
                call: Block = {"type": "tool_use", "id": "toolu_1", "name": "open_work", "input": {}}
                delta = {"type": "input_json_delta", "partial_json": "{}"}
                writer.write(_message(call, delta, "tool_use"))
            case text if "ready" in text:
                call = {"type": "tool_use", "id": "toolu_1", "name": "ready", "input": {}}
                delta = {"type": "input_json_delta", "partial_json": '{"word": "weeklog"}'}
                writer.write(_message(call, delta, "tool_use"))
            case text:
                whole = _message(
                    {"type": "text", "text": ""}, {"type": "text_delta", "text": "wéll"}, "end_turn"
                )
                half = whole[: whole.index(b"event: content_block_stop")]
                error = {"type": "error", "error": {"type": "overloaded_error", "message": SECRET}}
                trouble = half if "@eof" in text else half + _event("error", error)
                writer.write(trouble if "@eof" in text or "@error" in text else whole)


def _last_question(messages: list[dict[str, Any]]) -> tuple[str, bool]:
    """Its words, and whether a tool has answered since."""
    answered = False
    for message in reversed(messages):
        content = message["content"]
        blocks: list[Block] = [{"type": "text", "text": content}] if isinstance(content, str) else content
        answered = answered or any(block["type"] == "tool_result" for block in blocks)
        words = "".join(block["text"] for block in blocks if block["type"] == "text")
        if message["role"] == "user" and words:
            return words, answered
    return "", answered


def _message(block: Block, delta: Block, reason: str) -> bytes:
    return (
        STREAM
        + _sse("message_start")
        + _event("content_block_start", {"index": 0, "content_block": block})
        + _event("content_block_delta", {"index": 0, "delta": delta})
        + _event("content_block_stop", {"index": 0})
        + _event(
            "message_delta",
            {"delta": {"stop_reason": reason, "stop_sequence": None}, "usage": {"output_tokens": 5}},
        )
        + _event("message_stop", {})
    )


def _sse(kind: str) -> bytes:
    message: Block = {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-test", "content": [],
        "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 12, "output_tokens": 1},
    }  # fmt: skip
    return _event(kind, {"message": message})


def _event(kind: str, data: dict[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind} | data)}\n\n".encode()


class Bedrock(BrokenProvider):
    """Converse, streamed: answers `wéll`; a question with `@eof` gets half of it."""

    async def answer(self, body: dict[str, Any], writer: Writer) -> None:
        asked, _ = _last_question([{**one, "content": _typed(one["content"])} for one in body["messages"]])
        said = [
            _frame("messageStart", {"role": "assistant"}),
            _frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "wé"}}),
            _frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "ll"}}),
            _frame("contentBlockStop", {"contentBlockIndex": 0}),
            _frame("messageStop", {"stopReason": "end_turn"}),
            _frame(
                "metadata",
                {
                    "usage": {"inputTokens": 12, "outputTokens": 5, "totalTokens": 17},
                    "metrics": {"latencyMs": 1},
                },
            ),
        ]
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nConnection: close\r\n\r\n"
            + b"".join(said[:2] if "@eof" in asked else said)
        )


def _typed(content: list[Block]) -> list[Block]:
    return [{"type": "text", **block} if "text" in block else {"type": "other"} for block in content]


def _frame(kind: str, data: dict[str, Any]) -> bytes:
    """One message of AWS's event stream: lengths, headers, payload, and a checksum of each part."""
    headers = b"".join(
        struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", 7, len(value)) + value.encode()
        for name, value in (
            (":event-type", kind),
            (":content-type", "application/json"),
            (":message-type", "event"),
        )
    )
    payload = json.dumps(data).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(payload), len(headers))
    begin = prelude + struct.pack("!I", binascii.crc32(prelude)) + headers + payload
    return begin + struct.pack("!I", binascii.crc32(begin))
