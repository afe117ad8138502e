"""Files with revisions: what is taken, what is refused while it arrives, and how it is given back."""

import os
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.people import make_person
from weeklog.artifacts.blobs import in_folder
from weeklog.ids import PersonId, new_id
from weeklog_api.artifacts.sweep import sweep
from weeklog_api.settings import ApiSettings

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"pixels" * 100
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n" * 50
MERMAID = b"%% the network\nflowchart LR\n  user --> alb\n  alb --> ec2\n"
PPTX = b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(20) + b"[Content_Types].xml" + zlib.compress(b"<Types/>")


async def add(client: httpx.AsyncClient, name: str, body: bytes, **more: Any) -> httpx.Response:
    headers = {"Content-Type": more.pop("label")} if "label" in more else {}
    return await client.post("/v1/artifacts", params={"name": name, **more}, content=body, headers=headers)


def stored(settings: ApiSettings) -> list[Path]:
    folder = settings.artifacts_folder
    assert folder is not None
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "body", "kind", "shown"),
    [
        ("network.png", PNG, "png", "inline"),
        ("network.jpg", b"\xff\xd8\xff\xe0" + b"x" * 200, "jpeg", "inline"),
        ("network.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"x" * 200, "webp", "inline"),
        ("network.gif", b"GIF89a" + b"x" * 200, "gif", "inline"),
        ("network.svg", SVG, "svg", "attachment"),
        ("report.pdf", PDF, "pdf", "attachment"),
        ("network.mmd", MERMAID, "mermaid", "attachment"),
        ("notes.md", "# Tuần 1\n".encode(), "markdown", "inline"),
        ("notes.txt", b"plain", "text", "inline"),
        ("demo.pptx", PPTX, "pptx", "attachment"),
    ],
)
async def test_each_kind_is_told_by_its_content_and_given_back_byte_for_byte_without_any_right(
    client: httpx.AsyncClient, name: str, body: bytes, kind: str, shown: str
) -> None:
    added = await add(client, name, body, week=1)
    assert added.status_code == 201
    state = added.json()
    assert (state["kind"], state["size"], state["revision"], state["week"]) == (kind, len(body), 1, 1)
    got = await client.get(f"{added.headers['location']}/revisions/1")
    assert got.content == body
    assert got.headers["content-disposition"].startswith(shown)
    assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "private, no-cache"
    again = await client.get(
        f"{added.headers['location']}/revisions/1", headers={"If-None-Match": got.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "label", "body", "status", "field"),
    [
        ("network.png", "", b"<html><script>alert(1)</script>", 422, "name"),
        ("network.png", "image/png", PDF, 422, "name"),
        ("network.png", "image/jpeg", PNG, 422, "Content-Type"),
        ("network.mmd", "", b"just words", 422, "name"),
        ("notes.txt", "text/html", b"words", 422, "Content-Type"),
        ("tool.exe", "", b"MZ\x90\x00\x03", 415, "name"),
        ("tool.txt", "", b"MZ\x90\x00\x03", 415, "body"),
        ("noending", "", PNG, 415, "name"),
        ("notes.txt", "", b"", 422, "body"),
        ("notes.txt", "", b"x" * 9000 + b"\xff\xfe", 422, "body"),
        ("../network.png", "", PNG, 422, "name"),
    ],
)
async def test_what_is_mislabelled_or_of_no_kind_is_refused_by_field_and_nothing_stays(
    *,
    client: httpx.AsyncClient,
    settings: ApiSettings,
    name: str,
    label: str,
    body: bytes,
    status: int,
    field: str,
) -> None:
    answer = await add(client, name, body, label=label)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field), answer.json()
    assert stored(settings) == []
    assert (await client.get("/v1/artifacts")).json()["items"] == []


async def test_a_week_that_is_none_is_refused_before_the_file_is_read(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/artifacts", params={"name": "a.png", "week": 99}, content=_never())
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "week")


async def test_a_mislabelled_file_is_refused_after_its_first_bytes(client: httpx.AsyncClient) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"<html>" * 1000
        raise AssertionError("it was read on")

    answer = await client.post("/v1/artifacts", params={"name": "a.png"}, content=body())
    assert answer.status_code == 422


async def test_a_revision_is_added_only_when_the_file_is_another(
    client: httpx.AsyncClient, settings: ApiSettings
) -> None:
    first = (await add(client, "network.mmd", MERMAID, title="Network", week=1)).json()
    url = f"/v1/artifacts/{first['id']}"
    same = await client.post(f"{url}/revisions", content=MERMAID)
    assert (same.status_code, same.json()["revision"]) == (200, 1)
    other = await client.post(
        f"{url}/revisions", content=MERMAID + b"  ec2 --> rds\n", params={"note": "the database"}
    )
    assert (other.status_code, other.json()["revision"]) == (201, 2)
    state = (await client.get(url)).json()
    assert [(one["number"], one["note"]) for one in state["revisions"]] == [(1, ""), (2, "the database")]
    assert (await client.get(f"{url}/revisions/1")).content == MERMAID
    assert len(stored(settings)) == 2


