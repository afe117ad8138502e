"""Large files against a real gateway: what they cost while they are refused, and a store that is a server."""

import socket
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.support.memory import Memory
from tests.support.object_store import s3_client, s3_server
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually
from weeklog.artifacts.blobs import S3, in_s3
from weeklog.errors import Unavailable
from weeklog_local.ports import free_port

MEBIBYTE = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",)) as stack:
        yield stack


def stored(stack: Stack) -> list[Path]:
    return [path for path in Path(stack.env["WEEKLOG_ARTIFACTS_DIR"]).rglob("*") if path.is_file()]


class Body:
    """So many bytes, made as they are asked for; how many were asked for."""

    def __init__(self, head: bytes, mebibytes: int) -> None:
        self._head, self._pieces, self.sent = head, mebibytes * 16, 0

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        for _ in range(self._pieces):
            self.sent += 65_536
            yield b"\x01" * 65_536


def test_a_file_that_is_too_large_is_refused_while_it_streams_and_memory_stays_flat(stack: Stack) -> None:
    with stack.client() as client:
        client.post("/v1/artifacts", params={"name": "warm.png"}, content=PNG + b"\x01" * MEBIBYTE)
        kept = stored(stack)
        memory, body = Memory(stack.processes["api"]), Body(PNG, 200)
        answer = client.post("/v1/artifacts", params={"name": "a.png"}, content=iter(body))
        grown = memory.grown
    assert (answer.status_code, answer.headers["connection"]) == (413, "close")
    assert answer.json()["errors"] == [
        {"field": "body", "message": "is larger than 25 MiB: send a smaller file"}
    ]
    assert body.sent < 60 * MEBIBYTE  # the rest was never read
    assert grown < 20
    assert stored(stack) == kept
    print(f"grown by {grown:.1f} MB, {body.sent / MEBIBYTE:.0f} of 200 MiB sent")


def test_a_mislabelled_file_is_refused_after_its_first_bytes(stack: Stack) -> None:
    with stack.client() as client:
        memory, body = Memory(stack.processes["api"]), Body(b"<html>" * 1000, 200)
        answer = client.post("/v1/artifacts", params={"name": "a.png"}, content=iter(body))
        grown = memory.grown
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "name")
    assert body.sent < 20 * MEBIBYTE
    assert grown < 20
    print(f"grown by {grown:.1f} MB, {body.sent / MEBIBYTE:.1f} of 200 MiB sent")


def test_a_stated_length_is_refused_before_a_byte_of_it(stack: Stack) -> None:
    with raw(stack, f"Content-Length: {200 * MEBIBYTE}\r\nExpect: 100-continue\r\n", "name=a.png") as talk:
        assert talk.recv(1000).startswith(b"HTTP/1.1 413")


def test_a_body_that_is_broken_off_leaves_nothing(stack: Stack) -> None:
    before = stored(stack)
    with raw(stack, f"Content-Length: {MEBIBYTE}\r\n", "name=broken.png") as talk:
        talk.sendall(PNG + b"\x01" * 500_000)
    eventually(lambda: '"status":422' in stack.said(5000), seconds=10)
    eventually(lambda: stored(stack) == before, seconds=10)
    with stack.client() as client:
        names = [item["name"] for item in client.get("/v1/artifacts").json()["items"]]
    assert "broken.png" not in names


def test_while_hard_texts_are_compared_others_are_answered(stack: Stack) -> None:
    common = [f"c{number % 50}" for number in range(2000)]
    left, right = ("\n".join(f"{one}\n{side}{at}" for at, one in enumerate(common)) for side in ("l", "r"))
    with ThreadPoolExecutor(1) as aside, stack.client() as client, stack.client() as other:
        made = client.post("/v1/artifacts", params={"name": "hard.txt"}, content=left).json()
        client.post(f"/v1/artifacts/{made['id']}/revisions", content=right).raise_for_status()
        comparing = aside.submit(
            client.get, f"/v1/artifacts/{made['id']}/compare", params={"from": 1, "to": 2}
        )
        waited: list[float] = []
        while not comparing.done():
            began = time.monotonic()
            assert other.get("/livez").status_code == 200
            waited.append(time.monotonic() - began)
        found = comparing.result()
    assert (found.status_code, len(found.json()["lines"])) == (200, 8000)
    print(f"others waited at most {max(waited) * 1000:.0f} ms, {len(waited)} times")
    assert max(waited) < 2


