import time
from collections.abc import Callable


def wait_until(condition: Callable[[], bool], timeout: float, *, every: float = 0.01) -> bool:
    """Whether `condition` came true in time."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(every)
    return True
