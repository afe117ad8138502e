"""People at work: they ask, log and listen without a pause, by the rules of every client, and note what became of it.

async with at_work(client, replies=12, writes=10) as load:
    ...  # whatever is to happen meanwhile
found = await load.found(database)
"""

import asyncio
import json
import secrets
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from tests.support import servers
from tests.support.ends import ends_of_jobs, stored_replies
from tests.support.follow import LOST, Client, Followed

TOKENS: Final = 40
SCRIPT: Final = f"@tokens:{TOKENS} @every:25"
_ENTRIES = "select coalesce(json_agg(text), '[]') from entries where text like '{name}%'"


@dataclass(frozen=True)
class Found:
    """Counts. Of a good run: `lost`, `doubled`, `torn` and `errors` are 0."""

    replies: int
    entries: int
    lost: int  # accepted, and not there or not done
    doubled: int  # an entry that is there twice, a job that ended twice
    torn: int  # replies whose text is not what their client has, or not whole
    errors: int  # answers from 500 on that are no 503 with a Retry-After
    unavailable: int  # such 503s, which clients repeat
    attempts: int  # beyond the first
    gaps: int  # events of a reply that were missed, and mended
    slowest_socket: float  # seconds that one was away, at most

    def __str__(self) -> str:
        return ", ".join(f"{name} {value:g}" for name, value in self.__dict__.items())

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.doubled or self.torn or self.errors)


@dataclass
class Load:
    client: Client
    database: str  # its name
    name: str = field(default_factory=lambda: f"load-{secrets.token_hex(4)}")
    conversation: str = ""
    statuses: Counter[int] = field(default_factory=Counter[int])
    unannounced: int = 0  # 503 without Retry-After
    followed: dict[str, Followed | None] = field(default_factory=dict[str, Followed | None])
    logged: set[str] = field(default_factory=set[str])
    away: list[float] = field(default_factory=list[float])
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _number: int = 0

    def next_key(self, what: str) -> str:
        self._number += 1
        return f"{self.name}-{what}-{self._number}"

    async def note(self, answer: httpx.Response) -> None:
        self.statuses[answer.status_code] += 1
        self.unannounced += answer.status_code == 503 and "Retry-After" not in answer.headers

    async def ask(self) -> None:
        key = self.next_key("question")
        path = f"/v1/conversations/{self.conversation}/messages"
        answer = await self.client.post(path, {"text": f"{key} {SCRIPT}"}, key=key)
        assert answer.status_code == 202, answer.text
        reply: str = answer.json()["reply"]["id"]
        self.followed[reply] = None
        self.followed[reply] = await self.client.follow(reply)

    async def log(self) -> None:
        key = self.next_key("entry")
        answer = await self.client.post("/v1/entries", {"text": f"{key}."}, key=key)
        assert answer.status_code == 201, answer.text
        self.logged.add(f"{key}.")

    async def listen(self) -> None:
        """One socket, opened again whenever it ends."""
        left: float | None = None
        while not self.over.is_set():
            with suppress(*LOST, json.JSONDecodeError):
                async with await self.client.open() as socket:
                    await socket.recv()
                    if left is not None:
                        self.away.append(time.monotonic() - left)
                    left = None
                    await self._until_over(socket.wait_closed())
            left = left or time.monotonic()
            await asyncio.sleep(0.05)

    async def _until_over(self, other: Any) -> None:
        tasks = {asyncio.ensure_future(other), asyncio.ensure_future(self.over.wait())}
        _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()

    def found(self) -> Found:
        stored, ends = self._replies(), ends_of_jobs(self.database)
        entries = servers.postgres().execute(_ENTRIES.format(name=self.name), database=self.database)
        kept = Counter[str](json.loads(entries))
        of_replies = {row["job"] for row in stored.values()}
        return Found(
            replies=len(self.followed),
            entries=len(self.logged),
            lost=len(self.logged - kept.keys())
            + sum(reply not in stored or stored[reply]["state"] != "done" for reply in self.followed),
            doubled=sum(count > 1 for count in kept.values())
            + sum(ends[job] > 1 for job in of_replies)
            + len(stored.keys() - self.followed.keys()),
            torn=sum(
                seen is None or seen.text != stored[reply]["text"] or len(seen.text.split()) != TOKENS
                for reply, seen in self.followed.items()
                if reply in stored
            ),
            errors=self.unannounced
            + sum(n for status, n in self.statuses.items() if status >= 500 and status != 503),
            unavailable=self.statuses[503],
            attempts=sum(row["attempt"] - 1 for row in stored.values()),
            gaps=sum(seen.reader.gaps for seen in self.followed.values() if seen),
            slowest_socket=round(max(self.away, default=0), 2),
        )

    def _replies(self) -> dict[str, dict[str, Any]]:
        return {
            reply: row
            for reply, row in stored_replies(self.database).items()
            if row["conversation"] == self.conversation
        }


@asynccontextmanager
async def at_work(
    client: Client, database: str, *, replies: int = 0, writes: int = 0, sockets: int = 0
) -> AsyncGenerator[Load]:
    """`replies` are in flight at any moment, `writes` come in a second, `sockets` are open. Left, it waits until all
    that was begun has ended."""
    load = Load(client, database)
    client.http.event_hooks["response"].append(load.note)
    made = await client.post("/v1/conversations", {}, key=load.name)
    load.conversation = made.raise_for_status().json()["id"]
    await load.ask()  # the workers are up
    async with asyncio.TaskGroup() as people:
        for _ in range(replies):
            people.create_task(_again_and_again(load))
        for _ in range(sockets):
            people.create_task(load.listen())
        people.create_task(_log_so_often(load, writes, people))
        try:
            yield load
        finally:
            load.over.set()


async def _again_and_again(load: Load) -> None:
    while not load.over.is_set():
        await load.ask()


async def _log_so_often(load: Load, writes: int, people: asyncio.TaskGroup) -> None:
    while writes and not load.over.is_set():
        people.create_task(load.log())
        await asyncio.sleep(1 / writes)
