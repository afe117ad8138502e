"""The command's HTTP against servers that say each byte of their answers themselves."""

import socket
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from email import message_from_bytes
from io import BytesIO
from typing import Any

import pytest

from weeklog_cli.connection import Connection
from weeklog_cli.errors import CommandError, Unreachable
from weeklog_cli.exchange import Exchange
from weeklog_cli.multipart import Form, Part
from weeklog_cli.transport import Address, ReadError, ReadTimeout, Transport

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class Server:
    """Answers the requests of all its connections with `answers`, one after the other; None = with silence."""

    def __init__(self, answers: Sequence[bytes | None]) -> None:
        self.answers, self.asked = list(answers), list[bytes]()
        self.connections = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._run, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            with connection, suppress(OSError):
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        while self.answers and (asked := _request(connection)):
            self.asked.append(asked)
            answer = self.answers.pop(0)
            if answer is None:
                connection.recv(1)  # until the other side has had enough
                return
            connection.sendall(answer)
            if b"Content-Length" not in answer and b"chunked" not in answer:
                return
            if not answer.endswith((b"}", b"0\r\n\r\n")):  # not whole
                return


def _request(connection: socket.socket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        if not (piece := connection.recv(65536)):
            return b""
        read += piece
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(message_from_bytes(head.partition(b"\r\n")[2]).get("Content-Length", "0"))
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def serving(*answers: bytes | None) -> Generator[Server]:
    server = Server(answers)
    try:
        yield server
    finally:
        server.close()


def exchange_with(server: Server) -> Exchange:
    return Exchange(Connection(server.url, "token"))


def test_a_connection_is_kept_for_the_next_request() -> None:
    with serving(OK, OK, OK) as server:
        exchange = exchange_with(server)
        assert [exchange.get("/v1/me") for _ in range(3)] == [{}, {}, {}]
        assert server.connections == 1
        assert b"\r\nAuthorization: Bearer token\r\n" in server.asked[0]


def test_a_connection_that_the_server_has_closed_meanwhile_is_made_anew() -> None:
    closing = OK.replace(b"Content-Type", b"Connection: close\r\nContent-Type")
    with serving(closing, OK) as server:
        exchange = exchange_with(server)
        assert [exchange.get("/v1/me") for _ in range(2)] == [{}, {}]
        assert (server.connections, len(server.asked)) == (2, 2)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        b"nonsense\r\n\r\n",
    ],
    ids=["closed", "too short", "half of the chunks", "no HTTP"],
)
def test_what_breaks_off_is_asked_once_more_and_with_the_same_key(broken: bytes) -> None:
    with serving(broken, OK) as server:
        assert exchange_with(server).create("/v1/entries", {"text": "học"}) == {}
        keys = {asked.partition(b"Idempotency-Key: ")[2].partition(b"\r\n")[0] for asked in server.asked}
        assert (len(server.asked), len(keys)) == (2, 1)
        assert server.asked[0].endswith('\r\n\r\n{"text":"học"}'.encode())
    with serving(broken, broken) as server, pytest.raises(Unreachable, match="did not answer"):
        exchange_with(server).get("/v1/me")


@pytest.mark.parametrize(
    "broken",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\r\n",
    ],
)
def test_a_file_that_breaks_off_is_an_error(broken: bytes) -> None:
    with serving(broken) as server, pytest.raises(Unreachable):
        exchange_with(server).download("/v1/export", {}, BytesIO())


def test_a_file_arrives_whole_in_chunks_or_until_the_end() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    until_end = b"HTTP/1.0 200 OK\r\n\r\nabcde"
    for answer in (chunked, until_end):
        with serving(answer) as server:
            read = BytesIO()
            exchange_with(server).download("/v1/export", {"form": "zip", "all": True, "week": None}, read)
            assert read.getvalue() == b"abcde"
            assert server.asked[0].startswith(b"GET /v1/export?form=zip&all=true&week= HTTP/1.1\r\n")


def test_a_silent_server_is_waited_for_so_long_and_not_asked_again() -> None:
    with serving(None) as server, pytest.raises(ReadTimeout):
        Transport(Address.read(server.url), {}).request("GET", "/", seconds=0.05)
    assert len(server.asked) == 1


def test_what_is_no_address_or_no_api_is_said() -> None:
    for url in ("ftp://example.org", "127.0.0.1:8000", "http://", "http://a:b", "http://[::1"):
        with pytest.raises(Unreachable, match="is not an address"):
            Exchange(Connection(url, "token"))
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n<html>}"
    with serving(page) as server, pytest.raises(CommandError, match="does not speak weeklog's API"):
        exchange_with(server).get("/v1/me")


