"""When a worker is unhealthy: its queue lost its canary, and it did nothing itself."""

import pytest

from weeklog.jobs.canaries import LATE_SECONDS, is_late

SOON, LATE = LATE_SECONDS - 1, LATE_SECONDS + 1


@pytest.mark.parametrize(
    ("age", "since_start", "late"),
    [(SOON, LATE, False), (LATE, SOON, True), (None, SOON, False), (None, LATE, True)],
)
def test_a_queue_is_late_by_its_canary_or_where_there_was_none_by_the_start(
    age: float | None, since_start: float, late: bool
) -> None:
    assert is_late(age, since_start) is late
