"""The socket and the event stream of a real gateway; the worker's end is played with the real flusher."""

import asyncio
import json
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from tests.support import servers
from tests.support.reply_worker import Worker, open_worker
from tests.support.stack import Stack, running_stack
from weeklog.events.redis import connect as connect_to_valkey
from weeklog.events.redis import exchange
from weeklog.events.reply_stream import ended
from weeklog.ids import new_id


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",)) as stack:
        yield stack


@pytest.fixture
async def worker(stack: Stack) -> AsyncIterator[Worker]:
    async with open_worker(stack) as worker:
        yield worker


async def open_socket(stack: Stack, ticket: str | None = None) -> ClientConnection:
    socket = await connect(stack.url.replace("http", "ws") + "/v1/stream", compression=None)
    await send(socket, type="authenticate", ticket=ticket or take_ticket(stack))
    return socket


def take_ticket(stack: Stack) -> str:
    with stack.client() as client:
        return client.post("/v1/stream-tickets").raise_for_status().json()["ticket"]


async def send(socket: ClientConnection, **frame: Any) -> None:
    await socket.send(json.dumps(frame))


async def receive(socket: ClientConnection) -> dict[str, Any]:
    return json.loads(await asyncio.wait_for(socket.recv(), 10))


async def read_to_end(socket: ClientConnection) -> list[dict[str, Any]]:
    frames: list[dict[str, Any]] = []
    while not frames or frames[-1]["event"]["type"] != "reply.ended":
        frame = await receive(socket)
        if "event" in frame:
            frames.append(frame)
    return frames


def told(frames: list[dict[str, Any]]) -> list[tuple[str | None, str]]:
    return [(frame["position"], frame["event"].get("text", frame["event"]["type"])) for frame in frames]


async def test_a_socket_gets_a_reply_from_its_beginning_and_as_it_grows(stack: Stack, worker: Worker) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    await worker.say(stream, "already ")
    socket = await open_socket(stack)
    assert (await receive(socket))["type"] == "welcome"
    await send(socket, type="subscribe", stream=f"reply:{reply}", position=None)
    assert (await receive(socket))["type"] == "subscribed"
    await worker.say(stream, "here ", "and live")
    await worker.save(reply, "already here and live")
    stream.end(ended("done", "already here and live"))
    frames = await read_to_end(socket)
    assert "".join(text for _, text in told(frames)[1:-1]) == "already here and live"
    assert frames[-1]["event"]["length"] == len("already here and live")
    await socket.close()


async def test_it_resumes_where_it_was_without_a_gap_or_a_repeat(stack: Stack, worker: Worker) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    await worker.say(stream, "a", "b", "c")
    first, second = await open_socket(stack), await open_socket(stack)
    await send(first, type="subscribe", stream=f"reply:{reply}", position=None)
    await send(second, type="subscribe", stream=f"reply:{reply}", position="1-3")
    await asyncio.sleep(0.1)
    await worker.save(reply, "abc")
    stream.end(ended("done", "abc"))
    assert told(await read_to_end(second)) == [("1-4", "c"), ("1-5", "reply.ended")]
    assert [position for position, _ in told(await read_to_end(first))] == ["1-1", "1-2", "1-3", "1-4", "1-5"]
    await first.close()
    await second.close()


async def test_a_question_that_waits_is_told_how_many_are_before_it(stack: Stack, worker: Worker) -> None:
    first, second, mine = [await worker.ask() for _ in range(3)]
    socket = await open_socket(stack)
    assert (await receive(socket))["type"] == "welcome"
    await send(socket, type="subscribe", stream=f"reply:{mine}", position=None)
    assert (await receive(socket))["type"] == "subscribed"
    told = await receive(socket)
    assert (told["position"], told["event"]) == (None, {"type": "reply.waiting", "before": 2})
    await worker.take(first)
    await worker.take(second)
    assert (await receive(socket))["event"] == {"type": "reply.waiting", "before": 0}
    await worker.take(mine)
    worker.flusher.open(mine, 1)
    assert (await receive(socket))["event"] == {"type": "reply.started"}
    await socket.close()


