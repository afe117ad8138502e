"""Keeps what a source tells of somebody's work as suggestions, each item once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from weeklog.calendar import Week, week_of
from weeklog.events.catalogue import Resource, SuggestionsChanged
from weeklog.ids import new_id
from weeklog.suggestions.items import Draft, Item, gather, joined
from weeklog.suggestions.tables import (
    SuggestionRow,
    count_open,
    extend_suggestion,
    hold_suggestions,
    insert_suggestion,
    keep_keys,
    list_open_of_topics,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import SuggestionSource

MOST_OPEN: Final = 500  # of one person in one programme


@dataclass(frozen=True)
class Suggested:
    rows: list[SuggestionRow]  # that are new, or hold more than before
    known: int  # items that were suggested before
    outside: int  # items that lie in no week of the programme
    left_out: int  # items for which there is no room while so many suggestions are open


async def suggest(
    work: UnitOfWork,
    programme_id: UUID,
    weeks: Sequence[Week],
    source: SuggestionSource,
    items: Sequence[Item],
) -> Suggested:
    """To the person of the unit of work. What has no room is not remembered: it may be suggested later."""
    mine: dict[str, Any] = {"person_id": work.person_id, "programme_id": programme_id}
    inside = [item for item in items if week_of(weeks, item.start_on)]
    await work.value(hold_suggestions, name=f"suggestions {work.person_id}")
    room = MOST_OPEN - await work.value(count_open, **mine)
    taken = inside[: max(room, 0)]
    kept = await work.all(keep_keys, **mine, keys=[item.key for item in taken])
    new_keys = {row.key for row in kept}
    drafts = gather(_first_of_each(taken, new_keys))
    rows = await _save(work, mine, source, drafts)
    for week in {found.number for row in rows if (found := week_of(weeks, row.start_on))}:
        work.publish(SuggestionsChanged(week=week))
    return Suggested(rows, len(taken) - len(new_keys), len(items) - len(inside), len(inside) - len(taken))


def _first_of_each(items: Sequence[Item], keys: set[str]) -> list[Item]:
    first: dict[str, Item] = {}
    for item in items:
        if item.key in keys:
            first.setdefault(item.key, item)
    return list(first.values())


async def _save(
    work: UnitOfWork, mine: dict[str, Any], source: SuggestionSource, drafts: Sequence[Draft]
) -> list[SuggestionRow]:
    """An open suggestion of the same topic and day takes up what is new."""
    topics = sorted({draft.topic for draft in drafts if draft.topic})
    found = await work.all(list_open_of_topics, **mine, topics=topics) if topics else []
    there = {(row.topic, row.start_on): row for row in found}
    saved: list[SuggestionRow | None] = []
    for draft in drafts:
        before = there.get((draft.topic, draft.start_on))
        if before is None:
            saved.append(await work.one(insert_suggestion, **mine, **_values(source, draft)))
        else:
            saved.append(await _extend(work, before, draft))
    return [row for row in saved if row is not None]


async def _extend(work: UnitOfWork, row: SuggestionRow, draft: Draft) -> SuggestionRow | None:
    whole = joined(_draft_of(row), draft)
    return await work.one(
        extend_suggestion,
        suggestion_id=row.id,
        all_lines=list(whole.lines),
        all_resources=_stored(whole.resources),
        last_day=whole.end_on,
    )


def _values(source: SuggestionSource, draft: Draft) -> dict[str, Any]:
    return {
        "id": new_id(),
        "source": source,
        "topic": draft.topic,
        "lines": list(draft.lines),
        "resources": _stored(draft.resources),
        "start_on": draft.start_on,
        "end_on": draft.end_on,
        "status": draft.status,
        "hours": draft.hours,
    }


def _draft_of(row: SuggestionRow) -> Draft:
    resources = tuple(Resource(**one) for one in row.resources)
    return Draft(row.topic, row.start_on, row.end_on, tuple(row.lines), resources, row.status, row.hours)


def _stored(resources: Sequence[Resource]) -> list[dict[str, Any]]:
    return [one.model_dump() for one in resources]
