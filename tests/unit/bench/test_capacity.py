"""The plan for so many people follows from what was measured."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bench.capacity import BUSY, Habits, measured, plan

PEOPLE = st.integers(1, 10_000_000)


@given(PEOPLE, PEOPLE)
def test_more_people_never_need_less(one: int, other: int) -> None:
    few, many = (plan(people, measured(), Habits()) for people in sorted((one, other)))
    assert few.gateways <= many.gateways
    assert few.chat_workers <= many.chat_workers
    assert few.valkeys <= many.valkeys
    assert few.disk_gib <= many.disk_gib
    assert set(few.steps) <= set(many.steps)


@given(PEOPLE)
def test_what_it_plans_is_no_busier_than_may_be(people: int) -> None:
    cost = measured()
    found = plan(people, cost, Habits())
    chat = found.deltas * cost["chat.cpu_chat-worker_per_1000_deltas"] / 1_000_000
    assert chat <= found.chat_workers * BUSY * 1.000_001


def test_one_of_each_will_do_for_a_hundred_people() -> None:
    assert plan(100, measured(), Habits()).steps == []


def test_those_who_ask_nothing_need_one_worker() -> None:
    quiet = replace(Habits(), questions=0)
    assert plan(1_000_000, measured(), quiet).chat_workers == 1
