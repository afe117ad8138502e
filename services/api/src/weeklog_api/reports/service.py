from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from weeklog.db.engine import Database
from weeklog.documents.blocks import Document
from weeklog.ids import PersonId
from weeklog.people.tables import list_names
from weeklog.reports.final import Worklog, final_report
from weeklog.reports.tables import (
    list_report_comments,
    list_report_objectives,
    list_report_remarks,
    list_report_reviews,
    list_tags,
    list_week_work,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import Language
from weeklog_api.identity import Identity

ReportLanguage = Literal["en", "vi", "both"]
ReportFormat = Literal["md", "pdf"]
_BOTH: Final[dict[Language, tuple[Language, ...]]] = {"en": ("en", "vi"), "vi": ("vi", "en")}


@dataclass(frozen=True)
class Report:
    document: Document
    filename: str  # without its ending


async def report(
    work: UnitOfWork,
    identity: Identity,
    system: Database,
    person_id: PersonId,
    language: ReportLanguage | None,
) -> Report:
    """Of the weeks that have begun; `language` none = that of who asks, `both` = theirs first."""
    log = await _worklog(work, identity, system, person_id)
    asked = language or identity.language
    languages = _BOTH[identity.language] if asked == "both" else (asked,)
    return Report(final_report(log, languages), "final-report")


async def _worklog(work: UnitOfWork, identity: Identity, system: Database, person_id: PersonId) -> Worklog:
    programme = identity.own_programme
    this: dict[str, Any] = {"person_id": person_id, "programme_id": programme.id}
    reviews = await work.all(list_report_reviews, **this)
    comments = await work.all(list_report_comments, **this)
    wanted: set[UUID | None] = {person_id} | {one.approved_by for one in reviews}
    wanted |= {one.author_id for one in comments}
    found = await system.all(list_names, ids=[one for one in wanted if one is not None])
    names = {one.id: one.name for one in found}
    return Worklog(
        person=names.get(person_id, ""),
        programme=programme.name,
        weeks=programme.weeks,
        work=await work.all(list_week_work, **this),
        tags=await work.all(list_tags, **this),
        objectives=await work.all(list_report_objectives, **this),
        reviews=reviews,
        comments=comments,
        remarks=await work.all(list_report_remarks, **this),
        names=names,
        zone=identity.zone,
    )


def day_of(identity: Identity, now: datetime) -> datetime:
    """The day on which a report is made: on the same day, the same worklog gives the same file."""
    return now.astimezone(identity.zone).replace(hour=0, minute=0, second=0, microsecond=0)
