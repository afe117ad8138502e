"""What a proxy says of the request that it passes on: believed of the addresses that `FORWARDED_ALLOW_IPS` names,
and of no other.

Nobody is trusted by default, not even this machine: a sender could choose the address that its failures are
counted by.
"""

import ipaddress
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Proxies:
    """`trusted`: addresses and networks with commas between, or `*` for any."""

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self._app = app
        self._any = trusted.strip() == "*"
        self._networks = () if self._any else networks(trusted)
        wrapped: Any = app  # uvicorn types an application more narrowly than ASGI does
        self._forwarded: Any = ProxyHeadersMiddleware(wrapped, trusted_hosts=trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and self._trusts(scope.get("client")):
            if (host := Headers(scope=scope).get("x-forwarded-host")) is not None:
                scope["headers"] = list(scope["headers"])
                MutableHeaders(scope=scope)["host"] = host.split(",")[0].strip()
            await self._forwarded(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _trusts(self, client: Sequence[object] | None) -> bool:
        if self._any:
            return True
        try:
            address = ipaddress.ip_address(str(client[0])) if client else None
        except ValueError:
            return False
        return address is not None and any(address in network for network in self._networks)


def networks(text: str) -> tuple[Network, ...]:
    """Raises ValueError."""
    return tuple(ipaddress.ip_network(one.strip(), strict=False) for one in text.split(",") if one.strip())
