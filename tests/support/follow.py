"""The reference client: follows a reply over the websocket through whatever happens to it."""

import asyncio
import json
import random
import ssl
from dataclasses import dataclass, field

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from tests.support.reader import Reader
from weeklog.events.reply_stream import Position

LOST = (OSError, WebSocketException, InvalidHandshake, httpx.HTTPError, TimeoutError)


@dataclass
class Followed:
    reader: Reader = field(default_factory=Reader)
    sockets: int = 0
    resubscribed: int = 0
    fetched: bool = False  # the end did not match what was received, so the reply was fetched
    text: str = ""
    state: str = ""


class Client:
    """One person's client. `drops` is the chance that a read is followed by a lost connection."""

    def __init__(
        self, url: str, token: str, *, drops: float = 0, seed: int = 0, trusts: ssl.SSLContext | None = None
    ) -> None:
        self.url, self._trusts = url, trusts
        self.http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
            limits=httpx.Limits(max_connections=50),
            verify=trusts or True,
        )
        self._drops = drops
        self._random = random.Random(seed)

    async def close(self) -> None:
        await self.http.aclose()

    async def post(self, path: str, body: object, key: str) -> httpx.Response:
        """Repeats a request whose answer was lost, with the same key, until there is one."""
        while True:
            try:
                answer = await self.http.post(path, json=body, headers={"Idempotency-Key": key})
            except LOST:
                answer = None
            if answer is not None and answer.status_code != 503:
                return answer
            await asyncio.sleep(self._random.uniform(0.05, 0.5))

    async def follow(self, reply_id: str, seconds: float = 120) -> Followed:
        followed, tries = Followed(), 0
        async with asyncio.timeout(seconds):
            while followed.reader.state is None:
                try:
                    async with await self.open() as socket:
                        followed.sockets += 1
                        await self._read(socket, reply_id, followed)
                        tries = 0
                except LOST:
                    tries += 1
                    await asyncio.sleep(self._random.uniform(0, min(3, 0.1 * 2**tries)))
            followed.text, followed.state = followed.reader.text, followed.reader.state
            if not followed.reader.whole:
                await self._fetch(reply_id, followed)
        return followed

    async def open(self) -> ClientConnection:
        """A socket that has said who it is."""
        answer = await self.http.post("/v1/stream-tickets")
        answer.raise_for_status()
        socket = await connect(
            self.url.replace("http", "ws", 1) + "/v1/stream",
            compression=None,
            open_timeout=5,
            ssl=self._trusts,
        )
        await socket.send(json.dumps({"type": "authenticate", "ticket": answer.json()["ticket"]}))
        return socket

    async def _read(self, socket: ClientConnection, reply_id: str, followed: Followed) -> None:
        await self._subscribe(socket, reply_id, followed.reader.cursor)
        async for frame in socket:
            message = json.loads(frame)
            if message.get("type") == "refused" and message["status"] != 503:
                raise AssertionError(f"refused: {message}")
            if message.get("type") == "refused":
                raise TimeoutError
            if "event" not in message:
                continue
            at = None if message["position"] is None else Position.read(message["position"])
            if followed.reader.hear(at, json.dumps(message["event"])):
                followed.resubscribed += 1
                await self._subscribe(socket, reply_id, followed.reader.cursor)
            if followed.reader.state is not None:
                return
            if self._random.random() < self._drops:
                socket.transport.abort()
                raise TimeoutError

    async def _subscribe(self, socket: ClientConnection, reply_id: str, cursor: Position) -> None:
        position = str(cursor) if cursor > Position(0, 0) else None
        await socket.send(
            json.dumps({"type": "subscribe", "stream": f"reply:{reply_id}", "position": position})
        )

    async def _fetch(self, reply_id: str, followed: Followed) -> None:
        while True:
            try:
                reply = (await self.http.get(f"/v1/replies/{reply_id}")).raise_for_status().json()
            except LOST:
                await asyncio.sleep(0.2)
                continue
            followed.fetched, followed.text, followed.state = True, reply["text"], reply["state"]
            return
