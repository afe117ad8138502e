import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog_chat_worker.chunks import LONGEST_LINE, ChunkReader, NotAChat, Said


def event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    chunk = {"model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"
USAGE = b'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}\n\n'


def test_one_read_with_many_chunks_is_one_text() -> None:
    data = (
        event({"role": "assistant", "content": ""}) + event({"content": "Tuần "}) + event({"content": "này"})
    )
    assert ChunkReader().read(data + event({}, "stop") + USAGE + DONE) == Said(
        text="Tuần này",
        finish_reason="stop",
        usage={"prompt_tokens": 7, "completion_tokens": 2},
        model="m",
        done=True,
    )


@given(st.lists(st.text(min_size=1), max_size=20), st.data())
def test_however_it_is_cut_the_text_is_the_same(words: list[str], data: st.DataObject) -> None:
    words = [word.encode(errors="ignore").decode() for word in words]
    stream = b"".join(event({"content": word}) for word in words) + DONE
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    reader, text, done = ChunkReader(), "", False
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        said = reader.read(stream[start:end])
        text, done = text + said.text, done or said.done
    assert (text, done) == ("".join(words), True)


def test_calls_thinking_and_refusals_are_kept_apart() -> None:
    call = {"index": 0, "id": "c", "function": {"name": "f", "arguments": "{}"}}
    data = event({"reasoning_content": "hm"}) + event({"tool_calls": [call]}) + event({"refusal": "no"})
    assert ChunkReader().read(data) == Said(thinking="hm", calls=[call], refusal="no", model="m")


def test_comments_and_a_little_garbage_are_passed_over() -> None:
    data = b": keep-alive\n\ndata: {no json\n\ndata: [1]\n\ndata: \xff\xfe\n\n" + event({"content": "ok"})
    assert ChunkReader().read(data) == Said(text="ok", model="m")


def test_much_garbage_is_no_chat() -> None:
    with pytest.raises(NotAChat):
        ChunkReader().read(b"data: {no json\n\n" * 11)


def test_a_line_without_an_end_is_not_kept_for_ever() -> None:
    reader = ChunkReader()
    reader.read(b"data: " + b"x" * (LONGEST_LINE - 6))
    with pytest.raises(NotAChat):
        reader.read(b"x")


def test_an_error_in_the_stream_is_seen() -> None:
    assert ChunkReader().read(b'data: {"error": {"message": "overloaded"}}\n\n').error == {
        "message": "overloaded"
    }
