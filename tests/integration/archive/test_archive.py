"""An account out as one archive, and in again somewhere else."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
import pytest

from tests.integration.conftest import Gateway, api_settings
from tests.support.feedback import line
from tests.support.people import make_person
from tests.support.servers import clone_database, drop_database
from weeklog.archive.tables import KINDS
from weeklog.artifacts.blobs import Blobs
from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.db.schema import metadata
from weeklog.ids import PersonId, new_id
from weeklog.people.tables import insert_person
from weeklog.unit_of_work import Store
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 100
RESOURCE = {"title": "VPC guide", "url": "https://example.com/vpc"}
Members = dict[str, bytes]


@pytest.fixture
async def elsewhere(redis_url: str, tmp_path: Path) -> AsyncIterator[Gateway]:
    """A second weeklog, in which nobody is."""
    name = f"elsewhere_{new_id().hex[-8:]}"
    url = clone_database(name)
    system = Database(url, SYSTEM_ROLE, 2, "tests")
    await system.open()
    app = create_app(api_settings(url, redis_url, artifacts_dir=tmp_path / "elsewhere"))
    async with app.router.lifespan_context(app):
        yield Gateway(app, system)
    await system.close()
    drop_database(name)


async def newcomer(gateway: Gateway, email: str = "an@example.org") -> PersonId:
    """Somebody in no programme."""
    person = PersonId(new_id())
    await gateway.system.run(
        insert_person, id=person, email=email, name="An", password_hash=None, zone=None, language="en"
    )
    return person


async def export(client: httpx.AsyncClient) -> bytes:
    answer = await client.get("/v1/account/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    return answer.content


async def bring(client: httpx.AsyncClient, raw: bytes, **query: str) -> httpx.Response:
    return await client.post(
        "/v1/account/import", content=raw, params=query, headers={"Content-Type": "application/zip"}
    )


def unpack(raw: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pack(members: Members) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def plain(raw: bytes) -> Members:
    """Without whose it is, which programme's, and when it was made."""
    members = unpack(raw)
    manifest = json.loads(members.pop("manifest.json"))
    for secret in (manifest["person"]["id"], manifest["programme"]["id"]):
        members = {name: content.replace(secret.encode(), b"-") for name, content in members.items()}
    del manifest["person"], manifest["exported_at"], manifest["programme"]["id"]
    return members | {"manifest.json": json.dumps(manifest, sort_keys=True).encode()}


async def live(client: httpx.AsyncClient, system: Database, person: PersonId) -> dict[str, Any]:
    """A little of everything."""
    entry = (
        await client.post(
            "/v1/entries",
            json={"text": "Vẽ VPC", "start_on": "2026-10-06", "tags": ["aws"], "resources": [RESOURCE]},
        )
    ).json()
    await client.post("/v1/entries", json={"text": "going on", "start_on": "2026-10-13", "status": "doing"})
    edited = await client.patch(
        f"/v1/entries/{entry['id']}", json={"text": "Vẽ sơ đồ VPC"}, headers={"If-Match": "*"}
    )
    assert edited.status_code == 200
    await client.put("/v1/weeks/1/objectives", json={"items": [{"text": "Learn IAM", "done": True}]})
    achievements = {"items": [{"text": "Drew it", "evidence": [entry["id"]]}]}
    await client.put("/v1/weeks/1/achievements", json=achievements)
    await client.post("/v1/absences", json={"first_day": "2026-10-12", "reason": "sick"})
    scheduled = {"text": "What is open?", "weekdays": [0, 4], "at": "09:00", "by_mail": True}
    question = (await client.post("/v1/scheduled-questions", json=scheduled)).json()["id"]
    await system.all(
        "insert into question_runs (id, person_id, question_id, day, outcome, due_at, at) "
        "select gen_random_uuid(), person_id, id, '2026-10-05', 'missed', '2026-10-05T02:00Z', '2026-10-07T02:00Z' "
        "from scheduled_questions where id = $1",
        UUID(question),
    )
    item = {
        "key": "a",
        "text": "Fixed it",
        "start_on": "2026-10-06",
        "topic": "shop",
        "url": "https://example.com",
    }
    suggested = await client.post("/v1/suggestions", json={"source": "git", "items": [item]})
    assert suggested.status_code == 200, suggested.text
    page = (
        b"---\ntitle: Week 3\n---\n\n### Tasks:\n\n| Day | Task | Start Date | Completion Date | Reference Material "
        b"|\n"
        b"| --- | --- | --- | --- | --- |\n| Mon | - Read <br> - Wrote | 19/10/2026 | 19/10/2026 | "
        b"<https://example.com> |\n"
    )
    imported = await client.post(
        "/v1/pages/import", files={"files": ("content/1.3-Week3/_index.md", page, "text/markdown")}
    )
    assert imported.status_code == 200, imported.text
    artifact = (await client.post("/v1/artifacts", params={"name": "vpc.png", "week": 1}, content=PNG)).json()
    await client.post(f"/v1/artifacts/{artifact['id']}/revisions", content=PNG + b"more")
    for kind, one in (("entry", entry), ("artifact", artifact)):
        remark = {"anchor": {"kind": kind, "id": one["id"]}, "text": f"about this {kind}"}
        said = await client.post("/v1/comments", json=remark)
        assert said.status_code == 201, said.text
    await talk(client, system, person, entry["id"])
    return entry


