from weeklog_chat_worker.breaker import FIRST_PAUSE, LONGEST_PAUSE, MOST_FAILURES, WITHIN, Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker("m", clock)
    for _ in range(MOST_FAILURES):
        assert breaker.admit() == "ask"
        breaker.failed("ask")
    return breaker


def test_it_opens_after_five_failures_and_lets_one_question_through_after_a_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    assert (breaker.admit(), breaker.seconds) == (None, FIRST_PAUSE)
    clock.now += FIRST_PAUSE
    assert [breaker.admit(), breaker.admit()] == ["try", None]
    breaker.succeeded()
    assert (breaker.admit(), breaker.seconds) == ("ask", 0.0)


def test_the_pause_grows_up_to_a_bound() -> None:
    clock = Clock()
    breaker = opened(clock)
    pauses = list[float]()
    for _ in range(8):
        pauses.append(breaker.seconds)
        clock.now += breaker.seconds
        assert breaker.admit() == "try"
        breaker.failed("try")
    assert pauses == [5, 10, 20, 40, 80, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_a_success_between_failures_keeps_it_closed() -> None:
    breaker = Breaker("m", Clock())
    for _ in range(3 * MOST_FAILURES):
        breaker.failed("ask")
        breaker.succeeded()
    assert breaker.admit() == "ask"


def test_failures_that_are_far_apart_keep_it_closed() -> None:
    clock = Clock()
    breaker = Breaker("m", clock)
    for _ in range(3 * MOST_FAILURES):
        breaker.failed("ask")
        clock.now += WITHIN / (MOST_FAILURES - 2)
    assert breaker.admit() == "ask"


def test_a_try_that_nobody_waited_for_leaves_the_next_one_to_try() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += FIRST_PAUSE
    assert breaker.admit() == "try"
    breaker.left("try")
    assert breaker.admit() == "try"


def test_late_failures_of_earlier_questions_do_not_prolong_the_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += FIRST_PAUSE - 1
    breaker.failed("ask")
    breaker.left("ask")
    assert breaker.seconds == 1
