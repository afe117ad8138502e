"""Which servers are trusted and which are refused, by the streams and by Celery alike."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from weeklog.events.redis import ServerRefusedError, broker, check_server, connect, ping
from weeklog.workers.celery import celery_app


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's certificate, which nobody vouches for, and its key, in one file."""
    pem = tmp_path_factory.mktemp("tls") / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", pem, "-out", pem.with_suffix(".crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    pem.write_bytes(pem.read_bytes() + pem.with_suffix(".crt").read_bytes())
    return pem


@asynccontextmanager
async def listener(certificate: Path, answer: bytes = b"+OK\r\n") -> AsyncGenerator[tuple[int, list[bytes]]]:
    """A TLS server that notes what it is told."""
    heard: list[bytes] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while said := await reader.read(1000):
            heard.append(said)
            writer.write(answer)
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(hear, "localhost", 0, ssl=context)
    yield server.sockets[0].getsockname()[1], heard
    server.close()


def ask_as_celery(url: str) -> None:
    app = celery_app("tests", url)
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, interval_start=0)


async def ask_as_streams(url: str) -> None:
    redis = connect(url)
    try:
        await ping(redis)
    finally:
        await redis.aclose()


async def test_a_server_that_nobody_vouches_for_learns_no_password(certificate: Path) -> None:
    async with listener(certificate) as (port, heard):
        url = f"rediss://:secret-word@localhost:{port}/0"
        with pytest.raises(Exception, match=r"(?i)certificate|verify"):
            await asyncio.to_thread(ask_as_celery, url)
        with pytest.raises(RedisError):
            await ask_as_streams(url)
        assert heard == []


async def test_a_server_of_another_name_learns_no_password(certificate: Path) -> None:
    ca = certificate.with_suffix(".crt")
    async with listener(certificate) as (port, heard):
        url = f"rediss://:secret-word@127.0.0.1:{port}/0?ssl_ca_certs={ca}"
        with pytest.raises(Exception, match=r"(?i)certificate|verify|mismatch"):
            await asyncio.to_thread(ask_as_celery, url)
        with pytest.raises(RedisError):
            await ask_as_streams(url)
        assert heard == []


async def test_a_server_that_is_vouched_for_is_spoken_to(certificate: Path) -> None:
    ca = certificate.with_suffix(".crt")
    async with listener(certificate, b"-ERR enough\r\n") as (port, heard):
        url = f"rediss://:secret-word@localhost:{port}/0?ssl_ca_certs={ca}"
        with pytest.raises(Exception, match="enough"):
            await asyncio.to_thread(ask_as_celery, url)
        assert any(b"secret-word" in said for said in heard)


async def test_connections_that_trust_the_same_read_it_once(certificate: Path) -> None:
    def trusted(query: str) -> object:
        url = f"rediss://localhost:1/0?ssl_ca_certs={certificate.with_suffix('.crt')}{query}"
        return connect(url).connection_pool.make_connection().ssl_context.get()

    assert trusted("") is trusted("")
    assert trusted("") is not trusted("&ssl_check_hostname=false")


@pytest.mark.parametrize("url", ["redis://:x@h:1/0", "unix:///run/valkey?db=1"])
def test_without_tls_the_address_is_passed_on_as_it_is(url: str) -> None:
    assert broker(url) == (url, None)


@pytest.mark.parametrize(
    ("query", "verified", "named"),
    [
        ("", ssl.CERT_REQUIRED, True),
        ("?ssl_cert_reqs=required", ssl.CERT_REQUIRED, True),
        ("?ssl_check_hostname=false", ssl.CERT_REQUIRED, False),
        ("?ssl_cert_reqs=none", ssl.CERT_NONE, False),
    ],
)
def test_the_address_alone_says_how_the_server_is_verified(
    query: str, verified: ssl.VerifyMode, *, named: bool
) -> None:
    address, tls = broker(f"rediss://h:1/0{query}")
    assert address == "rediss://h:1/0"
    assert tls is not None
    assert (tls["ssl_cert_reqs"], tls["ssl_check_hostname"]) == (verified, named)


def test_celery_takes_nothing_but_json() -> None:
    app = celery_app("tests", "redis://h:1/0")
    assert (app.conf.accept_content, app.conf.task_serializer) == (["json"], "json")


async def test_a_server_in_cluster_mode_is_refused_in_one_sentence() -> None:
    said = b"# Cluster\r\ncluster_enabled:1\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while told := await reader.read(1000):
            writer.write(
                b"$%d\r\n%s\r\n" % (len(said), said) if b"INFO" in told.upper() else b"+OK\r\n+OK\r\n"
            )
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    redis = connect(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0")
    with pytest.raises(ServerRefusedError, match="cluster mode"):
        await check_server(redis)
    await redis.aclose()
    server.close()


async def test_a_server_that_is_away_or_runs_alone_is_taken(redis_url: str) -> None:
    for url in (redis_url, "redis://127.0.0.1:1/0"):
        redis = connect(url)
        await check_server(redis)
        await redis.aclose()
