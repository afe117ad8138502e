"""Models of other providers, and programmes that have one of their own: chosen over the API, used by a real worker."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from pydantic_ai.exceptions import ModelAPIError
from pydantic_ai.messages import ModelRequest, UserPromptPart
from pydantic_ai.models import ModelRequestParameters

from tests.integration.workers.conftest import FRIDAY, Scene, open_scene
from tests.support.broken_provider import SECRET, BrokenProvider
from tests.support.other_protocols import Bedrock, Claude
from tests.support.stack import Stack, running_stack
from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog_chat_worker.assistants import FRESH_SECONDS
from weeklog_chat_worker.models.bedrock import open_bedrock
from weeklog_chat_worker.models.egress import AddressRefused, Checked
from weeklog_chat_worker.models.listening import CutOff, Limits, Listener

PATH = "/v1/programme/assistant"
KEY = "sk-ant-" + "k" * 40
SOON = {
    "WEEKLOG_LLM_FIRST_TOKEN_SECONDS": "3", "WEEKLOG_LLM_BETWEEN_TOKENS_SECONDS": "2", "WEEKLOG_LLM_TRIES": "1",
}  # fmt: skip
STARTING = 90.0  # seconds until a first answer, while processes start and SDKs are imported
EVERYBODY = ("api", "scheduler", "chat-worker")


@pytest.fixture(scope="module")
def claude() -> Iterator[Claude]:
    with Claude() as provider:
        yield provider


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """Without a model of the installation's own."""
    with running_stack(now=FRIDAY, processes=EVERYBODY, env=SOON) as stack:
        yield stack


@pytest.fixture
async def scene(stack: Stack) -> AsyncIterator[Scene]:
    async for scene in open_scene(stack):
        yield scene


async def choose(stack: Stack, **new: Any) -> None:
    """Returns when the worker knows it."""
    async with client_of(stack) as client:
        answer = await (client.put(PATH, json=new) if new else client.delete(PATH))
        assert answer.is_success, answer.text
    await asyncio.sleep(FRESH_SECONDS + 0.1)


def client_of(stack: Stack) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=stack.url, headers={"Authorization": f"Bearer {stack.token}"}, timeout=30
    )


async def check_of(stack: Stack) -> dict[str, Any]:
    async with client_of(stack) as client, asyncio.timeout(25):
        assert (await client.post(f"{PATH}/test")).status_code == 202
        while (test := (await client.get(PATH)).json()["test"])["state"] in ("queued", "running"):
            await asyncio.sleep(0.05)
    return test


async def test_a_programmes_own_claude_answers_and_looks_things_up(
    stack: Stack, scene: Scene, claude: Claude
) -> None:
    await choose(
        stack, model="anthropic:claude-test", base_url=f"http://127.0.0.1:{claude.port}", api_key=KEY
    )
    reader, saved = await scene.ended(await scene.ask("@tool What is open?"), STARTING)  # an SDK is imported
    assert (saved.state, saved.text, saved.model) == ("done", "wéll", "claude-test")
    assert saved.usage == {"input_tokens": 24, "output_tokens": 10}
    assert reader.whole
    assert KEY in claude.heads[-1]

    _, saved = await scene.ended(await scene.ask("@overloaded"))
    assert (saved.state, saved.model) == ("done", "weeklog-offline")
    assert saved.text.startswith("The language model cannot be reached")
    for trouble, error in (
        ("eof", "the language model's answer broke off"),
        ("error", "the language model is busy or failing (529)"),
        (
            "refuses",
            "the language model refused the question (401): the programme's lead should check its key",
        ),
    ):
        _, saved = await scene.ended(await scene.ask(f"@{trouble}"))
        assert (saved.state, saved.error, saved.text) == ("failed", error, "")
    _, saved = await scene.ended(await scene.ask("@garbage"))
    assert saved.model == "weeklog-offline"

    test = await check_of(stack)
    assert test.pop("seconds") < 10
    assert test == {
        "state": "done", "reachable": True, "key_accepted": True, "streams": True, "calls_tools": True,
        "said": "It works: it streams its answers and calls tools.",
    }  # fmt: skip
    logs = "".join(log.read_text(errors="replace") for log in stack.logs.glob("*.log"))
    assert SECRET not in logs
    assert KEY not in logs


async def test_another_choice_counts_and_without_one_the_installations_own_answers(
    stack: Stack, scene: Scene
) -> None:
    with BrokenProvider() as provider:
        await choose(stack, model="their-model", base_url=provider.base_url, api_key=None)
        _, saved = await scene.ended(await scene.ask("hello"), STARTING)
        assert (saved.text, saved.model) == ("well", "their-model")
        assert "authorization" not in provider.heads[-1].lower()
        test = await check_of(stack)
        assert (test["reachable"], test["streams"], test["calls_tools"]) == (True, True, False)
        assert "did not call the tool" in test["said"]
    test = await check_of(stack)
    assert (test["reachable"], test["said"]) == (False, "The language model cannot be reached.")
    await choose(stack)
    _, saved = await scene.ended(await scene.ask("What did I do last week?"))
    assert (saved.state, saved.model) == ("done", "weeklog-offline")
    assert "cannot be reached" not in saved.text


