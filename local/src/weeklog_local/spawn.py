import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from weeklog_local.account import Account

# Linux sends the death signal when the *thread* that forked ends, not the process. One thread that lives
# as long as the interpreter forks everything, so that a server may be started from any short-lived thread.
_forker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fork")

_CHILD = Path(__file__).with_name("child.py")


def spawn(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    log: Path,
    account: Account | None = None,
    pass_fds: Sequence[int] = (),
    death_signal: signal.Signals = signal.SIGTERM,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start COMMAND in a process group of its own (Ctrl-C reaches the launcher only), appending to `log`."""
    who = f"{account.uid}:{account.gid}" if account else "-"
    wrapped = [sys.executable, "-ISB", str(_CHILD), str(os.getpid()), str(int(death_signal)), who, *command]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return _forker.submit(
            subprocess.Popen[bytes],
            wrapped,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=tuple(pass_fds),
            cwd=cwd,
            start_new_session=True,
        ).result()
