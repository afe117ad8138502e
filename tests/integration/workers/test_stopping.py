"""A stop ends the call upstream soon; as the provider sees it, since that is what costs."""

import asyncio
import statistics
import time
from typing import Any

import httpx

from tests.integration.workers.conftest import Scene
from tests.support.provider import Provider

STOPS = 20


async def test_a_stop_ends_the_call_upstream_soon(chat: Scene, provider: Provider) -> None:
    took = list[float]()
    async with httpx.AsyncClient() as client:

        async def left() -> int:
            answer: dict[str, Any] = (await client.get(provider.base_url.replace("/v1", "/requests"))).json()
            return answer["left"]

        for _ in range(STOPS):
            asked = await chat.ask("@tokens:2000 @every:20")
            await chat.spoken(asked)
            before = await left()
            began = time.monotonic()
            await chat.stop(asked)
            async with asyncio.timeout(10):
                while await left() == before:
                    await asyncio.sleep(0.002)
            took.append(time.monotonic() - began)
            _, saved = await chat.ended(asked)
            assert saved.state == "cancelled"
    p95 = statistics.quantiles(took, n=20)[-1]
    print(f"stop to disconnect: median {statistics.median(took) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")
    assert p95 < 2  # it takes tens of milliseconds; on a busy machine, more


async def test_a_stop_between_two_attempts_ends_the_reply_without_waiting_for_a_lease(chat: Scene) -> None:
    for _ in range(5):
        asked = await chat.ask("@status:429 @after:30")
        async with asyncio.timeout(20):
            while await chat.attempt(asked) == 0:
                await asyncio.sleep(0.001)
        await chat.stop(asked)  # while the attempt is failing, or just after
        async with asyncio.timeout(10):  # a lease is 20 s
            while (await chat.reply(asked)).state != "cancelled":
                await asyncio.sleep(0.02)
