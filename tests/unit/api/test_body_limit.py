"""A body is awaited as long as it comes, and not for ever."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from weeklog_api.body_limit import BodyLimit

PAUSE = 0.2  # seconds


async def read_all(_scope: Scope, receive: Receive, _send: Send) -> None:
    while (await receive()).get("more_body"):
        pass


async def pieces(count: int, every: float) -> AsyncIterator[Message]:
    for number in range(count):
        await asyncio.sleep(every)
        yield {"type": "http.request", "body": b"x", "more_body": number < count - 1}
    await asyncio.sleep(10 * PAUSE)
    yield {"type": "http.disconnect"}


async def send(message: Message) -> None:
    raise AssertionError(message)


def scope(length: str) -> Scope:
    return {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-length", length.encode())]}


@pytest.mark.parametrize("length", ["100", "9" * 10, "9" * 5000, "-1"], ids=["short", "long", "huge", "none"])
async def test_a_body_that_trickles_in_is_given_up(length: str) -> None:
    coming = pieces(1000, PAUSE / 4)
    limit = BodyLimit(read_all, {"/": 800}, pause=PAUSE)
    async with asyncio.timeout(20 * PAUSE):
        with pytest.raises(HTTPException) as refused:
            await limit(scope(length), coming.__anext__, send)
    assert refused.value.status_code == 408


async def test_after_the_whole_body_the_end_of_the_connection_is_awaited_as_long_as_it_takes() -> None:
    ends: list[Message] = []

    async def listen(_scope: Scope, receive: Receive, _send: Send) -> None:
        await read_all(_scope, receive, _send)
        ends.append(await receive())

    await BodyLimit(listen, {}, pause=PAUSE)(scope("2"), pieces(2, 0).__anext__, send)
    assert ends == [{"type": "http.disconnect"}]
