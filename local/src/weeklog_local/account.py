import os
import pwd
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from weeklog_local.errors import LocalError


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def may_reach(self, path: Path) -> bool:
        """Whether this account may execute `path`, judged by the mode bits of it and of every folder above."""
        path = path.resolve()
        return all(self._executes(step) for step in (path, *path.parents))

    def _executes(self, path: Path) -> bool:
        status = path.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def account_for(folder: Path) -> Account | None:
    """Who runs Postgres on `folder`: ourselves (None), except that root, which Postgres refuses, steps down."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and (status := folder.stat()).st_uid != 0:
        return Account(status.st_uid, status.st_gid)
    for name in ("nobody", "daemon", "bin"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return Account(user.pw_uid, user.pw_gid)
    raise LocalError(
        "Postgres cannot run as root, and this machine has no user `nobody` to step down to.",
        "Add that user, run as an ordinary one, or give WEEKLOG_DATABASE_URL.",
    )


def require_name(account: Account | None) -> None:
    """Postgres looks its user up by number, which containers started with a bare number do not know."""
    uid = account.uid if account else os.geteuid()
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise LocalError(
            f"This machine has no name for user id {uid}, and Postgres insists on one.",
            f"Add it (echo 'weeklog:x:{uid}:{os.getegid()}::/:/bin/sh' >> /etc/passwd), or give WEEKLOG_DATABASE_URL.",
        ) from None
