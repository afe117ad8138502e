"""Background work yields, and only for itself."""

import subprocess
import sys
from pathlib import Path

import pytest

ASKS = """
import os
from pathlib import Path
from weeklog.workers.priority import yield_to_others
yield_to_others(7)
session = Path("/proc/self/autogroup")
print(os.nice(0), session.read_text().split()[-1] if session.exists() else "none")
"""


@pytest.mark.parametrize("alone", [True, False], ids=["a session of its own", "the session of a shell"])
def test_a_process_yields_and_a_session_only_when_it_is_its_own(alone: bool) -> None:
    here = Path("/proc/self/autogroup")
    before = here.read_text().split()[-1] if here.exists() else "none"
    asked = subprocess.run(
        [sys.executable, "-c", ASKS], start_new_session=alone, capture_output=True, text=True, check=True
    )
    niceness, session = asked.stdout.split()
    assert niceness == "7"
    assert session == ("7" if alone and before != "none" else before)
