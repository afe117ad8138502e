"""Floods of one sender, and what other people notice of them meanwhile.

    python -m tests.support.floods

measures all of them on a gateway of its own and prints what others waited and what the gateway's memory grew.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import httpx

from bench.figures import percentile
from tests.support.memory import Memory
from tests.support.stack import Stack, running_stack

HALF_OPEN: Final = 1200
LARGE_BODIES: Final = 50
SIGN_INS: Final = 120
IMPORTS: Final = 10
_HEAD: Final = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
)
_LARGE: Final = 50 * 1024 * 1024  # what a body says of itself
_PIECE: Final = b"x" * 65536
PAGE: Final = "# Week 1\n\n| Day | Task | Date |\n|---|---|---|\n" + "".join(
    f"| 2 | Task {n} of a long week | 10/0{n % 5 + 5}/2026 |\n" for n in range(400)
)

Flood = Callable[[Stack], Awaitable[list[int]]]  # the statuses of its answers, those that it waits for


@dataclass(frozen=True)
class Noticed:
    """By other people, while a flood was on; times in seconds."""

    p99: float
    slowest: float
    answered: int
    grown: float  # MiB, the most that the gateway needed more
    statuses: tuple[int, ...]


async def idle(stack: Stack) -> list[int]:
    await asyncio.sleep(3)
    return []


async def half_open(stack: Stack) -> list[int]:
    """Connections that say half of a request and wait."""
    async with _connections(stack, HALF_OPEN) as writers:
        for writer in writers:
            writer.write(b"GET /v1/me HTTP/1.1\r\nHost: x\r\n")
        await asyncio.sleep(3)
    return []


async def large_bodies(stack: Stack) -> list[int]:
    """Of nobody who is known, each of 50 MiB by its own words, in as many pieces as are taken."""
    async with _connections(stack, LARGE_BODIES) as writers:
        await asyncio.gather(*(_push(stack, writer) for writer in writers))
    return []


async def sign_ins(stack: Stack) -> list[int]:
    async with httpx.AsyncClient(base_url=stack.url, timeout=60,
        limits=httpx.Limits(max_connections=SIGN_INS)) as all_of_them:  # fmt: skip
        given = [
            {"email": f"nobody{n}@example.com", "password": "not the right one"} for n in range(SIGN_INS)
        ]
        answers = await asyncio.gather(*(all_of_them.post("/v1/sessions", json=one) for one in given))
    return [one.status_code for one in answers]


async def imports(stack: Stack) -> list[int]:
    """Of one person, over a token of theirs."""
    headers = {"Authorization": f"Bearer {stack.token}"}
    async with httpx.AsyncClient(base_url=stack.url, timeout=60, headers=headers) as client:
        sent = [
            client.post("/v1/pages/import", files={"files": (f"week{n}/_index.md", PAGE)}, data={"dry_run": "true"})
            for n in range(IMPORTS)
        ]  # fmt: skip
        answers = await asyncio.gather(*sent)
    return [one.status_code for one in answers]


FLOODS: Final[dict[str, Flood]] = {
    "half-open connections": half_open,
    "large bodies of nobody": large_bodies,
    "sign-ins": sign_ins,
    "imports of one person": imports,
}


async def noticed(stack: Stack, token: str, flood: Flood) -> Noticed:
    """`token` is of somebody else, who writes and reads all the while."""
    memory = Memory(stack.processes["api"])
    times: list[float] = []
    over = asyncio.Event()
    other = asyncio.create_task(_work(stack, token, times, over))
    statuses = await flood(stack)
    over.set()
    await other
    return Noticed(percentile(times, 0.99), max(times), len(times), memory.grown, tuple(statuses))


async def _work(stack: Stack, token: str, times: list[float], over: asyncio.Event) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=stack.url, timeout=60, headers=headers) as client:
        while not over.is_set():
            for ask in (
                lambda: client.get("/v1/me"),
                lambda: client.post("/v1/entries", json={"text": "Built the door"}),
            ):
                began = time.perf_counter()
                answer = await ask()
                times.append(time.perf_counter() - began)
                assert answer.is_success, answer.text
            await asyncio.sleep(0.01)


@asynccontextmanager
async def _connections(stack: Stack, count: int) -> AsyncGenerator[list[asyncio.StreamWriter]]:
    url = httpx.URL(stack.url)
    assert url.port is not None
    opened = [await asyncio.open_connection(url.host, url.port) for _ in range(count)]
    try:
        yield [writer for _, writer in opened]
    finally:
        for _, writer in opened:
            writer.close()


async def _push(stack: Stack, writer: asyncio.StreamWriter) -> None:
    head = _HEAD.format(path="/v1/pages/import", host=httpx.URL(stack.url).netloc.decode(),
                        kind="multipart/form-data; boundary=b", length=_LARGE)  # fmt: skip
    writer.write(
        head.encode() + b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n'
    )
    try:
        for _ in range(_LARGE // len(_PIECE)):
            writer.write(_PIECE)
            await asyncio.wait_for(writer.drain(), 2)
    except (OSError, TimeoutError):
        return  # it was refused before it had come


def main() -> None:
    with running_stack(now="2026-10-06T10:00:00+07:00", processes=("api",)) as stack:
        token = somebody_else(stack)
        for name, flood in {"nothing": idle, **FLOODS}.items():
            found = asyncio.run(noticed(stack, token, flood))
            counted = {status: found.statuses.count(status) for status in sorted(set(found.statuses))}
            print(f"{name:24} others' p99 {found.p99 * 1000:6.1f} ms, slowest {found.slowest * 1000:6.1f} ms of "
                  f"{found.answered}; memory {found.grown:+.1f} MiB; {counted}")  # fmt: skip


def somebody_else(stack: Stack) -> str:
    """A token of another member."""
    who = {"email": "binh@example.com", "password": "correct horse battery"}
    with stack.client() as lead:
        assert lead.post("/v1/people", json=who | {"name": "Binh"}).is_success
    with httpx.Client(base_url=stack.url, headers={"Origin": stack.url}) as client:
        assert client.post("/v1/sessions", json=who).is_success
        return client.post("/v1/tokens", json={"name": "work"}).json()["token"]


if __name__ == "__main__":
    main()