async def test_the_end_is_known_even_when_the_stream_is_lost(stack: Stack, worker: Worker) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    await worker.say(stream, "half")
    socket = await open_socket(stack)
    await send(socket, type="subscribe", stream=f"reply:{reply}", position=None)
    await asyncio.sleep(0.1)
    redis = connect_to_valkey(stack.valkey.url)
    await exchange(redis, [("FLUSHALL",)])
    await redis.aclose()
    await worker.save(reply, "half and the rest")  # and the worker dies before it writes the end
    stream.fenced = True
    frames = await read_to_end(socket)
    assert told(frames[-2:]) == [(None, "half and the rest"), (None, "reply.ended")]
    await socket.close()


async def test_a_position_that_no_longer_exists_is_answered_with_a_reset(
    stack: Stack, worker: Worker
) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    await worker.say(stream, "all of it")
    await worker.save(reply, "all of it")
    stream.end(ended("done", "all of it"))
    await worker.flusher.close(stream)
    socket = await open_socket(stack)
    await send(socket, type="subscribe", stream=f"reply:{reply}", position="7-99")
    frames = await read_to_end(socket)
    assert told(frames) == [
        (None, "stream.reset"), ("1-1", "reply.started"), ("1-2", "all of it"), ("1-3", "reply.ended"),
    ]  # fmt: skip
    await socket.close()


async def test_a_reply_of_somebody_else_is_not_there(stack: Stack) -> None:
    socket = await open_socket(stack)
    await receive(socket)
    await send(socket, type="subscribe", stream=f"reply:{new_id()}", position=None)
    refused = await receive(socket)
    assert (refused["type"], refused["status"]) == ("refused", 404)
    await send(socket, type="subscribe", stream="everything", position=None)
    assert (await receive(socket))["status"] == 422
    await socket.close()


@pytest.mark.parametrize(
    "position", ["0--5", "1-5 ", "1-99999999999999999999", "9223372036854775808-0", "x", "-1-1"]
)
async def test_a_position_that_is_none_is_refused_and_harms_nobody(
    stack: Stack, worker: Worker, position: str
) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    wrong, right = await open_socket(stack), await open_socket(stack)
    await receive(wrong)
    await send(wrong, type="subscribe", stream="person", position=position)
    assert (await receive(wrong))["status"] == 422
    await send(right, type="subscribe", stream=f"reply:{reply}", position=None)
    await worker.say(stream, "heard")
    await worker.save(reply, "heard")
    stream.end(ended("done", "heard"))
    assert (await read_to_end(right))[-1]["event"]["state"] == "done"
    await wrong.close()
    await right.close()


async def test_a_ticket_works_once(stack: Stack) -> None:
    ticket = take_ticket(stack)
    first = await open_socket(stack, ticket)
    assert (await receive(first))["type"] == "welcome"
    second = await open_socket(stack, ticket)
    with pytest.raises(ConnectionClosed) as closed:
        await receive(second)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    await first.close()