async def talk(client: httpx.AsyncClient, system: Database, person: PersonId, entry_id: str) -> None:
    """Two questions, the first of them answered: what the worker writes, written by hand."""
    conversation = (await client.post("/v1/conversations", json={})).json()
    url = f"/v1/conversations/{conversation['id']}/messages"
    asked = (await client.post(url, json={"text": "What did I draw?"})).json()
    job = await system.all(
        "select id from jobs where person_id = $1 and kind = 'chat.generate_reply'", person
    )
    await system.all("update jobs set state = 'done', finished_at = now() where id = $1", job[0]["id"])
    citation = [{"entry_id": entry_id, "label": "1", "week": 1, "start_on": "2026-10-06", "text": "Vẽ"}]
    store: Store = cast("Any", client)._transport.app.state.parts.store  # of the gateway in this process
    async with store.begin(person) as work:
        await work.run(
            "update replies set text = 'The VPC [1]', citations = $2 where id = $1",
            UUID(asked["reply"]["id"]),
            citation,
        )
        await work.run(
            "insert into proposals (id, person_id, programme_id, reply_id, position, kind, content) "
            "select $1, person_id, programme_id, $2, 0, 'entry', $3 from conversations where id = $4",
            new_id(),
            UUID(asked["reply"]["id"]),
            {
                "text": "Tidy up",
                "start_on": "2026-10-06",
                "end_on": "2026-10-06",
                "status": "planned",
                "tags": [],
            },
            UUID(conversation["id"]),
        )
        await work.run(
            "insert into reviews (id, person_id, programme_id, week, state, lines) "
            "select $1, person_id, programme_id, 1, 'drafted', $2 from conversations where id = $3",
            new_id(),
            [line("Drew it") | {"evidence": [entry_id]}],
            UUID(conversation["id"]),
        )
    second = await client.post(url, json={"text": "And then?"})
    assert second.status_code == 202, second.text


