import asyncio
from datetime import date
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.people import RecordingPublisher, make_person
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.entries.tables import NewEntryRow, find_entry, insert_entry_alone
from weeklog.events.catalogue import EntryLogged, EntryState
from weeklog.ids import PersonId, new_id
from weeklog.unit_of_work import Store


async def log(client: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await client.post("/v1/entries", json={"text": "Drew the routes", **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def faults(client: httpx.AsyncClient, **fields: Any) -> dict[str, str]:
    answer = await client.post("/v1/entries", json={"text": "Drew the routes", **fields})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {fault["field"]: fault["message"] for fault in answer.json()["errors"]}


async def test_an_entry_of_one_field_is_logged_today_in_the_persons_zone(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/entries", json={"text": "Drew the routes"})
    entry = answer.json()
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["location"] == f"/v1/entries/{entry['id']}"
    assert {**entry, "id": "", "created_at": "", "updated_at": ""} == {
        "id": "", "week": 1, "position": 0, "day": "", "text": "Drew the routes", "start_on": "2026-10-06",
        "end_on": "2026-10-06", "resources": [], "status": "done", "tags": [], "hours": None, "blocked_since": None,
        "carried_from": None,
        "carried_to": None, "weeks_open": 1, "version": 1, "created_at": "", "updated_at": "",
    }  # fmt: skip
    assert (await client.get(answer.headers["location"])).json() == entry


async def test_everything_that_was_sent_comes_back(client: httpx.AsyncClient) -> None:
    entry = await log(
        client,
        start_on="2026-10-12",
        end_on="2026-10-13",
        day="Mon",
        status="doing",
        tags=["AWS", "aws", "vpc_2"],
        resources=[
            {"title": "Lab", "url": "https://example.com/lab"},
            {"url": "mailto:a@example.com"},
            {"title": "Book"},
        ],
    )
    assert (entry["week"], entry["day"], entry["status"], entry["tags"]) == (
        2,
        "Mon",
        "doing",
        ["aws", "vpc_2"],
    )
    assert entry["resources"] == [
        {"title": "Lab", "url": "https://example.com/lab"},
        {"title": "mailto:a@example.com", "url": "mailto:a@example.com"},
        {"title": "Book", "url": None},
    ]


@pytest.mark.parametrize(
    ("fields", "field", "remedy"),
    [
        ({"text": "  \n"}, "text", "must not be empty"),
        ({"text": "x" * 16_385}, "text", "16384"),
        ({"text": "a\x00b"}, "text", "NUL"),
        ({"start_on": "2025-01-01"}, "start_on", "from 2026-10-05 to 2026-12-27"),
        ({"start_on": "06/10/2026"}, "start_on", "2026-10-05"),
        ({"start_on": "2026-10-07", "end_on": "2026-10-06"}, "end_on", "not be before start_on"),
        ({"tags": ["two words"]}, "tags.0", "without spaces"),
        ({"tags": ["t"] * 21}, "tags", "20"),
        ({"resources": [{"url": "javascript:alert(1)"}]}, "resources.0.url", "http://"),
        ({"resources": [{}]}, "resources.0", "a title, a url, or both"),
        ({"status": "finished"}, "status", "planned"),
        ({"day": "d" * 41}, "day", "40"),
        (
            {"colour": "red"},
            "colour",
            "use one of blocked_since, day, end_on, hours, quick, resources, start_on, status, tags, text",
        ),
    ],
)
async def test_what_is_wrong_is_named_with_its_remedy(
    client: httpx.AsyncClient, fields: dict[str, Any], field: str, remedy: str
) -> None:
    told = await faults(client, **fields)
    assert list(told) == [field]
    assert remedy in told[field]


async def test_half_of_a_surrogate_pair_is_refused_by_name(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/v1/entries", content=b'{"text": "\\ud800"}', headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "text"


async def test_bodies_that_are_no_json_or_too_large_are_refused_as_problems(
    client: httpx.AsyncClient,
) -> None:
    broken = await client.post(
        "/v1/entries", content=b'{"text": ', headers={"Content-Type": "application/json"}
    )
    large = await client.post("/v1/entries", json={"text": "x" * 10_000_000})
    assert (broken.status_code, large.status_code) == (422, 413)
    assert {broken.headers["content-type"], large.headers["content-type"]} == {"application/problem+json"}
    assert "1 MiB" in large.json()["detail"]


async def test_a_change_must_say_which_version_it_is_a_change_of(client: httpx.AsyncClient) -> None:
    entry = await log(client)
    address = f"/v1/entries/{entry['id']}"
    missing = await client.patch(address, json={"text": "Drew all routes"})
    first = await client.patch(address, json={"text": "Drew all routes"}, headers={"If-Match": '"1"'})
    stale = await client.patch(address, json={"text": "Drew no routes"}, headers={"If-Match": '"1"'})
    malformed = await client.patch(address, json={"text": "x"}, headers={"If-Match": "1"})
    assert [answer.status_code for answer in (missing, first, stale, malformed)] == [428, 200, 412, 422]
    assert first.json()["version"] == 2
    assert stale.headers["etag"] == first.headers["etag"] == '"2"'
    assert (await client.get(address)).json() == first.json()
    assert (await client.delete(address)).status_code == 428
    assert (await client.delete(address, headers={"If-Match": '"1"'})).status_code == 412
    assert (await client.delete(address, headers={"If-Match": '"2"'})).status_code == 204
    assert (await client.get(address)).status_code == 404


async def test_a_new_start_day_moves_the_entry_to_its_week(client: httpx.AsyncClient) -> None:
    await log(client, start_on="2026-10-13")
    entry = await log(client, start_on="2026-10-06")
    address = f"/v1/entries/{entry['id']}"
    both = await client.patch(
        address, json={"start_on": "2026-10-14", "end_on": "2026-10-14"}, headers={"If-Match": "*"}
    )
    assert (both.json()["week"], both.json()["position"]) == (2, 1)


@pytest.mark.parametrize(
    ("end_on", "start_on", "expected"),
    [
        ("2026-10-06", "2026-10-14", "2026-10-14"),  # one day stays one day, later and earlier
        ("2026-10-06", "2026-10-05", "2026-10-05"),
        ("2026-10-08", "2026-10-14", "2026-10-16"),
    ],
)
async def test_a_start_day_that_is_sent_alone_takes_the_end_along(
    client: httpx.AsyncClient, end_on: str, start_on: str, expected: str
) -> None:
    entry = await log(client, start_on="2026-10-06", end_on=end_on)
    moved = await client.patch(
        f"/v1/entries/{entry['id']}", json={"start_on": start_on}, headers={"If-Match": "*"}
    )
    assert (moved.json()["start_on"], moved.json()["end_on"]) == (start_on, expected), moved.text


async def test_no_entry_ends_behind_the_programme(client: httpx.AsyncClient) -> None:
    said = "is behind the programme's end: send a day up to 2026-12-27"
    new = {"text": "the lab", "start_on": "2026-12-21", "end_on": "2027-12-23"}
    refused = await client.post("/v1/entries", json=new)
    assert refused.json()["errors"] == [{"field": "end_on", "message": f"2027-12-23 {said}"}]
    entry = await log(client, start_on="2026-12-21", end_on="2026-12-27")
    address, any_version = f"/v1/entries/{entry['id']}", {"If-Match": "*"}
    refused = await client.patch(address, json={"end_on": "2026-12-28"}, headers=any_version)
    assert refused.json()["errors"] == [{"field": "end_on", "message": f"2026-12-28 {said}"}]
    for later in (
        await client.patch(address, json={"start_on": "2026-12-22"}, headers=any_version),
        await client.post(f"{address}/move", json={"after": None, "start_on": "2026-12-22"}),
        await client.post(f"{address}/move", json={"after": None, "start_on": "9999-12-31"}),
    ):
        assert (later.status_code, later.json()["errors"][0]["field"]) == (422, "start_on"), later.text


async def test_a_list_is_filtered_and_read_page_by_page(client: httpx.AsyncClient) -> None:
    for day in range(5, 12):
        await log(
            client, text=f"Day {day} 100%", start_on=f"2026-10-{day:02}", tags=["odd"] if day % 2 else []
        )
    await log(client, text="Other", start_on="2026-10-06", end_on="2026-10-09", status="planned")

    async def texts(**query: Any) -> list[str]:
        return [entry["text"] for entry in (await client.get("/v1/entries", params=query)).json()["items"]]

    assert await texts(tag="odd") == ["Day 11 100%", "Day 9 100%", "Day 7 100%", "Day 5 100%"]
    assert await texts(**{"from": "2026-10-09", "to": "2026-10-09"}) == ["Day 9 100%", "Other"]
    assert await texts(status="planned") == ["Other"]
    assert await texts(q="11 100%") == ["Day 11 100%"]
    assert await texts(week=2) == []
    found, cursor = list[str](), None
    while True:
        page = (
            await client.get("/v1/entries", params={"limit": 3} | ({"cursor": cursor} if cursor else {}))
        ).json()
        found += [entry["id"] for entry in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert len(found) == len(set(found)) == 8
    wrong = await client.get("/v1/entries", params={"cursor": "bm8"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "cursor")


async def test_a_bulk_is_all_or_nothing_and_keeps_its_order(client: httpx.AsyncClient) -> None:
    wrong = await client.post(
        "/v1/entries/bulk",
        json={
            "items": [
                {"text": "a"},
                {"text": "b", "start_on": "2020-01-01"},
                {"text": "c", "start_on": "2020-01-02"},
            ]
        },
    )
    assert [fault["field"] for fault in wrong.json()["errors"]] == ["items.1.start_on", "items.2.start_on"]
    assert (await client.get("/v1/entries")).json()["items"] == []
    right = await client.post("/v1/entries/bulk", json={"items": [{"text": f"{n}"} for n in range(500)]})
    assert right.status_code == 201
    assert [(entry["text"], entry["position"]) for entry in right.json()["items"]] == [
        (f"{n}", n) for n in range(500)
    ]
    two_weeks = [
        {"text": "next week", "start_on": "2026-10-12", "tags": ["vpc"],
            "resources": [{"url": "https://example.com/a"}]},
        {"text": "this week", "start_on": "2026-10-06", "status": "planned"},
        {"text": "next week too", "start_on": "2026-10-13"},
    ]  # fmt: skip
    told = (await client.post("/v1/entries/bulk", json={"items": two_weeks})).json()["items"]
    assert [(entry["week"], entry["position"]) for entry in told] == [(2, 0), (1, 500), (2, 1)]
    for entry in told:  # what is told of what was made is what was made
        assert (await client.get(f"/v1/entries/{entry['id']}")).json() == entry
    many = await client.post("/v1/entries/bulk", json={"items": [{"text": "x"}] * 501})
    assert many.status_code == 422


async def test_fifty_at_once_with_one_key_make_one_entry_and_get_one_answer(
    client: httpx.AsyncClient,
) -> None:
    async def post() -> httpx.Response:
        return await client.post("/v1/entries", json={"text": "once"}, headers={"Idempotency-Key": "k-1"})

    answers = await asyncio.gather(*(post() for _ in range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert {answer.headers["etag"] for answer in answers} == {'"1"'}
    assert len((await client.get("/v1/entries")).json()["items"]) == 1
    other = await client.post("/v1/entries", json={"text": "twice"}, headers={"Idempotency-Key": "k-1"})
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


async def test_a_request_that_failed_does_not_use_up_its_key(client: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "k-2"}
    assert (
        await client.post("/v1/entries", json={"text": "a", "start_on": "2020-01-01"}, headers=key)
    ).status_code == 422
    assert (await client.post("/v1/entries", json={"text": "a"}, headers=key)).status_code == 201


async def test_an_answer_leaves_only_after_its_row_is_committed(
    gateway: Gateway, client: httpx.AsyncClient
) -> None:
    """Looked at from another connection at the very moment at which the answer starts."""
    seen: list[int] = []
    inner = gateway.app

    async def watching(scope: Any, receive: Any, send: Any) -> None:
        async def send_on(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 201):
                rows = await gateway.system.all("select count(*) as n from tokens where name = 'made'")
                seen.append(rows[0]["n"])
            await send(message)

        await inner(scope, receive, send_on)

    transport = httpx.ASGITransport(watching)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://weeklog.test", headers=client.headers
    ) as other:
        answer = await other.post("/v1/tokens", json={"name": "made"})
    assert answer.status_code == 201
    assert seen == [1]


async def test_a_statement_alone_is_bound_to_its_person_and_leaves_nothing_behind(
    system: Database, database_url: str, an: PersonId
) -> None:
    binh = await make_person(system, "binh@example.com")
    database = Database(database_url, APP_ROLE, 1, "tests")
    await database.open()
    try:
        publisher = RecordingPublisher()
        store = Store(database, publisher)
        made = {person: await _log_alone(system, store, person) for person in (an, binh, an)}
        assert {row.position for row in made.values()} == {0, 1}
        assert [person for person, _ in publisher.published] == [an, binh, an]
        assert await database.one(find_entry, id=made[an].id) is None  # nobody is bound any more
        async with store.begin(binh) as work:
            assert await work.one(find_entry, id=made[an].id) is None
            assert await work.value("select count(*) from entries") == 1
    finally:
        await database.close()


async def _log_alone(system: Database, store: Store, person: PersonId) -> Any:
    programme = await system.one("select programme_id from members where person_id = $1", person)
    assert programme
    values: dict[str, Any] = {
        "id": new_id(), "person_id": person, "programme_id": programme["programme_id"], "week": 1, "day": "",
        "text": "alone", "start_on": _DAY, "end_on": _DAY, "resources": [], "status": "done", "tags": [],
    }  # fmt: skip

    def told(row: NewEntryRow) -> EntryLogged:
        moments = {"created_at": row.created_at, "updated_at": row.created_at}
        kept = {name: values[name] for name in values.keys() & EntryState.model_fields}
        return EntryLogged(entry=EntryState(**kept, **moments, position=row.position, version=1))

    return (await store.run_alone(insert_entry_alone, told, **values)).entry


_DAY = date(2026, 10, 6)


async def test_a_quick_line_is_understood_and_the_answer_tells_what_of_it(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/v1/entries", json={"quick": "Mon fixed the build #infra https://ci.example.com/1", "tags": ["AWS"]}
    )
    entry = answer.json()
    assert answer.status_code == 201
    assert (entry["text"], entry["start_on"], entry["status"], entry["tags"]) == (
        "fixed the build", "2026-10-05", "done", ["aws", "infra"],
    )  # fmt: skip
    assert entry["resources"] == [{"title": "https://ci.example.com/1", "url": "https://ci.example.com/1"}]
    assert entry["understood"] == [
        {"words": "Mon", "meaning": "day", "value": "2026-10-05"},
        {"words": "#infra", "meaning": "tag", "value": "infra"},
        {"words": "https://ci.example.com/1", "meaning": "link", "value": "https://ci.example.com/1"},
    ]
    del entry["understood"]
    assert (await client.get(answer.headers["location"])).json() == entry


async def test_a_quick_line_is_refused_by_its_own_name(client: httpx.AsyncClient) -> None:
    async def field(**fields: Any) -> str:
        answer = await client.post("/v1/entries", json=fields)
        assert answer.status_code == 422
        return answer.json()["errors"][0]["field"]

    assert await field(quick="1/1 x") == "quick"
    assert await field(quick="x", text="y") == "quick"
    assert await field() == "text"
    bulk = await client.post("/v1/entries/bulk", json={"items": [{"quick": "Mon a"}, {"quick": "1/1 b"}]})
    assert bulk.json()["errors"][0]["field"] == "items.1.quick"
    assert (await client.get("/v1/entries")).json()["items"] == []


async def test_a_quick_line_can_be_looked_at_first(client: httpx.AsyncClient) -> None:
    seen = (await client.post("/v1/entries/quick-preview", json={"quick": "mai: Thu demo"})).json()
    assert (seen["text"], seen["week"]) == ("mai: Thu demo", 1)
    seen = (await client.post("/v1/entries/quick-preview", json={"quick": "todo: thứ 5 demo"})).json()
    assert (seen["text"], seen["start_on"], seen["status"]) == ("demo", "2026-10-08", "planned")
    assert (await client.get("/v1/entries")).json()["items"] == []


async def test_text_stays_word_for_word(client: httpx.AsyncClient) -> None:
    assert (await log(client, text="Mon: todo #infra"))["text"] == "Mon: todo #infra"
