"""Posts to an address that people named. It may be nowhere near this machine.

The address that the name has now is checked and connected to, so that a name that points elsewhere a moment
later gains nothing. No redirect is followed, and no connection is used twice: behind one address there may be
several names.
"""

import asyncio
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx2

from weeklog.addresses import WEBHOOKS, refusal

CONNECT_SECONDS: Final = 5.0
MOST_ANSWER: Final = 64 * 1024  # bytes that are read of an answer


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

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST"
    ) -> Answer:
        """Raises AddressRefused, NotReached, NoAnswer."""
        try:
            async with asyncio.timeout(self.timeout):
                target = httpx2.URL(url)
                why = "its name leads to no address"
                for address in await self._addresses(target):
                    try:
                        return await self._sent(self._request(method, target, address, body, headers))
                    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                        why = _why_not_connected(error)
                raise NotReached(why)
        except (TimeoutError, httpx2.TimeoutException):
            raise NoAnswer("it did not answer in time") from None
        except httpx2.InvalidURL:
            raise AddressRefused("it is no address") from None
        except httpx2.TransportError:
            raise NoAnswer("it closed the connection instead of answering") from None

    async def _addresses(self, url: httpx2.URL) -> list[str]:
        """Where the name leads now. All of it must be allowed."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(url.host, _port(url), type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NotReached("its name leads to no address") from None
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            secure = url.scheme == "https"
            why = refusal(address, secure=secure, private_allowed=self.private_allowed, setting=WEBHOOKS)
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

    async def _sent(self, request: httpx2.Request) -> Answer:
        response = await self.client.send(request, stream=True)
        try:
            return Answer(response.status_code, response.headers, await _start(response))
        finally:
            await response.aclose()


def _why_not_connected(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "its certificate is not good, or it speaks no TLS"
        cause = cause.__cause__ or cause.__context__
    return "nothing takes connections at its address"


def _port(url: httpx2.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


async def _start(response: httpx2.Response) -> bytes:
    read = bytearray()
    async for chunk in response.aiter_raw():
        read += chunk
        if len(read) >= MOST_ANSWER:
            break
    return bytes(read[:MOST_ANSWER])
