"""Events of a calendar that a person sends, as suggestions."""

import time
from datetime import date
from typing import Any

import httpx
import pytest

from tests.support.calendars import calendar, event
from weeklog.calendars.process import WALL_SECONDS

PATH = "/v1/suggestions/calendar"
DAYS = {"from": "2026-10-05", "to": "2026-10-11"}


async def sent(client: httpx.AsyncClient, file: bytes, **days: str) -> httpx.Response:
    return await client.post(
        PATH, params=days or DAYS, content=file, headers={"Content-Type": "text/calendar"}
    )


async def suggested(client: httpx.AsyncClient, *events: str) -> list[dict[str, Any]]:
    answer = await sent(client, calendar(*events))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


WEEKLY = ("DTSTART:20260901T020000Z", "DTEND:20260901T033000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH")


async def test_each_repetition_is_one_suggestion_and_comes_once(client: httpx.AsyncClient) -> None:
    made = await suggested(client, event("a", *WEEKLY))
    assert [(one["start_on"], one["text"], one["hours"], one["source"]) for one in made] == [
        ("2026-10-06", "Planning", 1.5, "calendar"),
        ("2026-10-08", "Planning", 1.5, "calendar"),
    ]
    moved = event("a", "RECURRENCE-ID:20261006T020000Z", "DTSTART:20261007T020000Z", "DTEND:20261007T030000Z")
    assert await suggested(client, event("a", *WEEKLY), moved) == []
    again = await sent(client, calendar(event("a", *WEEKLY)))
    assert again.json()["known"] == 2


async def test_the_week_of_today_is_read_where_no_day_is_named(client: httpx.AsyncClient) -> None:
    first = date.fromisoformat((await client.get("/v1/me")).json()["today"])
    week = next(
        one
        for one in (await client.get("/v1/weeks")).json()["items"]
        if one["first_day"] <= first.isoformat() <= one["last_day"]
    )
    daily = event("a", "DTSTART:20260901T020000Z", "RRULE:FREQ=DAILY")
    answer = await client.post(PATH, content=calendar(daily))
    days = [one["start_on"] for one in answer.json()["items"]]
    assert (days[0], days[-1], len(days)) == (week["first_day"], week["last_day"], 7)


async def test_a_day_is_the_day_on_the_persons_own_clock(client: httpx.AsyncClient) -> None:
    """Of An, in Ho Chi Minh City: seven hours ahead of UTC."""
    late = event("late", "DTSTART:20261006T180000Z", "DTEND:20261006T190000Z", summary="Late call")
    floating = event("floating", "DTSTART:20261008T233000", "DTEND:20261009T000000", summary="Floating")
    whole = event("whole", "DTSTART;VALUE=DATE:20261006", "DTEND;VALUE=DATE:20261008", summary="Conference")
    made = await suggested(client, late, floating, whole)
    found = {one["text"]: (one["start_on"], one["end_on"], one["hours"]) for one in made}
    assert found == {
        "Late call": ("2026-10-07", "2026-10-07", 1.0),
        "Floating": ("2026-10-08", "2026-10-08", 0.5),
        "Conference": ("2026-10-06", "2026-10-07", None),
    }


async def test_what_is_no_work_of_theirs_or_nobodys_business_is_left_out(client: httpx.AsyncClient) -> None:
    at = ("DTSTART:20261006T020000Z", "DTEND:20261006T030000Z")
    me = (await client.get("/v1/me")).json()["person"]["email"]
    made = await suggested(
        client,
        event("1", *at, "STATUS:CANCELLED", summary="Cancelled"),
        event("2", *at, f"ATTENDEE;PARTSTAT=DECLINED:mailto:{me.upper()}", summary="Declined"),
        event("3", *at, "CLASS:PRIVATE", summary="Doctor"),
        event("4", *at, "CLASS:CONFIDENTIAL", summary="Salary"),
        event("5", *at, summary=""),
        event("6", *at, f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{me}", "LOCATION:Room 7", summary="Review"),
        event("7", *at, "ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.com", summary="Another declined"),
    )
    assert sorted(one["text"] for one in made) == ["Another declined", "Review"]
    assert "Room 7" not in str(made)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"])
async def test_a_rule_without_an_end_is_given_up(client: httpx.AsyncClient, rule: str) -> None:
    """One that matches all the time, and one that never does."""
    endless = [event(str(n), "DTSTART:19700101T000000Z", f"RRULE:{rule}") for n in range(20)]
    began = time.monotonic()
    answer = await sent(client, calendar(*endless))
    assert time.monotonic() - began < WALL_SECONDS + 10
    assert answer.status_code == 422
    assert "fewer weeks" in answer.text


@pytest.mark.parametrize(
    ("file", "days", "said"),
    [
        (b"hello", DAYS, "file: is no calendar"),
        (b"", DAYS, "file: is no calendar"),
        (calendar(), {"from": "2026-10-11", "to": "2026-10-05"}, "to: must not be before"),
        (calendar(), {"from": "2026-01-01", "to": "2026-12-31"}, "to: at most 92 days"),
    ],
)
async def test_what_is_wrong_is_said_with_its_remedy(
    client: httpx.AsyncClient, file: bytes, days: dict[str, str], said: str
) -> None:
    answer = await sent(client, file, **days)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


async def test_a_file_that_is_too_large_is_refused(client: httpx.AsyncClient) -> None:
    assert (await sent(client, b"x" * (2 * 1024 * 1024 + 1))).status_code == 413