async def test_an_archive_brought_into_an_empty_weeklog_and_exported_again_is_the_same(
    client: httpx.AsyncClient, system: Database, an: PersonId, elsewhere: Gateway
) -> None:
    entry = await live(client, system, an)
    raw = await export(client)
    members = unpack(raw)
    assert {"manifest.json", "entries.jsonl", "entry_history.jsonl", "replies.jsonl"} <= members.keys()
    assert sum(name.startswith("files/") for name in members) == 2
    person = await newcomer(elsewhere)
    async with await elsewhere.client_of(person) as there:
        answer = await bring(there, raw)
        assert answer.status_code == 200, answer.text
        report = answer.json()
        assert (report["programme"]["made"], report["renamed"]) == (True, False)
        assert report["kinds"]["entries"] == {"added": 3, "kept": 0, "left_out": 0}
        assert {kind: one["left_out"] for kind, one in report["kinds"].items() if one["left_out"]} == {}
        assert {kind for kind, one in report["kinds"].items() if not one["added"]} == {"site_answers"}
        assert plain(await export(there)) == plain(raw)
        remarks = (await there.get("/v1/comments", params={"week": 1})).json()["items"]
        assert {one["text"] for one in remarks} == {"about this entry", "about this artifact"}
        # It is at home there: ids are the same, and what was linked still is.
        read = (await there.get(f"/v1/entries/{entry['id']}")).json()
        assert (read["text"], read["created_at"]) == ("Vẽ sơ đồ VPC", entry["created_at"])
        week = (await there.get("/v1/weeks/1")).json()
        assert week["achievements"][0]["evidence"] == [entry["id"]]
        artifact = (await there.get("/v1/artifacts")).json()["items"][0]
        assert (await there.get(f"/v1/artifacts/{artifact['id']}/revisions/1")).content == PNG
        assert (await there.get("/v1/programme")).json()["role"] == "lead"


async def test_the_same_archive_again_changes_nothing(
    client: httpx.AsyncClient, system: Database, an: PersonId, elsewhere: Gateway
) -> None:
    await live(client, system, an)
    raw = await export(client)
    person = await newcomer(elsewhere)
    async with await elsewhere.client_of(person) as there:
        assert (await bring(there, raw)).status_code == 200
        before = plain(await export(there))
        refused = await bring(there, raw)
        assert refused.status_code == 409
        assert "?merge=true" in refused.json()["detail"]
        again = (await bring(there, raw, merge="true")).json()
        assert {kind: one["added"] for kind, one in again["kinds"].items() if one["added"]} == {}
        assert not again["programme"]["made"]
        assert plain(await export(there)) == before


async def test_merging_adds_what_is_missing_and_leaves_what_is_there(
    client: httpx.AsyncClient, system: Database, an: PersonId
) -> None:
    entry = await live(client, system, an)
    raw = await export(client)
    await client.patch(
        f"/v1/entries/{entry['id']}", json={"text": "written since"}, headers={"If-Match": "*"}
    )
    others = (await client.get("/v1/entries", params={"week": 2})).json()["items"]
    await client.delete(f"/v1/entries/{others[0]['id']}", headers={"If-Match": "*"})
    report = (await bring(client, raw, merge="true")).json()
    assert report["kinds"]["entries"] == {"added": 1, "kept": 2, "left_out": 0}
    texts = {item["text"] for item in (await client.get("/v1/entries")).json()["items"]}
    assert {"written since", "going on"} < texts


async def test_where_somebody_else_has_the_ids_copies_get_their_own_and_still_name_each_other(
    client: httpx.AsyncClient, system: Database, an: PersonId, gateway: Gateway
) -> None:
    entry = await live(client, system, an)
    raw = await export(client)
    binh = await newcomer(gateway, "binh@example.com")
    async with await gateway.client_of(binh) as copier:
        report = (await bring(copier, raw)).json()
        assert report["renamed"]
        week = (await copier.get("/v1/weeks/1")).json()
        (copied,) = week["entries"]
        assert copied["id"] != entry["id"]
        assert week["achievements"][0]["evidence"] == [copied["id"]]
        replies = unpack(await export(copier))["replies.jsonl"]
        assert json.loads(replies)["citations"][0]["entry_id"] == copied["id"]
        artifact = (await copier.get("/v1/artifacts")).json()["items"][0]
        assert (await copier.get(f"/v1/artifacts/{artifact['id']}/revisions/2")).content == PNG + b"more"
        again = (await bring(copier, raw, merge="true")).json()
        assert {kind: one["added"] for kind, one in again["kinds"].items() if one["added"]} == {}
    assert (await client.get("/v1/weeks/1")).json()["entries"][0]["id"] == entry["id"]


