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


def test_one_sender_cannot_try_address_after_address() -> None:
    attempts = Attempts(1, Clock())
    for number in range(5):
        attempts.check(f"{number}@example.com", "10.0.0.1")
        attempts.failed(f"{number}@example.com", "10.0.0.1")
    with pytest.raises(TooMany):
        attempts.check("new@example.com", "10.0.0.1")
