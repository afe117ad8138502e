"""Where the reviews of a week stand: what a digest tells a mentor or lead, and a chat room its readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from weeklog.absences.days import is_away
from weeklog.calendar import Week
from weeklog.db.engine import Database
from weeklog.deliveries.news import DigestMemberRow, list_digest_members
from weeklog_scheduler.absent import Away

AFTER = timedelta(hours=1)  # after the drafts are made, on the reader's own clock
BEHIND, AHEAD = timedelta(days=14), timedelta(days=2)  # weeks that are looked at


@dataclass(frozen=True)
class ProgrammeWeek:
    programme_id: UUID
    week: Week
    days_off: Sequence[int]
    holidays: Sequence[date]


async def read_states(
    database: Database, of: ProgrammeWeek, away: Away, now: datetime, mentor_id: UUID | None = None
) -> list[dict[str, str]]:
    """`{name, state}` of each member, by name; of those alone whom somebody mentors, or stands in for now,
    where `mentor_id` is given."""
    members = await database.all(
        list_digest_members,
        week=of.week.number,
        programme_id=of.programme_id,
        last_day=of.week.last,
        leads=mentor_id is None,
        reader=mentor_id,
        now=now,
    )
    return [{"name": one.name, "state": _state(one, of, away)} for one in members]


def _state(member: DigestMemberRow, of: ProgrammeWeek, away: Away) -> str:
    """Away is who is so all week, and has no review that says otherwise."""
    absences = away.get((of.programme_id, member.person_id), ())
    gone = member.state == "none" and is_away(of.week, absences, of.days_off, of.holidays)
    return "away" if gone else member.state
