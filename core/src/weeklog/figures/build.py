"""Figures from what was counted. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from statistics import median
from typing import Any, TypeVar
from uuid import UUID

from weeklog.calendar import Week
from weeklog.figures.model import (
    CompetencyCounts,
    DayCounts,
    Figure,
    ObjectiveCounts,
    OpenWork,
    PersonFigures,
    ResourceCounts,
    ReviewTimes,
    StatusCounts,
    TagCounts,
    Times,
    WeekCounts,
    WeekFigures,
)
from weeklog.figures.tables import AnswerCell, FiguresRow, OpenCell

F = TypeVar("F", bound=Figure)
C = TypeVar("C", bound=Figure)
T = TypeVar("T")
K = TypeVar("K")


def week_figures(person_id: UUID, week: Week, row: FiguresRow) -> WeekFigures:
    """`row` is of one person and one week."""
    (counted,) = week_counts([week], row)
    return WeekFigures(
        **worked(row),
        person_id=person_id,
        week=counted,
        answers=times(one["hours"] for one in _received(row, person_id)),
    )


def person_figures(person_id: UUID, weeks: Sequence[Week], row: FiguresRow) -> PersonFigures:
    """`row` is of one person and all weeks."""
    return PersonFigures(
        **worked(row),
        person_id=person_id,
        weeks=week_counts(weeks, row),
        statuses=total(StatusCounts, row.entries),
        objectives=total(ObjectiveCounts, row.objectives),
        entries=sum(cell["entries"] for cell in row.entries),
        hours=rounded(cell["hours"] for cell in row.entries),
        to_submit=times(one["hours_to_submit"] for one in row.reviews),
        to_approve=times(one["hours_to_approve"] for one in row.reviews),
        answers=times(one["hours"] for one in _received(row, person_id)),
        answers_given=times(one["hours"] for one in row.answers if UUID(one["by"]) == person_id),
    )


def worked(row: FiguresRow) -> dict[str, Any]:
    """The fields of `Worked`."""
    return {
        "days": _each(DayCounts, row.days),
        "open": open_work(next((cell for cell in row.open if cell["person_id"] is None), None)),
        "tags": _each(TagCounts, row.tags),
        "tag_count": row.tag_count,
        "resources": _each(ResourceCounts, row.resources),
        "resource_count": row.resource_count,
        "competencies": _each(CompetencyCounts, row.competencies),
    }


def open_work(cell: OpenCell | None) -> OpenWork:
    return OpenWork() if cell is None else OpenWork.model_validate(cell)


def week_counts(weeks: Sequence[Week], row: FiguresRow) -> list[WeekCounts]:
    """Of one person: every week, also those in which nothing was logged."""
    entries = {cell["week"]: cell for cell in row.entries}
    objectives = grouped(row.objectives, lambda cell: cell["week"])
    reviews = {cell["week"]: ReviewTimes.model_validate(cell) for cell in row.reviews}
    return [
        WeekCounts(
            number=week.number,
            first_day=week.first,
            last_day=week.last,
            entries=cell["entries"] if cell else 0,
            hours=cell["hours"] if cell else 0.0,
            statuses=StatusCounts() if cell is None else StatusCounts.model_validate(cell),
            objectives=total(ObjectiveCounts, objectives[week.number]),
            review=reviews.get(week.number),
        )
        for week in weeks
        for cell in [entries.get(week.number)]
    ]


def total(counts: type[C], cells: Collection[Mapping[str, Any]]) -> C:
    return counts(**{name: sum(cell[name] for cell in cells) for name in counts.model_fields})


def times(hours: Iterable[float | None]) -> Times:
    known = [one for one in hours if one is not None]
    return Times(count=len(known), median_hours=median(known) if known else None)


def rounded(hours: Iterable[float]) -> float:
    """A sum without the dust of binary fractions."""
    return round(sum(hours), 6)


def grouped(cells: Iterable[T], key: Callable[[T], K]) -> defaultdict[K, list[T]]:
    found: defaultdict[K, list[T]] = defaultdict(list)
    for cell in cells:
        found[key(cell)].append(cell)
    return found


def _received(row: FiguresRow, person_id: UUID) -> list[AnswerCell]:
    return [one for one in row.answers if UUID(one["person_id"]) == person_id]


def _each(figure: type[F], cells: Iterable[Mapping[str, Any]]) -> list[F]:
    return [figure.model_validate(cell) for cell in cells]
