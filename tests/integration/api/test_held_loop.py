"""A gateway whose event loop was held fails the test that used it."""

import time

import httpx
import pytest

from tests.support.stack import Stack, running_stack

LONG = 2.0  # seconds of computing: more than any machine is slow


def ask(stack: Stack, seconds: float) -> None:
    stack.start("api", "tests.support.holding_gateway")
    assert httpx.get(f"{stack.url}/hold", params={"seconds": seconds}, timeout=60).status_code == 200
    deadline = time.monotonic() + 30
    while seconds == LONG and "loop was held" not in (stack.logs / "api.log").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_gateway_that_held_its_loop_fails_the_test_that_used_it() -> None:
    with pytest.raises(AssertionError, match=r"api: the event loop computed for \d+ ms, in .*_hold"):  # noqa: SIM117 - the stack ends inside
        with running_stack(processes=(), watched=True) as stack:
            ask(stack, LONG)


def test_one_that_computed_a_little_does_not() -> None:
    with running_stack(processes=(), watched=True) as stack:
        ask(stack, 0.02)
