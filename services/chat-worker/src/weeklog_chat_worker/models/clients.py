"""The connections of this process to models' servers: one client for what the operator named, one for what people
named."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx2

from weeklog_chat_worker.models.egress import Checked
from weeklog_chat_worker.models.transport import GatheringTransport

CONNECT_SECONDS = 5.0


@dataclass(frozen=True)
class Clients:
    """Neither follows redirects: a server may not send a question, nor a key, elsewhere."""

    trusted: httpx2.AsyncClient
    checked: httpx2.AsyncClient
    trusted_transport: GatheringTransport

    @classmethod
    async def open(cls, stack: AsyncExitStack, *, private_allowed: bool) -> "Clients":
        trusted = GatheringTransport()
        checked = GatheringTransport(Checked(private_allowed=private_allowed))
        return cls(
            await stack.enter_async_context(_client(trusted)),
            await stack.enter_async_context(_client(checked)),
            trusted,
        )


def _client(transport: GatheringTransport) -> httpx2.AsyncClient:
    timeout = httpx2.Timeout(None, connect=CONNECT_SECONDS)
    return httpx2.AsyncClient(transport=transport, timeout=timeout, follow_redirects=False, trust_env=False)
