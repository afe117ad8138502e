"""A token that may write and not read is told what names its work, and nothing that anybody wrote."""

import httpx
import pytest

from tests.integration.conftest import Gateway
from weeklog.ids import PersonId

Writer = tuple[httpx.AsyncClient, httpx.AsyncClient]


@pytest.fixture
async def both(gateway: Gateway, an: PersonId, client: httpx.AsyncClient) -> Writer:
    """Somebody who may do both, and a program of theirs that may only write."""
    return client, await gateway.client_of(an, ("write",))


async def test_what_is_written_is_answered_with_its_id_and_version(both: Writer) -> None:
    client, writer = both
    made = await writer.post("/v1/entries", json={"text": "Zanzibar"}, headers={"Idempotency-Key": "one"})
    assert made.status_code == 201
    assert made.json().keys() == {"id", "version"}
    again = await writer.post("/v1/entries", json={"text": "Zanzibar"}, headers={"Idempotency-Key": "one"})
    assert (again.json(), again.headers["idempotency-replayed"]) == (made.json(), "true")
    address = made.headers["location"]
    patched = await writer.patch(address, json={}, headers={"If-Match": made.headers["etag"]})
    assert patched.json().keys() == {"id", "version"}
    assert (await client.get(address)).json()["text"] == "Zanzibar"
    bulk = await writer.post("/v1/entries/bulk", json={"items": [{"text": "Zanzibar"}]})
    assert [one.keys() for one in bulk.json()["items"]] == [{"id", "version"}]


async def test_a_list_that_is_put_is_no_oracle_for_what_else_stands_there(both: Writer) -> None:
    _, writer = both
    answer = await writer.put("/v1/weeks/1/objectives", json={"items": [{"text": "Zanzibar"}]})
    assert answer.status_code == 200
    assert "Zanzibar" not in answer.text
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/chat/completions", {"model": "weeklog", "messages": [{"role": "user", "content": "?"}]}),
        ("/v1/responses", {"model": "weeklog", "input": "?"}),
        ("/v1/stream-tickets", {}),
        ("/v1/entries/quick-preview", {"quick": "x"}),
        ("/v1/weeks/2/carry-over", {"dry_run": True}),
        ("/v1/weeks/2/objectives/carry", {"dry_run": True}),
        ("/v1/weeks/2/copy", {"from": 1, "dry_run": True}),
    ],
)
async def test_what_only_shows_something_is_refused(both: Writer, path: str, body: dict[str, object]) -> None:
    answer = await both[1].post(path, json=body)
    assert answer.status_code == 403
    assert "scope 'read'" in answer.text


async def test_a_secret_that_was_made_is_still_shown_once(both: Writer) -> None:
    made = await both[1].post("/v1/tokens", json={"name": "another", "scopes": ["write"]})
    assert made.json()["token"].startswith("wl_pat_")
    assert "name" not in made.json()
