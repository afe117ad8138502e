"""Markdown pages in and out over HTTP, with the example site of the repository."""

from pathlib import Path
from typing import Any

import httpx

WEEK_1 = "content/1-Worklog/1.1-Week1/_index.md"


def page(
    rows: str,
    *,
    week: int = 1,
    objectives: str = "* Learn the VPC\n",
    achievements: str = "* Knows the VPC\n",
) -> bytes:
    return (
        f'---\ntitle: "Week {week} Worklog"\n---\n\n### Week {week} Objectives:\n\n{objectives}\n### Tasks:\n'
        "| Day | Task | Start Date | Completion Date | Reference Material |\n| --- | --- | --- | --- | --- |\n"
        f"{rows}\n### Week {week} Achievements:\n\n{achievements}"
    ).encode()


ROWS = (
    "| Mon | Read the handbook | 05/10/2026 | 05/10/2026 | <https://example.com/handbook> |\n"
    "| Tue | Drew the routes<br>- public<br>- private | 06/10/2026 | 07/10/2026 | |\n"
    "| Thu | Wrote the tests | 08/10/2026 | 08/10/2026 | |\n"
)


async def put(
    client: httpx.AsyncClient, *files: tuple[str, bytes], dry_run: bool = False
) -> list[dict[str, Any]]:
    answer = await client.post(
        "/v1/pages/import",
        files=[("files", (path, raw, "text/markdown")) for path, raw in files],
        data={"dry_run": str(dry_run).lower()},
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["pages"]


async def outcomes(client: httpx.AsyncClient, *files: tuple[str, bytes]) -> list[str]:
    return [one["outcome"] for one in await put(client, *files)]


async def week(client: httpx.AsyncClient, number: int = 1) -> dict[str, Any]:
    return (await client.get(f"/v1/weeks/{number}")).json()


async def export(client: httpx.AsyncClient, number: int = 1, **query: str) -> bytes:
    answer = await client.get(f"/v1/weeks/{number}/page", params=query)
    assert answer.status_code == 200, answer.text
    return answer.content


def site_files(site: Path) -> list[tuple[str, bytes]]:
    return [
        (path.relative_to(site).as_posix(), path.read_bytes())
        for path in sorted(site.rglob("*.md"))
        if "Week" in path.as_posix()
    ]


async def test_the_example_site_goes_in_and_comes_out_byte_for_byte(
    client: httpx.AsyncClient, example_site: Path
) -> None:
    files = site_files(example_site)
    assert {one["outcome"] for one in await put(client, *files)} == {"created"}
    for stored in (await week(client))["pages"]:
        raw = dict(files)[stored["path"]]
        assert await export(client, 1, lang=stored["language"]) == raw


async def test_importing_what_was_exported_changes_nothing_also_after_entries_were_logged(
    client: httpx.AsyncClient, example_site: Path
) -> None:
    files = site_files(example_site)
    await put(client, *files)
    assert set(await outcomes(client, *files)) == {"unchanged"}
    logged = await client.post(
        "/v1/entries",
        json={
            "text": "Paired on the **deploy** | and:\n- one\n- two",
            "start_on": "2026-10-07",
            "status": "doing",
            "tags": ["ops"],
            "resources": [{"title": "Runbook", "url": "https://example.com/runbook"}],
        },
    )
    assert logged.status_code == 201
    before = await week(client)
    exported = [
        (one["path"], await export(client, 1, lang=one["language"])) for one in (await week(client))["pages"]
    ]
    assert dict(exported) != {path: raw for path, raw in files if path in dict(exported)}
    assert set(await outcomes(client, *exported)) == {"unchanged"}
    after = await week(client)
    assert after["entries"] == before["entries"]
    assert [
        (path, await export(client, 1, lang="vi" if ".vi." in path else "en")) for path, _ in exported
    ] == exported
    assert set(await outcomes(client, *exported)) == {"unchanged"}


async def test_a_week_without_a_page_is_exported_in_the_persons_own_style_and_comes_back_unchanged(
    client: httpx.AsyncClient, example_site: Path
) -> None:
    await put(client, *site_files(example_site))
    await client.post("/v1/entries", json={"text": "Kick-off", "start_on": "2026-11-09"})
    await client.put("/v1/weeks/6/objectives", json={"items": [{"text": "Ship it"}]})
    await client.put("/v1/weeks/6/achievements", json={"items": [{"text": "Shipped it"}]})
    before = await week(client, 6)
    exported = await export(client, 6)
    assert b"Kick-off" in exported
    assert b"Reference Material" in exported  # the columns of the other pages
    assert await outcomes(client, ("content/1-Worklog/1.6-Week6/_index.md", exported)) == ["unchanged"]
    after = await week(client, 6)
    assert {**after, "pages": []} == before
    assert len(after["pages"]) == 1
    assert await export(client, 6) == exported


async def test_an_edited_file_keeps_the_ids_of_its_rows(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(ROWS)))
    before = {entry["text"]: entry for entry in (await week(client))["entries"]}
    edited = ROWS.replace("Read the handbook", "Read the whole handbook").replace(
        "| Thu | Wrote the tests | 08/10/2026 | 08/10/2026 | |\n",
        "| Fri | Held a demo | 09/10/2026 | 09/10/2026 | |\n",
    )
    assert await outcomes(client, (WEEK_1, page(edited))) == ["changed"]
    after = {entry["text"]: entry for entry in (await week(client))["entries"]}
    assert after["Read the whole handbook"]["id"] == before["Read the handbook"]["id"]
    assert after["Read the whole handbook"]["version"] == 2
    assert after["Drew the routes\n- public\n- private"] == before["Drew the routes\n- public\n- private"]
    assert "Wrote the tests" not in after
    assert after["Held a demo"]["start_on"] == "2026-10-09"
    assert await export(client) == page(edited)


