"""What imported pages leave open, and what becomes of their entries when a person settles it."""

from typing import Any

import httpx

from tests.support.people import make_person
from weeklog.db.engine import Database

WEEK_1 = "content/1-Worklog/1.1-Week1/_index.md"
WEEK_2 = "content/1-Worklog/1.2-Week2/_index.md"
WEEK_2_VI = "content/1-Worklog/1.2-Week2/_index.vi.md"

EITHER = "| | Read | 05/10/2026 | 05/10/2026 | |\n| | Drew | 06/10/2026 | 07/10/2026 | |\n"
SLIP = "| Mon | Read | 011/10/2026 | 011/10/2026 | |\n| Tue | Drew | 06/10/2026 | 06/10/2026 | |\n"
REVERSED = "| Mon | Read | 13/10/2026 | 12/10/2026 | |\n"
PROVED = "| Tue | Drew | 13/10/2026 | 13/10/2026 | |\n"
DIGITS = "| 9 | Wrote | 12/10/2026 | 12/10/2026 | |\n| 9 | Tested | 12/10/2026 | 12/10/2026 | |\n"


def page(rows: str, week: int = 1) -> bytes:
    return (
        f'---\ntitle: "Week {week} Worklog"\n---\n\n### Week {week} Objectives:\n\n* Learn\n\n### Tasks:\n'
        "| Day | Task | Start Date | Completion Date | Reference Material |\n| --- | --- | --- | --- | --- |\n"
        f"{rows}\n### Week {week} Achievements:\n\n* Learned\n"
    ).encode()


def vietnamese(rows: str, week: int) -> bytes:
    return (
        f'---\ntitle: "Nhật ký tuần {week}"\n---\n\n### Mục tiêu tuần {week}:\n\n* Học\n\n### Công việc cần làm:\n'
        "| Thứ | Công việc | Ngày bắt đầu | Ngày hoàn thành | Nguồn tài liệu |\n| --- | --- | --- | --- | --- |\n"
        f"{rows}\n### Kết quả đạt được tuần {week}:\n\n* Đã học\n"
    ).encode()


