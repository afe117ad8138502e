"""Somebody's due dates at a secret address."""

from icalendar import Calendar

from tests.integration.conftest import Gateway
from tests.support.feedback import open_scene

FEED = "/v1/me/calendar-feed"


async def test_who_has_the_address_reads_the_due_dates_until_it_is_renewed(gateway: Gateway) -> None:
    async with open_scene(gateway) as scene, gateway.client() as anybody:
        assert (await scene.an.get(FEED)).json() == {"enabled": False, "created_at": None}
        made = await scene.an.post(FEED)
        assert made.status_code == 201, made.text
        url = made.json()["url"].removeprefix("http://weeklog.test")
        await scene.an.post(
            "/v1/absences", json={"first_day": "2026-10-12", "last_day": "2026-10-16", "reason": "leave"}
        )
        read = await anybody.get(url)
        assert read.headers["content-type"] == "text/calendar; charset=utf-8"
        events = Calendar.from_ical(read.text).walk("VEVENT")
        assert len(events) == 11  # of twelve weeks one away
        assert str(events[0]["SUMMARY"]) == "Week 1: the review is due"
        renewed = (await scene.an.post(FEED)).json()["url"].removeprefix("http://weeklog.test")
        assert (await anybody.get(url)).status_code == 404
        assert (await anybody.get(renewed)).status_code == 200
        assert (await scene.an.get(FEED)).json()["enabled"] is True
        assert (await scene.an.delete(FEED)).status_code == 204
        assert (await anybody.get(renewed)).status_code == 404


async def test_who_has_left_has_nothing_due(gateway: Gateway) -> None:
    async with open_scene(gateway) as scene, gateway.client() as anybody:
        url = (await scene.an.post(FEED)).json()["url"].removeprefix("http://weeklog.test")
        await gateway.system.all("update members set left_at = now() where person_id = $1", scene.team.an)
        read = await anybody.get(url)
        assert (read.status_code, read.text.count("BEGIN:VEVENT")) == (200, 0)