@pytest.mark.parametrize("frame", ["{}", "not json", '{"type": "authenticate"}', "x" * 2000, b"\x00\xff"])
async def test_a_first_frame_that_is_no_ticket_closes_the_socket(stack: Stack, frame: str | bytes) -> None:
    socket = await connect(stack.url.replace("http", "ws") + "/v1/stream", compression=None)
    await socket.send(frame)
    with pytest.raises(ConnectionClosed) as closed:
        await receive(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4400


@pytest.mark.parametrize(
    "frame", [b"\x00\xff", b'{"type":"unsubscribe","stream":"person"}', '{"%s":1}' % ("ữ" * 99), "[]"]
)
async def test_a_later_frame_that_is_not_understood_closes_the_socket(
    stack: Stack, frame: str | bytes
) -> None:
    socket = await open_socket(stack)
    await receive(socket)
    await socket.send(frame)
    with pytest.raises(ConnectionClosed) as closed:
        await receive(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4400
    assert "Exception" not in (stack.logs / "api.log").read_text()


async def test_another_site_cannot_open_a_socket(stack: Stack) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(
            stack.url.replace("http", "ws") + "/v1/stream", origin=Origin("https://elsewhere.example")
        )
    assert refused.value.response.status_code == 403


@contextmanager
def signed_in(stack: Stack) -> Generator[httpx.Client]:
    with httpx.Client(base_url=stack.url, headers={"Origin": stack.url}, timeout=30) as page:
        page.post("/v1/sessions", json={"email": stack.email, "password": stack.password}).raise_for_status()
        yield page


def make_token(page: httpx.Client) -> dict[str, Any]:
    return page.post("/v1/tokens", json={"name": "tests"}).raise_for_status().json()


def ticket_of(client: httpx.Client) -> str:
    return client.post("/v1/stream-tickets").raise_for_status().json()["ticket"]


async def closed_within(socket: ClientConnection, seconds: float) -> int:
    """The code with which it is closed."""
    try:
        async with asyncio.timeout(seconds):
            while True:
                await socket.recv()
    except ConnectionClosed as closed:
        return 0 if closed.rcvd is None else closed.rcvd.code


async def test_what_was_opened_with_a_token_ends_a_moment_after_the_token(
    stack: Stack, worker: Worker
) -> None:
    reply = await worker.begin()
    worker.flusher.open(reply, 1)
    with signed_in(stack) as page:
        token = make_token(page)
        with stack.client(token["token"]) as client:
            socket, late = await open_socket(stack, ticket_of(client)), ticket_of(client)
        other = await open_socket(stack)
        for one in (socket, other):
            assert (await receive(one))["type"] == "welcome"
        headers = {"Authorization": f"Bearer {token['token']}"}
        async with (
            httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=10) as reader,
            reader.stream("GET", f"/v1/replies/{reply}/events") as events,
        ):
            lines = events.aiter_lines()
            assert await anext(lines) == "id: 1-1"
            page.delete(f"/v1/tokens/{token['id']}").raise_for_status()
            assert await closed_within(socket, 2) == 4401
            async with asyncio.timeout(2):
                assert [line async for line in lines if line.startswith("event: reply.ended")] == []
        # A ticket that outlives its token opens nothing for long, and nobody else is shown out.
        assert await closed_within(await open_socket(stack, late), 2) == 4401
        await send(other, type="subscribe", stream="person", position=None)
        assert (await receive(other))["type"] == "subscribed"
        await other.close()


async def test_signing_out_ends_what_the_page_has_open_whoever_signs_it_out(stack: Stack) -> None:
    with signed_in(stack) as page, signed_in(stack) as elsewhere:
        socket, other = (
            await open_socket(stack, ticket_of(page)),
            await open_socket(stack, ticket_of(elsewhere)),
        )
        for one in (socket, other):
            assert (await receive(one))["type"] == "welcome"
        page.delete("/v1/sessions/current").raise_for_status()
        assert await closed_within(socket, 2) == 4401
        servers.postgres().execute("delete from sessions", database=stack.database)
        assert await closed_within(other, 2) == 4401


async def test_a_person_has_so_many_open_and_no_more(worker: Worker, stack: Stack) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    headers = {"Authorization": f"Bearer {stack.token}"}
    stack.restart("api", {"WEEKLOG_STREAMS_PER_PERSON": "3"})
    try:
        async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=10) as reader:
            path = f"/v1/replies/{reply}/events"
            sockets = [await open_socket(stack) for _ in range(2)]
            for socket in sockets:
                assert (await receive(socket))["type"] == "welcome"
            async with reader.stream("GET", path) as events:
                lines = events.aiter_lines()  # held: without it the answer would be closed
                assert await anext(lines) == "id: 1-1"
                assert await closed_within(await open_socket(stack), 2) == 4429
                refused = await reader.get(path)
                assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
                assert "you follow 3 streams" in refused.json()["detail"]
            await sockets[0].close()
            await worker.save(reply, "")
            stream.end(ended("done", ""))
            assert "event: reply.ended" in (await reader.get(path)).text
            await sockets[1].close()
    finally:
        stack.restart("api")


async def test_what_changes_in_ones_worklog_is_told(stack: Stack) -> None:
    with stack.client() as client:
        client.post("/v1/entries", json={"text": "Before", "start_on": "2026-10-06"}).raise_for_status()
    await asyncio.sleep(0.1)
    socket = await open_socket(stack)
    await receive(socket)
    await send(socket, type="subscribe", stream="person", position=None)
    subscribed = await receive(socket)
    async with httpx.AsyncClient(
        base_url=stack.url, headers={"Authorization": f"Bearer {stack.token}"}
    ) as client:
        entry = (await client.post("/v1/entries", json={"text": "Wrote it", "start_on": "2026-10-06"})).json()
    told = await receive(socket)
    assert told["event"] == {"type": "entry.logged", "entry": entry}
    again = await open_socket(stack)
    await receive(again)
    await send(again, type="subscribe", stream="person", position=subscribed["position"])
    await receive(again)
    assert await receive(again) == told
    await socket.close()
    await again.close()


