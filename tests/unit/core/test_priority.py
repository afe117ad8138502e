"""Background work yields, and only for itself."""

import subprocess
import sys
from pathlib import Path

import pytest

ASKS = """
import os
from tests.unit.core.test_priority import weight_of_session
from weeklog.workers.priority import yield_to_others
before = weight_of_session()
yield_to_others(7)
print(os.nice(0), before, weight_of_session())
"""


def weight_of_session() -> str:
    """Of this process; `none` where the kernel weighs no sessions (the file is then not there, or empty)."""
    here = Path("/proc/self/autogroup")
    return (here.read_text().split() or ["none"])[-1] if here.exists() else "none"


@pytest.mark.parametrize("alone", [True, False], ids=["a session of its own", "the session of a shell"])
def test_a_process_yields_and_a_session_only_when_it_is_its_own(alone: bool) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASKS], start_new_session=alone, capture_output=True, text=True, check=True
    )
    niceness, before, after = asked.stdout.split()
    assert niceness == "7"
    assert after == ("7" if alone and before != "none" else before)