async def test_an_edit_made_here_is_not_undone_by_a_file_that_knows_nothing_of_it(
    client: httpx.AsyncClient,
) -> None:
    await put(client, (WEEK_1, page(ROWS)))
    entry = (await week(client))["entries"][0]
    answer = await client.patch(
        f"/v1/entries/{entry['id']}",
        json={"text": "Read and summarised the handbook"},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 200
    assert await outcomes(client, (WEEK_1, page(ROWS))) == ["unchanged"]
    edited = ROWS.replace("Wrote the tests", "Wrote more tests")
    assert await outcomes(client, (WEEK_1, page(edited))) == ["changed"]
    assert [entry["text"] for entry in (await week(client))["entries"]] == [
        "Read and summarised the handbook",
        "Drew the routes\n- public\n- private",
        "Wrote more tests",
    ]


async def test_an_edit_changes_its_own_line_of_the_page_and_no_other(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(ROWS)))
    entry = (await week(client))["entries"][2]
    await client.patch(
        f"/v1/entries/{entry['id']}", json={"end_on": "2026-10-09"}, headers={"If-Match": '"1"'}
    )
    first, last = page(ROWS).split(b"\n"), (await export(client)).split(b"\n")
    changed = [(old, new) for old, new in zip(first, last, strict=True) if old != new]
    assert changed == [
        (
            b"| Thu | Wrote the tests | 08/10/2026 | 08/10/2026 | |",
            b"| Thu | Wrote the tests | 08/10/2026 | 09/10/2026 | |",
        )
    ]


async def test_hours_of_a_page_are_the_entries_and_follow_them(client: httpx.AsyncClient) -> None:
    raw = (
        "---\ntitle: Week 1\n---\n## Tasks\n\n| Task | Date | Số giờ |\n|---|---|---|\n"
        "| Read | 05/10/2026 | 1h30 |\n| Drew | 06/10/2026 | 2 tiếng |\n| Wrote | 07/10/2026 | |\n"
    ).encode()
    await put(client, (WEEK_1, raw))
    entries = (await week(client))["entries"]
    assert [entry["hours"] for entry in entries] == [1.5, 2, None]
    assert await export(client) == raw
    changed = {"hours": 2.25}
    await client.patch(f"/v1/entries/{entries[0]['id']}", json=changed, headers={"If-Match": '"1"'})
    now = await export(client)
    assert now == raw.replace(b"1h30", b"2h15")
    assert await outcomes(client, (WEEK_1, now)) == ["unchanged"]
    assert await outcomes(client, (WEEK_1, now.replace("2 tiếng".encode(), b"4h"))) == ["changed"]
    assert [entry["hours"] for entry in (await week(client))["entries"]] == [2.25, 4, None]


async def test_entries_logged_elsewhere_survive_an_import(client: httpx.AsyncClient) -> None:
    await client.post("/v1/entries", json={"text": "Logged over REST", "start_on": "2026-10-06"})
    assert await outcomes(client, (WEEK_1, page(ROWS))) == ["created"]
    assert "Logged over REST" in [entry["text"] for entry in (await week(client))["entries"]]
    assert await outcomes(client, (WEEK_1, page(ROWS.replace("Wrote the", "Wrote all")))) == ["changed"]
    assert "Logged over REST" in [entry["text"] for entry in (await week(client))["entries"]]


async def test_a_twin_is_kept_beside_the_page_and_makes_no_entries(client: httpx.AsyncClient) -> None:
    twin = page(ROWS.replace("Read the handbook", "Đọc sổ tay thực tập").replace("Day", "Thứ"))
    vietnamese = twin.replace(b"Objectives", "Mục tiêu tuần".encode()).replace(
        b"Tasks:", "Công việc cần làm:".encode()
    )
    vietnamese = vietnamese.replace(
        b"| Day | Task | Start Date |", "| Thứ | Công việc | Ngày bắt đầu |".encode()
    )
    path = WEEK_1.replace(".md", ".vi.md")
    reports = await put(client, (path, vietnamese), (WEEK_1, page(ROWS)))
    assert [(one["path"], one["language"], one["outcome"]) for one in reports] == [
        (path, "vi", "created"),
        (WEEK_1, "en", "created"),
    ]
    here = await week(client)
    assert here["entries"][0]["text"] == "Read the handbook"  # the English one leads
    assert len(here["entries"]) == 3
    assert await export(client, lang="vi") == vietnamese
    assert await export(client, lang="en") == await export(client) == page(ROWS)


