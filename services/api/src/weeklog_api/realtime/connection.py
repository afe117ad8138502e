"""One websocket: a task that always reads, and one that writes.

The reading task never stops, because the server cannot see a client's pongs while a message waits to be read.
"""

import asyncio
import time
from contextlib import suppress
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from weeklog.errors import NotFound, TooMany, Unavailable
from weeklog.events.reply_stream import Position
from weeklog.logs import logger
from weeklog_api.realtime.hub import Hub, StreamName, Subscriber
from weeklog_api.realtime.open_connections import OpenConnection, OpenConnections
from weeklog_api.realtime.tickets import Holder, Tickets

log = logger(__name__)

AUTHENTICATE_SECONDS = 5.0
SEND_SECONDS = 10.0
STALLED_SECONDS = 30.0
WATCH_SECONDS = 5.0
SUBSCRIPTIONS = 20
FIRST_FRAME_BYTES = 1024
FRAMES_A_SECOND = 20
MOST_REASON = 120  # bytes: a close frame holds 123

BAD_FRAME, NOT_AUTHENTICATED, TOO_SLOW, TOO_MANY_OPEN = 4400, 4401, 4408, 4429


class Frame(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Authenticate(Frame):
    type: Literal["authenticate"]
    ticket: str


class Subscribe(Frame):
    type: Literal["subscribe"]
    stream: str
    position: str | None = None


class Unsubscribe(Frame):
    type: Literal["unsubscribe"]
    stream: str


class Welcome(Frame):
    type: Literal["welcome"] = "welcome"
    person_id: UUID


class Subscribed(Frame):
    type: Literal["subscribed"] = "subscribed"
    stream: str
    position: str


class Refused(Frame):
    type: Literal["refused"] = "refused"
    stream: str
    status: int
    detail: str


_frames: TypeAdapter[Subscribe | Unsubscribe] = TypeAdapter(
    Annotated[Subscribe | Unsubscribe, Field(discriminator="type")]
)


class Closing(Exception):
    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason.encode()[:MOST_REASON].decode(errors="ignore")


class Connection:
    def __init__(
        self, socket: WebSocket, hub: Hub, tickets: Tickets, open_connections: OpenConnections
    ) -> None:
        self._socket, self._hub, self._tickets, self._open_connections = (
            socket,
            hub,
            tickets,
            open_connections,
        )
        self._subscribers: dict[str, Subscriber] = {}
        self._answers: list[str] = []
        self._ready = asyncio.Event()
        self._sending_since: float | None = None
        self._shown_out: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._allowance, self._allowance_at = float(FRAMES_A_SECOND), time.monotonic()

    async def run(self) -> None:
        """Until either side ends it. The socket has been accepted."""
        try:
            holder = await self._authenticate()
            connection = OpenConnection(holder.credential, self._show_out)
            with self._open_connections.inside(holder.person_id, connection):
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._read(holder))
                    tasks.create_task(self._write())
                    tasks.create_task(self._watch())
        except* Closing as closing:
            await self._close(closing.exceptions[0])
        except* (WebSocketDisconnect, TimeoutError, OSError, RuntimeError):
            pass  # the other side is gone; the client resumes with its cursors
        finally:
            for subscriber in self._subscribers.values():
                self._hub.unsubscribe(subscriber)

    async def _authenticate(self) -> Holder:
        try:
            text = await asyncio.wait_for(self._receive(), AUTHENTICATE_SECONDS)
            if len(text) > FIRST_FRAME_BYTES:
                raise Closing(BAD_FRAME, "the first frame is {type: authenticate, ticket}")
            ticket = Authenticate.model_validate_json(text).ticket
        except TimeoutError:
            raise Closing(NOT_AUTHENTICATED, "no ticket came within 5 seconds") from None
        except ValidationError:
            raise Closing(BAD_FRAME, "the first frame is {type: authenticate, ticket}") from None
        holder = await self._tickets.redeem(ticket)
        if holder is None:
            raise Closing(
                NOT_AUTHENTICATED, "the ticket is unknown, used or older than 30 seconds: get a new one"
            )
        try:
            self._open_connections.require_room(holder.person_id)
        except TooMany as error:
            raise Closing(TOO_MANY_OPEN, str(error)) from None
        self._answer(Welcome(person_id=holder.person_id))
        return holder

    async def _read(self, holder: Holder) -> None:
        while True:
            text = await self._receive()
            await self._slow_down()
            try:
                frame = _frames.validate_json(text)
            except ValidationError as error:
                first = error.errors(include_input=False, include_url=False)[0]
                field = ".".join(str(part) for part in first["loc"])
                raise Closing(BAD_FRAME, f"{field}: {first['msg']}") from None
            match frame:
                case Subscribe():
                    await self._subscribe(holder, frame)
                case Unsubscribe():
                    self._unsubscribe(frame.stream)

    async def _receive(self) -> str:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"], message.get("reason"))
        text = message.get("text")
        if not isinstance(text, str):
            raise Closing(BAD_FRAME, "a frame is JSON as text, not binary")
        return text

    async def _slow_down(self) -> None:
        """A token bucket: more frames than it holds wait their turn."""
        now = time.monotonic()
        self._allowance = min(
            FRAMES_A_SECOND * 2.0, self._allowance + (now - self._allowance_at) * FRAMES_A_SECOND
        )
        self._allowance_at = now
        self._allowance -= 1
        if self._allowance < 0:
            await asyncio.sleep(-self._allowance / FRAMES_A_SECOND)

    async def _subscribe(self, holder: Holder, frame: Subscribe) -> None:
        try:
            stream = StreamName.read(frame.stream, holder.person_id)
            position = None if frame.position is None else Position.read(frame.position)
        except ValueError:
            return self._refuse(
                frame.stream, 422, "stream is 'person' or 'reply:<id>', position is '1-5' or null"
            )
        if frame.stream not in self._subscribers and len(self._subscribers) >= SUBSCRIPTIONS:
            return self._refuse(frame.stream, 429, f"a socket follows at most {SUBSCRIPTIONS} streams")
        self._unsubscribe(frame.stream)
        try:
            await self._tickets.may_follow(holder, stream)
            subscriber = await self._hub.subscribe(stream, position, self._ready.set)
        except NotFound as error:
            return self._refuse(frame.stream, 404, str(error))
        except Unavailable as error:
            return self._refuse(frame.stream, 503, str(error))
        self._answer(Subscribed(stream=stream.text, position=str(subscriber.cursor)))
        self._subscribers[stream.text] = subscriber
        return None

    def _unsubscribe(self, name: str) -> None:
        if (subscriber := self._subscribers.pop(name, None)) is not None:
            self._hub.unsubscribe(subscriber)

    def _refuse(self, stream: str, status: int, detail: str) -> None:
        self._answer(Refused(stream=stream[:80], status=status, detail=detail))

    def _answer(self, frame: Frame) -> None:
        self._answers.append(frame.model_dump_json())
        self._ready.set()

    async def _write(self) -> None:
        while True:
            await self._ready.wait()
            self._ready.clear()
            answers, self._answers = self._answers, []
            for answer in answers:
                await self._send(answer)
            for name, subscriber in list(self._subscribers.items()):
                while (delivery := subscriber.take()) is not None:
                    await self._send(delivery.frame)
                if subscriber.lagging:
                    await self._hub.catch_up(subscriber)
                if subscriber.ended and not subscriber.waiting:
                    self._unsubscribe(name)

    async def _send(self, frame: str) -> None:
        self._sending_since = time.monotonic()
        await self._socket.send_text(frame)
        self._sending_since = None

    def _show_out(self) -> None:
        if not self._shown_out.done():
            self._shown_out.set_result(None)

    async def _watch(self) -> None:
        """Ends what takes nothing any more, and who was signed out since. One look for many frames: a time-out
        around each would cost more than sending it."""
        while True:
            await asyncio.wait({self._shown_out}, timeout=WATCH_SECONDS)
            if self._shown_out.done():
                raise Closing(NOT_AUTHENTICATED, "signed out, or the token was revoked")
            if self._sending_since is not None and time.monotonic() - self._sending_since > STALLED_SECONDS:
                raise Closing(TOO_SLOW, "nothing was taken for 30 seconds: resume with your cursors")

    async def _close(self, closing: BaseException) -> None:
        assert isinstance(closing, Closing)
        if self._socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError, WebSocketDisconnect, OSError, TimeoutError):
                await asyncio.wait_for(self._socket.close(closing.code, closing.reason), SEND_SECONDS)