async def test_what_is_no_archive_is_refused_and_nothing_of_it_stays(
    client: httpx.AsyncClient, system: Database, an: PersonId, elsewhere: Gateway, tmp_path: Path
) -> None:
    await live(client, system, an)
    whole = unpack(await export(client))
    person = await newcomer(elsewhere)
    spoilt = spoil(whole)
    async with await elsewhere.client_of(person) as there:
        for why, raw in spoilt.items():
            answer = await bring(there, raw)
            assert answer.status_code in (413, 422), (why, answer.text)
            assert answer.json()["errors"][0]["field"] == "body", why
        assert (await there.get("/v1/me")).json()["programme"] is None
    assert [path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()] == []
    rows = await elsewhere.system.all("select count(*) from entries")
    assert rows[0][0] == 0


def spoil(whole: Members) -> dict[str, bytes]:
    def changed(name: str, **values: object) -> bytes:
        row = json.loads(whole[name].split(b"\n")[0])
        return pack(whole | {name: json.dumps(row | values).encode() + b"\n"})

    manifest = json.loads(whole["manifest.json"])
    file = next(name for name in whole if name.startswith("files/"))
    return {
        "no zip": b"PK nonsense",
        "nothing": b"",
        "no manifest": pack({name: raw for name, raw in whole.items() if name != "manifest.json"}),
        "another format": pack(whole | {"manifest.json": json.dumps(manifest | {"format": 99}).encode()}),
        "a path": pack(whole | {"../../etc/passwd": b"x"}),
        "an absolute path": pack(whole | {"/etc/passwd": b"x"}),
        "a bomb": pack(whole | {"entries.jsonl": b" " * 50_000_000}),
        "no json": pack(whole | {"entries.jsonl": b"{\n"}),
        "an unknown column": changed("entries.jsonl", secret=1),
        "a bad date": changed("entries.jsonl", start_on="yesterday"),
        "a bad status": changed("entries.jsonl", status="soon"),
        "a reversed span": changed("entries.jsonl", start_on="2026-10-09", end_on="2026-10-01"),
        "an unknown week": changed("entries.jsonl", week=77),
        "an address that runs": changed("entries.jsonl", resources=[{"title": "x", "url": " JavaScript:alert(1)"}]),
        "an address that runs when its entry is restored": changed(
            "entry_history.jsonl",
            row=json.loads(whole["entry_history.jsonl"].split(b"\n")[0])["row"]
            | {"resources": [{"title": "x", "url": "javascript:alert(1)"}]},
        ),
        "a history of nothing": changed("entry_history.jsonl", row=None),
        "a long table of contents": crowded(),
        "a job that would run": changed("reply_jobs.jsonl", state="queued"),
        "another file": pack(whole | {file: PNG + b"forged"}),
        "a missing file": pack({name: raw for name, raw in whole.items() if name != file}),
        "a web page for a picture": pack(whole | {file: b"<html><script>alert(1)</script>"}),
        "a zone that is none": pack(
            whole
            | {
                "manifest.json": json.dumps(
                    manifest | {"programme": manifest["programme"] | {"zone": "Moon"}}
                ).encode()
            }
        ),
    }  # fmt: skip


