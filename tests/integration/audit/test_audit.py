"""The audit log of a programme: what is in it, who reads it, and that nobody changes it."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


async def lines(client: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/v1/audit", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def latest(client: httpx.AsyncClient) -> dict[str, Any]:
    return (await lines(client, limit=1))[0]


async def texts(client: httpx.AsyncClient) -> list[str]:
    return [line["text"] for line in await lines(client)]


async def test_each_change_of_the_programme_is_told_once_with_who_made_it(scene: Scene) -> None:
    before = len(await texts(scene.dung))
    an, binh, chi = (str(one) for one in (scene.team.an, scene.team.binh, scene.team.chi))
    names = {
        one["person_id"]: one["name"]
        for one in (await scene.dung.get("/v1/programme/members")).json()["items"]
    }
    dung = names[str(scene.team.dung)]
    steps: list[tuple[str, str, Any, str | None]] = [
        ("PATCH", f"/v1/programme/members/{binh}", {"role": "mentor"},
            "changed the role of {binh} from member to mentor"),
        ("PUT", f"/v1/programme/members/{an}/mentors", {"mentors": [chi, binh]}, "made {binh} a mentor of {an}"),
        ("PUT", f"/v1/programme/members/{an}/mentors", {"mentors": [chi]}, None),
        ("POST", "/v1/programme/invitations", {"role": "member", "uses": 3, "days": 2},
            "invited 3 as member by a link"),
        ("POST", "/v1/programme/invitations", {"role": "mentor", "email": "new@example.com"},
            "invited one address as mentor"),
        ("PATCH", "/v1/programme", {"review_at": "16:00", "quiet_from": "21:00"},
            "changed the programme: quiet hours, time of the review"),
        ("PUT", "/v1/programme/assistant",
            {"model": "openai:m", "base_url": "https://models.example.com/v1", "api_key": "sk-hidden-1234"},
            "chose the language model openai:m at models.example.com"),
        ("DELETE", "/v1/programme/assistant", None, "removed the language model openai:m"),
        ("POST", "/v1/absences", {"person_id": an, "first_day": "2026-10-08", "reason": "sick"},
            "recorded that {an} is away, 2026-10-08"),
        ("POST", f"/v1/programme/members/{an}/password-link", None, "made a password link for {an}"),
        ("DELETE", f"/v1/programme/members/{binh}", None, "removed {binh}"),
    ]  # fmt: skip
    expected: list[str] = []
    for method, path, body, told in steps:
        headers = (
            {"If-Match": (await scene.dung.get("/v1/programme")).headers["ETag"]}
            if path == "/v1/programme"
            else {}
        )
        answer = await scene.dung.request(method, path, json=body, headers=headers)
        assert answer.is_success, (path, answer.text)
        sentence = (
            f"{dung} {told.format(an=names[an], binh=names[binh])}."
            if told
            else f"{names[binh]} no longer mentors {names[an]}, by {dung}."
        )
        expected.append(sentence)
    found = list(reversed((await texts(scene.dung))[: -before or None]))
    assert [one for one in found if one in expected] == expected
    assert [one for one in found if one not in expected] == []
    assert "hidden" not in str(await lines(scene.dung))


async def test_a_calendar_and_the_archive_of_the_programme_are_told(scene: Scene) -> None:
    weeks = [
        {
            "number": n,
            "first_day": f"2026-10-{5 + 7 * (n - 1):02}",
            "last_day": f"2026-10-{11 + 7 * (n - 1):02}",
        }
        for n in (1, 2, 3)
    ]
    assert (await scene.dung.put("/v1/programme/weeks", json={"weeks": weeks})).is_success
    assert (await scene.dung.post("/v1/programme/archive")).is_success
    assert (await scene.dung.post("/v1/programme/unarchive")).is_success
    told = [line["action"] for line in await lines(scene.dung)][:4]
    assert told[:2] == ["programme.unarchived", "programme.archived"]
    assert "calendar.changed" in told


async def test_others_read_what_concerns_them_alone(scene: Scene) -> None:
    await scene.dung.post(f"/v1/programme/members/{scene.team.an}/password-link")
    await scene.dung.get("/v1/export", params={"format": "csv", "person": str(scene.team.binh)})
    await scene.dung.get("/v1/export", params={"format": "csv", "everyone": "true"})
    exported, of_everybody = "worklog.exported", {"everyone": True}
    assert (await latest(scene.an))["action"] == "password_link.made"
    assert (await latest(scene.binh))["action"] == exported
    assert all(
        str(scene.team.an) not in str(line)
        for line in await lines(scene.binh)
        if line["action"] != "mentor.added"
    )
    assert (await latest(scene.dung))["details"] == of_everybody
    ours = {line["id"] for line in await lines(scene.dung)}
    assert not ours & {line["id"] for line in await lines(scene.stranger)}
    own = await scene.an.get("/v1/export", params={"format": "csv"})
    assert own.is_success
    assert (await latest(scene.an))["action"] == "password_link.made"


async def test_a_review_of_somebody_else_that_leaves_as_a_file_is_told(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    await scene.an.post(f"/v1/reviews/{review}/submit")
    await scene.chi.post(f"/v1/reviews/{review}/approve")
    for client in (scene.an, scene.chi):  # one's own is nobody's business
        for path in (f"/v1/reviews/{review}.md", f"/v1/reviews/{review}/snapshot"):
            assert (await client.get(path)).is_success, path
    told = [line["text"] for line in await lines(scene.an) if line["action"] == "review.exported"]
    assert told == [
        "Chi Le exported the review of week 1 of An Nguyen as a signed file.",
        "Chi Le exported the review of week 1 of An Nguyen as Markdown.",
    ]


async def test_pages_follow_each_other(scene: Scene) -> None:
    for hour in range(10, 16):
        etag = (await scene.dung.get("/v1/programme")).headers["ETag"]
        await scene.dung.patch("/v1/programme", json={"review_at": f"{hour}:30"}, headers={"If-Match": etag})
    whole, cursor, seen = await lines(scene.dung, limit=200), None, []
    while True:
        page = (
            await scene.dung.get("/v1/audit", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += page["items"]
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == whole
    refused = await scene.dung.get("/v1/audit", params={"cursor": "x"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "cursor")


@pytest.mark.parametrize("change", ["update audit set action = 'member.left'", "delete from audit"])
async def test_nobody_changes_a_line(scene: Scene, change: str) -> None:
    parts = scene.gateway.app.state.parts
    for store in (parts.store, parts.system_store):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with store.begin(scene.team.dung) as work:
                await work.run(change)


async def test_nobody_writes_a_line_in_anothers_name(scene: Scene) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with scene.gateway.app.state.parts.store.begin(scene.team.an) as work:
            await work.run(
                "insert into audit (programme_id, actor_id, action) values ($1, $2, 'member.left')",
                scene.team.programme_id, scene.team.dung,
            )  # fmt: skip
