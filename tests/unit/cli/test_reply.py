from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog_cli.reply import CannotServe, Change, Ended, Hole, Replaced, ReplyReader, Said, digest

STARTED = {"type": "reply.started"}


def delta(text: str) -> dict[str, Any]:
    return {"type": "reply.delta", "text": text}


def snapshot(text: str) -> dict[str, Any]:
    return {"type": "reply.snapshot", "text": text}


def ended(text: str) -> dict[str, Any]:
    end = {"type": "reply.ended", "state": "done", "length": len(text), "digest": digest(text)}
    return {**end, "citations": [], "error": None}


def test_deltas_make_the_text_and_the_end_confirms_it() -> None:
    reader = ReplyReader()
    assert reader.take("1-1", STARTED) == []
    assert reader.take("1-2", delta("a")) == [Said("a")]
    assert reader.take("1-3", delta("ừ")) == [Said("ừ")]
    assert reader.take("1-4", ended("aừ")) == [Ended("done", (), None, complete=True)]


def test_what_was_seen_is_ignored() -> None:
    reader = ReplyReader()
    reader.take("1-1", STARTED)
    reader.take("1-2", delta("a"))
    assert reader.take("1-2", delta("a")) == []
    assert (reader.text, reader.position) == ("a", "1-2")


def test_a_later_attempt_replaces_the_text_and_a_dead_one_is_ignored() -> None:
    reader = ReplyReader(text="old", cursor=(1, 7))
    assert reader.take("2-1", STARTED) == [Replaced("")]
    assert reader.take("1-8", delta("late")) == []
    reader.take("2-2", delta("new"))
    assert reader.text == "new"


def test_a_hole_is_not_skipped() -> None:
    reader = ReplyReader(text="a", cursor=(1, 2))
    with pytest.raises(Hole):
        reader.take("1-4", delta("c"))
    assert reader.position == "1-2"


def test_a_hole_that_is_still_there_is_not_asked_for_again() -> None:
    reader = ReplyReader(text="a", cursor=(1, 2))
    with pytest.raises(Hole):
        reader.take("1-4", delta("c"))
    assert reader.take("1-4", delta("c")) == []
    assert reader.take("1-5", delta("d")) == []
    assert (reader.text, reader.position) == ("a", "1-2")
    assert reader.take("1-6", snapshot("abcd")) == [Said("bcd")]
    with pytest.raises(Hole):  # another one
        reader.take("1-8", delta("f"))


def test_the_end_after_a_hole_that_stays_is_the_end() -> None:
    reader = ReplyReader(text="a", cursor=(1, 2))
    with pytest.raises(Hole):
        reader.take("1-4", ended("abc"))
    assert reader.take("1-4", ended("abc")) == [Ended("done", (), None, complete=False)]


@pytest.mark.parametrize("nowhere", [None, ""])
def test_an_event_without_a_position_holds(nowhere: str | None) -> None:
    reader = ReplyReader(text="ab", cursor=(1, 2))
    assert reader.take(nowhere, snapshot("xyz")) == [Replaced("xyz")]
    assert reader.position == "1-2"
    assert reader.take(nowhere, ended("xyz")) == [Ended("done", (), None, complete=True)]


def test_a_snapshot_fills_any_hole_and_shows_only_what_is_new() -> None:
    reader = ReplyReader(text="ab", cursor=(1, 2))
    assert reader.take("1-9", snapshot("abcd")) == [Said("cd")]
    assert reader.take("1-12", snapshot("xy")) == [Replaced("xy")]


def test_a_text_that_is_not_the_stored_one_is_noticed_at_the_end() -> None:
    reader = ReplyReader()
    reader.take("1-1", delta("a"))
    assert reader.take("1-2", ended("b")) == [Ended("done", (), None, complete=False)]


def test_a_reset_means_that_the_position_cannot_be_served() -> None:
    with pytest.raises(CannotServe):
        ReplyReader().take("", {"type": "stream.reset"})


@given(pieces=st.lists(st.text(min_size=1), max_size=8), data=st.data())
def test_however_the_stream_is_cut_and_replayed_the_text_is_the_same(
    pieces: list[str], data: st.DataObject
) -> None:
    events = [STARTED, *map(delta, pieces), ended("".join(pieces))]
    numbered = [(f"1-{number}", event) for number, event in enumerate(events, 1)]
    reader = ReplyReader()
    changes: list[Change] = []
    for _ in range(3):
        start = data.draw(st.integers(0, reader.cursor[1]))
        stop = data.draw(st.integers(start, len(numbered)))
        changes += [change for event in numbered[start:stop] for change in reader.take(*event)]
    changes += [change for event in numbered for change in reader.take(*event)]
    assert "".join(change.text for change in changes if isinstance(change, Said)) == "".join(pieces)
    assert [change for change in changes if isinstance(change, Ended)] == [
        Ended("done", (), None, complete=True)
    ]
