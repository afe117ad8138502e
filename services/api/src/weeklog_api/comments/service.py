from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from weeklog import access
from weeklog.comments.tables import (
    CommentRow,
    find_comment,
    insert_comment,
    insert_thread,
    list_thread,
    matching_comments,
    resolve_thread,
    rewrite_comment,
)
from weeklog.db.engine import Database
from weeklog.errors import Conflict, Invalid, NotAllowed, NotFound
from weeklog.events.catalogue import Anchor, Author, CommentAdded, CommentChanged, CommentState
from weeklog.ids import PersonId, new_id
from weeklog.people.tables import list_names
from weeklog.programmes.memberships import list_readers
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.comments.anchors import anchored
from weeklog_api.comments.mentions import mentioned
from weeklog_api.comments.schemas import AnchorNew, CommentFilters, CommentList, CommentNew, CommentPatch
from weeklog_api.cursors import read_cursor, write_cursor
from weeklog_api.identity import Identity


@dataclass(frozen=True)
class Thread:
    """The thread that a comment is added to, and whose worklog it stands in."""

    id: UUID
    person_id: PersonId
    programme_id: UUID


@dataclass(frozen=True)
class Asking:
    """Who asks, and when. Names are the system's to look up: people's own rows show them only themselves."""

    work: UnitOfWork
    identity: Identity
    system: Database
    now: datetime

    async def readers(self, of: CommentRow | Thread) -> dict[UUID, str]:
        """Who reads the worklog that it stands in, and their names."""
        rows = await self.system.all(list_readers, programme_id=of.programme_id, person_id=of.person_id)
        return {row.id: row.name for row in rows}

    async def names(self, ids: Iterable[UUID | None]) -> dict[UUID, str]:
        rows = await self.system.all(list_names, ids=[one for one in set(ids) if one is not None])
        return {row.id: row.name for row in rows}


async def add_comment(asking: Asking, new: CommentNew) -> CommentState:
    thread = (
        await _begin_thread(asking, new.anchor)
        if new.anchor is not None
        else await _thread_of(asking, new.in_reply_to)
    )
    readers = await asking.readers(thread)
    comment_id = thread.id if new.anchor is not None else new_id()
    await asking.work.run(
        insert_comment,
        id=comment_id,
        thread_id=thread.id,
        person_id=thread.person_id,
        programme_id=thread.programme_id,
        author_id=asking.identity.person_id,
        text=new.text,
        mentions=_mentions(asking, new, readers),
        created_at=asking.now,
    )
    comments = await _comments_of_thread(asking, thread.id)
    added = next(comment for comment in comments if comment.id == comment_id)
    asking.work.publish(CommentAdded(comment=added), to=_concerned(asking, comments, readers))
    return added


async def read_comment(asking: Asking, comment_id: UUID) -> CommentState:
    row = await _find(asking, comment_id)
    return _state(row, await asking.names([row.author_id]))


async def list_comments(asking: Asking, person_id: PersonId, filters: CommentFilters) -> CommentList:
    """The oldest first."""
    wanted: dict[str, Any] = filters.model_dump(include={"anchor_kind", "anchor_id", "week", "resolved"})
    if filters.cursor is not None:
        wanted["after"] = read_cursor(filters.cursor, datetime.fromisoformat)
    programme_id = asking.identity.own_programme.id
    rows = await asking.work.all(matching_comments(person_id, programme_id, wanted, filters.limit + 1))
    names = await asking.names(row.author_id for row in rows)
    found = [_state(row, names) for row in rows[: filters.limit]]
    more = len(rows) > filters.limit
    return CommentList(
        items=found, next_cursor=write_cursor(found[-1].created_at, found[-1].id) if more else None
    )


async def edit_comment(asking: Asking, comment_id: UUID, patch: CommentPatch) -> CommentState:
    row = await _own(asking, comment_id)
    readers = await asking.readers(row)
    changed = {
        "text": patch.text,
        "mentions": _mentions(asking, patch, readers),
        "edited_at": asking.now,
        "deleted_at": None,
    }
    return await _rewrite(asking, row, readers, changed)


async def delete_comment(asking: Asking, comment_id: UUID) -> None:
    """What others have said in its thread keeps its place; of itself nothing is kept but that it was there."""
    row = await _own(asking, comment_id)
    erased: dict[str, Any] = {
        "text": "",
        "mentions": [],
        "edited_at": row.edited_at,
        "deleted_at": asking.now,
    }
    await _rewrite(asking, row, await asking.readers(row), erased)


