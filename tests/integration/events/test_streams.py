"""A reply's stream under loss: whatever happens to Valkey, a reader ends with exactly what the writer wrote."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from redis.asyncio import Redis

from tests.support.reader import Reader
from weeklog.events import reply_stream
from weeklog.events.redis import FIELD, connect
from weeklog.events.reply_stream import Flusher, Position, ended, reply_key
from weeklog.ids import new_id


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator["Redis"]:
    client = connect(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
async def flusher(redis: "Redis") -> AsyncIterator[Flusher]:
    flusher = Flusher(redis)
    flusher.start()
    yield flusher
    await flusher.stop()


async def read(redis: "Redis", reply: UUID, reader: Reader) -> Reader:
    for position, fields in await redis.xrange(reply_key(reply)):
        reader.hear(Position.read(position.decode()), fields[FIELD])
    return reader


async def settle() -> None:
    await asyncio.sleep(0.06)


async def written(redis: "Redis", key: str, entries: int) -> None:
    """Waits until the stream holds that many: a busy machine may gather two words into one otherwise."""
    async with asyncio.timeout(5):
        while await redis.xlen(key) < entries:
            await asyncio.sleep(0.005)


async def test_text_arrives_whole_and_in_order(redis: "Redis", flusher: Flusher) -> None:
    reply = new_id()
    stream = flusher.open(reply, 1)
    for number, word in enumerate(["one ", "two ", "three"], start=2):
        stream.append(word)
        await written(redis, stream.key, number)
    stream.end(ended("done", "one two three"))
    await flusher.close(stream)
    reader = await read(redis, reply, Reader())
    assert (reader.text, reader.state, reader.whole) == ("one two three", "done", True)
    assert [str(position) for position in reader.positions] == ["1-1", "1-2", "1-3", "1-4", "1-5"]


async def test_the_first_delta_does_not_wait_for_a_round(
    redis: "Redis", flusher: Flusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reply_stream, "SHORTEST_ROUND", 2.0)
    monkeypatch.setattr(reply_stream, "LONGEST_ROUND", 2.0)
    stream = flusher.open(new_id(), 1)
    await written(redis, stream.key, 1)
    await asyncio.sleep(2.1)  # the round is over: the flusher is idle
    stream.append("now")
    async with asyncio.timeout(1):
        await written(redis, stream.key, 2)


async def test_a_lost_stream_begins_again_with_all_that_was_said(redis: "Redis", flusher: Flusher) -> None:
    reply, reader = new_id(), Reader()
    stream = flusher.open(reply, 1)
    stream.append("before ")
    await written(redis, stream.key, 2)
    await read(redis, reply, reader)
    await redis.delete(stream.key)
    stream.append("after")
    await written(redis, stream.key, 1)
    stream.end(ended("done", "before after"))
    await flusher.close(stream)
    late = await read(redis, reply, Reader())
    await read(redis, reply, reader)
    assert (reader.text, reader.whole) == ("before after", True)
    assert (late.text, late.whole) == ("before after", True)


async def test_an_attempt_that_was_replaced_can_add_nothing(redis: "Redis", flusher: Flusher) -> None:
    reply = new_id()
    zombie = flusher.open(reply, 1)
    zombie.append("old")
    await written(redis, zombie.key, 2)
    fresh = flusher.open(reply, 2)
    fresh.append("new")
    await written(redis, fresh.key, 4)
    zombie.append(" and wrong")
    await settle()
    fresh.end(ended("done", "new"))
    await flusher.close(fresh)
    reader = await read(redis, reply, Reader())
    assert (reader.text, reader.whole) == ("new", True)
    assert zombie.fenced


async def test_a_write_whose_answer_was_lost_is_not_doubled(redis: "Redis", flusher: Flusher) -> None:
    reply = new_id()
    stream = flusher.open(reply, 1)
    stream.append("once")
    await written(redis, stream.key, 2)
    stream.sequence -= 1  # as if the answer to the last write had never come
    stream.append(" more")
    await settle()
    stream.end(ended("done", "once more"))
    await flusher.close(stream)
    reader = await read(redis, reply, Reader())
    assert (reader.text, reader.whole) == ("once more", True)


async def test_a_long_reply_can_still_be_read_whole_by_who_comes_late(
    redis: "Redis", flusher: Flusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reply_stream, "SNAPSHOT_EVERY", 10)
    monkeypatch.setattr(reply_stream, "KEEP_ENTRIES", 20)
    reply = new_id()
    stream = flusher.open(reply, 1)
    text = ""
    for number in range(150):
        stream.append(f"{number} ")
        text += f"{number} "
        await asyncio.sleep(0.025)
    stream.end(ended("done", text))
    await flusher.close(stream)
    await redis.xtrim(stream.key, maxlen=20, approximate=False)
    late = Reader()
    for position, fields in await redis.xrange(stream.key):
        late.hear(Position.read(position.decode()), fields[FIELD])
    assert (late.text, late.whole) == (text, True)
