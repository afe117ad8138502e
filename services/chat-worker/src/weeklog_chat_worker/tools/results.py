"""What tools return: data that people wrote, and counts of it. An entry that reads like an instruction is still
only an entry."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from weeklog.vocabulary import AbsenceReason, DayPart, FoundKind, ObjectiveState, ProposalKind, Status
from weeklog.weeks.reads import FoundEntryRow, ShownEntryRow
from weeklog_chat_worker.citations import Cited
from weeklog_chat_worker.tools.edited_reviews import NoReviewEdit, ReviewEdits
from weeklog_chat_worker.tools.worklog import Worklog

MOST_ENTRIES = 60  # of one tool result; the total is always told
LONGEST_TEXT = 1200  # characters of one entry


class Link(BaseModel):
    title: str
    url: str


class EntryRow(BaseModel):
    ref: int  # cite the entry as [ref]
    week: int
    start_on: date
    end_on: date
    status: Status
    text: str
    tags: tuple[str, ...]
    links: tuple[Link, ...] = ()
    weeks_open: int = 1  # 3 = it is carried over into its third week
    hours: float | None = None  # that were noted with it
    finished_in: int | None = None  # it is open, but the later entry [ref] speaks of it as done


class Entries(BaseModel):
    total: int  # how many there are; fewer may be shown
    entries: tuple[EntryRow, ...]


class Counts(BaseModel):
    entries: int
    days: int  # days on which at least one of them falls
    weeks: int = 0  # weeks in which there is at least one
    planned: int
    doing: int
    blocked: int = 0
    done: int
    dropped: int
    shown: tuple[EntryRow, ...] = ()  # what was counted, when it is little


class Group(BaseModel):
    key: str
    entries: int
    days: int


class Groups(BaseModel):
    by: Literal["week", "day", "weekday", "month", "tag", "status"]
    groups: tuple[Group, ...]  # the largest first
    empty: tuple[int, ...] = ()  # weeks up to this one without an entry


class EmptyDays(BaseModel):
    total: int
    days: tuple[date, ...]  # working days without an entry


class Objective(BaseModel):
    text: str
    done: bool | None
    week: int = 0
    state: ObjectiveState = "open"
    weeks_open: int = 1


class Objectives(BaseModel):
    objectives: tuple[Objective, ...]
    total: int = 0


class Achievement(BaseModel):
    week: int
    text: str


class Achievements(BaseModel):
    total: int
    achievements: tuple[Achievement, ...]


class Absence(BaseModel):
    """Days, or halves of days, on which somebody was away."""

    first_day: date
    last_day: date
    part: DayPart
    reason: AbsenceReason


class DaysAway(BaseModel):
    total: int  # absences that were entered
    days: float  # working days of them; a morning or an afternoon is half of one
    absences: tuple[Absence, ...]
    entries: Entries  # that tell of days off
    told_days: int  # that those entries are of


class WeekRow(BaseModel):
    number: int
    first_day: date
    last_day: date
    objectives: tuple[Objective, ...]
    achievements: tuple[str, ...]
    entries: Entries


class NoSuchWeek(BaseModel):
    asked: int
    first: int | None
    last: int | None


class ReviewRow(BaseModel):
    week: int
    state: str
    version: int
    sentences: tuple[str, ...]


class Reviews(BaseModel):
    reviews: tuple[ReviewRow, ...]


class CommentRow(BaseModel):
    week: int | None
    about: str  # what it is attached to, cut short
    text: str
    on: date
    mine: bool
    resolved: bool


class Comments(BaseModel):
    total: int
    comments: tuple[CommentRow, ...]


class ProgrammeWeek(BaseModel):
    number: int
    first_day: date
    last_day: date


class Programme(BaseModel):
    name: str
    member: str  # who asks
    today: date
    this_week: int | None
    weeks: tuple[ProgrammeWeek, ...]
    weeks_left: int  # after this one
    days_left: int  # until the last day
    mentors: tuple[str, ...]
    leads: tuple[str, ...]


class Proposal(BaseModel):
    kind: ProposalKind
    text: str
    day: date | None = None
    last_day: date | None = None
    week: int | None = None
    status: str = ""
    ref: int | None = None


class Told(BaseModel):
    """A row that is no entry."""

    kind: FoundKind
    week: int | None
    text: str


class Evidence(BaseModel):
    """What bears on a question's words, best first."""

    whole: bool  # each row says all of the words; else some of them
    entries: tuple[EntryRow, ...]
    others: tuple[Told, ...] = ()
    close: tuple[EntryRow, ...] = ()  # that say much of it, beside those that say all


