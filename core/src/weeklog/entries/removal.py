"""Entries that go: what proved something proves it no more, and what they went on with is open again.

They stay in the history of entries, from which they can be restored.
"""

from collections.abc import Sequence
from uuid import UUID

from weeklog.entries.carrying import free_sources
from weeklog.entries.rows import entry_state
from weeklog.entries.tables import delete_entries
from weeklog.events.catalogue import EntryChanged, WeekChanged
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.evidence import forget_evidence


async def remove_entries(work: UnitOfWork, ids: Sequence[UUID]) -> None:
    """Publishes what else changed. The caller publishes that they are gone."""
    if not ids:
        return
    gone = await work.all(delete_entries, person_id=work.person_id, ids=list(ids))
    weeks: set[int] = set()
    for query in forget_evidence:
        for row in gone:
            found = await work.all(query, person_id=work.person_id, entry_id=row.id)
            weeks |= {one.week for one in found}
    for week in sorted(weeks):
        work.publish(WeekChanged(week=week))
    if sources := [row.carried_from for row in gone if row.carried_from is not None]:
        copies = [row.id for row in gone]
        freed = await work.all(free_sources, person_id=work.person_id, ids=sources, copies=copies)
        for row in freed:
            work.publish(EntryChanged(entry=entry_state(row)))
