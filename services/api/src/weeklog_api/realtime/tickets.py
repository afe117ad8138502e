"""Who may open a socket. A ticket is got over HTTP with the usual sign-in, lives 30 seconds and works once; it is
sent as the socket's first frame, never in an address, since addresses are logged."""

import secrets
from collections import OrderedDict
from uuid import UUID

from pydantic import BaseModel
from redis.asyncio import Redis
from redis.exceptions import RedisError

from weeklog.conversations.tables import see_reply
from weeklog.errors import NotFound, Unavailable
from weeklog.ids import PersonId
from weeklog.people.credentials import hash_secret
from weeklog.unit_of_work import Store
from weeklog_api.realtime.hub import StreamName

TICKET_SECONDS = 30
MOST_ASKED = 2000  # replies whose asker is remembered


class Holder(BaseModel):
    """Whom a socket belongs to, and the credential behind it, so that it can be checked again."""

    person_id: PersonId
    credential: str


class Tickets:
    def __init__(self, redis: "Redis", store: Store) -> None:
        self._redis, self._store = redis, store
        self._asked_here: OrderedDict[UUID, PersonId] = OrderedDict()

    async def issue(self, holder: Holder) -> str:
        ticket = secrets.token_urlsafe(24)
        try:
            await self._redis.set(_key(ticket), holder.model_dump_json(), ex=TICKET_SECONDS)
        except (RedisError, OSError, TimeoutError) as error:
            raise Unavailable("live events are away: fetch over HTTP and try again in a moment") from error
        return ticket

    async def redeem(self, ticket: str) -> Holder | None:
        """None when it is unknown, used or expired; also while Valkey is away: nobody gets in unseen."""
        try:
            found = await self._redis.getdel(_key(ticket))
        except (RedisError, OSError, TimeoutError):
            return None
        return None if found is None else Holder.model_validate_json(found)

    async def may_follow(self, holder: Holder, stream: StreamName) -> None:
        """Raises NotFound for a reply that is not there or not theirs."""
        if stream.reply_id is not None and self._asked_here.get(stream.reply_id) != holder.person_id:
            await may_see_reply(self._store, holder.person_id, stream.reply_id)

    def asked(self, person_id: PersonId, reply_id: UUID) -> None:
        """Who asked here a moment ago follows the reply next: the database need not be asked whose it is."""
        self._asked_here[reply_id] = person_id
        if len(self._asked_here) > MOST_ASKED:
            self._asked_here.popitem(last=False)


async def may_see_reply(store: Store, person_id: PersonId, reply_id: UUID) -> None:
    async with store.begin(person_id) as work:
        if await work.one(see_reply, id=reply_id) is None:
            raise NotFound("reply")


def _key(ticket: str) -> str:
    return f"wl:ticket:{hash_secret(ticket).hex()}"
