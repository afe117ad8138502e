"""What an operator is shown of an instance, and how a failed job is tried again."""

import os
import subprocess
from collections.abc import Iterator

import pytest

from tests.support import preloaded
from tests.support.servers import postgres
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually

FAILED = (
    "update jobs set state = 'failed', attempt = 5, finished_at = now(), error = 'its worker died 5 times'"
)


@pytest.fixture
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), env={"WEEKLOG_CANARY_EVERY_SECONDS": "0.3"}) as stack:
        yield stack


def instance(stack: Stack, *words: str) -> "subprocess.CompletedProcess[str]":
    owner = {"WEEKLOG_DATABASE_OWNER_URL": postgres().owner_url(stack.database)}
    return preloaded.run_text("weeklog.instance", words, env=os.environ | stack.env | owner)


def sql(stack: Stack, statement: str) -> str:
    return postgres().execute(statement, database=stack.database).strip()


def queue_lines(told: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in told.splitlines()[1:3]}


def test_an_operator_sees_what_waits_and_tries_a_failed_job_again(stack: Stack) -> None:
    with stack.client() as client:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        for text in ("What did sesame say?", "And then?"):
            client.post(f"/v1/conversations/{conversation}/messages", json={"text": text})
    job = sql(stack, "select id from jobs order by created_at limit 1")
    sql(stack, f"{FAILED} where id = '{job}'")

    shown = instance(stack, "status")
    assert shown.returncode == 1, shown.stderr
    assert queue_lines(shown.stdout)["chat"][0] == "1"  # waits
    assert queue_lines(shown.stdout)["chat"][-1] == "never"  # proved
    assert "Nobody works on the queue chat" in shown.stdout
    assert "Connections to the database: api " in shown.stdout
    assert f"{job}  chat.generate_reply" in shown.stdout
    assert "attempt 5: its worker died 5 times" in shown.stdout
    assert "sesame" not in shown.stdout
    assert "Example" not in shown.stdout

    stack.start("chat-worker")
    stack.start("reporting")
    stack.start("scheduler")
    assert instance(stack, "retry", job).stdout == "To be tried again: 1.\n"
    eventually(lambda: sql(stack, f"select state || attempt from jobs where id = '{job}'") == "done6")
    assert eventually(lambda: (told := instance(stack, "status")).returncode == 0 and told)
    assert instance(stack, "retry", job).returncode == 1


def test_of_several_jobs_all_are_tried_again_or_none(stack: Stack) -> None:
    with stack.client() as client:
        client.post("/v1/weeks/1/review")
    job = sql(stack, "select id from jobs limit 1")
    sql(stack, FAILED)
    other = "01927f6e-0000-7000-8000-000000000001"
    refused = instance(stack, "retry", job, other)
    assert refused.returncode == 1
    assert f"{other} is no job that failed" in refused.stderr
    assert sql(stack, f"select state from jobs where id = '{job}'") == "failed"
    assert instance(stack, "retry", "nothing").returncode == 2


def test_a_queue_that_was_never_proved_may_have_begun_a_moment_ago(stack: Stack) -> None:
    stack.start("scheduler")
    eventually(lambda: sql(stack, "select count(*) from jobs where kind like 'canary.%'") == "3")
    begun = instance(stack, "status")
    assert (begun.returncode, "Nobody works" in begun.stdout) == (0, False)

    sql(stack, "update jobs set created_at = now() - interval '1 hour' where kind like 'canary.%'")
    long_after = instance(stack, "status")
    assert (long_after.returncode, "Nobody works on the queue chat" in long_after.stdout) == (1, True)
