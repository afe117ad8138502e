"""A file of several weeks over HTTP, and answers that make more of a page's lines entries."""

import io
import zipfile

import httpx

from tests.integration.sites.test_inbox import settle
from tests.integration.sites.test_pages import export, outcomes, put, week

LOG = (
    b"# Log of my placement\r\n\r\n"
    b"## Week 1\r\n\r\n| Date | Task | Status |\r\n| --- | --- | --- |\r\n| 2026-10-05 | Dug | Done |\r\n\r\n"
    b"## Week 2\r\n\r\n| Date | Task | Status |\r\n| --- | --- | --- |\r\n| 2026-10-12 | Filled | Done |\r\n"
)
UNNAMED = (
    b"---\ntitle: Week 1\n---\n\n| Foo | Date | Bar |\n| --- | --- | --- |\n"
    b"| Dug | 2026-10-05 | x |\n| Filled | soon | y |\n"
)


async def test_each_week_of_a_file_has_its_entries_and_the_file_comes_out_as_it_was(
    client: httpx.AsyncClient,
) -> None:
    assert await outcomes(client, ("logs/log.md", LOG)) == ["created", "created"]
    for number, text in ((1, "Dug"), (2, "Filled")):
        assert [entry["text"] for entry in (await week(client, number))["entries"]] == [text]
        assert await export(client, number) == LOG
    with zipfile.ZipFile(io.BytesIO((await client.get("/v1/pages/export")).content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"logs/log.md": LOG}
    assert await outcomes(client, ("logs/log.md", LOG)) == ["unchanged", "unchanged"]


async def test_an_edit_of_one_week_changes_its_line_of_the_file(client: httpx.AsyncClient) -> None:
    await put(client, ("logs/log.md", LOG))
    [entry] = (await week(client, 2))["entries"]
    changed = await client.patch(
        f"/v1/entries/{entry['id']}", json={"text": "Filled it"}, headers={"If-Match": '"1"'}
    )
    assert changed.status_code == 200, changed.text
    edited = LOG.replace(b"| Filled |", b"| Filled it |")
    assert await export(client, 1) == edited
    patch = (await client.get("/v1/pages/export", params={"form": "patch"})).content
    assert b"a/logs/log.md" in patch
    assert patch.count(b"\n-") == 2  # the file's name, and the line
    grown = edited + b"\r\n## Week 3\r\n\r\n| Date | Task |\r\n| --- | --- |\r\n| 2026-10-19 | Planted |\r\n"
    assert await outcomes(client, ("logs/log.md", grown)) == ["unchanged", "unchanged", "created"]
    assert await export(client, 3) == grown


async def test_a_file_with_a_week_that_the_programme_has_not_is_refused_whole(
    client: httpx.AsyncClient,
) -> None:
    raw = LOG.replace(b"## Week 2", b"## Week 99")
    answer = await client.post("/v1/pages/import", files={"files": ("logs/log.md", raw)})
    assert answer.status_code == 422
    assert "weeks 1 to 12" in answer.text
    assert "other part" in answer.text
    assert (await client.get("/v1/pages")).json()["items"] == []


async def test_an_answer_that_names_the_task_column_makes_entries_and_taking_it_back_removes_them(
    client: httpx.AsyncClient,
) -> None:
    [report] = await put(client, ("week1/_index.md", UNNAMED))
    [asked] = [one for one in report["ambiguities"] if one["kind"] == "task_column"]
    assert asked["chosen"] is None
    value = next(choice["value"] for choice in asked["choices"] if "Foo" in choice["label"])
    await settle(client, "week1/_index.md", asked["key"], value)
    entries = (await week(client))["entries"]
    assert [(one["text"], one["start_on"]) for one in entries] == [
        ("Dug", "2026-10-05"),
        ("Filled", "2026-10-05"),
    ]
    assert await export(client) == UNNAMED
    gone = await client.delete(f"/v1/entries/{entries[0]['id']}", headers={"If-Match": '"1"'})
    assert gone.status_code == 204, gone.text
    taken_back = await client.delete(
        "/v1/pages/inbox/settle", params={"path": "week1/_index.md", "key": asked["key"], "scope": "page"}
    )
    assert taken_back.status_code == 200, taken_back.text
    assert (await week(client))["entries"] == []
    assert await export(client) == UNNAMED
