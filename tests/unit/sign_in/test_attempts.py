import pytest

from weeklog.errors import TooMany
from weeklog_api.attempts import Attempts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_three_failures_an_address_waits_until_the_first_is_old() -> None:
    clock = Clock()
    attempts = Attempts(3, clock)
    for _ in range(3):
        attempts.check("an@example.com", "10.0.0.1")
        attempts.failed("an@example.com", "10.0.0.1")
        clock.now += 10
    with pytest.raises(TooMany) as refused:
        attempts.check("an@example.com", "10.0.0.1")
    assert refused.value.retry_after == 270
    attempts.check("an@example.com", "10.0.0.2")
    clock.now = 301
    attempts.check("an@example.com", "10.0.0.1")


def test_a_sender_of_many_failures_is_slowed_down_and_not_locked_out() -> None:
    clock = Clock()
    attempts = Attempts(1, clock)
    attempts.succeeded("lan@example.com", "10.0.0.1")
    for number in range(5):
        attempts.check(f"{number}@example.com", "10.0.0.1")
        attempts.failed(f"{number}@example.com", "10.0.0.1")
    attempts.check("new@example.com", "10.0.0.1")
    with pytest.raises(TooMany):
        attempts.check("newer@example.com", "10.0.0.1")
    attempts.check("lan@example.com", "10.0.0.1")  # signed in from here before
    attempts.check("newer@example.com", "10.0.0.2")
    clock.now += 1
    attempts.check("newer@example.com", "10.0.0.1")


def test_one_account_cannot_be_tried_from_sender_after_sender() -> None:
    attempts = Attempts(2, Clock())
    attempts.succeeded("an@example.com", "10.1.0.1")
    for number in range(10):
        attempts.check("an@example.com", f"10.0.0.{number}")
        attempts.failed("an@example.com", f"10.0.0.{number}")
    with pytest.raises(TooMany):
        attempts.check("an@example.com", "10.2.0.1")
    attempts.check("an@example.com", "10.1.0.1")  # signed in from there before
