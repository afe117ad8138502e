"""Day files: several pages of one week, each with rows of its own; and pages whose week their person is asked for."""

import io
import zipfile
from typing import Any

import httpx
import pytest

from tests.integration.sites.test_inbox import inbox, settle
from tests.integration.sites.test_pages import export, outcomes, put, week

Files = dict[str, bytes]


def table(day: str, text: str) -> bytes:
    return f"# Notes\n\n| Date | Task |\n| --- | --- |\n| {day} | {text} |\n".encode()


async def exported(client: httpx.AsyncClient) -> Files:
    answer = await client.get("/v1/pages/export")
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def entries(client: httpx.AsyncClient, number: int) -> list[tuple[str, str]]:
    return [(one["text"], one["start_on"]) for one in (await week(client, number))["entries"]]


# Weeks of this programme begin on Monday, 5 October 2026; 19 October opens week 3.
DAYS = ((19, "Dug"), (20, "Filled"), (21, "Planted"))
FAMILIES: dict[str, Files] = {
    "tables, by date": {f"2026-10-{day}.md": table(f"2026-10-{day}", text) for day, text in DAYS},
    "tables, in a folder of the week": {
        f"logs/week3/week3-day{at}.md": table(f"2026-10-{day}", text) for at, (day, text) in enumerate(DAYS)
    },
    "lists without a date": {
        f"2026-10-{day}.md": f"# Notes of the day\n\n- {text}\n".encode() for day, text in DAYS
    },
    "lists without a heading": {f"log/2026-10-{day}-notes.md": f"- {text}\n".encode() for day, text in DAYS},
    "prose": {f"diary/202610{day}.md": f"{text}\n".encode() for day, text in DAYS},
    "day headings": {
        f"2026_10_{day}.md": f"## {day} October 2026\n\n* {text}\n".encode() for day, text in DAYS
    },
    "day first": {f"{day}-10-2026.md": f"- [x] {text}\r\n".encode() for day, text in DAYS},
    "folders of dates": {f"2026/10/{day}.md": f"\ufeff- {text}".encode() for day, text in DAYS},
    "front matter": {
        f"posts/{text.lower()}.md": f"---\ndate: 2026-10-{day}\n---\n\n- {text}\n".encode()
        for day, text in DAYS
    },
    "goals in each": {
        f"2026-10-{day}.md": f"## Objectives\n\n- Build a pond\n- {text}\n\n## Tasks\n\n- {text}\n\n## "
        f"Achievements\n\n- {text} it\n".encode()
        for day, text in DAYS
    },
}


@pytest.mark.parametrize("name", FAMILIES)
async def test_day_files_are_one_weeks_entries_and_go_out_as_they_came(
    client: httpx.AsyncClient, name: str
) -> None:
    files = FAMILIES[name]
    assert await outcomes(client, *files.items()) == ["created"] * 3
    assert await entries(client, 3) == [(text, f"2026-10-{day}") for day, text in DAYS]
    found = await exported(client)
    assert sorted(found.values()) == sorted(files.values())
    assert all(any(path.endswith(sent) for path in found) for sent in files)
    assert await outcomes(client, *files.items()) == ["unchanged"] * 3
    assert await outcomes(client, *found.items()) == ["unchanged"] * 3
    assert (await inbox(client, kind="week_number"))["items"] == []


@pytest.mark.parametrize("name", ["tables, by date", "tables, in a folder of the week", "goals in each"])
async def test_day_files_that_come_one_by_one_in_any_order_are_the_same(
    client: httpx.AsyncClient, name: str
) -> None:
    files = list(FAMILIES[name].items())
    for path, raw in (files[1], files[2], files[0]):
        assert await outcomes(client, (path, raw)) == ["created"]
    assert await entries(client, 3) == [(text, f"2026-10-{day}") for day, text in DAYS]
    assert await exported(client) == dict(files)
    assert await outcomes(client, *files) == ["unchanged"] * 3


async def test_an_edit_changes_the_file_of_its_day_alone(client: httpx.AsyncClient) -> None:
    files = FAMILIES["tables, by date"]
    await put(client, *files.items())
    middle = (await week(client, 3))["entries"][1]
    changed = await client.patch(
        f"/v1/entries/{middle['id']}", json={"text": "Filled it"}, headers={"If-Match": '"1"'}
    )
    assert changed.status_code == 200, changed.text
    edited = files | {"2026-10-20.md": table("2026-10-20", "Filled it")}
    assert await exported(client) == edited
    logged = await client.post("/v1/entries", json={"text": "Weeded", "start_on": "2026-10-21"})
    assert logged.status_code == 201
    now = await exported(client)
    assert b"Weeded" in now["2026-10-21.md"]
    assert {path: raw for path, raw in now.items() if path != "2026-10-21.md"} == {
        path: raw for path, raw in edited.items() if path != "2026-10-21.md"
    }
    ids = [one["id"] for one in (await week(client, 3))["entries"]]
    assert set(await outcomes(client, *now.items())) == {"unchanged"}
    assert sorted(one["id"] for one in (await week(client, 3))["entries"]) == sorted(ids)


