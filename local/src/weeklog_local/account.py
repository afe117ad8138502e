import os
import pwd
from dataclasses import dataclass
from pathlib import Path


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
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(65534, 65534)
    return Account(nobody.pw_uid, nobody.pw_gid)