def test_a_refusal_before_all_was_sent_is_read() -> None:
    refused = b'HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 20\r\n\r\n{"detail":"too big"}'

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(1000)
            connection.sendall(refused)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        exchange = Exchange(Connection(f"http://127.0.0.1:{listening.getsockname()[1]}", "token"))
        with pytest.raises(CommandError, match="too big"):
            exchange.send("POST", "/v1/account/import", body=b"x" * 3_000_000)


def test_a_session_is_kept_and_names_its_origin() -> None:
    signed_in = OK.replace(b"Content-Type", b"Set-Cookie: session=abc=; Path=/; HttpOnly\r\nContent-Type")
    with serving(signed_in, OK) as server:
        exchange = Exchange(Connection(server.url + "/", ""))
        exchange.create("/v1/sessions", {})
        exchange.get("/v1/me")
        assert f"\r\nOrigin: {server.url}\r\n".encode() in server.asked[0]
        assert b"\r\nCookie: session=abc=\r\n" in server.asked[1]


def test_a_path_is_sent_as_one_path() -> None:
    with serving(OK, OK) as server:
        exchange = exchange_with(server)
        exchange.get("/v1/password-links/ü? #%2F/x")
        assert server.asked[0].startswith(b"GET /v1/password-links/%C3%BC%3F%20%23%2F/x HTTP/1.1\r\n")


def test_what_stands_before_the_api_in_the_address_stays() -> None:
    with serving(OK) as server:
        Exchange(Connection(server.url + "/weeklog/", "token")).get("/v1/me")
        assert server.asked[0].startswith(b"GET /weeklog/v1/me HTTP/1.1\r\n")


def test_another_machine_is_asked_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(OK, OK) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//an:p%40ss@"))
        Exchange(Connection("http://weeklog.example:8000", "token")).get("/v1/me")
        assert proxy.asked[0].startswith(b"GET http://weeklog.example:8000/v1/me HTTP/1.1\r\n")
        assert b"\r\nHost: weeklog.example:8000\r\n" in proxy.asked[0]
        assert b"\r\nProxy-Authorization: Basic YW46cEBzcw==\r\n" in proxy.asked[0]
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    with pytest.raises(Unreachable, match=r"the proxy socks5://127\.0\.0\.1 cannot be used"):
        Exchange(Connection("http://weeklog.example:8000", "token"))


def test_a_secure_connection_goes_through_the_proxy_as_a_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n") as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(Unreachable):
            Exchange(Connection("https://weeklog.example", "token")).get("/v1/me")
        assert proxy.asked[0].startswith(b"CONNECT weeklog.example:443 HTTP/1.")


def test_no_proxy_stands_between_a_machine_and_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(OK) as server:
        assert exchange_with(server).get("/v1/me") == {}


def test_an_error_of_whoever_reads_a_stream_stays_theirs() -> None:
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    with serving(answer) as server:
        transport = Transport(Address.read(server.url), {})
        with transport.stream("/") as response, pytest.raises(OSError, match="the disk is full"):
            _Full().writelines(response.pieces())
    with serving(answer[:-8]) as server:
        transport = Transport(Address.read(server.url), {})
        with transport.stream("/") as response, pytest.raises(ReadError):
            list(response.pieces())


class _Full(BytesIO):
    def writelines(self, lines: Any, /) -> None:
        for _ in lines:
            raise OSError("the disk is full")


def _parts(form: Form) -> list[tuple[Any, Any, bytes]]:
    message = message_from_bytes(b"Content-Type: " + form.content_type.encode() + b"\r\n\r\n" + form.body)

    def read(part: Any, name: str) -> Any:
        return part.get_param(name, header="content-disposition")

    return [
        (read(part, "name"), read(part, "filename"), part.get_payload(decode=True))
        for part in message.get_payload()
        if not isinstance(part, str)
    ]


def test_a_form_is_read_as_it_was_written() -> None:
    form = Form.of({"dry_run": "true"}, [Part('a "b"\r\n.md', b"\r\n--\x00x\r\n", "text/markdown")])
    assert _parts(form) == [
        ("dry_run", None, b"true"),
        ("files", "a %22b%22%0D%0A.md", b"\r\n--\x00x\r\n"),
    ]
