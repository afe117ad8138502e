"""An instance whose processes are all up and whose work is not done is not healthy."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.servers import postgres
from tests.support.stack import EVERYTHING, Stack, running_stack
from tests.support.waiting import eventually
from weeklog_local.ports import free_port

PORTS = {name: free_port() for name in EVERYTHING}
LONG_AGO = """
update jobs set created_at = now() - interval '1 hour' where kind like 'canary.%';
update jobs set finished_at = now() where kind like 'canary.%' and finished_at is null"""


def port_of(name: str) -> dict[str, str]:
    return {"WEEKLOG_METRICS_PORT": str(PORTS[name])}


@pytest.fixture
def stack() -> Iterator[Stack]:
    often = {"WEEKLOG_CANARY_EVERY_SECONDS": "0.3", "WEEKLOG_WATCH_EVERY_SECONDS": "0.3"}
    with running_stack(processes=(), env=often) as stack:
        for name in EVERYTHING:
            stack.start(name, env=port_of(name))
        yield stack


def queues(stack: Stack) -> dict[str, str]:
    return httpx.get(f"{stack.url}/readyz").json()["queues"]


def told_by(name: str, path: str) -> httpx.Response | None:
    """None while it is starting."""
    try:
        return httpx.get(f"http://127.0.0.1:{PORTS[name]}/{path}", timeout=10)
    except httpx.TransportError:
        return None


def is_answered(name: str, path: str, status: int) -> bool:
    answer = told_by(name, path)
    return answer is not None and answer.status_code == status


def sample(name: str, metric: str) -> float | None:
    answer = told_by(name, "metrics")
    lines = answer.text.splitlines() if answer else ()
    return next((float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(metric + " ")), None)


def test_a_queue_that_nobody_works_on_is_told_until_somebody_does(stack: Stack) -> None:
    age = 'weeklog_canary_age_seconds{queue="chat"}'
    done = 'weeklog_job_attempts_total{end="done",kind="canary.prove_chat"}'
    eventually(lambda: (sample("chat-worker", done) or 0) >= 2)
    assert eventually(lambda: sample("scheduler", age)) < 60
    assert eventually(lambda: all(is_answered(name, "health", 200) for name in EVERYTHING))
    assert is_answered("chat-worker", "nothing", 404)

    stack.processes["chat-worker"].kill()
    postgres().execute(LONG_AGO, database=stack.database)
    eventually(lambda: (sample("scheduler", 'weeklog_queue_waiting{queue="chat"}') or 0) >= 1)
    assert eventually(lambda: (sample("scheduler", age) or 0) > 3000)
    assert eventually(lambda: queues(stack) == {"chat": "late", "words": "late", "reviews": "ok"})
    ready = httpx.get(f"{stack.url}/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")

    stack.start("chat-worker", env=port_of("chat-worker"))
    eventually(lambda: queues(stack) == {"chat": "ok", "words": "ok", "reviews": "ok"})


def test_old_canaries_are_forgotten_and_one_at_a_time_is_on_its_way(stack: Stack) -> None:
    def count(where: str) -> int:
        return int(postgres().execute(f"select count(*) from jobs where {where}", database=stack.database))

    eventually(lambda: count("kind like 'canary.%' and state = 'done'") > 4)
    postgres().execute(
        "update jobs set finished_at = now() - interval '1 hour' where kind like 'canary.%' and state = 'done'",
        database=stack.database,
    )
    eventually(lambda: count("kind like 'canary.%' and finished_at < now() - interval '30 minutes'") == 0)
    stack.processes["reporting"].kill()
    eventually(lambda: count("kind = 'canary.prove_reviews' and finished_at is null") == 1)
    eventually(lambda: (sample("scheduler", 'weeklog_queue_oldest_wait_seconds{queue="reviews"}') or 0) > 2)
    assert count("kind = 'canary.prove_reviews' and finished_at is null") == 1
