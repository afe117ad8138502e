from datetime import date
from uuid import UUID

from weeklog import access
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, Invalid, NotFound
from weeklog.events.catalogue import SuggestionsChanged
from weeklog.suggestions.items import Item, text_of
from weeklog.suggestions.suggesting import Suggested, suggest
from weeklog.suggestions.tables import SuggestionRow, decide_suggestion, hold_suggestion, list_suggestions
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import SuggestionState
from weeklog_api.cursors import latest_before, page_of
from weeklog_api.entries import service as entries
from weeklog_api.entries.schemas import EntryNew
from weeklog_api.identity import Identity
from weeklog_api.suggestions.schemas import (
    SuggestedItem,
    Suggestion,
    SuggestionEdit,
    SuggestionFilters,
    SuggestionList,
    SuggestionsMade,
    SuggestionsNew,
)


async def listed(work: UnitOfWork, identity: Identity, filters: SuggestionFilters) -> SuggestionList:
    """The latest first."""
    if filters.to < filters.from_:
        raise Invalid.field("to", f"must not be before from, {filters.from_}: exchange the two")
    rows = await work.all(
        list_suggestions,
        person_id=identity.person_id,
        programme_id=identity.own_programme.id,
        state=filters.state,
        since=filters.from_,
        until=filters.to,
        **latest_before(filters.cursor),
        limit=filters.limit + 1,
    )
    shown, cursor = page_of([_shown(row) for row in rows], filters.limit, lambda one: one.created_at)
    return SuggestionList(items=list(shown), next_cursor=cursor)


async def suggest_entries(work: UnitOfWork, identity: Identity, new: SuggestionsNew) -> SuggestionsMade:
    access.require(identity.standing, "write worklog")
    programme = identity.own_programme
    items = [_item(one) for one in new.items]
    return made_of(await suggest(work, programme.id, programme.weeks, new.source, items))


def made_of(made: Suggested) -> SuggestionsMade:
    shown = [_shown(row) for row in made.rows]
    return SuggestionsMade(items=shown, known=made.known, outside=made.outside, left_out=made.left_out)


async def accept(
    work: UnitOfWork, identity: Identity, suggestion_id: UUID, edit: SuggestionEdit, today: date
) -> Suggestion:
    access.require(identity.standing, "write worklog")
    row = await _held(work, identity, suggestion_id)
    if row.state == "accepted":
        return _shown(row)
    if row.state == "dismissed":
        raise Conflict("it was dismissed: log the entry yourself")
    logged = await entries.log_entry(work, identity, _entry(row, edit), today)
    return await _decide(work, identity, row, "accepted", logged.id)


async def dismiss(work: UnitOfWork, identity: Identity, suggestion_id: UUID) -> Suggestion:
    access.require(identity.standing, "write worklog")
    row = await _held(work, identity, suggestion_id)
    if row.state == "dismissed":
        return _shown(row)
    if row.state == "accepted":
        raise Conflict("it was accepted: delete the entry that it became instead")
    return await _decide(work, identity, row, "dismissed", None)


async def _held(work: UnitOfWork, identity: Identity, suggestion_id: UUID) -> SuggestionRow:
    """Of the programme that they work in: what is accepted is logged there."""
    row = await work.one(hold_suggestion, id=suggestion_id, programme_id=identity.own_programme.id)
    if row is None:
        raise NotFound("suggestion")
    return row


async def _decide(
    work: UnitOfWork, identity: Identity, row: SuggestionRow, state: SuggestionState, entry_id: UUID | None
) -> Suggestion:
    decided = await work.one(decide_suggestion, suggestion_id=row.id, new_state=state, logged_id=entry_id)
    assert decided is not None  # it is held
    if week := identity.week_of(row.start_on):
        work.publish(SuggestionsChanged(week=week.number))
    return _shown(decided)


def _entry(row: SuggestionRow, edit: SuggestionEdit) -> EntryNew:
    suggested = _shown(row).model_dump(include={"text", "start_on", "end_on", "resources", "status", "hours"})
    changes = edit.model_dump(exclude_none=True)
    if "start_on" in changes:  # it lasts as long as before
        suggested["end_on"] = changes["start_on"] + (row.end_on - row.start_on)
    return EntryNew.model_validate(suggested | changes)


def _item(sent: SuggestedItem) -> Item:
    return Item(
        key=sent.key,
        text=sent.text,
        start_on=sent.start_on,
        end_on=sent.end_on or sent.start_on,
        topic=sent.topic or "",
        url=sent.url,
        status=sent.status,
        hours=sent.hours,
    )


def _shown(row: SuggestionRow) -> Suggestion:
    return Suggestion.model_validate(values_of(row) | {"text": text_of(row.topic, row.lines)})
