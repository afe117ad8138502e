"""An objective that is carried on is one objective, however far."""

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from weeklog.reports.final import objective_chains
from weeklog.reports.tables import ReportObjectiveRow


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.randoms())
def test_each_chain_is_found_whole_and_in_its_order(lengths: list[int], random: Random) -> None:
    rows: list[ReportObjectiveRow] = []
    for chain, length in enumerate(lengths):
        for step in range(length):
            before = UUID(int=chain * 100 + step) if step else None
            state = "carried" if step + 1 < length else "met"
            rows.append(
                ReportObjectiveRow(UUID(int=chain * 100 + step + 1), chain + step + 1, "t", state, before)
            )
    random.shuffle(rows)
    found = objective_chains(rows)
    assert sorted(len(one) for one in found) == sorted(lengths)
    assert all([row.week for row in one] == sorted(row.week for row in one) for one in found)
    assert all(one[-1].state == "met" for one in found)


def test_what_came_from_an_objective_that_is_gone_begins_anew() -> None:
    rows = [ReportObjectiveRow(UUID(int=2), 2, "t", "open", UUID(int=1))]
    assert objective_chains(rows) == [rows]
