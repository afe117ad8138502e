from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.db.engine import Record
from weeklog.entries.carrying import list_open_of_week
from weeklog.entries.tables import list_week_entries
from weeklog.errors import GiveUp
from weeklog.events.catalogue import ReviewDrafted
from weeklog.jobs.catalogue import DraftReview
from weeklog.reviews.tables import find_review_week, save_draft
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.tables import list_achievements, list_objectives
from weeklog.workers.worker import Job
from weeklog_reporting.facts import Achievement, Entry, Facts, Objective, WeekRows, find_facts
from weeklog_reporting.prose import write_sentences


@dataclass(frozen=True)
class Reviews:
    """Drafts reviews. A review that its owner has submitted, or that is drafted already, stays as it is."""

    clock: Clock

    async def draft(self, job: Job) -> None:
        payload: DraftReview = job.payload
        async with job.begin() as work:
            rows = await _read(work, payload.review_id, self.clock())
        facts = find_facts(rows)
        async with job.finishing() as work:
            await _save(work, payload.review_id, facts)


async def _read(work: UnitOfWork, review_id: UUID, now: datetime) -> WeekRows:
    review = await work.one(find_review_week, review_id=review_id)
    if review is None:
        raise GiveUp("the review no longer exists")
    mine = {"person_id": work.person_id, "programme_id": review["programme_id"]}
    number = review["week"]
    entries = await work.all(list_week_entries, **mine, week=number)
    before = await work.all(list_open_of_week, **mine, week=number - 1)
    objectives = await work.all(list_objectives, **mine, week=number)
    achievements = await work.all(list_achievements, **mine, week=number)
    return WeekRows(
        number=number,
        first_day=review["first_day"],
        last_day=review["last_day"],
        today=now.astimezone(ZoneInfo(review["zone"])).date(),
        holidays=tuple(review["holidays"]),
        entries=tuple(map(_entry, entries)),
        unfinished_before=tuple(map(_entry, before)),
        objectives=tuple(map(_objective, objectives)),
        achievements=tuple(Achievement(**row) for row in achievements),
    )


async def _save(work: UnitOfWork, review_id: UUID, facts: Facts) -> None:
    saved = await work.one(
        save_draft,
        review_id=review_id,
        facts=facts.model_dump(mode="json"),
        sentences=[sentence.model_dump(mode="json") for sentence in write_sentences(facts)],
    )
    if saved is not None:
        work.publish(ReviewDrafted(review_id=review_id, week=saved["week"], version=saved["version"]))


def _entry(row: Record) -> Entry:
    shown: dict[str, Any] = {name: row[name] for name in Entry.model_fields}
    return Entry(**shown)


def _objective(row: Record) -> Objective:
    said: dict[str, Any] = {name: row[name] for name in Objective.model_fields}
    return Objective(**said)