async def test_a_page_that_cannot_be_read_is_refused_with_the_remedy_and_the_others_are_saved(
    client: httpx.AsyncClient,
) -> None:
    reports = await put(
        client,
        (WEEK_1, page(ROWS)),
        ("content/1.2-Week2/_index.md", b"# Week 2\n\nNothing here.\n"),
        ("content/1.99-Week99/_index.md", page(ROWS, week=99)),
        ("content/notes.md", page(ROWS).replace(b"Week 1", b"Notes")),
        ("../Week3/_index.md", page(ROWS)),
    )
    assert [(one["outcome"], [fault["field"] for fault in one["errors"]]) for one in reports] == [
        ("created", []),
        ("created", []),  # a page that has a week is kept, whatever else it holds
        ("refused", ["week"]),
        ("refused", ["week"]),
        ("refused", ["path"]),
    ]
    assert "weeks 1 to 12" in reports[2]["errors"][0]["message"]
    assert [one["entries"] for one in (await client.get("/v1/weeks")).json()["items"]][:3] == [3, 1, 0]


async def test_a_dry_run_says_the_same_and_writes_nothing(client: httpx.AsyncClient) -> None:
    dry = await put(client, (WEEK_1, page(ROWS)), dry_run=True)
    assert (await week(client))["entries"] == []
    assert (await week(client))["pages"] == []
    assert await put(client, (WEEK_1, page(ROWS))) == dry


async def test_a_row_without_a_readable_date_is_logged_on_the_first_day_and_reported(
    client: httpx.AsyncClient,
) -> None:
    [report] = await put(client, (WEEK_1, page("| | Tidied up | soon | | |\n| | | | | |\n" + ROWS)))
    assert "no_date" in [warning["kind"] for warning in report["warnings"]]
    assert report["entries"] == 4
    first = (await week(client))["entries"][0]
    assert (first["text"], first["start_on"], first["end_on"]) == ("Tidied up", "2026-10-05", "2026-10-05")
    assert await export(client) == page("| | Tidied up | soon | | |\n| | | | | |\n" + ROWS)


async def test_rows_with_a_date_outside_their_week_stay_in_the_week_of_the_page(
    client: httpx.AsyncClient,
) -> None:
    await put(client, (WEEK_1, page(ROWS + "| Mon | Late work | 12/10/2026 | 13/10/2026 | |\n")))
    assert [(entry["week"], entry["start_on"]) for entry in (await week(client))["entries"]][-1] == (
        1,
        "2026-10-12",
    )


async def test_objectives_follow_the_file_and_keep_what_was_added_here(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(ROWS, objectives="* Learn the VPC\n* Meet the team\n")))
    here = (await week(client))["objectives"]
    await client.put(
        "/v1/weeks/1/objectives",
        json={"items": [{"text": one["text"]} for one in here] + [{"text": "Added here"}]},
    )
    await put(client, (WEEK_1, page(ROWS, objectives="* Learn the VPC\n* Meet the mentor\n")))
    assert [one["text"] for one in (await week(client))["objectives"]] == [
        "Learn the VPC",
        "Meet the mentor",
        "Added here",
    ]


async def test_a_page_that_moved_is_the_same_page(client: httpx.AsyncClient) -> None:
    await put(client, (WEEK_1, page(ROWS)))
    before = (await week(client))["entries"]
    assert await outcomes(client, ("worklog/week-1/_index.md", page(ROWS))) == ["unchanged"]
    after = await week(client)
    assert after["entries"] == before
    assert [one["path"] for one in after["pages"]] == ["worklog/week-1/_index.md"]


async def test_a_week_that_is_none_is_refused_with_those_that_there_are(client: httpx.AsyncClient) -> None:
    for path in ("/v1/weeks/99", "/v1/weeks/99/page", "/v1/weeks/99/twins"):
        answer = await client.get(path)
        assert answer.status_code == 404
        assert "the programme has the weeks 1 to" in answer.json()["detail"]


async def test_an_import_that_is_too_large_is_refused(client: httpx.AsyncClient) -> None:
    big = b"x" * (2 * 1024 * 1024 + 1)
    answer = await client.post("/v1/pages/import", files=[("files", (WEEK_1, big, "text/markdown"))])
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "2 MiB" in answer.json()["detail"]


async def test_when_not_one_page_can_be_taken_the_request_is_refused_with_field_and_remedy(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.post(
        "/v1/pages/import", files={"files": ("Week99/_index.md", b"# Week 99\n\nNo table.\n")}
    )
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    [fault] = answer.json()["errors"]
    assert fault["field"] == "files[Week99/_index.md].week"
    assert "weeks 1 to 12" in fault["message"]
    assert (await client.get("/v1/pages")).json()["items"] == []
