"""Large archives of an account against a real gateway: what it refuses, and what they cost it."""

import io
import json
import os
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from tests.support.memory import Memory
from tests.support.stack import Stack, running_stack
from weeklog.ids import new_id
from weeklog_api.archive.archive import MOST_ROWS

NOW = "2026-10-09T10:00:00+00:00"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), env={"WEEKLOG_ACCOUNT_MB": "64"}) as stack:
        yield stack


@contextmanager
def growing_by(stack: Stack, most: float) -> Generator[None]:
    """At most so many megabytes, from now to the highest that it needs within the block."""
    memory = Memory(stack.processes["api"])
    yield
    print(f"grown by {memory.grown:.1f} MB")
    assert memory.grown < most


def manifest(client: httpx.Client) -> bytes:
    with zipfile.ZipFile(io.BytesIO(client.get("/v1/account/export").content)) as archive:
        return archive.read("manifest.json")


def archive_of(client: httpx.Client, name: str, lines: Iterable[bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("manifest.json", manifest(client))
        with archive.open(name, "w") as member:
            for line in lines:
                member.write(line)
    return written.getvalue()


def bring(client: httpx.Client, raw: bytes) -> httpx.Response:
    return client.post("/v1/account/import", params={"merge": "true"}, content=raw, timeout=120)


def line(**row: Any) -> bytes:
    return json.dumps(row).encode() + b"\n"


def page(number: int) -> bytes:
    raw = os.urandom(64 * 1024).hex() * 16  # a megabyte: more than packing looks back
    return line(
        id=str(new_id()), week=1, language="en", path=f"content/{number}.md", raw=f"\\x{raw}", settlements={},
        questions=0, findings=0, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def test_pages_of_a_hundred_megabytes_come_in_and_memory_stays_flat(stack: Stack) -> None:
    with stack.client() as client:
        assert bring(client, archive_of(client, "pages.jsonl", [page(0)])).status_code == 200
        raw = archive_of(client, "pages.jsonl", (page(number) for number in range(1, 51)))
        with growing_by(stack, 60):
            answer = bring(client, raw)
    assert answer.status_code == 200, answer.text
    assert answer.json()["kinds"]["pages"]["added"] == 50


def test_very_many_small_rows_are_refused_and_the_limit_is_named(stack: Stack) -> None:
    rows = (
        line(id=str(new_id()), week=1, position=0, text="a", evidence=[], created_at=NOW)
        for _ in range(MOST_ROWS + 1)
    )
    with stack.client() as client:
        raw = archive_of(client, "achievements.jsonl", rows)
        with growing_by(stack, 60):
            answer = bring(client, raw)
        held = client.get("/v1/weeks/1").json()["achievements"]
    assert (answer.status_code, held) == (413, [])
    (fault,) = answer.json()["errors"]
    assert fault["field"] == "body"
    assert "more than 200,000 rows" in fault["message"]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(stack: Stack) -> None:
    """Each line and each file within its own limit, and all of them together not."""
    text = b"0123456789abcdef" * 1024 * 1024  # 16 MiB, packed to a hundredth
    written = io.BytesIO()
    with stack.client() as client:
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("manifest.json", manifest(client))
            for _ in range(17):
                archive.writestr(f"files/{new_id()}", text)
        with growing_by(stack, 30):
            answer = bring(client, written.getvalue())
    assert answer.status_code == 413
    assert "the files of the archive unpack to more than 256 MiB" in answer.json()["detail"]
