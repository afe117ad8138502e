"""A held event loop is told with how long, how much of it was computing, and where."""

import asyncio
import time
from collections.abc import Callable

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from weeklog.loop_watch import HELD_SECONDS, MESSAGE, watched_loop

LONG = 10 * HELD_SECONDS


def compute(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def wait(seconds: float) -> None:
    time.sleep(seconds)


@pytest.mark.parametrize("hold", [compute, wait])
async def test_what_holds_the_loop_is_told_with_where(hold: Callable[[float], None]) -> None:
    with capture_logs() as lines:
        async with watched_loop():
            await asyncio.sleep(0.06)
            hold(LONG)
            await asyncio.sleep(0.1)
    (told,) = (line for line in lines if line["event"] == MESSAGE and line["ms"] > 900 * LONG)
    assert any(hold.__name__ in place for place in told["where"])
    assert (told["cpu_ms"] > 500 * LONG) is (hold is compute)
    assert REGISTRY.get_sample_value("weeklog_loop_held_seconds_count")


async def test_what_lets_others_run_is_not_told() -> None:
    with capture_logs() as lines:
        async with watched_loop():
            for _ in range(30):
                compute(0.01)
                await asyncio.sleep(0)
    assert not [line for line in lines if line["event"] == MESSAGE and line["cpu_ms"] > 2000 * HELD_SECONDS]
