from contextlib import suppress
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.errors import TooMany
from weeklog.ids import PersonId
from weeklog_api.identity import Identity
from weeklog_api.request_rates import RequestRates, take


def identity(person: int, credential: str) -> Identity:
    return Identity(
        person_id=PersonId(UUID(int=person)), email="an@example.org", name="An", language="en", zone=ZoneInfo("UTC"),
        credential=credential, scopes=frozenset({"read"}), expires_at=None, programme=None,
    )  # fmt: skip


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(
    allowed=st.integers(1, 60),
    asked=st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=200),
)
def test_no_more_are_served_than_a_bucket_holds_and_time_fills(allowed: int, asked: list[float]) -> None:
    clock = Clock()
    rates = RequestRates(allowed, 0, clock)
    served = 0
    for pause in asked:
        clock.now += pause
        limits = rates.limits_of(identity(1, "session:a"))
        with suppress(TooMany):
            take(limits)
            served += 1
        assert served <= allowed + clock.now * allowed / 60 + 1e-6


def test_each_person_and_each_token_has_its_own() -> None:
    clock = Clock()
    rates = RequestRates(4, 2, clock)
    for _ in range(2):
        take(rates.limits_of(identity(1, "token:a")))
    with pytest.raises(TooMany):
        take(rates.limits_of(identity(1, "token:a")))
    for _ in range(2):
        take(rates.limits_of(identity(1, "token:b")))
    with pytest.raises(TooMany):
        take(rates.limits_of(identity(1, "session:c")))  # four of the person
    take(rates.limits_of(identity(2, "token:d")))
    clock.now += 15
    take(rates.limits_of(identity(1, "session:c")))


def test_what_is_told_is_what_is_left() -> None:
    clock = Clock()
    rates = RequestRates(60, 0, clock)
    limits = rates.limits_of(identity(1, "session:a"))
    take(limits)
    assert [one.policy() for one in limits] == ['"person";q=60;w=60']
    assert [one.state() for one in limits] == ['"person";r=59;t=1']
