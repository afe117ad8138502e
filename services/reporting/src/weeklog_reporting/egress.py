"""Posts to, and reads from, an address that people named. It may be nowhere near this machine.

The address that the name has now is checked and connected to, so that a name that points elsewhere a moment
later gains nothing. A post follows no redirect; what is read follows a few, each checked like the first address. No
connection is used twice: behind one address there may be several names.
"""

import asyncio
import socket
import ssl
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import httpx2

from weeklog.addresses import WEBHOOKS, refusal

CONNECT_SECONDS: Final = 5.0
MOST_ANSWER: Final = 64 * 1024  # bytes that are read of an answer to a post
MOST_REDIRECTS: Final = 5
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


class AddressRefused(Exception):
    """Nobody may post there, and why."""


class NotReached(Exception):
    """Nothing was posted, and why."""


class NoAnswer(Exception):
    """It was posted; whether it was taken is not known."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def open_client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        follow_redirects=False, trust_env=False, limits=httpx2.Limits(max_keepalive_connections=0)
    )


@dataclass(frozen=True)
class Egress:
    client: httpx2.AsyncClient
    private_allowed: bool
    timeout: float = 15.0  # seconds, of all of it
    setting: str = WEBHOOKS  # what allows private addresses

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST"
    ) -> Answer:
        """Raises AddressRefused, NotReached, NoAnswer."""
        with _told():
            async with asyncio.timeout(self.timeout):
                return await self._exchanged(method, httpx2.URL(url), body, headers, MOST_ANSWER)

    async def get(self, url: str, headers: Mapping[str, str], most: int) -> Answer:
        """At most `most` bytes of it. Raises AddressRefused, NotReached, NoAnswer."""
        with _told():
            async with asyncio.timeout(self.timeout):
                target = httpx2.URL(url)
                for _ in range(MOST_REDIRECTS + 1):
                    answer = await self._exchanged("GET", target, b"", headers, most)
                    leads_to = answer.headers.get("location", "")
                    if answer.status not in _MOVED or not leads_to:
                        return answer
                    target = target.join(leads_to)
                raise AddressRefused(f"it redirects more than {MOST_REDIRECTS} times")

    async def _exchanged(
        self, method: str, target: httpx2.URL, body: bytes, headers: Mapping[str, str], most: int
    ) -> Answer:
        why = "its name leads to no address"
        for address in await self._addresses(target):
            try:
                return await self._sent(self._request(method, target, address, body, headers), most)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                why = _why_not_connected(error)
        raise NotReached(why)

    async def _addresses(self, url: httpx2.URL) -> list[str]:
        """Where the name leads now. All of it must be allowed."""
        if url.scheme not in ("https", "http") or not url.host:
            raise AddressRefused("it is no address")
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(url.host, _port(url), type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NotReached("its name leads to no address") from None
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            secure = url.scheme == "https"
            why = refusal(address, secure=secure, private_allowed=self.private_allowed, setting=self.setting)
            if why:
                raise AddressRefused(why)
        return addresses

    def _request(
        self, method: str, url: httpx2.URL, address: str, body: bytes, headers: Mapping[str, str]
    ) -> httpx2.Request:
        return self.client.build_request(
            method,
            url.copy_with(host=address),
            content=body,
            headers={
                **headers,
                "Host": url.netloc.decode("ascii"),
                "User-Agent": "weeklog",
                "Accept-Encoding": "identity",
            },
            timeout=httpx2.Timeout(self.timeout, connect=CONNECT_SECONDS),
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )

    async def _sent(self, request: httpx2.Request, most: int) -> Answer:
        response = await self.client.send(request, stream=True)
        try:
            return Answer(response.status_code, response.headers, await _start(response, most))
        finally:
            await response.aclose()


@contextmanager
def _told() -> Generator[None]:
    """Faults of the transport in the words of this module."""
    try:
        yield
    except (TimeoutError, httpx2.TimeoutException):
        raise NoAnswer("it did not answer in time") from None
    except httpx2.InvalidURL:
        raise AddressRefused("it is no address") from None
    except httpx2.TransportError:
        raise NoAnswer("it closed the connection instead of answering") from None


def _why_not_connected(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "its certificate is not good, or it speaks no TLS"
        cause = cause.__cause__ or cause.__context__
    return "nothing takes connections at its address"


def _port(url: httpx2.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


async def _start(response: httpx2.Response, most: int) -> bytes:
    read = bytearray()
    async for chunk in response.aiter_raw():
        read += chunk
        if len(read) >= most:
            break
    return bytes(read[:most])
