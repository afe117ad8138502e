"""Faults under load. Every accepted message reaches one final state, and every client ends with exactly the stored
text.

The load never pauses while processes are killed and frozen, Valkey is emptied and restarted, and every database
connection is cut. `WEEKLOG_FAULT_SECONDS` makes the run longer; `WEEKLOG_FAULT_SEED` repeats one.
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import pytest
from redis.asyncio import Redis

from tests.support import servers
from tests.support.ends import ends_of_jobs, note_ends, stored_replies
from tests.support.follow import Client, Followed
from tests.support.provider import WORDS, Provider
from tests.support.stack import Stack, running_stack

SECONDS = float(os.environ.get("WEEKLOG_FAULT_SECONDS", "75"))
SEED = int(os.environ.get("WEEKLOG_FAULT_SEED", str(random.SystemRandom().randrange(10_000))))
JOBS_A_SECOND = 5.0
TOKENS = 60
MILLISECONDS_A_TOKEN = 25
LEASE_SECONDS = 3.0


@dataclass
class Run:
    stack: Stack
    client: Client
    accepted: dict[str, Followed | None] = field(default_factory=dict[str, Followed | None])
    faults: Counter[str] = field(default_factory=Counter[str])
    most_in_flight: int = 0
    in_flight: int = 0


@pytest.fixture
def stack() -> Iterator[Stack]:
    with (
        Provider() as provider,
        running_stack(
            env={
                "WEEKLOG_LLM_MODEL": "openai:fake",
                "WEEKLOG_LLM_BASE_URL": provider.base_url,
                "WEEKLOG_LLM_API_KEY": "none",
                "WEEKLOG_LEASE_SECONDS": str(LEASE_SECONDS),
                "WEEKLOG_REDISPATCH_SECONDS": "2",
                "WEEKLOG_LOG_LEVEL": "warning",
            }
        ) as stack,
    ):
        note_ends(stack.database)
        stack.start("chat-worker 2", "weeklog_chat_worker")
        stack.start("scheduler 2", "weeklog_scheduler")
        yield stack


async def converse(run: Run, number: int, conversation: str) -> None:
    answer = await run.client.post(
        f"/v1/conversations/{conversation}/messages",
        {"text": f"question {number} @tokens:{TOKENS} @every:{MILLISECONDS_A_TOKEN}"},
        key=f"fault-{number}",
    )
    assert answer.status_code == 202, answer.text
    reply: str = answer.json()["reply"]["id"]
    run.accepted[reply] = None
    run.in_flight += 1
    run.most_in_flight = max(run.most_in_flight, run.in_flight)
    run.accepted[reply] = await run.client.follow(reply)
    run.in_flight -= 1


async def load(run: Run, conversation: str) -> None:
    async with asyncio.TaskGroup() as clients:
        began = time.monotonic()
        for number in range(int(SECONDS * JOBS_A_SECOND)):
            await asyncio.sleep(max(0.0, began + number / JOBS_A_SECOND - time.monotonic()))
            clients.create_task(converse(run, number, conversation))


async def kill_worker(run: Run, name: str) -> None:
    process = run.stack.processes[name]
    process.kill()
    await asyncio.to_thread(run.stack.start, name, process.module)


async def end_worker(run: Run, name: str) -> None:
    await asyncio.to_thread(run.stack.restart, name)


async def freeze_worker(run: Run, name: str) -> None:
    process = run.stack.processes[name]
    process.pause()
    await asyncio.sleep(LEASE_SECONDS + 1.5)
    process.resume()


async def empty_valkey(run: Run, _name: str) -> None:
    redis = Redis.from_url(run.stack.valkey.url)
    await redis.flushall()
    await redis.aclose()


async def restart_valkey(run: Run, _name: str) -> None:
    run.stack.valkey.kill()
    await asyncio.sleep(0.5)
    await asyncio.to_thread(run.stack.valkey.start)


async def cut_database(run: Run, _name: str) -> None:
    await asyncio.to_thread(
        servers.postgres().execute,
        f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{run.stack.database}'",
    )


Fault = Callable[[Run, str], Awaitable[None]]
FAULTS: list[tuple[str, Fault, tuple[str, ...]]] = [
    ("SIGKILL of a chat worker", kill_worker, ("chat-worker", "chat-worker 2")),
    ("FLUSHALL", empty_valkey, ("",)),
    ("SIGSTOP longer than the lease", freeze_worker, ("chat-worker", "chat-worker 2")),
    ("kill and restart of Valkey", restart_valkey, ("",)),
    ("all database connections cut", cut_database, ("",)),
    ("SIGTERM of a chat worker", end_worker, ("chat-worker", "chat-worker 2")),
    ("SIGKILL of a scheduler", kill_worker, ("scheduler", "scheduler 2")),
]


async def inject(run: Run, chance: random.Random) -> None:
    """Every fault in turn, in a shuffled order, each while replies are streaming, until the load ends."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until or len(run.faults) < len(FAULTS):
        for name, fault, targets in chance.sample(FAULTS, len(FAULTS)):
            await asyncio.sleep(chance.uniform(1, 4))
            await fault(run, chance.choice(targets))
            run.faults[name] += 1


@pytest.mark.timeout(SECONDS * 3 + 300)
async def test_nothing_accepted_is_lost_doubled_or_torn(stack: Stack) -> None:
    run = Run(stack, Client(stack.url, stack.token, drops=0.02, seed=SEED))
    made = await run.client.post("/v1/conversations", {}, key="the-conversation")
    conversation: str = made.raise_for_status().json()["id"]
    await converse(run, -1, conversation)  # the workers are up
    await asyncio.gather(load(run, conversation), inject(run, random.Random(SEED)))
    stored, ends = stored_replies(stack.database), ends_of_jobs(stack.database)
    await run.client.close()

    followed = {reply: seen for reply, seen in run.accepted.items() if seen is not None}
    whole_text = "".join(f"{WORDS[number % len(WORDS)]} " for number in range(TOKENS))
    wrong = [reply for reply, seen in followed.items() if seen.text != stored[reply]["text"]]
    figures = {
        "seed": SEED,
        "faults": dict(run.faults),
        "accepted": len(run.accepted),
        "most in flight": run.most_in_flight,
        "final states": dict(Counter(row["state"] for row in stored.values())),
        "jobs with one end": sum(count == 1 for count in ends.values()),
        "attempts beyond the first": sum(row["attempt"] - 1 for row in stored.values()),
        "texts that differ from the stored": len(wrong),
        "stored texts that are not the provider's": sum(row["text"] != whole_text for row in stored.values()),
        "sockets opened": sum(seen.sockets for seen in followed.values()),
        "snapshots": sum(seen.reader.snapshots for seen in followed.values()),
        "gaps seen and mended": sum(seen.reader.gaps for seen in followed.values()),
        "repeats ignored": sum(seen.reader.repeats for seen in followed.values()),
        "fetched at the end": sum(seen.fetched for seen in followed.values()),
    }
    print("\n" + "\n".join(f"{name}: {value}" for name, value in figures.items()))

    assert len(run.accepted) >= 200
    assert figures["attempts beyond the first"] > 0, "no fault met a running reply: this run proved nothing"
    assert figures["snapshots"] > 0, "no stream was lost while it was written: this run proved little"
    assert set(run.faults) == {name for name, _, _ in FAULTS}
    assert set(stored) == set(run.accepted), "a reply was accepted and not stored, or stored and not accepted"
    assert {row["state"] for row in stored.values()} == {"done"}
    assert set(ends.values()) == {1}, "a job ended more than once, or never"
    assert wrong == []
    assert figures["stored texts that are not the provider's"] == 0