async def somebody_else_chose(scene: Scene) -> None:
    """The one person of the stack leads: whoever chose a model has allowed it."""
    database = Database(scene.stack.env["WEEKLOG_DATABASE_URL"], SYSTEM_ROLE, 1, "tests")
    await database.open()
    await database.all("update programme_models set changed_by = null")
    await database.close()


async def test_a_member_is_told_whose_server_it_is_before_a_word_goes_there(
    stack: Stack, scene: Scene
) -> None:
    async def decide(provider: BrokenProvider, *, allowed: bool) -> None:
        async with client_of(stack) as client:
            decision = {"server": f"127.0.0.1:{provider.port}", "allowed": allowed}
            assert (await client.put("/v1/me/assistant", json=decision)).is_success

    with BrokenProvider() as first, BrokenProvider() as second:
        await choose(stack, model="their-model", base_url=first.base_url, api_key=None)
        await somebody_else_chose(scene)
        _, saved = await scene.ended(await scene.ask("hello"), STARTING)
        assert saved.model == "weeklog-offline"
        assert f"their-model at 127.0.0.1:{first.port}" in saved.text
        assert "Your question was not sent there" in saved.text
        _, saved = await scene.ended(await scene.ask("Tuần này tôi làm gì?"))
        assert "Câu hỏi của bạn chưa được gửi đến đó" in saved.text
        await decide(first, allowed=False)
        _, saved = await scene.ended(await scene.ask("hello"))
        assert (saved.model, "sent there" in saved.text) == ("weeklog-offline", False)
        assert first.requests == 0
        await decide(first, allowed=True)
        _, saved = await scene.ended(await scene.ask("hello"))
        assert (saved.text, saved.model) == ("well", "their-model")
        async with client_of(stack) as client:  # and asked at once: the worker still knows the first one
            new = {"model": "their-model", "base_url": second.base_url, "api_key": None}
            assert (await client.put(PATH, json=new)).is_success
        await somebody_else_chose(scene)
        asked = first.requests
        _, saved = await scene.ended(await scene.ask("hello"))
        assert f"127.0.0.1:{second.port}" in saved.text
        assert (first.requests, second.requests) == (asked, 0)
    await choose(stack)


async def test_a_private_address_behind_a_name_is_refused_when_it_is_connected_to() -> None:
    """The gateway refuses these where they are entered: the worker does not count on that."""
    with BrokenProvider() as provider, running_stack(now=FRIDAY, processes=EVERYBODY, env=SOON) as stack:
        stack.restart("chat-worker", {"WEEKLOG_ALLOW_PRIVATE_MODELS": "false"})
        async for scene in open_scene(stack):
            for host in ("localhost", "2130706433", "0x7f.1"):
                await choose(stack, model="x", base_url=f"https://{host}:{provider.port}/v1")
                _, saved = await scene.ended(await scene.ask("hello"), STARTING)
                assert saved.error == (
                    "the language model's address may not be used: it is a private address, and "
                    "WEEKLOG_ALLOW_PRIVATE_MODELS is off"
                )
        assert provider.requests == 0


async def test_a_key_of_another_installation_is_said_to_need_setting_again() -> None:
    with running_stack(now=FRIDAY, processes=EVERYBODY, env=SOON) as stack:
        await choose(stack, model="openai:x", api_key=KEY)
        stack.restart("chat-worker", {"WEEKLOG_SECRET_KEY": "another" * 8})
        async for scene in open_scene(stack):
            _, saved = await scene.ended(await scene.ask("hello"), STARTING)
            assert (saved.state, saved.error) == (
                "failed",
                "the programme's key for its language model cannot be read any more: its lead should set it again",
            )


@pytest.mark.parametrize("private_allowed", [True, False])
async def test_metadata_addresses_are_never_connected_to(private_allowed: bool) -> None:
    with pytest.raises(AddressRefused):
        await Checked(private_allowed=private_allowed)("169.254.169.254", 443, True)


async def test_a_name_is_connected_to_at_the_addresses_that_were_checked() -> None:
    addresses = await Checked(private_allowed=True)("localhost", 80, False)
    known = {one[4][0] for one in socket.getaddrinfo("localhost", 80)}
    assert set(addresses) == known


async def test_bedrocks_event_stream_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_DEFAULT_REGION", "eu-central-1"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    said = list[str]()
    with Bedrock() as provider:
        model = await asyncio.to_thread(
            open_bedrock, "amazon.nova-lite-v1:0", f"http://127.0.0.1:{provider.port}", 5.0
        )
        listener = Listener(model, ModelRequestParameters(), said.append, Limits(5, 5, 10))
        answer = await listener.ask([ModelRequest(parts=[UserPromptPart("hello")])])
        assert ("".join(said), answer.finish_reason) == ("wéll", "stop")
        assert (answer.usage.input_tokens, answer.usage.output_tokens) == (12, 5)
        with pytest.raises(CutOff):
            await listener.ask([ModelRequest(parts=[UserPromptPart("@eof")])])
    with pytest.raises(ModelAPIError):
        await listener.ask([ModelRequest(parts=[UserPromptPart("away")])])
