"""Work that nobody waits for yields the processor to what people wait for."""

import os
from contextlib import suppress
from pathlib import Path

_SESSION = Path("/proc/self/autogroup")


def yield_to_others(niceness: int) -> None:
    """Gives this process a smaller share of a busy processor: 0 takes nothing away, 19 the most.

    Linux may weigh whole sessions before it looks at their processes. A process that leads a session of its own lowers
    that too; the session of a shell is left alone. Containers are weighed against each other by their `cpu_shares`.
    """
    os.nice(niceness)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):  # this kernel weighs no sessions
            _SESSION.write_text(str(niceness))
