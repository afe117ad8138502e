"""Every request that a provider worked on is counted, however the reply ends; and once."""

import asyncio
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.integration.workers.conftest import Asked, Scene
from tests.support.provider import Provider
from weeklog.conversations.replies import count_attempt

WORKED = 500  # tokens at least: the instructions and the tools of one request


async def counted(scene: Scene) -> tuple[int, int, int]:
    """Replies, tokens in and out, of all so far."""
    async with scene.store.begin(scene.person_id) as work:
        row = await work.one(
            "select coalesce(sum(replies), 0), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0) "
            "from assistant_usage where person_id = $1",
            scene.person_id,
        )
    assert row is not None
    return int(row[0]), int(row[1]), int(row[2])


async def used(scene: Scene, before: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(now - then for now, then in zip(await counted(scene), before, strict=True))


async def test_a_stopped_reply_counts_its_question_and_what_it_said(chat: Scene) -> None:
    before = await counted(chat)
    asked = await chat.ask("@tokens:2000 @every:5")
    await chat.spoken(asked, 400)
    await chat.stop(asked)
    _, saved = await chat.ended(asked)
    replies, given, said = await used(chat, before)
    assert (saved.state, saved.usage) == ("cancelled", {"input_tokens": given, "output_tokens": said})
    assert (replies, given > WORKED) == (1, True)
    assert len(saved.text) / 8 < said < len(saved.text)


async def test_who_stops_before_the_first_word_pays_for_the_question(chat: Scene, provider: Provider) -> None:
    before = await counted(chat)
    asked = await chat.ask("@hang")
    async with httpx.AsyncClient() as client, asyncio.timeout(20):
        at = provider.base_url.replace("/v1", "/requests")
        while (await client.get(at)).json()["open"] == 0:
            await asyncio.sleep(0.02)
    await chat.stop(asked)
    await chat.ended(asked)
    replies, given, said = await used(chat, before)
    assert (replies, given > WORKED, said) == (1, True, 0)


@pytest.mark.parametrize(("trouble", "attempts"), [("half:3", 1), ("stall:3", 1), ("error:3", 1)])
async def test_a_reply_that_failed_after_some_words_counts_them(
    chat: Scene, trouble: str, attempts: int
) -> None:
    before = await counted(chat)
    _, saved = await chat.ended(await chat.ask(f"@{trouble} @tokens:9", attempts=attempts))
    assert saved.state == "failed"
    replies, given, said = await used(chat, before)
    assert (replies, given > WORKED, said > 0) == (0, True, True)


async def test_an_attempt_that_is_tried_again_counts_too(chat: Scene) -> None:
    before = await counted(chat)
    _, saved = await chat.ended(await chat.ask("@half:0 @times:1 @tokens:5 again"))
    assert (saved.state, saved.usage) == ("done", {"input_tokens": 100, "output_tokens": 5})
    replies, given, _ = await used(chat, before)
    assert (replies, given > WORKED + 100) == (1, True)


async def test_a_refusal_costs_nothing(chat: Scene) -> None:
    before = await counted(chat)
    await chat.ended(await chat.ask("@status:401"))
    assert await used(chat, before) == (0, 0, 0)


async def test_an_attempt_whose_end_was_saved_is_not_counted_again(chat: Scene) -> None:
    asked = await chat.ask("@tokens:3")
    await chat.ended(asked)
    before = await counted(chat)
    attempt = await chat.attempt(asked)
    await count(chat, asked, attempt)
    assert await used(chat, before) == (0, 0, 0)
    await count(chat, asked, attempt - 1)  # one that was superseded
    assert await used(chat, before) == (0, 7, 2)


async def count(scene: Scene, asked: Asked, attempt: int) -> None:
    spent: dict[str, Any] = {"input_tokens": 7, "output_tokens": 2}
    await scene.store.value_alone(
        count_attempt, person_id=scene.person_id, job_id=asked.job_id, attempt=attempt,
        programme_id=scene.mine["programme_id"], day=(await scene.reply(asked)).created_at.date(),
        spender="openai:fake", usage=spent, cost=Decimal(0),
    )  # fmt: skip


async def test_the_offline_assistant_costs_nothing(offline: Scene) -> None:
    await offline.ended(await offline.ask("what did I do?"))
    assert await counted(offline) == (0, 0, 0)