async def test_a_worklog_whose_stream_was_lost_meanwhile_is_fetched_again(stack: Stack) -> None:
    with stack.client() as client:
        client.post("/v1/entries", json={"text": "Seen", "start_on": "2026-10-06"}).raise_for_status()
        await asyncio.sleep(0.1)
        socket = await open_socket(stack)
        await receive(socket)
        await send(socket, type="subscribe", stream="person", position=None)
        seen = (await receive(socket))["position"]
        await socket.close()
        redis = connect_to_valkey(stack.valkey.url)
        await exchange(redis, [("FLUSHALL",)])
        await redis.aclose()
        client.post(
            "/v1/entries", json={"text": "After the loss", "start_on": "2026-10-06"}
        ).raise_for_status()
    await asyncio.sleep(0.1)
    again = await open_socket(stack)
    await receive(again)
    await send(again, type="subscribe", stream="person", position=seen)
    frames = [await receive(again), await receive(again)]
    assert "stream.reset" in {frame["event"]["type"] for frame in frames if "event" in frame}
    await again.close()


async def test_the_same_events_come_as_server_sent_events(stack: Stack, worker: Worker) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    await worker.say(stream, "a", "b")
    await worker.save(reply, "ab")
    stream.end(ended("done", "ab"))
    await worker.flusher.close(stream)
    headers = {"Authorization": f"Bearer {stack.token}"}
    async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=10) as client:
        whole = (await client.get(f"/v1/replies/{reply}/events")).text
        rest = (await client.get(f"/v1/replies/{reply}/events", headers={"Last-Event-ID": "1-3"})).text
        wrong = await client.get(f"/v1/replies/{reply}/events", headers={"Last-Event-ID": "x"})
        foreign = await client.get(f"/v1/replies/{new_id()}/events")
    assert whole.startswith('id: 1-1\nevent: reply.started\ndata: {"type":"reply.started"}\n\n')
    assert rest.startswith("id: 1-4\nevent: reply.ended\n")
    assert (wrong.status_code, foreign.status_code) == (422, 404)


async def test_who_comes_late_gets_a_long_reply_whole(stack: Stack, worker: Worker) -> None:
    """Longer than the gateway holds for one follower, and read by it in one piece."""
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    pieces = [f"{number:04}" * 2500 for number in range(60)]  # 10 kB each
    await worker.say(stream, *pieces)
    await worker.save(reply, "".join(pieces))
    stream.end(ended("done", "".join(pieces)))
    await stream.closed.wait()
    socket = await open_socket(stack)
    await send(socket, type="subscribe", stream=f"reply:{reply}", position=None)
    got = await asyncio.wait_for(read_to_end(socket), 10)
    assert "".join(frame["event"].get("text", "") for frame in got) == "".join(pieces)
    positions = [frame["position"] for frame in got]
    assert len(set(positions)) == len(positions)
    await socket.close()


async def test_a_reader_that_stops_reading_holds_nobody_up(stack: Stack, worker: Worker) -> None:
    reply = await worker.begin()
    stream = worker.flusher.open(reply, 1)
    slow, quick = await open_socket(stack), await open_socket(stack)
    for socket in (slow, quick):
        await send(socket, type="subscribe", stream=f"reply:{reply}", position=None)
    text = ""
    for number in range(150):
        piece = f"{number:05}" * 4000  # 20 kB each, 3 MB in all
        text += piece
        stream.append(piece)
        await asyncio.sleep(0.025)
    await worker.save(reply, text)
    stream.end(ended("done", text))
    got = await asyncio.wait_for(read_to_end(quick), 10)
    assert "".join(frame["event"].get("text", "") for frame in got) == text
    late = await asyncio.wait_for(read_to_end(slow), 20)
    assert "".join(frame["event"].get("text", "") for frame in late) == text
    await slow.close()
    await quick.close()
