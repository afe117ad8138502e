"""Become COMMAND, and die with the parent: `child.py PARENT SIGNAL UID:GID|- COMMAND…`.

Run as a script, with nothing imported but the standard library: it lives for some milliseconds between
the launcher's fork and the server's own code. A hook of `subprocess` would run Python between fork and
exec, which may hang in a launcher that has threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def become(parent: int, death_signal: int, account: str, command: list[str]) -> None:
    if account != "-":
        uid, gid = (int(part) for part in account.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # After setuid, which would clear it. It survives exec.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("The launcher is gone.")
    os.execv(command[0], command)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
