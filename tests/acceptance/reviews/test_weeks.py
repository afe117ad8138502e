"""Of weeks that people wrote: what is linked, blocked, carried and contradicted."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest

from tests.acceptance.reviews.other_weeks import OTHER_WEEKS
from tests.acceptance.reviews.weeks import WEEKS, Written
from tests.support.written_week import achievement_id, before_id, entry_id, objective_id
from weeklog.reviews.facts.linking import Link
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.prose.write import write_lines

ENOUGH = 0.95
ENOUGH_AT_FIRST_SIGHT = 0.9
each_week = pytest.mark.parametrize("week", [*WEEKS, *OTHER_WEEKS], ids=lambda week: week.name)


def links(week: Written) -> Iterator[tuple[Link, set[UUID]]]:
    """Each with the entries that it must hold."""
    facts = find_facts(week.rows)
    for aim in facts.objectives:
        numbers = {objective_id(number): entries for number, entries in week.linked.items()}.get(
            aim.objective.id
        )
        if numbers is not None:
            yield aim.link, set(map(entry_id, numbers))
    for claim in facts.claims:
        numbers = {achievement_id(number): entries for number, entries in week.proves.items()}.get(
            claim.achievement.id
        )
        if numbers is not None:
            yield claim.link, set(map(entry_id, numbers))


def test_links_are_right_and_complete() -> None:
    """Right: of those that are taken for certain. Complete: of those, and those that the owner is asked about."""
    right, complete = shares(WEEKS)
    assert right >= ENOUGH
    assert complete >= ENOUGH


def test_links_are_right_and_complete_in_weeks_that_were_written_after_the_code() -> None:
    right, complete = shares(OTHER_WEEKS)
    assert right >= ENOUGH
    assert complete >= ENOUGH_AT_FIRST_SIGHT


def shares(weeks: Sequence[Written]) -> tuple[float, float]:
    told = [(link, wanted) for week in weeks for link, wanted in links(week)]
    certain = sum(len(link.entries) for link, _ in told)
    right = sum(len(wanted.intersection(link.entries)) for link, wanted in told)
    found = sum(len(wanted.intersection((*link.entries, *link.likely_entries))) for link, wanted in told)
    return right / certain, found / sum(len(wanted) for _, wanted in told)


@each_week
def test_nothing_that_has_entries_is_called_unlinked(week: Written) -> None:
    assert [link for link, wanted in links(week) if wanted and link.certainty == "none"] == []


@each_week
def test_blocked_left_and_contradicted(week: Written) -> None:
    facts = find_facts(week.rows)
    assert {one.entry.id for one in facts.blocked} == set(map(entry_id, week.blocked))
    assert {one.entry.id for one in facts.left} == set(map(before_id, week.left))
    against = {(one.why, one.clause.text) for aim in facts.objectives for one in aim.conflicts}
    assert len(against) == week.conflicts


@each_week
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_entry_of_work_is_told_or_folded(week: Written, language: str) -> None:
    facts = find_facts(week.rows)
    lines = write_lines(facts, language)
    told = {one for line in lines if line.section != "summary" for one in line.evidence}
    assert {entry.id for entry in facts.entries} <= told
    assert len({line.key for line in lines}) == len(lines)
