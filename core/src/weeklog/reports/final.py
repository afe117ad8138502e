"""The final report: all weeks of somebody in a programme, as a document. Pure.

It invents nothing: lines of reviews and comments stand as they were written, and counts are of stored rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.calendar import Week
from weeklog.documents.blocks import Block, Bullets, Document, Facts, Grid, Heading, Paragraph
from weeklog.reports.tables import (
    ReportCommentRow,
    ReportObjectiveRow,
    ReportRemarkRow,
    ReportReviewRow,
    TagRow,
    WeekWorkRow,
)
from weeklog.reports.words import OBJECTIVE_STATES, REVIEW_STATES, WORDS
from weeklog.reviews.printed import sections
from weeklog.vocabulary import Language

APPROVED: Final = ("approved", "published")
_FOR_ITS_OWNER: Final = ("check", "left_out")  # sections that tell the owner what to look at


@dataclass(frozen=True)
class Worklog:
    """What is reported of."""

    person: str
    programme: str
    weeks: Sequence[Week]
    work: Sequence[WeekWorkRow]
    tags: Sequence[TagRow]
    objectives: Sequence[ReportObjectiveRow]
    reviews: Sequence[ReportReviewRow]
    comments: Sequence[ReportCommentRow]
    remarks: Sequence[ReportRemarkRow]
    names: Mapping[UUID, str]
    zone: ZoneInfo


def final_report(log: Worklog, languages: Sequence[Language]) -> Document:
    """In each of the languages, one after the other; the first one names it."""
    first, *others = (_Writer(log, language) for language in languages)
    blocks = list(first.blocks())
    for other in others:
        blocks += [Heading(other.title, 0), *other.blocks()]
    return Document(first.title, log.person, languages[0], tuple(blocks))


class _Writer:
    """One language of it."""

    def __init__(self, log: Worklog, language: Language) -> None:
        self._log = log
        self._language: Language = language
        self._words = WORDS[language]
        self._reviews = {one.week: one for one in log.reviews}
        self.title = self._words["title"].format(name=log.person)

    def blocks(self) -> Iterator[Block]:
        yield self._facts()
        yield Heading(self._words["overview"])
        yield self._overview()
        yield from self._objectives()
        yield from self._skills()
        for week in self._log.weeks:
            yield from self._week(week)
        yield from self._comments()
        yield from self._approvals()

    def _facts(self) -> Facts:
        log, words = self._log, self._words
        approved = sum(one.state in APPROVED for one in log.reviews)
        period = f"{log.weeks[0].first} – {log.weeks[-1].last}" if log.weeks else words["none"]
        return Facts(
            (
                (words["person"], log.person),
                (words["programme"], log.programme),
                (words["period"], period),
                (words["weeks"], str(len(log.weeks))),
                (words["work"], str(sum(one.entries for one in log.work))),
                (words["hours"], self._hours([one.hours for one in log.work])),
                (words["reviews"], words["of"].format(count=approved, all=len(log.weeks))),
            )
        )

    def _hours(self, hours: Sequence[float | None]) -> str:
        counted = [one for one in hours if one is not None]
        return f"{sum(counted):g}" if counted else self._words["not_counted"]

    def _overview(self) -> Grid:
        words = self._words
        columns = ("week", "days", "work", "hours", "met", "state")
        return Grid(tuple(words[name] for name in columns), tuple(map(self._row, self._log.weeks)))

    def _row(self, week: Week) -> tuple[str, ...]:
        work = next((one for one in self._log.work if one.week == week.number), None)
        objectives = [one for one in self._log.objectives if one.week == week.number]
        review = self._reviews.get(week.number)
        met = self._words["of"].format(
            count=sum(one.state == "met" for one in objectives), all=len(objectives)
        )
        return (
            str(week.number),
            f"{week.first} – {week.last}",
            str(work.entries if work else 0),
            self._hours([work.hours] if work else []),
            met if objectives else self._words["none"],
            REVIEW_STATES[self._language][review.state] if review else self._words["none"],
        )

    def _objectives(self) -> Iterator[Block]:
        if not (chains := objective_chains(self._log.objectives)):
            return
        yield Heading(self._words["objectives"])
        yield Bullets(
            tuple(chain[-1].text for chain in chains), tuple(self._course(chain) for chain in chains)
        )

    def _course(self, chain: Sequence[ReportObjectiveRow]) -> str:
        weeks = ", ".join(str(one.week) for one in chain)
        told = self._words["since" if len(chain) > 1 else "one_week"].format(weeks=weeks)
        return f"{told}: {OBJECTIVE_STATES[self._language][chain[-1].state]}"

    def _skills(self) -> Iterator[Block]:
        if not self._log.tags:
            return
        yield Heading(self._words["skills"])
        yield Grid(
            (self._words["tag"], self._words["work"], self._words["in_weeks"]),
            tuple((one.tag, str(one.entries), ", ".join(map(str, one.weeks))) for one in self._log.tags),
        )

    def _week(self, week: Week) -> Iterator[Block]:
        yield Heading(self._words["week_title"].format(week=week.number, first=week.first, last=week.last))
        review = self._reviews.get(week.number)
        lines = [
            one for one in (review.lines if review else None) or () if one["section"] not in _FOR_ITS_OWNER
        ]
        if lines:
            yield from sections(lines, self._language, 2)
        else:
            yield Paragraph(self._words["no_review"])

    def _comments(self) -> Iterator[Block]:
        inside = [
            (one.week, one.created_at, self._name(one.author_id), one.text) for one in self._log.comments
        ]
        outside = [(one.week, one.at, self._outside(one), one.text) for one in self._log.remarks if one.text]
        if said := sorted(inside + outside):
            yield Heading(self._words["comments"])
            yield Bullets(
                tuple(text for *_, text in said),
                tuple(
                    self._words["comment"].format(name=name, week=week, at=self._moment(at))
                    for week, at, name, _ in said
                ),
            )

    def _approvals(self) -> Iterator[Block]:
        """Who approved, and signed; and who agreed from outside."""
        words = self._words
        signed = [
            (one.week, one.approved_at, self._name(one.approved_by), one.sha256 or "")
            for one in self._log.reviews
            if one.approved_at is not None
        ]
        agreed = [
            (one.week, one.at, self._outside(one), words["agreed"])
            for one in self._log.remarks
            if one.kind == "approval"
        ]
        if rows := sorted(signed + agreed):
            yield Heading(words["approvals"])
            yield Grid(
                (words["week"], words["approved"], words["by"], words["signed"]),
                tuple((str(week), self._moment(at), name, what) for week, at, name, what in rows),
            )

    def _outside(self, one: ReportRemarkRow) -> str:
        return self._words["outside"].format(name=one.name)

    def _name(self, person_id: UUID | None) -> str:
        found = None if person_id is None else self._log.names.get(person_id)
        return found or self._words["somebody"]

    def _moment(self, at: datetime) -> str:
        return f"{at.astimezone(self._log.zone):%Y-%m-%d %H:%M}"


def objective_chains(rows: Sequence[ReportObjectiveRow]) -> list[list[ReportObjectiveRow]]:
    """Each objective with those that it was carried on as, by their weeks; in the order in which they began."""
    chains: dict[UUID, list[ReportObjectiveRow]] = {}
    begun: list[list[ReportObjectiveRow]] = []
    for row in sorted(rows, key=lambda one: one.week):
        chain = chains.get(row.carried_from) if row.carried_from else None
        if chain is None:
            begun.append(chain := [])
        chain.append(row)
        chains[row.id] = chain
    return begun
