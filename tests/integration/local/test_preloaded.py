"""Tests start the product's processes from one that has imported everything: it outlives each of them."""

import os
import signal
import time
from pathlib import Path

from tests.support.preloaded import forks, run


def test_the_end_of_a_process_that_nobody_holds_harms_no_other() -> None:
    with Path(os.devnull).open("wb") as output:
        started = forks().start(
            "http.server", ["0", "--bind", "127.0.0.1"], env=dict(os.environ), output=output
        )
    pid = started.pid
    del started
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)  # it looks for what has ended every 20 ms
    assert run("timeit", ["-n", "1", "-r", "1", "pass"], env=dict(os.environ)).returncode == 0
