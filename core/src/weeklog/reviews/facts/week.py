"""A week's rows -> everything that a review may say about it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from weeklog.reviews.facts.clauses import said, says_away
from weeklog.reviews.facts.linking import Clause, Week, read_week
from weeklog.reviews.facts.open_work import Blocked, Left, Open, Works, find_blocked, find_left, find_open
from weeklog.reviews.facts.outcomes import Outcome, find_outcomes
from weeklog.reviews.facts.progress import Claim, Progress, find_claims, find_progress
from weeklog.reviews.facts.rows import Entry, Remark, WeekRows
from weeklog.reviews.facts.themes import Theme, find_themes

LONGEST_WEEK: Final = 31  # days; a longer one was read wrongly
SHORT_WEEK: Final = 3  # entries: no themes are made of fewer


@dataclass(frozen=True, slots=True)
class Facts:
    rows: WeekRows
    entries: tuple[Entry, ...]  # work, by day; days away are not work
    clauses: tuple[Clause, ...]  # their statements
    working_days: tuple[date, ...]  # up to today, without holidays and absence
    logged_days: tuple[date, ...]  # with at least one entry
    missing_days: tuple[date, ...]
    away: tuple[tuple[date, str], ...]
    objectives: tuple[Progress, ...]
    claims: tuple[Claim, ...]
    themes: tuple[Theme, ...]
    outcomes: tuple[Outcome, ...]  # what a summary tells
    learnt: tuple[Clause, ...]
    asked: tuple[Clause, ...]  # feedback that was asked for
    received: tuple[Clause, ...]
    remarks: tuple[Remark, ...]
    blocked: tuple[Blocked, ...]
    open: tuple[Open, ...]
    left: tuple[Left, ...]
    outside: tuple[Entry, ...]  # dated outside the week
    page_date_outside: date | None

    def summary(self) -> dict[str, object]:
        """What is stored beside a review: counts and days, no texts."""
        counts = Counter(entry.status for entry in self.entries)
        return {
            "number": self.rows.number,
            "by_status": {
                status: counts[status] for status in ("done", "doing", "blocked", "planned", "dropped")
            },
            "days": [day.isoformat() for day in self.logged_days],
            "missing_days": [day.isoformat() for day in self.missing_days],
            "away": [[day.isoformat(), why] for day, why in self.away],
        }


def find_facts(rows: WeekRows) -> Facts:
    ordered = sorted(rows.entries, key=lambda entry: (entry.start_on, entry.end_on))
    resting = [entry for entry in ordered if says_away(entry.text)]
    idle = {entry.id for entry in resting}
    entries = tuple(entry for entry in ordered if entry.id not in idle)
    week = read_week(entries)
    claims = find_claims(rows.achievements, week)
    away = (*rows.away, *_away_days(rows, resting))
    working = tuple(_working(rows, {day for day, _ in away}))
    logged = tuple(day for day in _days(rows) if any(one.start_on <= day <= one.end_on for one in entries))
    aims = find_progress(rows.objectives, claims, week)
    themes = find_themes(_worked(week)) if len(entries) > SHORT_WEEK else ()
    works = Works(entries)
    blocked = find_blocked(works, rows.unfinished_before)
    unfinished = find_open(works, rows.unfinished_before)
    return Facts(
        rows=rows,
        entries=entries,
        clauses=week.clauses,
        working_days=working,
        logged_days=logged,
        missing_days=tuple(day for day in working if day not in logged),
        away=away,
        objectives=aims,
        claims=claims,
        themes=themes,
        outcomes=find_outcomes(week, aims, themes, blocked, unfinished),
        learnt=tuple(clause for clause in week.clauses if _is_learning(clause)),
        asked=tuple(clause for clause in week.clauses if said(clause.text).asks_feedback),
        received=tuple(clause for clause in week.clauses if said(clause.text).has_feedback),
        remarks=rows.remarks,
        blocked=blocked,
        open=unfinished,
        left=find_left(entries, rows.unfinished_before),
        outside=tuple(
            entry for entry in entries if entry.end_on < rows.first_day or entry.start_on > rows.last_day
        ),
        page_date_outside=rows.page_date if rows.page_date and rows.page_date not in rows.week else None,
    )


def _worked(week: Week) -> Week:
    """What was dropped is no outcome."""
    return Week(tuple(one for one in week.clauses if one.entry.status in ("done", "doing")), week.spread)


def _is_learning(clause: Clause) -> bool:
    told = said(clause.text)
    return (told.learnt or (told.study and not told.hands_on)) and clause.entry.status != "dropped"


def _days(rows: WeekRows) -> Iterable[date]:
    count = min((rows.last_day - rows.first_day).days + 1, LONGEST_WEEK)
    return (rows.first_day + timedelta(days=index) for index in range(count))


def _working(rows: WeekRows, away: set[date]) -> Iterable[date]:
    return (
        day
        for day in _days(rows)
        if day <= rows.today
        and day.weekday() not in rows.days_off
        and day not in rows.holidays
        and day not in away
    )


def _away_days(rows: WeekRows, entries: Sequence[Entry]) -> Iterable[tuple[date, str]]:
    known = {day for day, _ in rows.away}
    for day in _days(rows):
        resting = next((one for one in entries if one.start_on <= day <= one.end_on), None)
        if resting is not None and day not in known:
            yield day, resting.text.strip()


def evidence_of(clauses: Iterable[Clause]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(clause.entry.id for clause in clauses))
