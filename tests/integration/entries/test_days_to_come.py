"""What a day to come means for a line without a status."""

import httpx


async def test_a_quick_line_of_a_day_to_come_is_planned_however_its_day_is_said(
    client: httpx.AsyncClient,
) -> None:
    day = {"start_on": "2026-10-08"}
    for fields, status in (
        ({"quick": "8/10 demo"}, "planned"),
        ({"quick": "demo"} | day, "planned"),
        ({"quick": "done: demo"} | day, "done"),
        ({"quick": "demo", "status": "doing"} | day, "doing"),
        ({"quick": "demo", "start_on": "2026-10-05"}, "done"),
        ({"quick": "demo"}, "done"),
    ):
        assert (await client.post("/v1/entries", json=fields)).json()["status"] == status, fields
    items = [{"quick": "demo"} | day, {"quick": "demo"}]
    made = (await client.post("/v1/entries/bulk", json={"items": items})).json()["items"]
    assert [one["status"] for one in made] == ["planned", "done"]
