"""What a review finds in weeks that were written without sight of the product. docs/benchmarks.md tells what it found
at first sight."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

import pytest

from tests.acceptance.reviews.fresh_weeks import FreshWeek, fresh_weeks
from tests.acceptance.reviews.other_weeks import OTHER_WEEKS
from tests.acceptance.reviews.weeks import WEEKS as WRITTEN_WEEKS
from weeklog.reviews.facts.linking import Link
from weeklog.reviews.facts.progress import Claim
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.prose.write import write_lines

WEEKS = fresh_weeks()
RIGHT_OF_OBJECTIVES, FOUND_OF_OBJECTIVES = 0.93, 0.73
RIGHT_OF_ACHIEVEMENTS, FOUND_OF_ACHIEVEMENTS = 0.62, 0.78
CONTRADICTED, FALSELY = 34, 0.03  # of 40 false achievements; of the true ones, here and in the other weeks
DENIED = 3  # of them all: nothing in their words leads from one to the other
each_week = pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.name)
Judged = tuple[Link, frozenset[UUID], frozenset[UUID]]  # what was found, what is about it, what may be


def objectives() -> Iterator[Judged]:
    for week in WEEKS:
        for aim in find_facts(week.rows).objectives:
            of = aim.objective.id
            yield aim.link, _wanted(week.links, of), _doubtful(week, of)


def achievements() -> Iterator[Judged]:
    for week in WEEKS:
        for claim in find_facts(week.rows).claims:
            yield claim.link, _wanted(week.proves, claim.achievement.id), frozenset()


def _wanted(key: Mapping[UUID, frozenset[UUID]], of: UUID) -> frozenset[UUID]:
    return key.get(of, frozenset())


def _doubtful(week: FreshWeek, of: UUID) -> frozenset[UUID]:
    return frozenset(entry for aim, entry in week.doubtful if aim == of)


def shares(judged: Iterable[Judged]) -> tuple[float, float]:
    """Right: of those that are taken for certain. Found: of those that there are, for certain or by asking."""
    told = [
        (set(link.entries) - unsure, {*link.entries, *link.likely_entries}, wanted)
        for link, wanted, unsure in judged
    ]
    certain = sum(len(taken) for taken, _, _ in told)
    right = sum(len(wanted & taken) for taken, _, wanted in told)
    found = sum(len(wanted & named) for _, named, wanted in told)
    return right / certain, found / sum(len(wanted) for _, _, wanted in told)


def test_links_of_objectives() -> None:
    right, found = shares(objectives())
    assert right >= RIGHT_OF_OBJECTIVES
    assert found >= FOUND_OF_OBJECTIVES


def test_links_of_achievements() -> None:
    right, found = shares(achievements())
    assert right >= RIGHT_OF_ACHIEVEMENTS
    assert found >= FOUND_OF_ACHIEVEMENTS


def test_hardly_anything_that_has_entries_is_called_unlinked() -> None:
    judged = (*objectives(), *achievements())
    assert sum(bool(wanted) and link.certainty == "none" for link, wanted, _ in judged) <= DENIED


def test_contradictions_are_found_and_true_achievements_left_alone() -> None:
    caught = [bool(claim.conflicts) for claim, is_false in claims() if is_false]
    wronged = [bool(claim.conflicts) for claim, is_false in claims() if not is_false]
    stated = [
        claim for claim, is_false in claims() if not is_false and any(one.sure for one in claim.conflicts)
    ]
    print(f"contradicted: {sum(caught)} of {len(caught)}; falsely: {sum(wronged)} of {len(wronged)}")
    assert sum(caught) >= CONTRADICTED
    assert sum(wronged) <= FALSELY * len(wronged)
    assert stated == []


def claims() -> Iterator[tuple[Claim, bool]]:
    """Each with whether it is false."""
    for week in WEEKS:
        yield from ((one, one.achievement.id in week.false) for one in find_facts(week.rows).claims)
    for other in (*WRITTEN_WEEKS, *OTHER_WEEKS):
        if not other.conflicts:
            yield from ((one, False) for one in find_facts(other.rows).claims)


@each_week
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_entry_of_work_is_told_or_folded(week: FreshWeek, language: str) -> None:
    facts = find_facts(week.rows)
    told = {
        one for line in write_lines(facts, language) if line.section != "summary" for one in line.evidence
    }
    assert {entry.id for entry in facts.entries} <= told
