from hypothesis import given
from hypothesis import strategies as st

from weeklog_cli.server_events import Decoder, ServerEvent

STREAM = (
    ': still here\r\n\r\nid: 1-1\nevent: reply.delta\ndata: {"a":\ndata:1}\n\nid: 1-2\rdata: x\u2028\x85y\r\r'
).encode()
EVENTS = [ServerEvent("1-1", '{"a":\n1}'), ServerEvent("1-2", "x\u2028\x85y")]


@given(cuts=st.sets(st.integers(0, len(STREAM))))
def test_events_are_the_same_wherever_the_bytes_are_cut(cuts: set[int]) -> None:
    decoder, ends = Decoder(), sorted({*cuts, len(STREAM)})
    chunks = [STREAM[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    read = [event for chunk in [*chunks, b"\n"] for event in decoder.feed(chunk)]
    assert read == EVENTS


def test_an_event_has_its_own_id_or_none() -> None:
    stream = b"id: 1-1\ndata: a\n\ndata: b\n\nid: 1-2\n\ndata: c\n\nid:\ndata: d\n\n"
    read = [(event.id, event.data) for event in Decoder().feed(stream)]
    assert read == [("1-1", "a"), (None, "b"), (None, "c"), (None, "d")]


def test_an_event_that_is_not_finished_is_not_one() -> None:
    assert list(Decoder().feed(b"id: 1-1\ndata: x\n")) == []
