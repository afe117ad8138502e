"""HTTP for one address, on `http.client`: a command lives for a blink, and a larger client takes longer to
import than the request takes.

TransportError
├── ConnectError     nobody answers at the address
├── ConnectTimeout
├── ReadError        the connection broke before the answer was whole
├── ReadTimeout      the connection stands, and nothing comes
└── UnusableProxy    the environment names a proxy that does not speak HTTP
"""

import base64
import http.client
import json
import select
import ssl
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, quote, unquote, urlencode, urlsplit

CONNECT_SECONDS: Final = 5.0
SECONDS: Final = 30.0  # of silence
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_PIECE: Final = 64 * 1024
_PORTS: Final = {"http": 80, "https": 443}
_UNRESERVED: Final = "/%:@!$&'()*+,;=~"  # of a path

Body = bytes | Iterable[bytes]


class TransportError(Exception):
    pass


class ConnectError(TransportError):
    pass


class ConnectTimeout(TransportError):
    pass


class ReadError(TransportError):
    pass


class ReadTimeout(TransportError):
    pass


class UnusableProxy(TransportError):
    pass


class Response:
    """Read once, whole (`content`) or piece by piece."""

    def __init__(self, answer: http.client.HTTPResponse, url: str) -> None:
        self._answer, self.url = answer, url
        self.status_code, self.reason_phrase = answer.status, answer.reason
        self._content: bytes | None = None

    @property
    def is_error(self) -> bool:
        return self.status_code >= HTTPStatus.BAD_REQUEST

    @property
    def content(self) -> bytes:
        if self._content is None:
            self._content = b"".join(self.pieces())
        return self._content

    def json(self) -> Any:
        return json.loads(self.content)

    def pieces(self) -> Iterator[bytes]:
        """What breaks off is an error, never a short answer taken for the whole."""
        with _reading():
            length = self._answer.headers.get("Content-Length")
            left = int(length) if length and not self._answer.chunked else None
            while left != 0 and (piece := self._answer.read1(min(_PIECE, left or _PIECE))):
                left = left and left - len(piece)
                yield piece
            if left:
                raise ReadError(f"{left} bytes of the answer are missing")
            self._answer.close()


@dataclass(frozen=True)
class Address:
    """Raises ValueError for what is no address of a web server."""

    url: SplitResult

    @classmethod
    def read(cls, text: str) -> "Address":
        url = urlsplit(text)
        if url.scheme not in _PORTS or not url.hostname:
            raise ValueError(text)
        _ = url.port  # ValueError when it is no number
        return cls(url)

    @property
    def host(self) -> str:
        host = self.url.hostname or ""
        return host if host.isascii() else host.encode("idna").decode("ascii")

    @property
    def port(self) -> int:
        return self.url.port or _PORTS[self.url.scheme]

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.url.scheme] else f":{self.port}"
        return f"{self.url.scheme}://{host}{port}"

    def target(self, path: str, params: Mapping[str, Any] | None) -> str:
        query = urlencode({name: _text(value) for name, value in (params or {}).items()}, doseq=True)
        return quote(self.url.path.rstrip("/") + path, safe=_UNRESERVED) + (f"?{query}" if query else "")


class Transport:
    """Keeps its connection, and the cookies that it is given, for as long as it lives."""

    def __init__(self, address: Address, headers: Mapping[str, str]) -> None:
        self._address, self._headers = address, headers
        self._proxy = None if address.host in LOOPBACK else _proxy_of(address)
        self._kept: http.client.HTTPConnection | None = None
        self._cookies: dict[str, str] = {}

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Body | None = None,
        seconds: float = SECONDS,
    ) -> Response:
        """An answer that is read already."""
        if self._kept is None or _is_stale(self._kept):
            self.close()
            self._kept = self._connect()
        try:
            response = self._ask(
                self._kept, method, self._address.target(path, params), headers, body, seconds
            )
            _ = response.content
        except BaseException:
            self.close()  # half of an answer may still stand in it
            raise
        return response

    @contextmanager
    def stream(
        self,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
    ) -> Generator[Response]:
        """An answer that is read as it comes, over a connection of its own."""
        connection = self._connect()
        try:
            yield self._ask(connection, "GET", self._address.target(path, params), headers, None, seconds)
        finally:
            connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        secure = self._address.url.scheme == "https"
        host, port = self._proxy.hostport if self._proxy else (self._address.host, self._address.port)
        connection = (
            http.client.HTTPSConnection(
                host, port, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
            )
            if secure
            else http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
        )
        if secure and self._proxy:
            connection.set_tunnel(self._address.host, self._address.port, self._proxy.headers)
        try:
            connection.connect()
        except TimeoutError as error:
            raise ConnectTimeout(str(error)) from error
        except OSError as error:
            raise ConnectError(str(error)) from error
        return connection

    def _ask(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        target: str,
        headers: Mapping[str, str] | None,
        body: Body | None,
        seconds: float,
    ) -> Response:
        sent = {**self._headers, **self._cookie(), **(headers or {})}
        url = self._address.origin + target
        if self._proxy and self._address.url.scheme == "http":
            target, sent = url, {**sent, **self._proxy.headers}
        with _reading():
            connection.sock.settimeout(seconds)
            with suppress(
                BrokenPipeError, ConnectionResetError
            ):  # it may have answered before it had read all
                connection.request(method, target, body, sent)
            answer = connection.getresponse()
        self._keep_cookies(answer.headers.get_all("Set-Cookie") or ())
        return Response(answer, url)

    def _cookie(self) -> dict[str, str]:
        pairs = (f"{name}={value}" for name, value in self._cookies.items())
        return {"Cookie": "; ".join(pairs)} if self._cookies else {}

    def _keep_cookies(self, given: Iterable[str]) -> None:
        for cookie in given:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name.strip()] = value.strip()


@dataclass(frozen=True)
class _Proxy:
    hostport: tuple[str, int]
    headers: dict[str, str]


def _proxy_of(address: Address) -> _Proxy | None:
    """The one that the environment names. No proxy stands between a machine and itself."""
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 - costs more than all else here, and few need it

    proxies = getproxies()
    named = proxies.get(address.url.scheme) or proxies.get("all")
    if not named or proxy_bypass(f"{address.host}:{address.port}"):
        return None
    proxy = urlsplit(named if "://" in named else f"http://{named}")
    if proxy.scheme != "http" or not proxy.hostname:
        raise UnusableProxy(
            f"the proxy {proxy.scheme}://{proxy.hostname} cannot be used: only http:// ones can"
        )
    who = f"{unquote(proxy.username or '')}:{unquote(proxy.password or '')}"
    proof = (
        {"Proxy-Authorization": f"Basic {base64.b64encode(who.encode()).decode()}"} if proxy.username else {}
    )
    return _Proxy((proxy.hostname, proxy.port or 80), proof)


@contextmanager
def _reading() -> Generator[None]:
    try:
        yield
    except TimeoutError as error:
        raise ReadTimeout(str(error)) from error
    except (OSError, http.client.HTTPException) as error:
        raise ReadError(str(error) or type(error).__name__) from error


def _is_stale(connection: http.client.HTTPConnection) -> bool:
    """Closed by now: here, or by the server while nothing was asked."""
    return connection.sock is None or bool(select.select([connection.sock], (), (), 0)[0])


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