def raw(stack: Stack, headers: str, query: str) -> socket.socket:
    talk = socket.create_connection(("127.0.0.1", int(stack.url.rsplit(":", 1)[1])), timeout=10)
    talk.sendall(
        f"POST /v1/artifacts?{query} HTTP/1.1\r\nHost: weeklog\r\nAuthorization: Bearer "
        f"{stack.token}\r\n{headers}\r\n".encode()
    )
    return talk


@pytest.fixture(scope="module")
def bucket() -> Iterator[dict[str, str]]:
    with s3_server("artifacts") as endpoint:
        yield {
            "WEEKLOG_ARTIFACTS_URL": "s3://artifacts/weeklog/files",
            "WEEKLOG_ARTIFACTS_ENDPOINT": endpoint,
            "WEEKLOG_ARTIFACTS_KEY_ID": "key",
            "WEEKLOG_ARTIFACTS_SECRET": "secret",
        }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the client that only looks
def test_files_go_to_an_s3_compatible_store_and_come_back_and_are_removed_there(
    bucket: dict[str, str],
) -> None:
    endpoint = bucket["WEEKLOG_ARTIFACTS_ENDPOINT"]
    large = PNG + b"\x01" * (12 * MEBIBYTE)  # of several parts
    with running_stack(processes=("api",), env=bucket) as stack, stack.client() as client:
        made = client.post("/v1/artifacts", params={"name": "large.png"}, content=large).json()
        kept = s3_client(endpoint).list_objects_v2(Bucket="artifacts")["Contents"]
        assert [(one["Key"].rpartition("/")[0], one["Size"]) for one in kept] == [
            (f"weeklog/files/{stack.person_id}", len(large))
        ]
        assert client.get(f"/v1/artifacts/{made['id']}/revisions/1").content == large
        memory = Memory(stack.processes["api"])
        refused = client.post("/v1/artifacts", params={"name": "a.png"}, content=iter(Body(PNG, 200)))
        assert refused.status_code == 413
        assert memory.grown < 20
        client.delete(f"/v1/artifacts/{made['id']}", headers={"If-Match": "*"})
    assert s3_client(endpoint).list_objects_v2(Bucket="artifacts")["KeyCount"] == 0
    assert "Uploads" not in s3_client(endpoint).list_multipart_uploads(Bucket="artifacts")


async def test_objects_of_a_bucket_are_listed_by_age_and_removed_by_name(bucket: dict[str, str]) -> None:
    place = S3(
        "s3://artifacts/sweep", bucket["WEEKLOG_ARTIFACTS_ENDPOINT"], key_id="k", secret=SecretStr("s")
    )
    blobs = in_s3(place)

    async def chunks() -> AsyncIterator[bytes]:
        yield PNG

    await blobs.put("a/b", chunks())
    assert b"".join([piece async for piece in await blobs.get("a/b")]) == PNG
    soon, before = datetime.now(UTC) + timedelta(hours=1), datetime.now(UTC) - timedelta(hours=1)
    assert [keys async for keys in blobs.old_keys(soon)] == [["a/b"]]
    assert [keys async for keys in blobs.old_keys(before)] == [[]]
    await blobs.delete(["a/b", "never/was"])
    assert [keys async for keys in blobs.old_keys(soon)] == []
    with pytest.raises(Unavailable):
        await blobs.get("a/b")


def test_while_the_store_is_away_the_answer_says_so_and_no_row_is_written(bucket: dict[str, str]) -> None:
    away = bucket | {"WEEKLOG_ARTIFACTS_ENDPOINT": f"http://127.0.0.1:{free_port()}"}
    with running_stack(processes=("api",), env=away) as stack, stack.client() as client:
        answer = client.post("/v1/artifacts", params={"name": "a.png"}, content=PNG * 10)
        assert (answer.status_code, answer.json()["detail"]) == (
            503,
            "the store of files is away: try again in a moment",
        )
        assert client.get("/v1/artifacts").json()["items"] == []
