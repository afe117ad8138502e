"""Ten thousand reviews that are to be worded do not keep a worker busy with asking for a place."""

from collections import Counter
from heapq import heappop, heappush

from weeklog_chat_worker.reviews.job import AT_ONCE
from weeklog_chat_worker.reviews.turns import A_SECOND, SHORTEST_SECONDS, Turns

ASKING_SECONDS = 5.0  # of one review, in a model


def tries_of_a_crowd(reviews: int) -> tuple[list[float], float]:
    """When each try was made, all of the first ones at once, and when the last review was worded."""
    turns, tries, busy = Turns(), list[float](), list[float]()
    waiting = [(0.0, number) for number in range(reviews)]
    ended = 0.0
    while waiting:
        now, number = heappop(waiting)
        tries.append(now)
        while busy and busy[0] <= now:
            heappop(busy)
        if len(busy) < AT_ONCE:
            ended = max(ended, now + ASKING_SECONDS)
            heappush(busy, now + ASKING_SECONDS)
        else:
            heappush(waiting, (now + turns.wait(now), number))
    return tries, ended


def test_a_crowd_tries_again_a_few_times_a_second() -> None:
    tries, _ = tries_of_a_crowd(10_000)
    again = Counter(int(at) for at in tries if at > 0)
    assert max(again.values()) <= A_SECOND + 1
    assert len(tries) <= 10_000 * 8


def test_waiting_costs_a_crowd_little_time() -> None:
    _, ended = tries_of_a_crowd(2_000)
    assert ended < 1.1 * 2_000 / AT_ONCE * ASKING_SECONDS


def test_one_that_waits_alone_tries_again_soon() -> None:
    turns = Turns()
    assert turns.wait(100.0) == SHORTEST_SECONDS
    assert turns.wait(200.0) == SHORTEST_SECONDS
