import base64
import binascii

from weeklog import access
from weeklog import search as worklogs
from weeklog.errors import Invalid, NotAllowed
from weeklog.ids import PersonId
from weeklog.search import embeddings
from weeklog.unit_of_work import Store
from weeklog_api.identity import Identity
from weeklog_api.search.schemas import Hit, Hits, SearchAsked

MOST_OFFSET = 100  # beyond it nothing is ranked


async def search(store: Store, identity: Identity, asked: SearchAsked, semantic: str) -> Hits:
    people = _people(identity, asked)
    offset = _offset(asked.cursor)
    wanted = worklogs.Search(
        asked.q,
        identity.own_programme.id,
        people,
        asked.kinds,
        asked.from_,
        asked.to,
        # Before the transaction: no connection is held while the model reads.
        meaning=await _meaning(asked.q, semantic),
    )
    async with store.begin(identity.person_id) as work:
        found = await worklogs.find(work, wanted, asked.limit + 1, offset)
    hits = [Hit.model_validate(hit, from_attributes=True) for hit in found[: asked.limit]]
    end = offset + asked.limit
    more = len(found) > asked.limit and end < MOST_OFFSET
    return Hits(items=hits, next_cursor=_cursor(end) if more else None)


async def _meaning(text: str, semantic: str) -> str | None:
    return (
        await embeddings.of_text(text)
        if embeddings.switched_on(semantic) and embeddings.understands(text)
        else None
    )


def _people(identity: Identity, asked: SearchAsked) -> list[PersonId]:
    standing = identity.standing
    if asked.everyone:
        if asked.person is not None:
            raise Invalid.field("person", "cannot be sent with `everyone`: leave out one of the two")
        if standing.role == "member":
            raise NotAllowed("only mentors and leads search the worklogs of others: leave out `everyone`")
        return [standing.person_id, *standing.followed]
    owner = PersonId(asked.person) if asked.person is not None else standing.person_id
    access.require(standing, "read worklog", of=owner)
    return [owner]


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(f"after {offset}".encode()).rstrip(b"=").decode()


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        word, _, number = (
            base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode().partition(" ")
        )
        if word == "after" and 0 < int(number) <= MOST_OFFSET:
            return int(number)
    except (ValueError, binascii.Error):
        pass
    raise Invalid.field("cursor", "is not one of ours: take it from `next_cursor` of the page before")
