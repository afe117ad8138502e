"""A programme's calendar: read off uploaded pages, confirmed by its lead."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from weeklog.db.engine import Database
from weeklog.ids import PersonId

STARTS = date(2026, 9, 4)  # a Friday


def page(week: int, first: date) -> bytes:
    rows = "".join(
        f"| | Task {number} | {day:%d/%m/%Y} | {day:%d/%m/%Y} | |\n"
        for number, day in enumerate(first + timedelta(days=index) for index in range(4))
    )
    return (
        f"### Week {week} Objectives:\n\n* Learn\n\n### Tasks:\n"
        "| Day | Task | Start Date | Completion Date | Reference Material |\n| --- | --- | --- | --- | --- |\n"
        f"{rows}| | Undated | | | |\n\n### Week {week} Achievements:\n\n* Learned\n"
    ).encode()


def path(week: int) -> str:
    return f"content/1.{week}-Week{week}/_index.md"


async def send(client: httpx.AsyncClient, *weeks: tuple[int, date], dry_run: bool = False) -> dict[str, Any]:
    files = [("files", (path(week), page(week, first), "text/markdown")) for week, first in weeks]
    answer = await client.post("/v1/pages/import", files=files, data={"dry_run": str(dry_run).lower()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def weeks_from(first: date, count: int = 12) -> list[dict[str, Any]]:
    days = [first + timedelta(days=7 * index) for index in range(count)]
    return [
        {
            "number": number,
            "first_day": day.isoformat(),
            "last_day": (day + timedelta(days=6)).isoformat(),
        }
        for number, day in enumerate(days, 1)
    ]


FRIDAYS = [
    (week, STARTS + timedelta(days=7 * (week - 1) + (14 if week > 3 else 0))) for week in (1, 2, 3, 5, 6)
]


@pytest.fixture
async def lead(client: httpx.AsyncClient, an: PersonId, system: Database) -> httpx.AsyncClient:
    await system.all("update members set role = 'lead' where person_id = $1", an)
    return client


async def test_the_programme_tells_its_weeks(client: httpx.AsyncClient) -> None:
    programme = (await client.get("/v1/programme")).json()
    assert (programme["name"], programme["starts_on"], programme["role"]) == (
        "Internship",
        "2026-10-05",
        "member",
    )
    assert programme["weeks"] == weeks_from(date(2026, 10, 5))


async def test_pages_propose_a_calendar_that_can_be_confirmed_as_it_is(lead: httpx.AsyncClient) -> None:
    proposal = (await send(lead, *FRIDAYS, dry_run=True))["calendar"]
    assert (proposal["starts_on"], proposal["weekday"], proposal["fits"]) == ("2026-09-04", 4, False)
    assert [week["number"] for week in proposal["weeks"]] == [1, 2, 3, 4, 5, 6]
    assert proposal["weeks"][4]["first_day"] == "2026-10-16"
    assert len(proposal["gaps"]) == 1
    assert any("week 4" in said for said in proposal["evidence"])
    confirmed = await lead.put("/v1/programme/weeks", json={"weeks": proposal["weeks"]})
    assert confirmed.status_code == 200, confirmed.text
    assert confirmed.json()["starts_on"] == "2026-09-04"
    assert (await lead.get("/v1/programme")).json() == confirmed.json()
    report = await send(lead, *FRIDAYS)
    assert report["calendar"]["fits"]
    assert {one["outcome"] for one in report["pages"]} == {"created"}


async def test_pages_without_dates_propose_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/v1/pages/import",
        files=[("files", ("notes.md", b"# Notes", "text/markdown"))],
        data={"dry_run": "true"},  # else there is no report: not one page can be taken
    )
    assert answer.json()["calendar"] is None


async def test_only_the_lead_changes_the_calendar(client: httpx.AsyncClient) -> None:
    answer = await client.put("/v1/programme/weeks", json={"weeks": weeks_from(STARTS)})
    assert (answer.status_code, "lead" in answer.json()["detail"]) == (403, True)


async def test_weeks_that_are_no_calendar_are_refused_with_field_and_remedy(lead: httpx.AsyncClient) -> None:
    good = weeks_from(STARTS, 3)
    cases: list[tuple[list[dict[str, Any]], str]] = [
        ([good[0] | {"last_day": "2026-09-03"}], "weeks.0.last_day"),
        ([good[0] | {"last_day": "2026-12-03"}], "weeks.0.last_day"),
        ([good[0] | {"first_day": "1026-09-04", "last_day": "1026-09-10"}], "weeks.0.first_day"),
        ([good[0], good[1] | {"first_day": "2026-09-10"}], "weeks.1.first_day"),
        ([good[0], good[0]], "weeks.1.number"),
        ([good[1], good[0]], "weeks.1.number"),
        ([], "weeks"),
        ([good[0] | {"number": -1}], "weeks.0.number"),
    ]
    for weeks, field in cases:
        answer = await lead.put("/v1/programme/weeks", json={"weeks": weeks})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert (await lead.get("/v1/programme")).json()["starts_on"] == "2026-10-05"


async def test_a_calendar_that_would_leave_an_entry_behind_is_refused(lead: httpx.AsyncClient) -> None:
    for day in ("2026-10-06", "2026-10-13"):
        await lead.post("/v1/entries", json={"text": "Logged by day", "start_on": day})
    weeks = weeks_from(date(2026, 10, 5))
    gone = await lead.put("/v1/programme/weeks", json={"weeks": [weeks[0], *weeks[2:]]})
    assert (gone.status_code, gone.json()["errors"]) == (
        422,
        [{"field": "weeks", "message": "week 2 holds what people wrote: keep it in the list"}],
    )
    moved = await lead.put("/v1/programme/weeks", json={"weeks": weeks_from(date(2026, 10, 7))})
    assert [one["field"] for one in moved.json()["errors"]] == ["weeks.0", "weeks.1"]
    assert "2026-10-06" in moved.json()["errors"][0]["message"]
    shifted = await lead.put("/v1/programme/weeks", json={"weeks": weeks_from(date(2026, 10, 6))})
    assert shifted.status_code == 200


async def test_after_a_new_calendar_pages_export_as_they_were_and_the_next_import_follows_it(
    lead: httpx.AsyncClient,
) -> None:
    first = date(2026, 10, 5)
    await send(lead, (1, first))
    undated = [one for one in (await lead.get("/v1/weeks/1")).json()["entries"] if one["text"] == "Undated"]
    assert [one["start_on"] for one in undated] == ["2026-10-05"]
    await lead.put("/v1/programme/weeks", json={"weeks": weeks_from(date(2026, 10, 2))})
    assert (await lead.get("/v1/weeks/1/page")).content == page(1, first)
    assert [one["outcome"] for one in (await send(lead, (1, first)))["pages"]] == ["changed"]
    undated = [one for one in (await lead.get("/v1/weeks/1")).json()["entries"] if one["text"] == "Undated"]
    assert [one["start_on"] for one in undated] == ["2026-10-02"]
    assert (await lead.get("/v1/weeks/1/page")).content == page(1, first)
    assert [one["outcome"] for one in (await send(lead, (1, first)))["pages"]] == ["unchanged"]
