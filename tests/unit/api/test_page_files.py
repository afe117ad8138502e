"""What the gateway serves of a built page, and how a browser keeps it."""

from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from weeklog_api.page import Page, best_encoding

HTML, SCRIPT = "<!doctype html><title>weeklog</title>", "console.log(1)"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(HTML)
    (tmp_path / "assets/app-1a2b.js").write_text(SCRIPT)
    (tmp_path / "assets/app-1a2b.js.br").write_bytes(b"in brotli")
    (tmp_path / "assets/app-1a2b.js.gz").write_bytes(b"in gzip")
    return tmp_path


@pytest.fixture
def client(root: Path) -> httpx.AsyncClient:
    async def missing(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("none", 404)(scope, receive, send)

    transport = httpx.ASGITransport(Page(root, otherwise=missing))
    return httpx.AsyncClient(transport=transport, base_url="http://page.example")


async def test_hashed_files_are_kept_for_good_and_the_page_is_asked_for_again(
    client: httpx.AsyncClient,
) -> None:
    script = await client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert (script.text, script.headers["cache-control"]) == (SCRIPT, "public, max-age=31536000, immutable")
    assert script.headers["content-type"].startswith("text/javascript")
    page = await client.get("/")
    assert (page.text, page.headers["cache-control"]) == (HTML, "no-cache")
    again = await client.get("/", headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_browser_gets_the_page_wherever_it_goes_and_a_program_an_error(
    client: httpx.AsyncClient,
) -> None:
    assert (await client.get("/weeks/3", headers={"Accept": "text/html"})).text == HTML
    assert (await client.get("/weeks/3", headers={"Accept": "application/json"})).status_code == 404
    assert (await client.get("/v1/nothing", headers={"Accept": "text/html"})).status_code == 404
    assert (await client.post("/")).status_code == 404
    assert (await client.get("/../index.html.py")).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("BR; q=0.5", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=nonsense", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_best_encoding_that_the_client_takes_is_sent(accepted: str, encoding: str) -> None:
    assert best_encoding(accepted, {"": b"", "br": b"", "gzip": b""}) == encoding


async def test_what_is_not_compressed_is_sent_as_it_is(client: httpx.AsyncClient) -> None:
    page = await client.get("/", headers={"Accept-Encoding": "br"})
    assert "content-encoding" not in page.headers
    assert page.headers["vary"] == "Accept-Encoding"
