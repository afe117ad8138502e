"""The same blocker is one, whoever says it and in whichever week; another is another."""

from datetime import date
from random import Random
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from weeklog.ids import PersonId
from weeklog.overviews.blockers import group_blockers
from weeklog.overviews.tables import BlockedRow

AN, BINH = PersonId(UUID(int=1)), PersonId(UUID(int=2))


def blocked(text: str, person: PersonId = AN, week: int = 1) -> BlockedRow:
    return BlockedRow(uuid4(), person, week, text, date(2026, 10, week))


def test_one_blocker_of_two_people_and_two_weeks_is_one() -> None:
    rows = [
        blocked("Waiting for the AWS sandbox account", BINH, 2),
        blocked("AWS sandbox account not approved yet", AN, 2),
        blocked("Waiting for the AWS sandbox account", AN, 1),
        blocked("The Jenkins pipeline has no runner", AN, 2),
    ]
    first, second = group_blockers(rows)
    assert (first.text, first.people, first.weeks, first.since) == (
        "Waiting for the AWS sandbox account",
        (BINH, AN),
        (1, 2),
        date(2026, 10, 1),
    )
    assert (second.people, second.weeks) == ((AN,), (2,))


def test_what_shares_a_common_word_alone_is_not_the_same() -> None:
    rows = [
        blocked("Waiting for the licence of Figma"),
        blocked("Waiting for the review of the Terraform module"),
    ]
    assert len(group_blockers(rows)) == 2


def test_vietnamese_says_the_same_too() -> None:
    rows = [blocked("Chờ cấp tài khoản AWS"), blocked("Chưa được cấp tài khoản AWS", BINH)]
    assert len(group_blockers(rows)) == 1


texts = st.sampled_from(
    ["Waiting for RDS access", "No access to RDS", "Figma licence", "Build is red", "x", "…", ""]
)


@given(st.lists(st.tuples(texts, st.sampled_from([AN, BINH]), st.integers(1, 6)), max_size=20), st.randoms())
def test_every_entry_is_in_one_group_however_they_come(
    said: list[tuple[str, PersonId, int]], random: Random
) -> None:
    rows = [blocked(*one) for one in said]
    groups = group_blockers(rows)
    assert sorted(entry for one in groups for entry in one.entries) == sorted(row.id for row in rows)
    random.shuffle(rows)
    assert {frozenset(one.entries) for one in group_blockers(rows)} == {
        frozenset(one.entries) for one in groups
    }
    sizes = [len(one.people) for one in groups]
    assert sizes == sorted(sizes, reverse=True)