async def test_what_is_shown_later_is_looked_at_and_its_line_and_field_are_named(
    client: httpx.AsyncClient, system: Database, an: PersonId
) -> None:
    await live(client, system, an)
    whole = unpack(await export(client))
    cited = json.loads(whole["replies.jsonl"])["citations"][0]
    said = line("x")
    wrong: tuple[tuple[str, str, Any, str], ...] = (
        ("reviews", "lines", [said, said | {"text": {"html": "x"}}], "lines.1.text"),
        ("reviews", "lines", [said | {"section": "<b>"}], "lines.0.section"),
        ("reviews", "lines", [said | {"evidence": ["javascript:x"]}], "lines.0.evidence.0"),
        ("reviews", "facts", "anything", "facts"),
        ("reviews", "facts", {"a": nested(900)}, "facts"),
        ("proposals", "content", {"text": "no days"}, "content.entry.start_on"),
        ("proposals", "content", ["no object"], "content"),
        ("proposals", "state", "done", "state"),
        ("replies", "citations", [cited, cited | {"entry_id": "../x"}], "citations.1.entry_id"),
        ("replies", "citations", [cited | {"start_on": "<img>"}], "citations.0.start_on"),
        ("replies", "citations", [cited | {"more": 1}], "citations.0.more"),
        ("replies", "citations", {}, "citations"),
        ("replies", "checks", [{"start": 0, "end": 1, "why": "because"}], "checks.0.why"),
        ("replies", "usage", {"input_tokens": "many", "output_tokens": 1}, "usage.input_tokens"),
        ("replies", "verdict", "sideways", "verdict"),
        ("messages", "context", [{"question": 1, "answer": "x"}], "context.0.question"),
        ("entry_history", "row", {}, "row.id"),
        ("pages", "settlements", {"span": ["yesterday", "today"]}, "settlements.span.0"),
        ("pages", "path", "../../.ssh/week1.md", "path"),
        ("artifacts", "name", "../x.png", "name"),
    )  # fmt: skip
    for kind, column, value, field in wrong:
        name = f"{kind}.jsonl"
        first, *others = whole[name].splitlines()
        spoilt = json.dumps(json.loads(first) | {column: value}).encode()
        members = whole | {name: b"\n".join([b"", *others, spoilt])}
        answer = await bring(client, pack(members), merge="true")
        assert answer.status_code == 422, (kind, column, answer.text)
        message = answer.json()["errors"][0]["message"]
        assert message.startswith(f"{name}, line {len(others) + 2}: {field}: "), message


async def test_what_the_api_could_not_read_is_refused(
    client: httpx.AsyncClient, system: Database, an: PersonId
) -> None:
    await live(client, system, an)
    whole = unpack(await export(client))
    wrong: tuple[tuple[str, str, object], ...] = (
        ("entries", "start_on", "0044-03-15 BC"),
        ("entries", "end_on", "5874897-12-31"),
        ("entries", "end_on", "9999-12-31"),
        ("entries", "start_on", "infinity"),
        ("entries", "weeks_open", 2147483647),
        ("entries", "weeks_open", 0),
        ("entries", "position", 2147483647),
        ("entries", "version", 2147483647),
        ("entries", "created_at", "290000-01-01T00:00:00+00:00"),
        ("entries", "updated_at", "-infinity"),
        ("entries", "tags", ["two words"]),
        ("entries", "status", "late"),
        ("objectives", "created_at", "0001-01-01T00:00:00+00:00"),
        ("objectives", "weeks_open", -1),
        ("artifact_revisions", "number", -1),
        ("messages", "created_at", "9999-12-31T23:59:59+00:00"),
        ("comments", "created_at", "290000-01-01T00:00:00+00:00"),
        ("comments", "author_id", "00000000-0000-0000-0000-000000000001"),
        ("threads", "author_id", None),
        ("entry_history", "at", "infinity"),
        ("conversations", "title", 1),
        ("pages", "updated_at", "290000-01-01T00:00:00+00:00"),
    )
    for kind, column, value in wrong:
        name = f"{kind}.jsonl"
        first, *others = whole[name].splitlines()
        spoilt = json.dumps(json.loads(first) | {column: value}).encode()
        answer = await bring(client, pack(whole | {name: b"\n".join([*others, spoilt])}), merge="true")
        assert answer.status_code == 422, (kind, column, answer.text)
        message = answer.json()["errors"][0]["message"]
        assert message.startswith(f"{name}, line {len(others) + 1}: {column}"), message
    assert (await client.get("/v1/entries")).status_code == 200


