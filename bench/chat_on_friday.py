"""Chat while the reviews of a crowd are drafted, beside the same questions before: the whole product as processes."""

import asyncio
import secrets
import time
from contextlib import ExitStack
from typing import Any

from bench.chat import read, script
from bench.crowd import FRIDAY, furnish
from bench.figures import Figure, percentile
from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack
from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog_local.settings import read_settings

QUESTIONS, SECONDS = 60, 30  # so many questions, over so many seconds
MOST = 1.5
PATIENCE = 600.0
TOLD = "first_ms", "whole_ms", "delay_ms"
_DRAFTED = "select count(*) from reviews where state = 'drafted'"
_TOOK = """
select extract(epoch from max(finished_at) - min(created_at))::float8 from jobs where kind = 'reviews.draft_review'
"""


def run(people: int, questions: int = QUESTIONS, seconds: float = SECONDS) -> list[Figure]:
    with ExitStack() as ending:
        provider = ending.enter_context(Provider())
        stack = ending.enter_context(
            running_stack(
                now=FRIDAY.isoformat(),
                env={
                    "WEEKLOG_LLM_MODEL": "openai:fake",
                    "WEEKLOG_LLM_BASE_URL": provider.base_url,
                    "WEEKLOG_LLM_API_KEY": "none",
                    "WEEKLOG_LOG_LEVEL": "warning",
                    "WEEKLOG_UNINDEXED_EVERY_SECONDS": "600",  # search reads the crowd's entries another day
                },
            )
        )
        for number in range(2, read_settings({}).reporting_processes + 1):
            stack.start(f"reporting-{number}", "weeklog_reporting")
        orders = {"url": stack.url, "token": stack.token, "script": script(40), "fresh": True}
        read("product", orders | {"streams": 5, "over": 0, "in_turn": True})  # warm
        orders |= {"streams": questions, "over": seconds}
        before = read("product", orders)
        during, took = asyncio.run(_friday(stack, people, orders))
    told = {name: (percentile(before[name], 0.95), percentile(during[name], 0.95)) for name in TOLD}
    errors = before["errors"] + during["errors"]
    return [
        Figure("drafts.crowd_time_in_processes", took, "s"),
        _beside("drafts.chat_first_delta_p95", *told["first_ms"]),
        _beside("drafts.chat_reply_p95", *told["whole_ms"]),
        Figure("drafts.chat_delta_delay_p95", told["delay_ms"][1], "ms",
            told["delay_ms"][1] / told["delay_ms"][0], "before the crowd"),
        Figure("drafts.chat_errors", errors, "replies", None, "-", "none", errors == 0),
    ]  # fmt: skip


def _beside(name: str, before: float, during: float) -> Figure:
    return Figure.at_most(name, during, "ms", during / before, "before the crowd", MOST)


async def _friday(stack: Stack, people: int, orders: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """What chat told while the reviews were drafted, and the seconds from the first job to the last end."""
    system = Database(stack.database_url, SYSTEM_ROLE, 2, f"bench {secrets.token_hex(2)}")
    await system.open()
    try:
        await furnish(system, stack.database, people)
        await _until(system, 1)
        told = await asyncio.to_thread(read, "product", orders)
        drafted = await system.value(_DRAFTED)
        assert drafted < people, "all were drafted before the last question was answered: take more people"
        await _until(system, people)
        return told, await system.value(_TOOK)
    finally:
        await system.close()


async def _until(system: Database, drafted: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while (found := await system.value(_DRAFTED)) < drafted:
        assert time.monotonic() < deadline, f"{found} of {drafted} are drafted"
        await asyncio.sleep(0.2)
