from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.integration.conftest import Gateway, api_settings
from tests.support.indexing import index
from tests.support.people import make_person
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.search import embeddings
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings
from weeklog_scheduler.unindexed import UnindexedRows


@pytest.fixture
def settings(database_url: str, redis_url: str) -> ApiSettings:
    return api_settings(database_url, redis_url, semantic="off")


async def log(client: httpx.AsyncClient, text: str, **fields: Any) -> str:
    answer = await client.post("/v1/entries", json={"text": text, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def found(client: httpx.AsyncClient, q: str, **more: Any) -> list[dict[str, Any]]:
    answer = await client.get("/v1/search", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def programme_of(system: Database, person: PersonId) -> UUID:
    row = await system.one("select programme_id from members where person_id = $1", person)
    assert row is not None
    return row["programme_id"]


@pytest.mark.parametrize(
    ("text", "q", "said"),
    [
        ("Made **thumbnails** of pictures", "thumbnail", ["thumbnails"]),
        ("Made a thumbnail", "thumbnails", ["thumbnail"]),
        ("How to deploy with Helm", "deploying", ["deploy"]),
        ("Cấu hình máy chủ", "cau hinh", ["Cấu", "hình"]),
        ("cau hinh may chu", "cấu hình", ["cau", "hinh"]),
        ("Gặp đối tác ở Đà Nẵng", "da nang", ["Đà", "Nẵng"]),
        ("Fixed node.js in CI/CD <br> for `web-app`", "node cd app", ["node", "CD", "app"]),
        ("🎉 shipped the build", "shipping", ["shipped"]),
    ],
)
async def test_what_was_just_logged_is_found_at_once_with_the_places_of_its_words(
    client: httpx.AsyncClient, text: str, q: str, said: list[str]
) -> None:
    entry_id = await log(client, text)
    (hit,) = await found(client, q)
    assert (hit["kind"], hit["id"], hit["week"], hit["why"], hit["text"]) == (
        "entry",
        entry_id,
        1,
        "words",
        text,
    )
    assert [text[begin:end] for begin, end in hit["highlights"]] == said


async def test_tags_titles_and_addresses_of_resources_are_found_too(client: httpx.AsyncClient) -> None:
    resources = [{"title": "Handbook", "url": "https://docs.example.com/peering-guide"}]
    entry_id = await log(client, "Read", tags=["infra"], resources=resources)
    for q in ("infra", "handbook", "peering guide"):
        (hit,) = await found(client, q)
        assert (hit["id"], hit["highlights"]) == (entry_id, [])


async def test_objectives_and_achievements_are_found_and_can_be_asked_for_alone(
    client: httpx.AsyncClient,
) -> None:
    await log(client, "Learnt Terraform modules")
    await client.put("/v1/weeks/1/objectives", json={"items": [{"text": "Learn Terraform"}]})
    await client.put("/v1/weeks/1/achievements", json={"items": [{"text": "Knows Terraform"}]})
    assert {hit["kind"] for hit in await found(client, "terraform")} == {"entry", "objective", "achievement"}
    (objective,) = await found(client, "terraform", kinds="objective")
    assert (objective["text"], objective["start_on"]) == ("Learn Terraform", "2026-10-05")


async def test_what_is_edited_or_deleted_is_no_longer_found_by_what_it_said(
    client: httpx.AsyncClient,
) -> None:
    entry_id = await log(client, "Drew the architecture")
    await client.patch(
        f"/v1/entries/{entry_id}", json={"text": "Wrote the report"}, headers={"If-Match": '"1"'}
    )
    assert await found(client, "architecture") == []
    assert [hit["id"] for hit in await found(client, "report")] == [entry_id]
    await client.delete(f"/v1/entries/{entry_id}", headers={"If-Match": '"2"'})
    assert await found(client, "report") == []


async def test_days_narrow_the_search(client: httpx.AsyncClient) -> None:
    await log(client, "Deploy one", start_on="2026-10-05")
    later = await log(client, "Deploy two", start_on="2026-10-14")
    assert [hit["id"] for hit in await found(client, "deploy", **{"from": "2026-10-12"})] == [later]
    refused = await client.get("/v1/search", params={"q": "x", "from": "2026-10-12", "to": "2026-10-11"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "to"


async def test_pages_follow_each_other_without_repeating(client: httpx.AsyncClient) -> None:
    made = {await log(client, f"Deploy number {number}") for number in range(7)}
    seen: list[str] = []
    params: dict[str, Any] = {"q": "deploy", "limit": 3}
    while True:
        answer = (await client.get("/v1/search", params=params)).json()
        seen += [hit["id"] for hit in answer["items"]]
        if answer["next_cursor"] is None:
            break
        params["cursor"] = answer["next_cursor"]
    assert len(seen) == len(set(seen)) == 7
    assert set(seen) == made


@pytest.mark.parametrize(
    "q", ["'", "\\", "a & | ! ( ) : *", "😀", "<->", "' | 'x", "%", "x" * 200, "ｆｕｌｌ　ｗｉｄｔｈ"]
)
async def test_nothing_that_is_typed_breaks_the_search(client: httpx.AsyncClient, q: str) -> None:
    await log(client, "Something")
    assert isinstance(await found(client, q), list)


@pytest.mark.parametrize(
    "params",
    [{}, {"q": "  "}, {"q": "x", "cursor": "nonsense"}, {"q": "x", "kinds": "page"}, {"q": "x" * 201}],
)
async def test_a_search_that_cannot_be_asked_is_refused_by_field(
    client: httpx.AsyncClient, params: dict[str, str]
) -> None:
    answer = await client.get("/v1/search", params=params)
    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_a_misspelt_word_finds_what_was_meant_once_the_job_has_read_it(
    client: httpx.AsyncClient, an: PersonId, system: Database, app_database: Database
) -> None:
    cluster, server = await log(client, "Kubernetes cluster"), await log(client, "Cấu hình máy chủ")
    await index(system, app_database, an, await programme_of(system, an), semantic=False)
    (hit,) = await found(client, "kuberntes")
    assert (hit["id"], hit["why"], hit["highlights"]) == (cluster, "typo", [[0, 10]])
    assert [(hit["id"], hit["why"]) for hit in await found(client, "cau hihn")] == [(server, "typo")]


@pytest.mark.parametrize(("q", "said"), [("cau hinh", ["Cấu", "hình"]), ("may chu", ["máy", "chủ"])])
async def test_what_a_row_says_is_marked_and_not_what_might_have_been_meant(
    client: httpx.AsyncClient, an: PersonId, system: Database, app_database: Database, q: str, said: list[str]
) -> None:
    """`chu` and `cau`, `may` and `mau` are a letter apart: each is asked for, and none is a slip of the other."""
    text = "Cấu hình máy chủ Nginx"
    await log(client, text)
    await log(client, "Minh nói chuyện về màu và cầu")
    await index(system, app_database, an, await programme_of(system, an), semantic=False)
    (hit,) = [hit for hit in await found(client, q) if hit["text"] == text]
    assert hit["why"] == "words"
    assert [text[begin:end] for begin, end in hit["highlights"]] == said
    (hit,) = [hit for hit in await found(client, "cau hihn") if hit["text"] == text]
    assert [text[begin:end] for begin, end in hit["highlights"]] == ["Cấu", "hình"]


async def test_the_scheduler_gives_one_job_to_whoever_wrote_and_none_when_nothing_changed(
    client: httpx.AsyncClient, an: PersonId, system: Database, app_database: Database
) -> None:
    await log(client, "Kubernetes cluster")
    unindexed = UnindexedRows(system, semantic=False)
    assert [await unindexed.look(), await unindexed.look()] == [1, 0]
    await system.all("update jobs set state = 'done' where kind = 'search.index'")
    await index(system, app_database, an, await programme_of(system, an), semantic=False)
    assert await unindexed.look() == 0
    await client.put("/v1/weeks/1/objectives", json={"items": [{"text": "Learn"}]})
    assert await unindexed.look() == 1


async def test_nobody_finds_what_a_stranger_wrote(
    client: httpx.AsyncClient, gateway: Gateway, system: Database
) -> None:
    await log(client, "Our secret Kubernetes plan")
    stranger = await make_person(system, "stranger@example.com")
    async with await gateway.client_of(stranger) as other:
        assert await found(other, "kubernetes") == []


@pytest.mark.parametrize("role", ["mentor", "lead"])
async def test_whoever_follows_others_searches_theirs_and_only_theirs(
    client: httpx.AsyncClient, gateway: Gateway, an: PersonId, system: Database, role: str
) -> None:
    programme_id = await programme_of(system, an)
    followed = await log(client, "Kubernetes of An")
    other, asker = (
        PersonId(await _member(system, programme_id, "member")),
        await _member(system, programme_id, role),
    )
    if role == "mentor":
        await system.all(
            "insert into mentorships (programme_id, mentor_id, member_id) values ($1, $2, $3)",
            programme_id,
            asker,
            an,
        )
    async with await gateway.client_of(other) as theirs:
        unfollowed = await log(theirs, "Kubernetes of another")
    async with await gateway.client_of(PersonId(asker)) as asking:
        own = await log(asking, "Kubernetes of mine")
        everyone = {hit["id"] for hit in await found(asking, "kubernetes", everyone=True)}
        assert everyone == {followed, own} | ({unfollowed} if role == "lead" else set())
        assert [hit["id"] for hit in await found(asking, "kubernetes")] == [own]
        assert [hit["id"] for hit in await found(asking, "kubernetes", person=str(an))] == [followed]
        if role == "mentor":
            assert (
                await asking.get("/v1/search", params={"q": "x", "person": str(other)})
            ).status_code == 404
    async with await gateway.client_of(other) as member:
        assert (await member.get("/v1/search", params={"q": "x", "everyone": True})).status_code == 403


@pytest.fixture
async def reading(
    database_url: str, redis_url: str, system: Database, an: PersonId
) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(api_settings(database_url, redis_url))
    async with app.router.lifespan_context(app), await Gateway(app, system).client_of(an) as client:
        yield client


@pytest.mark.skipif(not embeddings.installed(), reason="the extra `semantic` is not installed")
async def test_what_means_the_same_is_found_where_the_model_is_installed(
    reading: httpx.AsyncClient, an: PersonId, system: Database, app_database: Database
) -> None:
    meant = await log(reading, "Checkout charged some buyers twice")
    await log(reading, "Drew the routes of the VPC")
    foreign = await log(reading, "Sửa lỗi thanh toán bị trừ tiền hai lần")
    programme_id = await programme_of(system, an)
    for _ in range(2):  # the second time there is nothing to do
        await index(system, app_database, an, programme_id, semantic=True)
    (first, *_) = await found(reading, "customers billed two times")
    assert (first["id"], first["why"], first["highlights"]) == (meant, "meaning", [])
    read = await app_database.all("select id from search_meanings")
    assert read == []  # nobody is bound: nobody's rows are shown
    assert [hit["id"] for hit in await found(reading, "thanh toán hai lần")] == [foreign]


async def _member(system: Database, programme_id: UUID, role: str) -> PersonId:
    person = await make_person(system, f"{role}-{programme_id.hex[:4]}@example.com")
    await system.all(
        "update members set programme_id = $1, role = $2 where person_id = $3", programme_id, role, person
    )
    return person
