import asyncio
import time
from datetime import date
from typing import Any

import httpx
import pytest

from tests.integration.workers.conftest import Scene
from tests.support.provider import Provider


async def test_what_was_streamed_is_what_is_stored(chat: Scene) -> None:
    asked = await chat.ask("@tokens:40 @split")
    reader, saved = await chat.ended(asked)
    assert (reader.state, saved.state, saved.error) == ("done", "done", None)
    assert reader.text == saved.text != ""
    assert reader.whole
    assert (saved.model, saved.usage) == ("fake", {"input_tokens": 100, "output_tokens": 40})
    assert len(reader.text.split()) == 40


async def test_the_model_looks_things_up_and_cites(chat: Scene) -> None:
    entry_id = await chat.log("Terraform module", date(2026, 10, 6), "doing")
    asked = await chat.ask("@tool:open_work @tokens:2")
    reader, saved = await chat.ended(asked)
    assert saved.usage == {"input_tokens": 100, "output_tokens": 2}
    assert saved.citations == []  # it pointed at nothing
    asked = await chat.ask('@tool:find_entries:{"text":"terraform"} @tokens:1 @say:[1]')
    reader, saved = await chat.ended(asked)
    assert saved.text == "[1] "
    assert saved.citations == [
        {
            "entry_id": str(entry_id), "label": "1", "week": 1, "start_on": "2026-10-06",
            "text": "Terraform module",
        }
    ]  # fmt: skip
    assert reader.end is not None
    assert reader.end["citations"] == saved.citations


@pytest.mark.parametrize("call", ["nonsense", 'show_week:{"week":"x"}'])
async def test_a_wrong_call_is_told_to_the_model_and_not_the_end(chat: Scene, call: str) -> None:
    _, saved = await chat.ended(await chat.ask(f"@tool:{call} @tokens:3"))
    assert saved.state == "done"


async def test_a_stopped_reply_keeps_what_was_said_and_ends_the_call_upstream(
    chat: Scene, provider: Provider
) -> None:
    asked = await chat.ask("@tokens:2000")
    await chat.spoken(asked, 20)
    left = (await _requests(provider))["left"]
    began = time.monotonic()
    await chat.stop(asked)
    reader, saved = await chat.ended(asked)
    took = time.monotonic() - began
    assert (reader.state, saved.state) == ("cancelled", "cancelled")
    assert reader.text == saved.text
    assert len(saved.text) >= 20
    assert reader.whole
    assert took < 2
    await asyncio.sleep(0.1)
    assert (await _requests(provider))["left"] == left + 1


@pytest.mark.parametrize(
    "trouble", ["status:500", "status:503", "eof:0", "half:0", "cut:0", "error:0", "hang", "stall:0"]
)
async def test_passing_trouble_before_the_first_word_costs_an_attempt_and_no_reply(
    chat: Scene, trouble: str
) -> None:
    asked = await chat.ask(f"@{trouble} @times:1 @tokens:5 for once")
    reader, saved = await chat.ended(asked)
    assert (saved.state, await chat.attempt(asked)) == ("done", 2)
    assert reader.text == saved.text
    assert len(saved.text.split()) == 5
    assert reader.whole


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ("half:3", "the language model's answer broke off"),
        ("stall:3", "the language model stopped answering"),
        ("status:401", "the language model refused the question (401): check WEEKLOG_LLM_API_KEY"),
        ("long:300000", "the language model's answer is longer than a reply may be"),
    ],
)
async def test_a_reply_that_failed_for_good_says_why_and_keeps_no_half_answer(
    chat: Scene, trouble: str, error: str
) -> None:
    asked = await chat.ask(f"@{trouble} @tokens:5", attempts=1)
    reader, saved = await chat.ended(asked)
    assert (reader.state, saved.state, saved.error) == ("failed", "failed", error)
    assert reader.text == saved.text == ""
    assert reader.whole
    assert reader.end is not None
    assert reader.end["error"] == error


async def test_retry_after_is_honoured(chat: Scene) -> None:
    began = time.monotonic()
    _, saved = await chat.ended(await chat.ask("@status:429 @after:4 @times:1 @tokens:2"))
    assert saved.state == "done"
    assert 4 <= time.monotonic() - began < 12


async def test_a_little_noise_does_no_harm(chat: Scene) -> None:
    reader, saved = await chat.ended(await chat.ask("@garbage:3 @done @tokens:5"))
    assert (saved.state, reader.text) == ("done", saved.text)


async def test_the_conversation_is_remembered(chat: Scene, provider: Provider) -> None:
    conversation = await chat.converse()
    for text in ("@tokens:3 first", "@tokens:3 second"):
        await chat.ended(await chat.ask(text, conversation_id=conversation))
    said = [message["content"] for message in (await _requests(provider))["messages"]]
    assert said[1] == "@tokens:3 first"
    assert said[3] == "@tokens:3 second"
    assert said[0].startswith("You answer one person's questions about their own worklog")


async def test_many_replies_at_once_all_come_out_whole(chat: Scene) -> None:
    asked = [await chat.ask(f"@tokens:20 @split number {number}") for number in range(60)]
    for reader, saved in await asyncio.gather(*(chat.ended(one, 60) for one in asked)):
        assert (reader.state, reader.text) == ("done", saved.text)
        assert len(reader.text.split()) == 20
        assert reader.whole


async def _requests(provider: Provider) -> dict[str, Any]:
    async with httpx.AsyncClient() as client:
        return (await client.get(provider.base_url.replace("/v1", "/requests"))).json()