async def test_the_same_file_sent_twice_is_one_artifact(
    client: httpx.AsyncClient, settings: ApiSettings
) -> None:
    answers = [await add(client, "network.png", PNG, week=1) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert len(stored(settings)) == 1


async def test_revisions_are_compared_side_by_side_and_texts_line_by_line(client: httpx.AsyncClient) -> None:
    made = (await add(client, "network.mmd", MERMAID)).json()
    url = f"/v1/artifacts/{made['id']}"
    await client.post(f"{url}/revisions", content=MERMAID.replace(b"ec2", b"ecs"))
    found = (await client.get(f"{url}/compare", params={"from": 1, "to": 2})).json()
    assert (found["left"]["number"], found["right"]["number"], found["same"]) == (1, 2, False)
    assert [(line["change"], line["text"]) for line in found["lines"]][2:] == [
        ("same", "  user --> alb"),
        ("removed", "  alb --> ec2"),
        ("added", "  alb --> ecs"),
    ]
    image = (await add(client, "network.png", PNG)).json()
    found = await client.get(f"/v1/artifacts/{image['id']}/compare", params={"from": 1, "to": 1})
    assert (found.json()["same"], found.json()["lines"]) == (True, None)
    missing = await client.get(f"/v1/artifacts/{image['id']}/compare", params={"from": 1, "to": 7})
    assert missing.status_code == 404


async def test_title_and_week_change_with_if_match_and_a_deleted_one_leaves_no_bytes(
    client: httpx.AsyncClient, settings: ApiSettings
) -> None:
    made = (await add(client, "network.png", PNG, week=1)).json()
    url = f"/v1/artifacts/{made['id']}"
    changed = await client.patch(url, json={"title": "The network", "week": 2}, headers={"If-Match": '"1"'})
    assert (changed.json()["title"], changed.json()["week"]) == ("The network", 2)
    assert (await client.patch(url, json={"week": 1}, headers={"If-Match": '"1"'})).status_code == 412
    assert (await client.get("/v1/artifacts", params={"week": 1})).json()["items"] == []
    assert (await client.delete(url, headers={"If-Match": "*"})).status_code == 204
    assert (await client.get(url)).status_code == 404
    assert stored(settings) == []


async def test_lists_go_on_where_they_ended(client: httpx.AsyncClient) -> None:
    names = [f"{number}.png" for number in range(5)]
    for name in names:
        await add(client, name, PNG)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        page = (await client.get("/v1/artifacts", params=query)).json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == names[::-1]


async def test_a_stranger_sees_nothing_of_it(gateway: Gateway, client: httpx.AsyncClient) -> None:
    made = (await add(client, "network.png", PNG)).json()
    binh = await make_person(gateway.system, "binh@example.com")
    url = f"/v1/artifacts/{made['id']}"
    async with await gateway.client_of(binh) as stranger:
        answers = [
            await stranger.get(url),
            await stranger.get(f"{url}/revisions/1"),
            await stranger.get(f"{url}/compare", params={"from": 1, "to": 1}),
            await stranger.post(f"{url}/revisions", content=PNG),
            await stranger.patch(url, json={"title": "mine"}, headers={"If-Match": "*"}),
            await stranger.delete(url, headers={"If-Match": "*"}),
            await stranger.get("/v1/artifacts", params={"person": made["person_id"]}),
        ]
        assert (await stranger.get("/v1/artifacts")).json()["items"] == []
    assert [answer.status_code for answer in answers] == [404] * 7


async def test_a_mentor_reads_it_and_does_not_write_it(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId
) -> None:
    made = (await add(client, "network.png", PNG)).json()
    mentor = await make_person(gateway.system, "mai@example.com")
    await join(gateway, mentor, an)
    url = f"/v1/artifacts/{made['id']}"
    async with await gateway.client_of(mentor) as reader:
        assert (await reader.get(url, params={"person": str(an)})).json()["name"] == "network.png"
        assert (await reader.get(f"{url}/revisions/1", params={"person": str(an)})).content == PNG
        listed = await reader.get("/v1/artifacts", params={"person": str(an)})
        assert [item["id"] for item in listed.json()["items"]] == [made["id"]]
        assert (await reader.get("/v1/artifacts")).json()["items"] == []
        assert (await reader.post(f"{url}/revisions", content=PDF)).status_code == 404


async def join(gateway: Gateway, mentor: PersonId, member: PersonId) -> None:
    """The mentor leaves their own programme for the member's, and follows them there."""
    programme: UUID = (
        await gateway.system.all("select programme_id from members where person_id = $1", member)
    )[0][0]
    await gateway.system.all("delete from members where person_id = $1", mentor)
    await gateway.system.all(
        "insert into members (programme_id, person_id, role) values ($1, $2, 'mentor')", programme, mentor
    )
    await gateway.system.all(
        "insert into mentorships (programme_id, mentor_id, member_id) values ($1, $2, $3)",
        programme,
        mentor,
        member,
    )


async def test_what_a_crash_left_in_the_store_is_swept_and_nothing_else(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, settings: ApiSettings
) -> None:
    await add(client, "network.png", PNG)
    folder = settings.artifacts_folder
    assert folder is not None
    (kept,) = stored(settings)
    stray, fresh = folder / str(an) / str(new_id()), folder / str(an) / str(new_id())
    staged, readme = folder / str(an) / "half#1", folder / "README"
    for path in (stray, fresh, staged, readme):
        path.write_bytes(b"x")
    long_ago = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    for path in (kept, stray, staged, readme):
        os.utime(path, (long_ago, long_ago))
    assert await sweep(in_folder(folder), gateway.system, datetime.now(UTC) - timedelta(days=1)) == 1
    assert sorted(stored(settings)) == sorted([kept, fresh, readme])


async def _never() -> AsyncIterator[bytes]:
    raise AssertionError("it was read")
    yield b""
