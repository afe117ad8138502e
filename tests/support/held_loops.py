"""Whether the event loop of a real gateway was held, by what its log says.

Judged by what the loop's own thread computed: a machine that is busy, or a call that waits for it, breaks nothing.
"""

import json
import time
from pathlib import Path
from typing import Any, Final

from weeklog.loop_watch import HELD_SECONDS, MESSAGE

_ROUNDS: Final = 2_000_000
_USUAL_SECONDS: Final = 0.07  # for so many, on a machine of today
_MARGIN: Final = 1.5


def held_loops(logs: Path) -> list[str]:
    """What held a loop for longer than may be, with where it was; from the logs of one folder."""
    most = 1000 * HELD_SECONDS * _MARGIN * _slowness()
    return [
        f"{log.stem}: the event loop computed for {line['cpu_ms']} ms, in {line['where']}"
        for log in sorted(logs.glob("*.log"))
        for line in _warnings(log)
        if line["cpu_ms"] > most
    ]


def _warnings(log: Path) -> list[dict[str, Any]]:
    lines = log.read_text(errors="replace").splitlines()
    return [json.loads(line) for line in lines if f'"{MESSAGE}"' in line]


def _slowness() -> float:
    """How many times as long as usual this machine computes for the same, just now."""
    began = time.thread_time()
    total = 0
    for number in range(_ROUNDS):
        total += number
    return max(1.0, (time.thread_time() - began) / _USUAL_SECONDS)