async def test_why_a_reply_failed_is_said_in_our_words(
    client: httpx.AsyncClient, system: Database, an: PersonId, elsewhere: Gateway
) -> None:
    await live(client, system, an)
    members = unpack(await export(client))
    job = json.loads(members["reply_jobs.jsonl"])
    said = {"state": "failed", "error": "<a href='https://example.com'>sign in again</a>"}
    members["reply_jobs.jsonl"] = json.dumps(job | said).encode()
    person = await newcomer(elsewhere)
    async with await elsewhere.client_of(person) as there:
        assert (await bring(there, pack(members))).status_code == 200
        reply = json.loads(members["replies.jsonl"])["id"]
        shown = (await there.get(f"/v1/replies/{reply}")).json()
        assert (shown["state"], shown["error"]) == ("failed", "it failed where it was asked: ask again")
        again = unpack(await export(there))["reply_jobs.jsonl"]
        assert b"example.com" not in again


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def crowded() -> bytes:
    """Small, but for 50,000 members that it says it has."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(50_000):
            archive.writestr(f"files/{number:0>60}", b"")
    return written.getvalue()


class Waiting(Blobs):
    """A store of files that keeps none before it is let."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs, self.reached, self.go = blobs, asyncio.Event(), asyncio.Event()

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> None:
        await self._blobs.put(key, chunks)
        self.reached.set()
        await self.go.wait()

    async def get(self, key: str) -> AsyncIterator[bytes]:
        return await self._blobs.get(key)

    async def delete(self, keys: Iterable[str]) -> None:
        await self._blobs.delete(keys)


async def test_of_two_imports_at_once_the_second_is_refused_and_takes_no_file_from_the_first(
    client: httpx.AsyncClient, system: Database, an: PersonId, elsewhere: Gateway
) -> None:
    await live(client, system, an)
    raw = await export(client)
    failing = pack(unpack(raw) | {"comments.jsonl": b"{}\n"})
    person = await newcomer(elsewhere)
    held = elsewhere.app.state.parts.blobs = Waiting(elsewhere.app.state.parts.blobs)
    async with await elsewhere.client_of(person) as there:
        first = asyncio.create_task(bring(there, raw))
        await asyncio.wait_for(held.reached.wait(), 20)
        second = await bring(there, raw, merge="true")
        assert (second.status_code, second.json()["type"]) == (409, "/problems/conflict")
        assert "another archive is being brought" in second.json()["detail"]
        held.go.set()
        assert (await first).status_code == 200
        assert (await bring(there, failing, merge="true")).status_code == 422
        artifact = (await there.get("/v1/artifacts")).json()["items"][0]
        for number, content in ((1, PNG), (2, PNG + b"more")):
            read = await there.get(f"/v1/artifacts/{artifact['id']}/revisions/{number}")
            assert (read.status_code, read.content) == (200, content)
        assert (await bring(there, raw, merge="true")).status_code == 200  # it is held no longer


async def test_what_an_archive_restores_is_of_whom_it_came_to_and_of_their_programme(
    client: httpx.AsyncClient, system: Database, an: PersonId
) -> None:
    binh = await make_person(system, "binh@example.com")
    theirs = await system.one("select programme_id from members where person_id = $1", binh)
    assert theirs is not None
    entry = (await client.post("/v1/entries", json={"text": "Mine"})).json()
    await client.delete(f"/v1/entries/{entry['id']}", headers={"If-Match": "*"})
    members = unpack(await export(client))
    line = json.loads(members["entry_history.jsonl"])
    forged = str(new_id())
    line |= {"entry_id": forged, "by": None}
    line["row"] |= {"id": str(new_id()), "person_id": str(binh), "programme_id": str(theirs["programme_id"])}
    members["entry_history.jsonl"] = json.dumps(line).encode() + b"\n"
    report = await bring(client, pack(members), merge="true")
    assert report.status_code == 200, report.text
    restored = await client.post(f"/v1/entries/{forged}/restore")
    assert (restored.status_code, restored.json()["id"]) == (200, forged), restored.text
    rows = await system.all("select distinct person_id, programme_id from entries")
    assert [row["person_id"] for row in rows] == [an]
    assert rows[0]["programme_id"] != theirs["programme_id"]


