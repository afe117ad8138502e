"""What somebody was reminded of, and which reminders they want."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tests.integration.conftest import Gateway
from tests.support.people import RecordingPublisher, make_person
from tests.support.team import make_team
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog_scheduler.remind import Reminders


async def raise_notices(system: Database, person: PersonId, count: int = 1) -> list[str]:
    """Their ids, the latest first."""
    (membership,) = await system.all("select programme_id from members where person_id = $1", person)
    ids = [new_id() for _ in range(count)]
    for number, notice_id in enumerate(ids):
        await system.all(
            "insert into notices (id, person_id, programme_id, week, kind, text, missing, created_at) values "
            "($1, $2, $3, $4, 'incomplete_week', 'Something is missing.', $5, timestamptz '2026-10-09T09:00Z' + $6)",
            notice_id,
            person,
            membership["programme_id"],
            number + 1,
            {"objectives": True},
            timedelta(days=7 * number),
        )
    return [str(notice_id) for notice_id in reversed(ids)]


async def listed(client: httpx.AsyncClient, **params: Any) -> list[str]:
    return [notice["id"] for notice in (await client.get("/v1/notices", params=params)).json()["items"]]


async def test_notices_come_the_latest_first_and_are_read_once(
    client: httpx.AsyncClient, system: Database, an: PersonId
) -> None:
    ids = await raise_notices(system, an, 3)
    first = await client.get("/v1/notices", params={"limit": 2})
    assert [notice["id"] for notice in first.json()["items"]] == ids[:2]
    assert await listed(client, cursor=first.json()["next_cursor"]) == ids[2:]
    assert first.json()["items"][1] == {
        "id": ids[1],
        "kind": "incomplete_week",
        "week": 2,
        "text": "Something is missing.",
        "missing": {"objectives": True},
        "created_at": "2026-10-16T09:00:00Z",
        "read_at": None,
    }
    for _ in range(2):
        read = await client.post(f"/v1/notices/{ids[1]}/read")
        assert (read.status_code, read.json()["read_at"]) == (200, "2026-10-06T03:00:00Z")
    assert await listed(client, unread=True) == [ids[0], ids[2]]


async def test_nobody_reads_what_another_was_reminded_of(
    gateway: Gateway, system: Database, an: PersonId
) -> None:
    (notice_id,) = await raise_notices(system, an)
    async with await gateway.client_of(await make_person(system, "binh@example.com")) as stranger:
        assert await listed(stranger) == []
        assert (await stranger.post(f"/v1/notices/{notice_id}/read")).status_code == 404


async def test_kinds_of_reminders_are_switched_off_and_on(client: httpx.AsyncClient) -> None:
    everything = {"incomplete_week": True, "unsubmitted_review": True, "waiting": True, "escalation": True}
    assert (await client.get("/v1/me/reminders")).json() == everything
    for _ in range(2):
        answer = await client.patch("/v1/me/reminders", json={"waiting": False})
        assert answer.json() == everything | {"waiting": False}
    assert (await client.get("/v1/me/reminders")).json() == everything | {"waiting": False}
    assert (await client.patch("/v1/me/reminders", json={"waiting": True})).json() == everything
    unknown = await client.patch("/v1/me/reminders", json={"daily": False})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "daily")


async def test_who_chose_their_own_clocks_and_language_is_reminded_on_and_in_them(
    gateway: Gateway, system: Database
) -> None:
    """An is in Vietnam and the programme in Berlin, five hours behind: there it is still morning."""
    team = await make_team(system, zone="Europe/Berlin")
    await system.all("update programmes set quiet_from = '15:00', quiet_until = '16:30'")
    own = {"zone": "Asia/Ho_Chi_Minh", "language": "vi"}

    async def look(moment: str) -> int:
        return await Reminders(
            system, RecordingPublisher(), lambda: datetime.fromisoformat(moment).astimezone(UTC)
        ).look()

    async with await gateway.client_of(team.an) as client:
        assert (await client.patch("/v1/me", json=own)).status_code == 200
        assert await look("2026-10-09T16:00+07:00") == 0  # the hour of the reminder, and quiet
        assert await look("2026-10-09T16:30+07:00") == 1  # An alone
        (notice,) = (await client.get("/v1/notices")).json()["items"]
        assert notice["text"] == (
            "Tuần 1 chưa ghi việc nào cho thứ Hai 05/10, thứ Ba 06/10, thứ Tư 07/10, thứ Năm 08/10 và thứ Sáu 09/10, "
            "chưa có mục tiêu và chưa có kết quả."
        )
