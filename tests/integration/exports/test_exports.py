"""Entries out: one a row, the columns chosen, in four forms."""

import csv
import io
from datetime import date, datetime, time
from typing import Any

import httpx
import openpyxl
import pytest

from tests.integration.conftest import Gateway
from tests.support.people import make_person
from weeklog.ids import PersonId
from weeklog_api.exports.service import PAGE

RESOURCE = {"title": "VPC guide", "url": "https://example.com/vpc"}


async def log(client: httpx.AsyncClient, text: str, **more: Any) -> dict[str, Any]:
    answer = await client.post("/v1/entries", json={"text": text, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def exported(client: httpx.AsyncClient, **query: str) -> httpx.Response:
    answer = await client.get("/v1/export", params=query)
    assert answer.status_code == 200, answer.text
    return answer


def read_csv(answer: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


async def test_csv_has_the_chosen_columns_in_the_chosen_order_and_reads_as_vietnamese_in_a_spreadsheet(
    client: httpx.AsyncClient,
) -> None:
    await log(client, "Vẽ sơ đồ VPC", start_on="2026-10-06", tags=["aws", "vpc"], resources=[RESOURCE])
    await log(client, "Two\nlines, and a comma", start_on="2026-10-07", status="doing")
    answer = await exported(client, columns="start_on,text,status,tags,resources")
    assert answer.content.startswith(b"\xef\xbb\xbfstart_on,")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="worklog.csv"'
    assert read_csv(answer) == [
        ["start_on", "text", "status", "tags", "resources"],
        ["2026-10-06", "Vẽ sơ đồ VPC", "done", "aws, vpc", "VPC guide <https://example.com/vpc>"],
        ["2026-10-07", "Two\nlines, and a comma", "doing", "", ""],
    ]


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(1)", "+1", "- a list", "@SUM(1)", "\t=1", "\uff1d1"],
)
async def test_a_text_that_a_spreadsheet_would_compute_is_text(client: httpx.AsyncClient, text: str) -> None:
    await log(client, text, start_on="2026-10-06")
    assert read_csv(await exported(client, columns="text"))[1] == [f"'{text}"]
    sheet = await workbook(client, columns="text")
    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")
    assert (await exported(client, columns="text", format="json")).json() == [{"text": text}]


async def test_a_workbook_has_real_dates_a_filter_and_a_head_that_stays(client: httpx.AsyncClient) -> None:
    await log(client, "Built", start_on="2026-10-06", end_on="2026-10-07")
    sheet = await workbook(client, columns="week,start_on,end_on,text,created_at")
    assert [cell.value for cell in sheet[1]] == ["week", "start_on", "end_on", "text", "created_at"]
    assert [cell.value for cell in sheet[2]][:4] == [
        1,
        datetime.combine(date(2026, 10, 6), time.min),  # a sheet knows no zones
        datetime.combine(date(2026, 10, 7), time.min),
        "Built",
    ]
    assert sheet["E2"].is_date
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:E2", "A2")


async def workbook(client: httpx.AsyncClient, **query: str) -> Any:
    answer = await exported(client, format="xlsx", **query)
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


async def test_json_keeps_lists_and_says_nothing_but_what_was_asked(client: httpx.AsyncClient) -> None:
    made = await log(client, "Built", start_on="2026-10-06", tags=["aws"], resources=[RESOURCE])
    answer = await exported(client, format="json", columns="id,tags,resources,start_on,weeks_open,person")
    assert answer.json() == [
        {
            "id": made["id"],
            "tags": ["aws"],
            "resources": [RESOURCE],
            "start_on": "2026-10-06",
            "weeks_open": 1,
            "person": "An",
        }
    ]


async def test_nothing_to_export_is_an_empty_export(client: httpx.AsyncClient) -> None:
    assert (await exported(client, format="json")).json() == []
    assert len(read_csv(await exported(client))) == 1


async def test_markdown_is_one_table_whatever_the_text_holds(client: httpx.AsyncClient) -> None:
    await log(client, "a | b\n- c", start_on="2026-10-06")
    answer = await exported(client, format="md", columns="start_on,text")
    assert answer.text == "| start_on | text |\n| --- | --- |\n| 2026-10-06 | a \\| b<br>- c |\n"


async def test_days_and_weeks_choose_the_rows(client: httpx.AsyncClient) -> None:
    for day in ("2026-10-06", "2026-10-13", "2026-10-20"):
        await log(client, day, start_on=day)

    async def texts(**query: str) -> list[str]:
        return [row["text"] for row in (await exported(client, format="json", **query)).json()]

    assert await texts() == ["2026-10-06", "2026-10-13", "2026-10-20"]
    assert await texts(**{"from": "2026-10-07", "to": "2026-10-14"}) == ["2026-10-13"]
    assert await texts(week="3") == ["2026-10-20"]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"columns": "text,secret"}, "columns", "choose of id, person, week"),
        ({"columns": "text,text"}, "columns", "twice"),
        ({"format": "pdf"}, "format", "csv"),
        ({"from": "2026-10-07", "to": "2026-10-06"}, "to", "exchange"),
        ({"from": "07/10/2026"}, "from", "must be a date"),
        ({"colums": "text"}, "colums", "not known"),
    ],
)
async def test_what_cannot_be_exported_is_refused_by_field(
    client: httpx.AsyncClient, query: dict[str, str], field: str, said: str
) -> None:
    answer = await client.get("/v1/export", params=query)
    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["field"]) == (422, field)
    assert said in fault["message"]


