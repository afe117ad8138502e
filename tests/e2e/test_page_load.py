"""What the first visit to the page costs, and what a second one saves."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Request

from tests.support.browser import Visit
from tests.support.stack import Stack, running_stack

MOST_REQUESTS = 12  # files of the page, not calls of the API
MOST_BYTES = 150_000  # on the wire


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), now="2026-10-22T10:00:00+07:00") as stack:
        yield stack


def is_file(request: Request) -> bool:
    return "/v1/" not in request.url and not request.url.startswith("data:")


def test_the_first_visit_loads_few_files_and_compressed_ones(visit: Visit) -> None:
    loaded: list[Request] = []
    visit.page.on("requestfinished", lambda request: loaded.append(request) if is_file(request) else None)
    visit.open()
    sizes = [request.sizes()["responseBodySize"] for request in loaded]
    print(f"{len(sizes)} files, {sum(sizes)} bytes")
    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES
    scripts = [request.response() for request in loaded if request.resource_type == "script"]
    assert all(one and one.headers["content-encoding"] in {"br", "gzip"} for one in scripts)


def test_a_hashed_file_is_kept_for_good_and_the_policy_holds(stack: Stack) -> None:
    page = httpx.get(stack.url, headers={"Accept": "text/html"})
    script = page.text.split('src="', 1)[1].split('"', 1)[0]
    answer = httpx.get(f"{stack.url}{script}")
    assert "immutable" in answer.headers["cache-control"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "<script>" not in page.text  # the policy would stop it
