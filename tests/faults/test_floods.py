"""Whatever one sender floods the gateway with, others go on working, and memory does not grow with it.

The bounds are wide, since the machine of a test is shared: the figures are measured by `python -m
tests.support.floods`.
"""

import asyncio
from collections.abc import Iterator

import pytest

from tests.support.floods import FLOODS, IMPORTS, noticed, somebody_else
from tests.support.stack import Stack, running_stack

LONGEST = 2.0  # seconds that nearly every request of others is answered within
MOST_GROWN = 250.0  # MiB: hashing two passwords takes 128, large bodies say 2,500


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(now="2026-10-06T10:00:00+07:00", processes=("api",)) as stack:
        yield stack


@pytest.fixture(scope="module")
def token(stack: Stack) -> str:
    return somebody_else(stack)


@pytest.mark.parametrize("name", FLOODS)
def test_others_go_on_working_through_a_flood(stack: Stack, token: str, name: str) -> None:
    found = asyncio.run(noticed(stack, token, FLOODS[name]))
    assert found.answered > 0
    assert found.p99 < LONGEST
    assert found.grown < MOST_GROWN
    assert set(found.statuses) <= {200, 401, 429, 503}
    if name == "imports of one person":
        assert found.statuses.count(429) <= IMPORTS - 1  # at least one came through