async def resolve(asking: Asking, thread_id: UUID, *, resolved: bool) -> CommentState:
    """Resolves or reopens: for whoever began the thread, and for the owner of what it is about."""
    first = await _find_here(asking, thread_id)
    if first.thread_id != thread_id:
        raise NotFound("thread")
    if asking.identity.person_id not in (first.person_id, first.opened_by):
        raise NotAllowed(
            "only who began a thread, or the owner of what it is about, may resolve it: reply to it instead"
        )
    if (first.resolved_at is not None) != resolved:
        at, by = (asking.now, asking.identity.person_id) if resolved else (None, None)
        await asking.work.run(resolve_thread, thread_id=thread_id, at=at, by=by)
    comments = await _comments_of_thread(asking, thread_id)
    begun = next(comment for comment in comments if comment.id == thread_id)
    to = _concerned(asking, comments, await asking.readers(first))
    asking.work.publish(CommentChanged(comment=begun), to=to)
    return begun


async def _begin_thread(asking: Asking, anchor: AnchorNew) -> Thread:
    found = await anchored(asking.work, asking.identity, anchor)
    thread = Thread(new_id(), found.owner, asking.identity.own_programme.id)
    await asking.work.run(
        insert_thread,
        id=thread.id,
        person_id=thread.person_id,
        programme_id=thread.programme_id,
        author_id=asking.identity.person_id,
        anchor_kind=anchor.kind,
        anchor_id=anchor.id,
        line=found.line,
        line_id=found.line_id,
        revision=found.revision,
        anchor_text=found.text,
        week=found.week,
        created_at=asking.now,
    )
    return thread


async def _thread_of(asking: Asking, comment_id: UUID | None) -> Thread:
    assert comment_id is not None  # the schema wants it where there is no anchor
    row = await _find_here(asking, comment_id)
    return Thread(row.thread_id, row.person_id, row.programme_id)


async def _find(asking: Asking, comment_id: UUID) -> CommentRow:
    row = await asking.work.one(find_comment, id=comment_id)
    if row is None:
        raise NotFound("comment")
    return row


async def _find_here(asking: Asking, comment_id: UUID) -> CommentRow:
    """One that the asker may answer and settle: of a worklog that they comment on, in the programme they work in
    now."""
    row = await _find(asking, comment_id)
    access.require(asking.identity.standing, "comment", of=row.person_id)
    if row.programme_id != asking.identity.own_programme.id:
        raise NotFound("comment")
    return row


async def _own(asking: Asking, comment_id: UUID) -> CommentRow:
    row = await _find_here(asking, comment_id)
    if row.author_id != asking.identity.person_id:
        raise NotAllowed("only its author may change a comment: reply to it instead")
    if row.deleted_at is not None:
        raise Conflict("the comment has been deleted: write a new one")
    return row


async def _rewrite(
    asking: Asking, row: CommentRow, readers: dict[UUID, str], changed: dict[str, Any]
) -> CommentState:
    before = await _comments_of_thread(
        asking, row.thread_id
    )  # who was mentioned hears that it was taken back
    await asking.work.run(rewrite_comment, comment_id=row.id, writer=asking.identity.person_id, **changed)
    comments = await _comments_of_thread(asking, row.thread_id)
    after = next(comment for comment in comments if comment.id == row.id)
    to = _concerned(asking, [*before, *comments], readers)
    asking.work.publish(CommentChanged(comment=after), to=to)
    return after


async def _comments_of_thread(asking: Asking, thread_id: UUID) -> list[CommentState]:
    rows = await asking.work.all(list_thread, thread_id=thread_id)
    names = await asking.names(row.author_id for row in rows)
    return [_state(row, names) for row in rows]


def _mentions(asking: Asking, said: CommentNew | CommentPatch, readers: dict[UUID, str]) -> list[UUID]:
    if unknown := [str(one) for one in said.mentions if one not in readers]:
        raise Invalid.field(
            "mentions", f"{unknown[0]} is nobody who may read this worklog: leave them out of mentions"
        )
    found = dict.fromkeys([*said.mentions, *mentioned(said.text, readers)])
    return [one for one in found if one != asking.identity.person_id]


def _concerned(asking: Asking, comments: Sequence[CommentState], readers: dict[UUID, str]) -> list[PersonId]:
    """The owner, who takes part and who is mentioned, as far as they still read the worklog; and who asks."""
    concerned: dict[UUID, None] = {asking.identity.person_id: None}
    for comment in comments:
        authors = [] if comment.author is None else [comment.author.id]
        concerned |= dict.fromkeys([comment.of, *authors, *comment.mentions])
    owner = comments[0].of
    return [PersonId(one) for one in concerned if one in readers or one in (owner, asking.identity.person_id)]


def _state(row: CommentRow, names: dict[UUID, str]) -> CommentState:
    name = None if row.author_id is None else names.get(row.author_id)
    return CommentState(
        id=row.id,
        thread_id=row.thread_id,
        anchor=Anchor(
            kind=row.anchor_kind,
            id=row.anchor_id,
            line=row.line,
            line_id=row.line_id,
            revision=row.revision,
            week=row.week,
            text=row.anchor_text,
        ),
        of=row.person_id,
        author=None if row.author_id is None or name is None else Author(id=row.author_id, name=name),
        text=row.text,
        mentions=tuple(row.mentions),
        deleted=row.deleted_at is not None,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
        created_at=row.created_at,
        edited_at=row.edited_at,
    )
