"""Every refusal says what kind it is of, by the address of a page that explains it."""

from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from weeklog import errors
from weeklog.errors import GiveUp, WeeklogError
from weeklog_api.problem_types import CATALOGUE, UNEXPECTED, type_of

REFUSALS: list[tuple[str, str, dict[str, Any], str]] = [
    ("GET", "/v1/nothing", {}, "no-such-address"),
    ("PUT", "/v1/me", {}, "method-not-allowed"),
    ("GET", "/v1/entries/00000000-0000-0000-0000-000000000000", {}, "not-found"),
    ("POST", "/v1/entries", {"json": {}}, "invalid"),
    ("POST", "/v1/entries", {"content": b"{", "headers": {"Content-Type": "application/json"}}, "invalid"),
    ("POST", "/v1/entries", {"content": b" " * 1_100_000}, "too-large"),
    ("DELETE", "/v1/entries/00000000-0000-0000-0000-000000000000", {}, "precondition-required"),
    ("PATCH", "/v1/programme", {"json": {"name": "Mine"}, "headers": {"If-Match": "*"}}, "not-allowed"),
    ("POST", "/v1/programmes/mine", {}, "no-such-address"),
]


@pytest.mark.parametrize(("method", "path", "sent", "name"), REFUSALS)
async def test_a_refusal_names_a_page_that_explains_it(
    client: httpx.AsyncClient, method: str, path: str, sent: dict[str, Any], name: str
) -> None:
    answer = await client.request(method, path, **sent)
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["status"]) == (f"/problems/{name}", answer.status_code)
    assert told["title"] == CATALOGUE[name].title
    page = await client.get(told["type"])
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "What to do." in page.text


async def test_nobody_needs_to_sign_in_to_read_what_a_problem_means(gateway: Gateway) -> None:
    async with gateway.client() as nobody:
        refused = (await nobody.get("/v1/me")).json()
        assert refused["type"] == "/problems/not-signed-in"
        every = (await nobody.get("/problems")).text
        assert all(f"href={kind.path}" in every for kind in CATALOGUE.values())
        assert (await nobody.get("/problems/none-of-ours")).status_code == 404


def test_every_error_that_reaches_a_caller_has_a_kind_of_its_own() -> None:
    def family(of: type[WeeklogError]) -> list[type[WeeklogError]]:
        return [of, *(one for child in of.__subclasses__() if child.__module__ == errors.__name__
                      for one in family(child))]  # fmt: skip

    of_jobs = {errors.RetryLater, errors.GiveUp, errors.Fenced}
    kinds = [one for one in family(WeeklogError) if one not in of_jobs | {WeeklogError}]
    names = [type_of(one.__new__(one)).name for one in kinds]
    assert len(set(names)) == len(kinds)
    assert type_of(GiveUp()) is UNEXPECTED
