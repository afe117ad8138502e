import asyncio
from pathlib import Path

from tests.integration.workers.conftest import Scene


async def test_a_worker_that_is_told_to_end_finishes_what_it_can_and_hands_back_the_rest(chat: Scene) -> None:
    short = await chat.ask("@tokens:80")
    long = await chat.ask("@tokens:400 @every:250")
    await chat.spoken(short)
    await chat.spoken(long)
    worker = chat.stack.processes["chat-worker"]
    await asyncio.to_thread(worker.terminate, grace=40)
    reader, saved = await chat.ended(short)
    assert (reader.text, saved.state, await chat.attempt(short)) == (saved.text, "done", 1)
    assert (await chat.reply(long)).state == "queued"
    assert (await chat.read(long)).state is None

    chat.stack.start("chat-worker")
    async with asyncio.timeout(30):
        while (await chat.read(long)).restarts == 0:
            await asyncio.sleep(0.05)
    await chat.spoken(long)
    await chat.stop(long)
    reader, saved = await chat.ended(long)
    assert (reader.restarts, reader.text, saved.state) == (1, saved.text, "cancelled")
    log: Path = chat.stack.logs / "chat-worker.log"
    assert "@tokens" not in log.read_text()
