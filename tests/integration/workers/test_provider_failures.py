"""Every way in which a provider is known to misbehave, against a real worker: the right final state, within bounds
of time and memory, and nothing of what the provider sent where it does not belong."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.integration.workers.conftest import FRIDAY, Scene, open_scene
from tests.support.broken_provider import SECRET, TROUBLES, BrokenProvider, full_backlog
from tests.support.memory import Memory
from tests.support.stack import Stack, running_stack
from weeklog_chat_worker.breaker import MOST_FAILURES

NOTICE = "The language model cannot be reached; this is answered without it.\n\n"
MEMORY = (
    80  # MiB that a reply may cost the process at its worst; the largest answers are of 10 MB and endless
)
STARTING = 90.0  # seconds until a first answer, while the processes start
SOON = {
    "WEEKLOG_LLM_MODEL": "openai:broken",
    "WEEKLOG_LLM_FIRST_TOKEN_SECONDS": "2",
    "WEEKLOG_LLM_BETWEEN_TOKENS_SECONDS": "2",
    "WEEKLOG_LLM_TOTAL_SECONDS": "8",
    "WEEKLOG_LLM_TRIES": "1",
}


@pytest.fixture(scope="module")
def broken() -> Iterator[BrokenProvider]:
    with BrokenProvider() as provider:
        yield provider


@pytest.fixture(scope="module")
def stack(broken: BrokenProvider) -> Iterator[Stack]:
    env = SOON | {"WEEKLOG_LLM_BASE_URL": broken.base_url}
    with running_stack(now=FRIDAY, processes=("scheduler", "chat-worker"), env=env) as stack:
        yield stack


@pytest.fixture
async def scene(stack: Stack) -> AsyncIterator[Scene]:
    async for scene in open_scene(stack):
        # An answer that is well keeps the breaker closed, whatever the test before has met.
        _, saved = await scene.ended(await scene.ask("well"), STARTING)
        assert saved.text == "well"
        yield scene


FALLS_BACK = (
    "silent", "no_first_token", "busy", "broken", "bytes", "garbage", "many_headers", "long_header", "long_line",
    "eof_at_once", "empty", "no_length", "endless_pings",
)  # fmt: skip
FAILS = {
    "stalls": "the language model stopped answering",
    "eof": "the language model's answer broke off",
    "long_token": "the language model's answer is longer than a reply may be",
    "large": "the language model's answer is longer than a reply may be",
    "endless_arguments": "the language model thought without coming to an answer",
    "endless_thinking": "the language model thought without coming to an answer",
    "moved": "the language model refused the question (302): what answers there is no chat completion; whoever runs "
    "weeklog should check its address",
    "refuses": "the language model refused the question (401): check WEEKLOG_LLM_API_KEY",
}
IS_WELL = {
    "split": "Tuần này: ✓",
    "two_ends": "well",
    "tags": "well",
    "no_opening_tag": "well",
    "whole": "well",
    "messages": "well",
    "cut": "The first half of an ans\n\n*The answer was cut here: the language model reached its limit of length.*",
    "held_back": "The first half\n\n*The answer was cut here: the language model's provider held the rest back.*",
}
SILENT = "The language model gave no answer; this is answered without it.\n\n"


def test_every_trouble_has_its_end() -> None:
    assert {*FALLS_BACK, *FAILS, *IS_WELL} == TROUBLES.keys()


@pytest.mark.parametrize("trouble", FALLS_BACK)
async def test_before_the_first_word_the_offline_assistant_answers_and_says_so(
    scene: Scene, trouble: str
) -> None:
    memory = Memory(scene.stack.processes["chat-worker"])
    reader, saved = await scene.ended(await scene.ask(f"@{trouble} What did I do last week?"), 15)
    assert (saved.state, saved.model, saved.error) == ("done", "weeklog-offline", None)
    told = SILENT if trouble in ("empty", "no_length") else NOTICE
    assert saved.text.startswith(told)
    assert len(saved.text) > len(told)
    assert (reader.text, reader.whole) == (saved.text, True)
    assert memory.grown < MEMORY
    assert_nothing_leaked(scene, saved.text)


@pytest.mark.parametrize("trouble", FAILS)
async def test_after_the_first_word_and_where_nothing_helps_it_fails_and_keeps_no_half_answer(
    scene: Scene, trouble: str
) -> None:
    memory = Memory(scene.stack.processes["chat-worker"])
    asked = await scene.ask(f"@{trouble}")
    reader, saved = await scene.ended(asked, 20)
    assert (saved.state, saved.error, saved.text) == ("failed", FAILS[trouble], "")
    assert (reader.state, reader.text, reader.whole) == ("failed", "", True)
    assert await scene.attempt(asked) == 1
    assert memory.grown < MEMORY
    assert_nothing_leaked(scene, saved.error)


@pytest.mark.parametrize("trouble", IS_WELL)
async def test_what_is_only_unusual_is_well(scene: Scene, trouble: str) -> None:
    reader, saved = await scene.ended(await scene.ask(f"@{trouble}"))
    assert (saved.state, saved.text, reader.text) == ("done", IS_WELL[trouble], IS_WELL[trouble])


async def test_a_question_in_vietnamese_is_told_in_vietnamese(scene: Scene) -> None:
    _, saved = await scene.ended(await scene.ask("@broken Tuần trước tôi làm gì?"))
    assert saved.text.startswith("Không kết nối được với mô hình ngôn ngữ")


async def test_the_final_text_is_stored_although_nobody_listens(scene: Scene) -> None:
    asked = await scene.ask("well, unheard")
    async with asyncio.timeout(20):
        while (saved := await scene.reply(asked)).state not in ("done", "failed"):
            await asyncio.sleep(0.05)
    assert (saved.state, saved.text) == ("done", "well")


def assert_nothing_leaked(scene: Scene, said: str) -> None:
    assert SECRET not in said
    assert SECRET not in (scene.stack.logs / "chat-worker.log").read_text(errors="replace")


async def test_a_server_that_hangs_at_connect_is_given_up() -> None:
    with full_backlog() as base_url:
        env = SOON | {"WEEKLOG_LLM_BASE_URL": base_url}
        with running_stack(now=FRIDAY, processes=("scheduler", "chat-worker"), env=env) as stack:
            async for scene in open_scene(stack):
                _, saved = await scene.ended(await scene.ask("What did I do last week?"), STARTING)
                assert (saved.state, saved.model) == ("done", "weeklog-offline")


async def test_a_server_that_fails_again_and_again_is_left_alone_until_it_is_well(
    broken: BrokenProvider,
) -> None:
    env = SOON | {"WEEKLOG_LLM_BASE_URL": broken.base_url}
    with running_stack(now=FRIDAY, processes=("scheduler", "chat-worker"), env=env) as stack:
        async for scene in open_scene(stack):
            before = broken.requests
            for _ in range(8):
                _, saved = await scene.ended(await scene.ask("@broken"), STARTING)
                assert (saved.state, saved.model) == ("done", "weeklog-offline")
            assert broken.requests - before == MOST_FAILURES
            async with asyncio.timeout(60):
                while (await scene.ended(await scene.ask("well")))[1].text != "well":
                    pass


async def test_without_a_fallback_it_fails_and_says_how_often_it_was_tried(broken: BrokenProvider) -> None:
    env = SOON | {
        "WEEKLOG_LLM_BASE_URL": broken.base_url, "WEEKLOG_LLM_FALLBACK": "false", "WEEKLOG_LLM_TRIES": "2",
    }  # fmt: skip
    with running_stack(now=FRIDAY, processes=("scheduler", "chat-worker"), env=env) as stack:
        async for scene in open_scene(stack):
            _, saved = await scene.ended(await scene.ask("@broken"), STARTING)
            assert (saved.state, saved.text) == ("failed", "")
            assert saved.error == "the language model is busy or failing (500), 2 times"