async def test_a_changed_file_changes_its_own_entries_and_the_ids_of_others_stay(
    client: httpx.AsyncClient,
) -> None:
    files = FAMILIES["goals in each"]
    await put(client, *files.items())
    before = await week(client, 3)
    assert [one["text"] for one in before["objectives"]] == ["Build a pond", "Dug", "Filled", "Planted"]
    later = files["2026-10-20.md"].replace(b"- Filled\n", b"- Filled twice\n")
    assert await outcomes(client, ("2026-10-20.md", later)) == ["changed"]
    after = await week(client, 3)
    assert [one["text"] for one in after["entries"]] == ["Dug", "Filled twice", "Planted"]
    assert [one["id"] for one in after["entries"]] == [one["id"] for one in before["entries"]]
    assert [one["text"] for one in after["objectives"]] == ["Build a pond", "Dug", "Filled twice", "Planted"]
    assert await exported(client) == files | {"2026-10-20.md": later}


async def test_the_translation_of_a_day_file_makes_no_entries(client: httpx.AsyncClient) -> None:
    files = dict(FAMILIES["tables, by date"])
    files["2026-10-20.vi.md"] = (
        "# Ghi chép\n\n| Ngày | Công việc |\n| --- | --- |\n| 2026-10-20 | Đổ nước |\n".encode()
    )
    assert set(await outcomes(client, *files.items())) == {"created"}
    assert await entries(client, 3) == [(text, f"2026-10-{day}") for day, text in DAYS]
    assert await exported(client) == files


async def test_the_same_rows_at_two_paths_are_refused(client: httpx.AsyncClient) -> None:
    raw = table("2026-10-19", "Dug")
    reports = await put(client, ("2026-10-19.md", raw), ("copy/2026-10-19.md", raw))
    assert [one["outcome"] for one in reports] == ["created", "refused"]


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("log.md", b"- Dug\n"),
        ("2025-01-01.md", b"- Dug\n"),  # in no week of the programme
        ("05-11-2026.md", b"- Dug\n"),  # 5 November or 11 May: only one is in the programme, but see below
        ("10-11-2026.md", b"- Dug\n"),  # 10 November or 11 October: both are
        ("day12.md", b"- Dug\n"),  # Friday of week 2 by the calendar, Tuesday of week 3 by working days
        ("notes.md", b"| Date | Task |\n| --- | --- |\n| 2026-10-06 | Dug |\n| 2026-10-20 | Filled |\n"),
        ("2026-10-19.md", b"# Week 5\n\n- Dug\n"),
    ],
)
async def test_a_week_that_nobody_can_tell_is_asked_for(
    client: httpx.AsyncClient, path: str, raw: bytes
) -> None:
    [report] = await put(client, (path, raw))
    if path.startswith("05-11"):
        assert report["week"] == 5
        return
    assert (report["outcome"], report["week"], report["entries"]) == ("created", None, 0)
    [question] = (await inbox(client))["items"]
    assert (question["path"], question["kind"], question["week"]) == (path, "week_number", None)
    assert question["evidence"]
    assert [one["value"] for one in question["choices"]] == [str(number) for number in range(1, 13)]
    assert await exported(client) == {path: raw}
    assert await outcomes(client, (path, raw)) == ["unchanged"]
    [page] = (await client.get("/v1/pages")).json()["items"]
    assert (page["week"], page["ambiguities"]) == (None, 1)
    settled: dict[str, Any] = await settle(client, path, "week", "4")
    assert settled["pages"][0]["week"] == 4
    assert [text for text, _ in await entries(client, 4)][:1] in ([], ["Dug"])
    assert list((await exported(client)).values()) == [raw]
    assert await outcomes(client, (path, raw)) == ["unchanged"]
    assert (await inbox(client, kind="week_number"))["items"] == []


NEWEST_FIRST = "".join(
    f"## Week {number}\n\n| Date | Task |\n| --- | --- |\n| {day} | Chore {number} |\n\n"
    for number, day in ((3, "2026-10-19"), (2, "2026-10-12"), (1, "2026-10-05"))
).encode()
BY_DAYS = b"# Log\n\n" + b"".join(
    f"## {day}\n\n- Chore of {day}\n\n".encode()
    for day in ("2026-10-20", "2026-10-19", "2026-10-13", "2026-10-05")
)


@pytest.mark.parametrize("raw", [NEWEST_FIRST, BY_DAYS])
async def test_many_weeks_newest_first_are_a_page_each_and_one_file(
    client: httpx.AsyncClient, raw: bytes
) -> None:
    assert await outcomes(client, ("logs/log.md", raw)) == ["created"] * 3
    assert [len(await entries(client, number)) for number in (1, 2, 3)] in ([1, 1, 1], [1, 1, 2])
    assert await exported(client) == {"logs/log.md": raw}
    assert await export(client, 2) == raw
    assert await outcomes(client, ("logs/log.md", raw)) == ["unchanged"] * 3


@pytest.mark.parametrize("name", ["logs/log.md", "worklog/2026-10-19.md", "log/notes/day.markdown"])
async def test_a_folder_that_names_no_week_comes_in_whole(client: httpx.AsyncClient, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, b"# Week 3\n\n## Tasks\n\n- Dug\n")
        archive.writestr("README.md", b"# About\n")
    answer = await client.post("/v1/pages/import", files={"files": ("site.zip", packed.getvalue())})
    assert answer.status_code == 200, answer.text
    assert [(one["path"], one["week"]) for one in answer.json()["pages"]] == [(name, 3)]
