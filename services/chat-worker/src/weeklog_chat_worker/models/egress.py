"""Where a connection to a model's server may go."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

import httpx2

from weeklog.addresses import refusal

# The addresses to connect to, for a host, a port, and whether it is by TLS.
Egress = Callable[[str, int, bool], Awaitable[Sequence[str]]]


class AddressRefused(httpx2.ConnectError):
    """The server that was named is at an address that people may not name."""


async def anywhere(host: str, _port: int, _secure: bool) -> Sequence[str]:
    """For what the operator named."""
    return [host]


class Checked:
    """For what people named. The addresses are those that the name has now, and the connection goes to no other: a
    name that points elsewhere a moment later gains nothing."""

    def __init__(self, *, private_allowed: bool) -> None:
        self._private_allowed = private_allowed

    async def __call__(self, host: str, port: int, secure: bool) -> Sequence[str]:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            if why := refusal(address, secure=secure, private_allowed=self._private_allowed):
                raise AddressRefused(why)
        return addresses