async def put(client: httpx.AsyncClient, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    answer = await client.post(
        "/v1/pages/import", files=[("files", (path, raw, "text/markdown")) for path, raw in files]
    )
    assert answer.status_code == 200, answer.text
    assert {one["outcome"] for one in answer.json()["pages"]} <= {"created", "changed", "unchanged"}
    return answer.json()["pages"]


async def inbox(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get("/v1/pages/inbox", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def asked(client: httpx.AsyncClient) -> list[tuple[str, str]]:
    return [(one["path"], one["key"]) for one in (await inbox(client))["items"]]


async def settle(
    client: httpx.AsyncClient, path: str, key: str, value: str, scope: str = "page"
) -> dict[str, Any]:
    answer = await client.post(
        "/v1/pages/inbox/settle", json={"path": path, "key": key, "value": value, "scope": scope}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def days(client: httpx.AsyncClient, week: int = 1) -> list[tuple[str, str]]:
    entries = (await client.get(f"/v1/weeks/{week}")).json()["entries"]
    return [(entry["start_on"], entry["end_on"]) for entry in entries]


async def export(client: httpx.AsyncClient, week: int = 1, lang: str = "en") -> bytes:
    return (await client.get(f"/v1/weeks/{week}/page", params={"lang": lang})).content


async def test_a_question_says_what_was_guessed_and_from_what(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    found = await inbox(client)
    [question] = found["items"]
    assert found["open"] == 1
    assert (question["path"], question["week"], question["language"], question["kind"]) == (
        WEEK_1,
        1,
        "en",
        "day_month",
    )
    assert question["chosen"] == "DM"
    assert [choice["value"] for choice in question["choices"]] == ["DM", "MD"]
    assert question["scopes"] == ["page", "site"]
    assert question["evidence"]
    line: int = question["place"]["line"]
    assert page(EITHER).splitlines()[line - 1].startswith(b"| | Read")


async def test_settling_a_question_makes_it_disappear_and_moves_the_days_of_its_entries(
    client: httpx.AsyncClient,
) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    ids = [entry["id"] for entry in (await client.get("/v1/weeks/1")).json()["entries"]]
    assert await days(client) == [("2026-10-05", "2026-10-05"), ("2026-10-06", "2026-10-07")]
    settled = await settle(client, WEEK_1, "day_month", "MD")
    assert (settled["settled"], settled["open"]) == (1, 0)
    [report] = settled["pages"]
    assert (report["path"], report["outcome"], report["ambiguities"]) == (WEEK_1, "changed", [])
    assert await days(client) == [("2026-05-10", "2026-05-10"), ("2026-06-10", "2026-07-10")]
    entries = (await client.get("/v1/weeks/1")).json()["entries"]
    assert [(entry["id"], entry["version"]) for entry in entries] == [(one, 2) for one in ids]
    assert await asked(client) == []
    assert await export(client) == page(EITHER)


async def test_an_answer_outlives_the_next_import_of_its_page(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    await settle(client, WEEK_1, "day_month", "MD")
    assert [one["outcome"] for one in await put(client, (WEEK_1, page(EITHER)))] == ["unchanged"]
    more = EITHER + "| | Wrote | 08/10/2026 | 08/10/2026 | |\n"
    assert [one["outcome"] for one in await put(client, (WEEK_1, page(more)))] == ["changed"]
    assert (await days(client))[-1] == ("2026-08-10", "2026-08-10")
    assert await asked(client) == []


async def test_an_answer_that_is_taken_back_opens_the_question_again_and_moves_the_days_back(
    client: httpx.AsyncClient,
) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    before = await days(client)
    await settle(client, WEEK_1, "day_month", "MD")
    name = {"path": WEEK_1, "key": "day_month", "scope": "page"}
    answer = await client.request("DELETE", "/v1/pages/inbox/settle", params=name)
    assert (answer.status_code, answer.json()["settled"], answer.json()["open"]) == (200, 1, 1)
    assert await days(client) == before
    again = await client.request("DELETE", "/v1/pages/inbox/settle", params=name)
    assert (again.status_code, again.json()["detail"]) == (404, "there is no such answer, or it is not yours")


async def test_an_answer_can_be_changed(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    await settle(client, WEEK_1, "day_month", "MD")
    assert (await settle(client, WEEK_1, "day_month", "DM"))["settled"] == 1
    assert (await days(client))[0] == ("2026-10-05", "2026-10-05")
    assert (await settle(client, WEEK_1, "day_month", "DM"))["settled"] == 0


async def test_a_day_that_was_edited_here_is_not_moved_by_an_answer(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    first = (await client.get("/v1/weeks/1")).json()["entries"][0]
    await client.patch(
        f"/v1/entries/{first['id']}",
        json={"start_on": "2026-10-09", "end_on": "2026-10-09"},
        headers={"If-Match": '"1"'},
    )
    await settle(client, WEEK_1, "day_month", "MD")
    assert await days(client) == [("2026-10-09", "2026-10-09"), ("2026-06-10", "2026-07-10")]
    assert b"| | Drew | 06/10/2026 | 07/10/2026 | |" in await export(client)


async def test_an_answer_for_the_site_holds_where_the_same_is_asked_in_that_language(
    client: httpx.AsyncClient,
) -> None:
    second = EITHER.replace("05/10", "12/10").replace("06/10", "12/10").replace("07/10", "12/10")
    await put(client, (WEEK_1, page(EITHER)), (WEEK_2, page(second, 2)), (WEEK_2_VI, vietnamese(second, 2)))
    assert [path for path, _ in await asked(client)] == [WEEK_1, WEEK_2, WEEK_2_VI]
    settled = await settle(client, WEEK_1, "day_month", "MD", "site")
    assert (settled["settled"], settled["open"]) == (2, 1)
    assert [one["path"] for one in settled["pages"]] == [WEEK_1, WEEK_2]
    assert await days(client, 2) == [("2026-12-10", "2026-12-10")] * 2
    assert await asked(client) == [(WEEK_2_VI, "day_month")]
    third = EITHER.replace("10/2026", "11/2026")
    await put(client, ("content/1-Worklog/1.5-Week5/_index.md", page(third, 5)))
    assert (await days(client, 5))[0] == ("2026-05-11", "2026-05-11")  # a page that comes later, too
    name = {"path": WEEK_2, "key": "day_month", "scope": "site"}
    back = (await client.request("DELETE", "/v1/pages/inbox/settle", params=name)).json()
    assert back["settled"] == 3
    assert (await days(client))[0] == ("2026-10-05", "2026-10-05")


async def test_an_answer_for_the_site_leaves_alone_what_a_page_proves_or_its_person_settled(
    client: httpx.AsyncClient,
) -> None:
    second = EITHER.replace("05/10", "12/10").replace("06/10", "12/10").replace("07/10", "12/10")
    await put(client, (WEEK_1, page(EITHER)), (WEEK_2, page(second, 2)))
    await put(client, ("content/1.3-Week3/_index.md", page(PROVED.replace("13/10", "20/10"), 3)))
    await settle(client, WEEK_2, "day_month", "DM", "page")
    await settle(client, WEEK_1, "day_month", "MD", "site")
    assert await days(client, 2) == [("2026-10-12", "2026-10-12")] * 2
    assert await days(client, 3) == [("2026-10-20", "2026-10-20")]


async def test_a_mistyped_day_is_settled_by_a_choice_or_by_any_day(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(SLIP)))
    keys = [key for _, key in await asked(client)]
    assert "date:011/10/2026" in keys
    settled = await settle(client, WEEK_1, "date:011/10/2026", "2026-10-08", "row")
    assert settled["settled"] == 1
    assert (await days(client))[0] == ("2026-10-08", "2026-10-08")
    assert "date:011/10/2026" not in [key for _, key in await asked(client)]
    assert await export(client) == page(SLIP)


async def test_reversed_dates_take_two_days(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_2, page(REVERSED, 2)))
    [key] = [key for _, key in await asked(client) if key.startswith("reversed")]
    await settle(client, WEEK_2, key, "2026-10-12/2026-10-13", "row")
    assert await days(client, 2) == [("2026-10-12", "2026-10-13")]


async def test_what_cannot_be_settled_so_is_refused_with_the_field_and_the_remedy(
    client: httpx.AsyncClient,
) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    good = {"path": WEEK_1, "key": "day_month", "value": "MD", "scope": "page"}
    cases = [
        ({"value": "YM"}, 422, "value", "`DM`, `MD`"),
        ({"value": "2026-10-05"}, 422, "value", "`DM`, `MD`"),
        ({"key": "year"}, 422, "key", "GET /v1/pages/inbox"),
        ({"scope": "row"}, 422, "scope", "page or site"),
        ({"path": "nowhere.md"}, 404, "", "no such page"),
        ({"value": ""}, 422, "value", "empty"),
        ({"scope": "world"}, 422, "scope", "'row'"),
    ]
    for change, status, field, remedy in cases:
        answer = await client.post("/v1/pages/inbox/settle", json=good | change)
        problem = answer.json()
        assert (answer.status_code, [one["field"] for one in problem["errors"]]) == (
            status,
            [field] if field else [],
        )
        assert remedy in problem["detail"]
    assert len(await asked(client)) == 1


async def test_the_inbox_comes_in_parts_and_by_page_and_kind(client: httpx.AsyncClient) -> None:
    await put(
        client, (WEEK_1, page(EITHER + "| Fri | Rested | 32/10/2026 | | |\n")), (WEEK_2, page(REVERSED, 2))
    )
    whole = (await inbox(client))["items"]
    assert len(whole) >= 3
    parts: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        part = await inbox(client, limit=1, **({"cursor": cursor} if cursor else {}))
        parts += part["items"]
        assert part["open"] == len(whole)
        cursor = part["next_cursor"]
        if cursor is None:
            break
    assert parts == whole
    assert {one["path"] for one in (await inbox(client, path=WEEK_2))["items"]} == {WEEK_2}
    kinds = {one["kind"] for one in (await inbox(client, kind="reversed_dates"))["items"]}
    assert kinds == {"reversed_dates"}
    answer = await client.get("/v1/pages/inbox", params={"cursor": "nonsense"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


async def test_nobody_sees_or_settles_another_persons_questions(
    client: httpx.AsyncClient, gateway: Any, system: Database
) -> None:
    await put(client, (WEEK_1, page(EITHER)))
    async with await gateway.client_of(await make_person(system, "binh@example.com")) as other:
        assert await inbox(other) == {"items": [], "next_cursor": None, "open": 0}
        answer = await other.post(
            "/v1/pages/inbox/settle",
            json={"path": WEEK_1, "key": "day_month", "value": "MD", "scope": "site"},
        )
        assert answer.status_code == 404
        assert (await other.get("/v1/pages/export")).status_code == 404
    assert len(await asked(client)) == 1


async def test_lint_is_of_the_pages_as_they_would_be_exported_now(client: httpx.AsyncClient) -> None:
    rows = PROVED + "| Wed | Wrote to someone@company.example.org | 14/10/2026 | 14/10/2026 | |\n"
    [report] = await put(client, (WEEK_2, page(rows, 2)))
    found = (await client.get("/v1/pages/lint")).json()["items"]
    assert found
    assert found == [{"path": WEEK_2, **one} for one in report["lint"]]
    [kind] = {one["kind"] for one in found if one["level"] == "warning"}
    counted = (await client.get("/v1/pages")).json()["items"]
    assert [(one["path"], one["findings"]) for one in counted] == [(WEEK_2, len(found))]
    entry = (await client.get("/v1/weeks/2")).json()["entries"][1]
    await client.patch(
        f"/v1/entries/{entry['id']}", json={"text": "Wrote to a colleague"}, headers={"If-Match": '"1"'}
    )
    after = (await client.get("/v1/pages/lint", params={"path": WEEK_2})).json()["items"]
    assert kind not in {one["kind"] for one in after}
    notes = (await client.get("/v1/pages/lint", params={"level": "note"})).json()["items"]
    assert {one["level"] for one in notes} <= {"note"}


async def test_what_a_page_does_not_say_of_its_entries_is_told(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_2, b"---\ntitle: Week 2\n---\n## Tasks\n- Drew the routes\n"))
    asked = {"kind": "not_on_page"}
    assert (await client.get("/v1/pages/lint", params=asked)).json()["items"] == []
    entry = (await client.get("/v1/weeks/2")).json()["entries"][0]
    change = {"start_on": "2026-10-15", "end_on": "2026-10-15", "tags": ["net"]}
    await client.patch(f"/v1/entries/{entry['id']}", json=change, headers={"If-Match": '"1"'})
    await client.post("/v1/entries", json={"text": "Measured", "start_on": "2026-10-06", "hours": 2})
    found = (await client.get("/v1/pages/lint", params=asked)).json()["items"]
    assert [(one["path"], one["level"], one["line"] > 0) for one in found] == [
        (WEEK_2, "warning", True),
        (WEEK_2, "note", True),
        ("week-1/_index.md", "note", True),
    ]
    assert "2026-10-15" in found[0]["message"]
    of_week = (await client.get("/v1/pages/lint", params=asked | {"week": "1"})).json()["items"]
    assert of_week == found[2:]


async def test_twins_that_drift_are_shown_side_by_side(client: httpx.AsyncClient) -> None:
    await put(
        client,
        (WEEK_2, page(PROVED, 2)),
        (WEEK_2_VI, vietnamese(PROVED.replace("13/10/2026 | |", "15/10/2026 | |"), 2)),
    )
    [drift] = (await client.get("/v1/weeks/2/twins")).json()["items"]
    assert (drift["kind"], drift["field"], drift["row"]) == ("end", "end_on", 0)
    assert (drift["left"]["path"], drift["left"]["value"]) == (WEEK_2, "2026-10-13")
    assert (drift["right"]["path"], drift["right"]["value"]) == (WEEK_2_VI, "2026-10-15")
    raw = vietnamese(PROVED.replace("13/10/2026 | |", "15/10/2026 | |"), 2).splitlines()
    assert b"15/10/2026" in raw[drift["right"]["line"] - 1]
    alone = await client.get("/v1/weeks/1/twins")
    assert (alone.status_code, "both languages" in alone.json()["detail"]) == (409, True)