async def test_rows_come_once_each_over_many_pages(client: httpx.AsyncClient) -> None:
    new = [{"text": f"{number}", "start_on": "2026-10-06"} for number in range(PAGE)]
    for items in (new, new, new[:3]):
        assert (await client.post("/v1/entries/bulk", json={"items": items})).status_code == 201
    rows = (await exported(client, format="json", columns="id")).json()
    assert len(rows) == len({row["id"] for row in rows}) == 2 * PAGE + 3
    assert (await workbook(client)).max_row == 2 * PAGE + 4


async def test_a_lead_exports_everybody_by_name_and_others_do_not(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId
) -> None:
    await log(client, "mine", start_on="2026-10-06")
    lead = await lead_of(gateway, an)
    async with await gateway.client_of(lead) as leading:
        await log(leading, "the lead's", start_on="2026-10-06")
        rows = (await exported(leading, format="json", everyone="true", columns="person,text")).json()
        assert rows == [{"person": "An", "text": "mine"}, {"person": "Lan", "text": "the lead's"}]
        one = (await exported(leading, format="json", person=str(an), columns="text")).json()
        assert one == [{"text": "mine"}]
        both = await leading.get("/v1/export", params={"everyone": "true", "person": str(an)})
        assert both.status_code == 422
    refused = await client.get("/v1/export", params={"everyone": "true"})
    assert refused.status_code == 403
    hidden = await client.get("/v1/export", params={"person": str(lead)})
    assert hidden.status_code == 404
    own = (await exported(client, format="json", columns="text")).json()
    assert own == [{"text": "mine"}]


async def lead_of(gateway: Gateway, member: PersonId) -> PersonId:
    lead = await make_person(gateway.system, "lan@example.com")
    system = gateway.system
    programme = (await system.all("select programme_id from members where person_id = $1", member))[0][0]
    await system.all("update people set name = 'Lan' where id = $1", lead)
    await system.all("delete from members where person_id = $1", lead)
    await system.all(
        "insert into members (programme_id, person_id, role) values ($1, $2, 'lead')", programme, lead
    )
    return lead


@pytest.mark.parametrize("query", [{"format": form} for form in ("csv", "json", "md", "xlsx")] + [None])
async def test_what_cannot_be_exported_is_told_before_the_first_byte(
    gateway: Gateway, query: dict[str, str] | None
) -> None:
    person = await make_person(gateway.system, "nobody@example.com")
    await gateway.system.all("delete from members where person_id = $1", person)
    async with await gateway.client_of(person) as client:
        answer = await client.get("/v1/account/export" if query is None else "/v1/export", params=query)
    assert answer.status_code == 409, answer.text
    assert "you are in no programme" in answer.json()["detail"]
    assert "content-disposition" not in answer.headers