async def test_an_archive_that_is_too_large_is_refused_while_it_arrives(
    settings: ApiSettings, system: Database, an: PersonId
) -> None:
    app = create_app(settings.model_copy(update={"account_mb": 1}))

    async def body() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536
        raise AssertionError("it was read to its end")

    async with app.router.lifespan_context(app), await Gateway(app, system).client_of(an) as client:
        answer = await client.post("/v1/account/import", content=body())
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (413, "body")


async def test_in_a_programme_that_others_lead_nobody_brings_an_approval_along(
    client: httpx.AsyncClient, system: Database, an: PersonId
) -> None:
    await live(client, system, an)
    members = unpack(await export(client))
    review: dict[str, Any] = {
        "id": str(new_id()), "week": 2, "state": "approved", "version": 3, "facts": {}, "lines": [], "due_at": None,
        "drafted_at": "2026-10-09T10:00:00+00:00", "submitted_at": "2026-10-09T11:00:00+00:00",
        "sent_back_at": None, "approved_at": None, "published_at": None,
        "created_at": "2026-10-09T10:00:00+00:00", "updated_at": "2026-10-09T11:00:00+00:00",
    }  # fmt: skip
    members["reviews.jsonl"] = json.dumps(review).encode() + b"\n"
    report = await bring(client, pack(members), merge="true")
    assert report.status_code == 200, report.text
    assert (await client.get(f"/v1/reviews/{review['id']}")).json()["state"] == "drafted"


def test_an_archive_holds_every_column_of_what_people_write() -> None:
    """A column or table that is added comes into the archive, or is left out here for a reason."""
    left_out = {
        "person_id", "programme_id",  # whose it is, is not said
        "job_id",  # of a review that is drafted: done with
        "offers", "sources", "touched_at", "deleted_keys", "stale_at", "refused_bases",  # how a review is kept level
        "approved_by",  # somebody of this place
        "finish_reason",  # of a reply: its text says where it was cut
        "words",  # what the search derives
        "owner", "cancel_requested", "dispatch_count", "lease_until", "next_dispatch_at",  # of a job that still runs
        "due_at",  # as soon as it was made
        "request_id",  # by which logs are read
    }  # fmt: skip
    for kind in KINDS:
        missing = (
            {column.name for column in kind.table.c} - set(kind.columns) - set(kind.constants) - left_out
        )
        assert missing <= ({"id"} if kind.name == "entry_history" else set()), kind.name  # a running number
    not_written = {
        "sessions", "tokens", "provider_accounts", "second_factors", "recovery_codes",  # how one signs in
        "idempotency_keys", "members", "mentorships",  # access, not content
        "page_imports", "import_files", "running_imports",  # under way
        "model_consents", "notices", "muted_reminders", "deliveries", "muted_mails",
        "assistant_usage",  # of this place
        "review_versions", "review_openings", "review_moves", "review_runs",
        "review_snapshots",  # how it went in this place
        "supervisors", "supervisor_remarks",  # of somebody outside
        "search_marks", "search_meanings", "calendar_feeds",
        "calendars",  # a sealed address opens in this place alone
        "code_host_logins",  # what a code host told of this place
    }  # fmt: skip
    personal = {table.name for table in metadata.tables.values() if "person_id" in table.c}
    assert personal - {kind.table.name for kind in KINDS} <= not_written


async def test_an_export_needs_a_programme(gateway: Gateway) -> None:
    person = await newcomer(gateway, "nobody@example.com")
    async with await gateway.client_of(person) as client:
        assert (await client.get("/v1/account/export")).status_code == 409


async def test_nobody_gets_anothers_rows(
    gateway: Gateway, client: httpx.AsyncClient, system: Database, an: PersonId
) -> None:
    await live(client, system, an)
    binh = await make_person(system, "binh@example.com")
    async with await gateway.client_of(binh) as other:
        members = unpack(await export(other))
    assert [name for name, content in members.items() if content and name != "manifest.json"] == []
