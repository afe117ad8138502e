"""Figures of a programme. Pure. They list people by name and order nobody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, TypeVar
from uuid import UUID

from weeklog.calendar import Week
from weeklog.events.catalogue import Author
from weeklog.figures.build import grouped, open_work, rounded, total, worked
from weeklog.figures.model import (
    Averages,
    MemberFigures,
    ObjectiveCounts,
    ProgrammeFigures,
    ProgrammeWeekCounts,
    StatusCounts,
)
from weeklog.figures.tables import FiguresRow

FEWEST_PEOPLE = 5  # that an average is of: of fewer it would tell of one of them
WITHHELD = (
    f"an average is told of {FEWEST_PEOPLE} people or more: where it is missing, fewer have part in it, and it would"
    " tell of one of them"
)

T = TypeVar("T", bound=Mapping[str, Any])


def programme_figures(people: Sequence[Author], weeks: Sequence[Week], row: FiguresRow) -> ProgrammeFigures:
    """`row` is of all `people` and all weeks; `people` are in the order of their names."""
    averages = _averages(row)
    work = worked(row)
    together = next((cell for cell in row.open if cell["person_id"] is None), None)
    if together is not None and together["people"] < FEWEST_PEOPLE:
        work["open"] = work["open"].model_copy(update={"median_days": None})
    return ProgrammeFigures(
        **work,
        people=_members(people, weeks, row),
        weeks=_weeks(weeks, row),
        averages=averages,
        withheld=WITHHELD if None in averages.model_dump().values() else None,
    )


def _members(people: Sequence[Author], weeks: Sequence[Week], row: FiguresRow) -> list[MemberFigures]:
    entries, objectives = _by_person(row.entries), _by_person(row.objectives)
    reviews, unfinished = _by_person(row.reviews), _by_person(row.open)
    return [
        MemberFigures(
            person=person,
            entries=sum(cell["entries"] for cell in entries[person.id]),
            hours=rounded(cell["hours"] for cell in entries[person.id]),
            entries_by_week=_by_week(weeks, entries[person.id]),
            statuses=total(StatusCounts, entries[person.id]),
            objectives=total(ObjectiveCounts, objectives[person.id]),
            submitted=sum(one["submitted_at"] is not None for one in reviews[person.id]),
            approved=sum(one["approved_at"] is not None for one in reviews[person.id]),
            open=open_work(next(iter(unfinished[person.id]), None)),
        )
        for person in people
    ]


def _by_week(weeks: Sequence[Week], cells: Iterable[Mapping[str, Any]]) -> list[int]:
    entries = {cell["week"]: cell["entries"] for cell in cells}
    return [entries.get(week.number, 0) for week in weeks]


def _weeks(weeks: Sequence[Week], row: FiguresRow) -> list[ProgrammeWeekCounts]:
    entries = grouped(row.entries, lambda cell: cell["week"])
    objectives = grouped(row.objectives, lambda cell: cell["week"])
    reviews = grouped(row.reviews, lambda cell: cell["week"])
    return [
        ProgrammeWeekCounts(
            number=week.number,
            first_day=week.first,
            last_day=week.last,
            people=len(entries[week.number]),
            entries=sum(cell["entries"] for cell in entries[week.number]),
            hours=rounded(cell["hours"] for cell in entries[week.number]),
            statuses=total(StatusCounts, entries[week.number]),
            objectives=total(ObjectiveCounts, objectives[week.number]),
            submitted=sum(one["submitted_at"] is not None for one in reviews[week.number]),
            approved=sum(one["approved_at"] is not None for one in reviews[week.number]),
        )
        for week in weeks
    ]


def _averages(row: FiguresRow) -> Averages:
    meant = [cell | {"meant": cell["entries"] - cell["dropped"]} for cell in row.entries]
    ended = [cell | {"ended": cell["met"] + cell["missed"]} for cell in row.objectives]
    return Averages(
        entries_a_week=_share(row.entries, "entries", of=None),
        hours_a_week=_share([cell for cell in row.entries if cell["hours"]], "hours", of=None),
        done_share=_share([cell for cell in meant if cell["meant"]], "done", of="meant"),
        objectives_met_share=_share([cell for cell in ended if cell["ended"]], "met", of="ended"),
        median_hours_to_submit=_median(row.reviews, "hours_to_submit"),
        median_hours_to_approve=_median(row.reviews, "hours_to_approve"),
        median_hours_to_answer=_median(row.answers, "hours"),
    )


def _share(cells: Sequence[Mapping[str, Any]], name: str, *, of: str | None) -> float | None:
    """The sum of one field over that of another, or over the number of cells."""
    if _people(cells) < FEWEST_PEOPLE:
        return None
    whole = len(cells) if of is None else sum(cell[of] for cell in cells)
    return sum(cell[name] for cell in cells) / whole


def _median(cells: Iterable[Mapping[str, Any]], name: str) -> float | None:
    known = [cell for cell in cells if cell[name] is not None]
    return median(cell[name] for cell in known) if _people(known) >= FEWEST_PEOPLE else None


def _people(cells: Iterable[Mapping[str, Any]]) -> int:
    return len({cell["person_id"] for cell in cells})


def _by_person(cells: Iterable[T]) -> defaultdict[UUID | None, list[T]]:
    return grouped(cells, lambda cell: cell["person_id"] and UUID(cell["person_id"]))
