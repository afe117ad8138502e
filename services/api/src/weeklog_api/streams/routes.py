import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel
from starlette.websockets import WebSocket

from weeklog.errors import Invalid
from weeklog.events.reply_stream import Position
from weeklog_api.dependencies import CurrentIdentity
from weeklog_api.fast_path import fast
from weeklog_api.identity import Identity
from weeklog_api.origins import is_own
from weeklog_api.parts import parts_of
from weeklog_api.realtime.connection import Connection
from weeklog_api.realtime.hub import Delivery, Hub, StreamName, Subscriber
from weeklog_api.realtime.open_connections import OpenConnection, OpenConnections
from weeklog_api.realtime.tickets import TICKET_SECONDS, Holder, may_see_reply
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1", tags=["live events"])

COMMENT_SECONDS = 15.0  # between comments that keep a silent connection open


class StreamTicket(BaseModel):
    ticket: str
    expires_in: int  # seconds


@router.post("/stream-tickets", status_code=201, response_model=StreamTicket)
@needs("read")
@fast
async def issue_ticket(request: Request, identity: CurrentIdentity) -> Response:
    tickets = parts_of(request).tickets
    holder = Holder(person_id=identity.person_id, credential=identity.credential)
    issued = StreamTicket(ticket=await tickets.issue(holder), expires_in=TICKET_SECONDS)
    return Response(issued.model_dump_json(), 201, media_type="application/json")


@router.websocket("/stream")
async def stream(socket: WebSocket) -> None:
    if not _same_origin(socket):
        await socket.close(4403)  # before it is accepted: the client sees HTTP 403
        return
    await socket.accept()
    parts = parts_of(socket)
    await Connection(socket, parts.hub, parts.tickets, parts.open_connections).run()


def _same_origin(socket: WebSocket) -> bool:
    """Browsers name the page's origin; programs name none."""
    origin = socket.headers.get("origin")
    return origin is None or is_own(socket, origin)


@router.get("/replies/{reply_id}/events", response_class=StreamingResponse)
@needs("read")
async def reply_events(
    request: Request,
    reply_id: UUID,
    identity: CurrentIdentity,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """The reply as server-sent events, from the beginning or from `Last-Event-ID`; it closes after `reply.ended`."""
    parts = parts_of(request)
    open_connections = parts.open_connections
    open_connections.require_room(identity.person_id)
    await may_see_reply(parts.store, identity.person_id, reply_id)
    try:
        position = None if not last_event_id else Position.read(last_event_id)
    except ValueError:
        raise Invalid.field(
            "Last-Event-ID", "must be a position such as 1-5: send back the last `id:`"
        ) from None
    name = StreamName.read(f"reply:{reply_id}", identity.person_id)
    return StreamingResponse(
        _events(parts.hub, open_connections, identity, name, position=position),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"},
    )


async def _events(
    hub: Hub,
    open_connections: OpenConnections,
    identity: Identity,
    name: StreamName,
    *,
    position: Position | None,
) -> AsyncGenerator[bytes]:
    ready, shown_out = asyncio.Event(), False

    def close() -> None:
        nonlocal shown_out
        shown_out = True
        ready.set()

    connection = OpenConnection(identity.credential, close)
    with (
        open_connections.inside(identity.person_id, connection),
        _following(hub, await hub.subscribe(name, position, ready.set)) as subscriber,
    ):
        while not (subscriber.ended and not subscriber.waiting) and not shown_out:
            while (delivery := subscriber.take()) is not None:
                yield _server_sent(delivery)
            if subscriber.lagging:
                await hub.catch_up(subscriber)
            if subscriber.ended:
                continue
            try:
                await asyncio.wait_for(ready.wait(), COMMENT_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
            ready.clear()


@contextmanager
def _following(hub: Hub, subscriber: Subscriber) -> Generator[Subscriber]:
    try:
        yield subscriber
    finally:
        hub.unsubscribe(subscriber)


def _server_sent(delivery: Delivery) -> bytes:
    kind = delivery.event[9 : delivery.event.index(b'"', 9)]  # {"type":"<kind>", ...
    id_line = b"" if delivery.position is None else b"id: %b\n" % str(delivery.position).encode()
    return b"%bevent: %b\ndata: %b\n\n" % (id_line, kind, delivery.event)