class SummaryLine(BaseModel):
    week: int
    section: str  # of the review
    text: str
    refs: tuple[int, ...]  # of the entries that it quotes


class Summary(BaseModel):
    lines: tuple[SummaryLine, ...]


class KnownWords(BaseModel):
    """What the worklog says of the words that were asked for."""

    known: tuple[str, ...]
    near: dict[str, str]  # of the others, those that are one slip away from a word that it says


class NoSuchPerson(BaseModel):
    """Nobody whose worklog the asker may read is called so, or several are."""

    asked: str
    several: tuple[str, ...] = ()


TeamAsks = Literal["entries", "counts", "silent", "unsubmitted", "waiting", "changed", "objectives"]


class FollowedRows(BaseModel):
    person: str = ""
    entries: Entries = Entries(total=0, entries=())
    count: int = 0  # of entries, where they are counted
    weeks: tuple[int, ...] = ()  # whose review waits
    lines: tuple[str, ...] = ()  # objectives


class FollowedWork(BaseModel):
    what: TeamAsks
    week: int | None
    left_out: int  # people who were not looked at, since they are too many
    asked: tuple[str, ...]  # everybody who was looked at
    people: tuple[FollowedRows, ...]  # those of whom there is something


class Hours(BaseModel):
    """Hours that were noted with entries."""

    hours: float
    timed: int  # entries with hours
    entries: int  # with and without
    key: str = ""  # of a group: a week, a day, a month, a tag


class HoursBy(BaseModel):
    total: Hours
    by: str = ""
    groups: tuple[Hours, ...] = ()
    shown: tuple[EntryRow, ...] = ()  # the entries with hours, when they are few


class Choices(BaseModel):
    """What was meant is not clear: nothing is proposed."""

    choices: Entries
    objectives: tuple[Objective, ...] = ()


Result = (
    Entries | Counts | Groups | EmptyDays | WeekRow | NoSuchWeek | Objectives | Achievements | Reviews | Comments
    | Programme | Proposal | Choices | KnownWords | Evidence | Summary | NoSuchPerson | FollowedWork | HoursBy
    | ReviewEdits | NoReviewEdit | DaysAway
)  # fmt: skip


def entries_of(
    log: Worklog, rows: Sequence[FoundEntryRow], finished_later: Mapping[UUID, FoundEntryRow] | None = None
) -> Entries:
    found = tuple(entry_of(log, row) for row in rows)
    if finished_later:
        later = (finished_later.get(row.id) for row in rows)
        found = tuple(
            one.model_copy(update={"finished_in": entry_of(log, by).ref}) if by else one
            for one, by in zip(found, later, strict=True)
        )
    return Entries(total=rows[0].total if rows else 0, entries=found)


def entry_of(log: Worklog, row: ShownEntryRow) -> EntryRow:
    cited = Cited(
        row.id, row.week, row.start_on, row.text, row.end_on, tuple(row.tags), row.status,
        row.weeks_open,
    )  # fmt: skip
    return EntryRow(
        ref=log.citations.number(cited),
        week=row.week,
        start_on=row.start_on,
        end_on=row.end_on,
        status=row.status,
        text=shorten(row.text),
        tags=tuple(row.tags),
        links=tuple(Link(title=one.get("title") or "", url=one.get("url") or "") for one in row.resources),
        weeks_open=row.weeks_open,
        hours=row.hours,
    )  # fmt: skip


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}… (shortened)"
