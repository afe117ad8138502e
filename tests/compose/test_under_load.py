"""People ask and log while containers are restarted, killed, added and replaced: nothing accepted is lost."""

import asyncio
import time
from collections.abc import Callable

import httpx
import pytest

from tests.support.compose_project import Project, missing
from tests.support.follow import Client

if lack := missing():
    pytest.skip(lack, allow_module_level=True)

REPLIES, WORDS = 6, 160
SCRIPT = f"@tokens:{WORDS} @every:50"  # eight seconds each

Event = Callable[[Project], object]


def add_a_chat_worker(project: Project) -> None:
    project.compose("up", "--detach", "--no-recreate", "--scale", "chat-worker=2")
    assert len(project.containers("chat-worker")) == 2


def restart_valkey(project: Project) -> None:
    project.compose("restart", "valkey")


def kill_postgres(project: Project) -> None:
    project.compose("kill", "postgres")
    time.sleep(1)
    project.compose("up", "--detach", "--no-deps", "--no-recreate", "postgres")


def restart_all(project: Project) -> None:
    project.compose("restart")
    told = httpx.get(f"{project.url}/v1/me", timeout=30)  # no gateway is up yet
    assert (told.status_code, told.headers.get("Retry-After")) in {(503, "2"), (401, None)}
    project.start("--no-recreate")


def kill_a_gateway(project: Project) -> None:
    (one, *_) = project.containers("api")
    project.run("docker", "kill", one["Id"])
    project.compose("up", "--detach", "--no-recreate", "api")


def roll(project: Project) -> None:
    project.run("deploy/roll")


EVENTS = (add_a_chat_worker, restart_valkey, kill_postgres, kill_a_gateway, restart_all)


async def ask(client: Client, conversation: str, key: str) -> str:
    path = f"/v1/conversations/{conversation}/messages"
    answer = await client.post(path, {"text": f"{key} {SCRIPT}"}, key=key)
    assert answer.status_code == 202, answer.text
    return answer.json()["reply"]["id"]


async def found_whole(project: Project, event: Event) -> None:
    """Some replies stream while it happens, and some are asked for after it."""
    client = Client(project.url, project.token)
    made = await client.post("/v1/conversations", {}, key=event.__name__)
    conversation: str = made.raise_for_status().json()["id"]
    replies = [await ask(client, conversation, f"{event.__name__}-{n}") for n in range(REPLIES)]
    following = [asyncio.create_task(client.follow(reply, seconds=300)) for reply in replies]
    await asyncio.sleep(2)
    await asyncio.to_thread(event, project)
    replies.append(await ask(client, conversation, f"{event.__name__}-after"))
    following.append(asyncio.create_task(client.follow(replies[-1], seconds=300)))
    for reply, seen in zip(replies, await asyncio.gather(*following), strict=True):
        stored = (await client.http.get(f"/v1/replies/{reply}")).raise_for_status().json()
        assert (seen.state, stored["state"], seen.text) == ("done", "done", stored["text"])
        assert (len(seen.text.split()), seen.reader.gaps) == (WORDS, 0)
    await client.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("event", EVENTS)
async def test_replies_go_on_and_are_whole(project: Project, event: Event) -> None:
    await found_whole(project, event)


@pytest.mark.timeout(900)
async def test_a_new_version_is_rolled_in_and_nobody_is_refused(project: Project) -> None:
    client, over, statuses = Client(project.url, project.token), asyncio.Event(), list[int]()

    async def log() -> None:
        while not over.is_set():
            key = f"rolled-{len(statuses)}"
            answer = await client.http.post(
                "/v1/entries", json={"text": key}, headers={"Idempotency-Key": key}
            )
            statuses.append(answer.status_code)
            await asyncio.sleep(0.1)

    logging = asyncio.create_task(log())
    before = {
        one["Id"]
        for name in ("api", "chat-worker", "reporting", "scheduler")
        for one in project.containers(name)
    }
    await found_whole(project, roll)
    over.set()
    await logging
    now = {
        one["Id"]
        for name in ("api", "chat-worker", "reporting", "scheduler")
        for one in project.containers(name)
    }
    assert len(now) == len(before)
    assert not now & before
    assert set(statuses) == {201}
    await client.close()
