"""A gateway that is told to end serves on, as one that is not ready, until nobody is sent to it any more."""

import json
import signal
import time
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.follow import Client
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually
from weeklog_local import Process

LEAVE_SECONDS = 1.5


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=()) as stack:
        yield stack


def begun(stack: Stack, leave_seconds: float) -> Process:
    return stack.start("api", env={"WEEKLOG_LEAVE_SECONDS": str(leave_seconds)})


async def test_it_says_so_and_serves_on_and_then_ends(stack: Stack) -> None:
    gateway, follower = begun(stack, LEAVE_SECONDS), Client(stack.url, stack.token)
    socket = await follower.open()
    assert json.loads(await socket.recv())["type"] == "welcome"
    with stack.client() as kept:
        kept.get("/v1/me").raise_for_status()
        began = time.monotonic()
        gateway.signal(signal.SIGTERM)
        last = kept.post("/v1/entries", json={"text": "Still taken"})
        ready = kept.get("/readyz")  # on a connection of its own: the kept one has ended
    assert (last.status_code, last.headers["connection"]) == (201, "close")
    assert (ready.status_code, ready.json()["status"]) == (503, "leaving")
    assert httpx.get(f"{stack.url}/livez").status_code == 200
    with pytest.raises(ConnectionClosed) as closed:
        await socket.recv()
    assert time.monotonic() - began >= LEAVE_SECONDS
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    assert gateway.wait(10) == -signal.SIGTERM
    await follower.close()


def test_a_second_signal_does_not_wait(stack: Stack) -> None:
    gateway = begun(stack, 60)
    gateway.signal(signal.SIGTERM)
    eventually(lambda: httpx.get(f"{stack.url}/readyz").json()["status"] == "leaving")
    gateway.signal(signal.SIGTERM)
    assert gateway.wait(30) == -signal.SIGTERM
