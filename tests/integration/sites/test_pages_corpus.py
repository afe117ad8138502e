"""Real sites over HTTP, when there are any: `WEEKLOG_CORPUS`, or `../shared/corpus` beside the checkout."""

import io
import os
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from weeklog.calendar import numbered_weeks
from weeklog.db.engine import Database
from weeklog.hugo import WeekPages, find_pages
from weeklog.ids import PersonId

CORPUS = Path(os.environ.get("WEEKLOG_CORPUS") or Path(__file__).resolve().parents[4] / "shared" / "corpus")
SITES = int(os.environ.get("WEEKLOG_CORPUS_SITES", "6"))
LEFT_OUT = {("text", "is empty: send a page that says something")}


def sites() -> dict[str, list[WeekPages]]:
    """The largest ones."""
    found: dict[str, list[WeekPages]] = {}
    for week in find_pages(path.relative_to(CORPUS).as_posix() for path in sorted(CORPUS.rglob("*.md"))):
        found.setdefault(week.site, []).append(week)
    largest = sorted(found, key=lambda site: -sum(len(week.paths) for week in found[site]))
    return {site: found[site] for site in largest[:SITES]}


def files_of(weeks: list[WeekPages]) -> list[tuple[str, tuple[str, bytes, str]]]:
    paths = sorted({path for week in weeks for path in week.paths.values()})
    return [("files", (path, (CORPUS / path).read_bytes(), "text/markdown")) for path in paths]


def undated_weeks(weeks: list[WeekPages]) -> list[dict[str, Any]]:
    """For a site whose pages hold no date."""
    numbers = range(min(week.week for week in weeks), max(week.week for week in weeks) + 1)
    days = numbered_weeks(date(2025, 9, 8), len(numbers))
    return [
        {"number": number, "first_day": week.first.isoformat(), "last_day": week.last.isoformat()}
        for number, week in zip(numbers, days, strict=True)
    ]


async def send(client: httpx.AsyncClient, files: Any, **form: str) -> dict[str, Any]:
    answer = await client.post("/v1/pages/import", files=files, data={"background": "false", **form})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def clear(system_owner: Database, person: PersonId) -> None:
    """A new person would need a new token; an empty worklog does as well."""
    async with system_owner.connection() as connection, connection.transaction():
        await connection.execute("select set_config('app.person_id', $1, true)", str(person))
        for table in ("entries", "objectives", "achievements", "pages", "site_answers"):
            await connection.execute(f"delete from {table}")


@pytest.mark.timeout(900)
async def test_sites_of_real_pages_go_in_and_come_out_byte_for_byte(
    client: httpx.AsyncClient, an: PersonId, system: Database, app_database: Database
) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"there is no corpus of real pages at `{CORPUS}`: set WEEKLOG_CORPUS")
    await system.all("update members set role = 'lead' where person_id = $1", an)
    imported = refused = 0
    slowest = 0.0
    for site, weeks in sites().items():
        files = files_of(weeks)
        proposal = (await send(client, files, dry_run="true"))["calendar"]
        calendar = proposal["weeks"] if proposal else undated_weeks(weeks)
        confirmed = await client.put("/v1/programme/weeks", json={"weeks": calendar})
        assert confirmed.status_code == 200, confirmed.text
        begun = time.perf_counter()
        report = await send(client, files)
        slowest = max(slowest, time.perf_counter() - begun)
        assert proposal is None or report["calendar"]["fits"], site
        taken = [one for one in report["pages"] if one["outcome"] != "refused"]
        faults = {
            (one["path"], fault["field"], fault["message"])
            for one in report["pages"]
            for fault in one["errors"]
        }
        assert {(field, message) for _, field, message in faults} <= LEFT_OUT, faults
        sent = {name: raw for _, (name, raw, _) in files}
        imported, refused = imported + len(taken), refused + len(files) - len(taken)
        if not taken:
            continue
        exported = await client.get("/v1/pages/export")
        with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
            here = {name: archive.read(name) for name in archive.namelist()}
        assert here.keys() == {one["path"] for one in taken}
        assert [path for path, raw in here.items() if raw != sent[path]] == []
        assert (await client.get("/v1/pages/export", params={"form": "patch"})).content == b""
        again = await send(client, files)
        assert {one["outcome"] for one in again["pages"]} <= {"unchanged", "refused"}
        await clear(app_database, an)
    print(
        f"{len(sites())} sites: {imported} pages byte for byte, {refused} without a table, slowest {slowest:.2f} s"
    )
