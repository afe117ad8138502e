"""What a broker may do with hints: bring them again, at any time and to anybody."""

import asyncio
import json
import time

from tests.support import servers
from tests.support.stack import Stack
from weeklog.workers.celery import celery_app

_OPEN = """
select coalesce(json_agg(json_build_array(kind, queue, id)), '[]') from jobs where state in ('queued', 'running')"""


async def sent_thrice(stack: Stack, *, seconds: float) -> int:
    """Sends every unfinished job three times, again and again; how many hints those were."""
    return await asyncio.to_thread(_send_for, stack, seconds)


def _send_for(stack: Stack, seconds: float) -> int:
    sent, until = 0, time.monotonic() + seconds
    with celery_app("tests", stack.valkey.url) as celery:
        while time.monotonic() < until:
            for kind, queue, job in json.loads(servers.postgres().execute(_OPEN, database=stack.database)):
                for _ in range(3):
                    celery.send_task(kind, args=[job], queue=queue, ignore_result=True)
                    sent += 1
            time.sleep(0.05)
    return sent
