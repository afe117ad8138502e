"""Calendars that the server reads: subscribed over the API, found due by schedulers, read from a real server on
loopback by a worker, suggested."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tests.integration.conftest import Gateway
from tests.support.calendars import CalendarServer, calendar, calendar_server, event
from tests.support.feedback import Scene, open_scene
from weeklog.addresses import CALENDARS
from weeklog.calendars.process import CalendarReader
from weeklog.db.engine import Database
from weeklog.jobs.queue import JobQueue
from weeklog.workers.worker import JobRunner
from weeklog_reporting.calendars import Calendars
from weeklog_reporting.egress import Egress, open_client
from weeklog_reporting.settings import ReportingSettings
from weeklog_scheduler.calendars import DueCalendars

PATH = "/v1/calendars"
JOB = "calendars.refresh_calendar"
TUESDAY = "2026-10-06T04:00:00+00:00"  # 11:00 in Vietnam
WEDNESDAY = "2026-10-07T04:00:00+00:00"
DAILY = event(
    "daily", "DTSTART:20261001T020000Z", "DTEND:20261001T023000Z", "RRULE:FREQ=DAILY", summary="Stand-up"
)


@dataclass
class Desk:
    scene: Scene
    system: Database
    server: CalendarServer
    egress: Egress
    settings: ReportingSettings

    def at(self, moment: str) -> None:
        self.scene.at(moment)
        self.settings = self.settings.model_copy(update={"now": datetime.fromisoformat(moment)})

    async def add(self, **fields: Any) -> dict[str, Any]:
        answer = await self.scene.an.post(PATH, json={"url": self.server.url, "name": "Work"} | fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def an_hour_later(self) -> int:
        """Two schedulers at once; how many jobs they made."""
        await self.system.all("update calendars set next_at = now() where next_at is not null")
        return sum(await asyncio.gather(*(DueCalendars(self.system).look() for _ in range(2))))

    async def work(self) -> None:
        rows = await self.system.all(f"select id from jobs where kind = '{JOB}' and state = 'queued'")
        calendars = Calendars(self.settings, self.system, self.egress, CalendarReader())
        store = self.scene.gateway.app.state.parts.store
        runner = JobRunner(JobQueue(self.system, 20.0), store, {JOB: calendars.refresh}, "test", 4)
        await runner.take([row["id"] for row in rows])
        await runner.drain(30)

    async def shown(self) -> dict[str, Any]:
        (one,) = (await self.scene.an.get(PATH)).json()["items"]
        return one

    async def suggested(self) -> list[tuple[str, str, str]]:
        found = (await self.scene.an.get("/v1/suggestions")).json()["items"]
        return sorted((one["start_on"], one["text"], one["status"]) for one in found)


@pytest.fixture
async def desk(gateway: Gateway, system: Database, database_url: str, redis_url: str) -> AsyncIterator[Desk]:
    settings = ReportingSettings(
        database_url=database_url,
        redis_url=redis_url,
        secret_key=gateway.app.state.parts.settings.secret_key,
        env="development",
    )
    async with open_scene(gateway) as scene, open_client() as client:
        with calendar_server() as server:
            egress = Egress(client, private_allowed=True, timeout=2, setting=CALENDARS)
            desk = Desk(scene, system, server, egress, settings)
            desk.at(TUESDAY)
            yield desk


async def test_what_is_over_is_suggested_once_and_what_is_to_come_when_it_is_over(desk: Desk) -> None:
    later = event("later", "DTSTART:20261006T080000Z", "DTEND:20261006T090000Z", summary="Review of the plan")
    desk.server.file = calendar(DAILY, later)
    added = await desk.add()
    assert (added["state"], added["host"]) == ("waiting", "127.0.0.1")
    await desk.work()
    first = await desk.suggested()
    assert (first[-1], {one[2] for one in first}) == (("2026-10-06", "Stand-up", "done"), {"done"})
    shown = await desk.shown()
    assert (shown["state"], shown["fault"], shown["suggested"]) == ("well", "", len(first))
    desk.at(WEDNESDAY)
    assert await desk.an_hour_later() == 1
    await desk.work()
    assert await desk.suggested() == sorted(
        [*first, ("2026-10-06", "Review of the plan", "done"), ("2026-10-07", "Stand-up", "done")]
    )


async def test_a_file_that_has_not_changed_is_not_fetched_until_an_event_of_it_ends(desk: Desk) -> None:
    desk.server.file, desk.server.etag = calendar(DAILY), '"one"'
    await desk.add()
    await desk.work()
    desk.at("2026-10-06T05:00:00+00:00")
    await desk.an_hour_later()
    await desk.work()
    assert desk.server.answered == [200, 304]
    assert (await desk.shown())["state"] == "well"
    desk.at(WEDNESDAY)  # the file is the same, and another stand-up is over
    await desk.an_hour_later()
    await desk.work()
    assert desk.server.answered == [200, 304, 200]
    assert (await desk.suggested())[-1] == ("2026-10-07", "Stand-up", "done")


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        ("404", "it answered 404: is the address whole, and is the calendar still shared?"),
        ("500", "it answered 500"),
        ("text", "what it answers is no calendar: send a file in the form iCalendar (.ics)"),
        ("large", "it has more than 2 MiB: share fewer weeks of it"),
        ("hang", "it did not answer in time"),
        ("drop", "it closed the connection instead of answering"),
        ("loop", "the address was refused: it redirects more than 5 times"),
        ("metadata", "the address was refused: it is a link-local or metadata address"),
        ("file", "the address was refused: it is no address"),
    ],
)
async def test_its_owner_is_told_why_it_cannot_be_read(desk: Desk, behaviour: str, told: str) -> None:
    desk.server.behaviours = [behaviour]
    await desk.add()
    await desk.work()
    shown = await desk.shown()
    assert (shown["state"], shown["fault"], shown["well_at"]) == ("failing", told, None)
    desk.server.behaviours, desk.server.file = ["ok"], calendar(DAILY)
    await desk.an_hour_later()
    await desk.work()
    assert (await desk.shown())["state"] == "well"


async def test_a_redirect_is_followed(desk: Desk) -> None:
    desk.server.behaviours, desk.server.file = ["redirect", "ok"], calendar(DAILY)
    await desk.add()
    await desk.work()
    assert (await desk.shown())["state"] == "well"


async def test_failures_make_the_pauses_longer_and_a_refresh_does_not_wait(desk: Desk) -> None:
    desk.server.behaviours = ["500"]
    added = await desk.add()
    pauses: list[float] = []
    for _ in range(6):
        await desk.work()
        pauses.append(await desk.system.value("select extract(epoch from next_at - read_at) from calendars"))
        await desk.an_hour_later()
    assert [round(float(pause) / 3600) for pause in pauses] == [1, 1, 3, 12, 24, 24]
    desk.server.behaviours, desk.server.file = ["ok"], calendar(DAILY)
    await desk.work()
    async with desk.scene.gateway.app.state.parts.store.begin(desk.scene.team.an) as person:
        await person.run(
            "update calendars set read_at = now() - interval '1 minute', asked_at = '2026-01-01'"
        )
    assert (await desk.scene.an.post(f"{PATH}/{added['id']}/refresh")).json()["state"] == "waiting"
    assert (await desk.scene.an.post(f"{PATH}/{added['id']}/refresh")).status_code == 202
    assert (
        await desk.system.value(f"select count(*) from jobs where kind = '{JOB}' and state = 'queued'") == 1
    )


async def test_an_address_that_has_ended_is_not_tried_again_by_itself(desk: Desk) -> None:
    desk.server.behaviours = ["410"]
    await desk.add()
    await desk.work()
    shown = await desk.shown()
    assert (shown["state"], shown["next_at"]) == ("stopped", None)
    assert await desk.an_hour_later() == 0


async def test_private_addresses_are_refused_where_they_are_not_allowed(desk: Desk) -> None:
    await desk.add()
    desk.egress = Egress(desk.egress.client, private_allowed=False, setting=CALENDARS)
    await desk.work()
    fault = "the address was refused: it is a private address, and WEEKLOG_ALLOW_PRIVATE_CALENDARS is off"
    assert (await desk.shown())["fault"] == fault
    assert desk.server.answered == []


async def test_an_address_is_sealed_and_shown_to_nobody(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.server.behaviours = ["404", "drop", "ok"]
    await desk.add()
    for _ in range(3):
        await desk.work()
        await desk.an_hour_later()
    told = (await desk.scene.an.get(PATH)).text
    rows = await desk.system.all("select c::text as row from calendars c")
    jobs = await desk.system.all("select j::text as row from jobs j")
    for text in (told, caplog.text, *(row["row"] for row in (*rows, *jobs))):
        assert "token" not in text
    async with desk.scene.gateway.app.state.parts.store.begin(desk.scene.team.an) as work:
        with pytest.raises(Exception, match="permission denied"):
            await work.all("select address_box from calendars")


async def test_a_calendar_is_its_owners_alone(desk: Desk) -> None:
    added = await desk.add()
    for other in (desk.scene.binh, desk.scene.dung):
        assert (await other.get(PATH)).json()["items"] == []
        assert (await other.post(f"{PATH}/{added['id']}/refresh")).status_code == 404
        assert (await other.delete(f"{PATH}/{added['id']}")).status_code == 404
    assert (await desk.scene.an.delete(f"{PATH}/{added['id']}")).status_code == 204
    await desk.work()  # the job of one that is gone
    assert desk.server.answered == []


async def test_who_has_left_has_nothing_read(desk: Desk) -> None:
    await desk.add()
    await desk.work()
    await desk.system.all("update members set left_at = now() where person_id = $1", desk.scene.team.an)
    assert await desk.an_hour_later() == 0


async def test_bad_addresses_and_second_names_are_refused_with_the_remedy(desk: Desk) -> None:
    await desk.add()
    again = await desk.scene.an.post(PATH, json={"url": desk.server.url, "name": "Work"})
    assert (again.status_code, "another name" in again.text) == (409, True)
    for url in ("ftp://example.com/a.ics", "calendar.ics", "https://user:word@example.com/a.ics"):
        refused = await desk.scene.an.post(PATH, json={"url": url})
        assert refused.status_code == 422, refused.text
        assert "word@" not in refused.text
    webcal = await desk.scene.an.post(PATH, json={"url": "webcal://calendar.example.com/token.ics"})
    assert webcal.json()["name"] == "calendar.example.com"
