"""`python -m weeklog.instance backup|restore|check|upgrade|status|retry|reset-second-factor`, as the schema's owner
(`WEEKLOG_DATABASE_OWNER_URL`); the last three as the services' login.

Exit 0 when all is well, 1 when something was found or could not be done, 2 for a wrong call.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
from pydantic import ValidationError

from weeklog.artifacts.blobs import Blobs
from weeklog.artifacts.storage import ArtifactSettings, open_blobs
from weeklog.db.migrate import Addresses, addresses, current_state, fingerprint, migrate, newest_revision
from weeklog.errors import Unavailable
from weeklog.instance.backup import make_backup, secret_fingerprint
from weeklog.instance.backup_file import Manifest
from weeklog.instance.check import check_backup, check_instance, rehearse
from weeklog.instance.errors import InstanceError
from weeklog.instance.restore import restore_backup
from weeklog.instance.second_factor import reset_second_factor
from weeklog.instance.status import read_status, retry_jobs, status_lines

_NAMED: Final = "weeklog-{:%Y%m%dT%H%M%SZ}.tar"
_PATTERN: Final = "weeklog-????????T??????Z.tar"


def backup(given: argparse.Namespace, at: Addresses) -> int:
    path: Path = given.to / _NAMED.format(datetime.now(UTC)) if given.to.is_dir() else given.to
    if path.exists():
        raise InstanceError(f"{path} exists: name another file, or a folder.")
    report = asyncio.run(make_backup(at.owner_url, _blobs(), _secret_key(), path))
    _say(f"{path}: {_contents(report.manifest)}.")
    for key in report.manifest.lacking:
        _say(f"The file {key} is missing from the store.")
    for key in report.damaged:
        _say(f"The file {key} is damaged; the backup holds it as it is.")
    if given.keep:
        _keep(path.parent, given.keep)
    return 1 if report.damaged or report.manifest.lacking else 0


def restore(given: argparse.Namespace, at: Addresses) -> int:
    migrate(at.owner_url, at.url, at.login)
    manifest = asyncio.run(restore_backup(at.owner_url, _blobs(), given.file))
    _say(
        f"Restored {_contents(manifest)}. Every table reads back as it was at {manifest.made_at:%Y-%m-%d %H:%M} UTC."
    )
    if manifest.secret != secret_fingerprint(_secret_key()):
        _say(
            "WEEKLOG_SECRET_KEY is not the one that the backup was made under. What that one sealed (keys of language "
            "models, "
            "the key that signs) opens only when it is the present one, or is listed in WEEKLOG_OLD_SECRET_KEYS."
        )
    return 0


def check(given: argparse.Namespace, at: Addresses) -> int:
    if given.file is None:
        faults = asyncio.run(check_instance(at.owner_url, at.login, _blobs()))
        _say(*(faults or ["Nothing was found."]))
        return 1 if faults else 0
    manifest, faults = check_backup(given.file)
    _say(f"{given.file} is whole: {_contents(manifest)}.", *faults)
    if given.rehearse:
        asyncio.run(rehearse(at.owner_url, at.login, given.file))
        _say("It was restored into a database of its own: every table reads back as it was.")
    return 1 if faults else 0


def upgrade(given: argparse.Namespace, at: Addresses) -> int:
    state = asyncio.run(current_state(at.owner_url, at.login))
    if state == (newest_revision(), fingerprint()):
        _say("The schema is the one of this weeklog.")
        return 0
    if given.backup and state is not None:
        code = backup(argparse.Namespace(to=given.backup, keep=0), at)
        if code:
            return code
    migrate(at.owner_url, at.url, at.login)
    _say("The schema was brought up.")
    return 0


def status(_given: argparse.Namespace, at: Addresses) -> int:
    found = asyncio.run(read_status(at.url, pooled=_is_pooled()))
    _say(*status_lines(found))
    return 1 if found.late else 0


def retry(given: argparse.Namespace, at: Addresses) -> int:
    asyncio.run(retry_jobs(at.url, given.job, pooled=_is_pooled()))
    _say(f"To be tried again: {len(given.job)}.")
    return 0


def end_second_factor(given: argparse.Namespace, at: Addresses) -> int:
    asyncio.run(reset_second_factor(at.url, given.email, pooled=_is_pooled()))
    _say(
        f"{given.email} signs in with the password alone. Their sessions have ended: tell them to turn it on again."
    )
    return 0


def _is_pooled() -> bool:
    return os.environ.get("WEEKLOG_DATABASE_POOLER") == "transaction"


def _contents(manifest: Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables.values())
    size = sum(file.bytes for file in manifest.files.values())
    return f"{rows:,} rows of {len(manifest.tables)} tables, {len(manifest.files):,} files of {size:,} bytes"


def _keep(folder: Path, newest: int) -> None:
    """Removes older backups that were named by this command, and no other file."""
    for path in sorted(folder.glob(_PATTERN))[:-newest]:
        path.unlink()
        _say(f"Removed {path}.")


def _blobs() -> Blobs | None:
    return open_blobs(ArtifactSettings())


def _secret_key() -> str:
    return os.environ.get("WEEKLOG_SECRET_KEY", "")


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="weeklog instance", description="Looks after a whole instance.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("backup", help="write all rows and files into one file, while everything runs")
    one.add_argument("to", type=Path, help="the file; or a folder, where it is named by its moment")
    one.add_argument(
        "--keep", type=_positive, default=0, metavar="N", help="keep the newest N in that folder"
    )
    one = commands.add_parser("restore", help="restore a backup into an empty instance")
    one.add_argument("file", type=Path)
    one = commands.add_parser("check", help="check this instance, or a backup")
    one.add_argument("file", type=Path, nargs="?", help="a backup; left out: the instance")
    one.add_argument(
        "--rehearse", action="store_true", help="restore the backup into a database that goes afterwards"
    )
    one = commands.add_parser("upgrade", help="bring the schema up to this version")
    one.add_argument("--backup", type=Path, metavar="FOLDER", help="make a backup there first")
    commands.add_parser(
        "status", help="what waits, what runs, what failed; exits with 1 when a queue stands still"
    )
    one = commands.add_parser("retry", help="try failed jobs again")
    one.add_argument("job", type=UUID, nargs="+", help="an id that `status` shows")
    one = commands.add_parser(
        "reset-second-factor", help="let somebody in again who lost the authenticator and the recovery codes"
    )
    one.add_argument("email", help="that they sign in with")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace, Addresses], int]]] = {
    "backup": backup,
    "restore": restore,
    "check": check,
    "upgrade": upgrade,
    "status": status,
    "retry": retry,
    "reset-second-factor": end_second_factor,
}


def main() -> None:
    given = _parser().parse_args()
    try:
        code = _COMMANDS[given.command](given, addresses())
    except (InstanceError, Unavailable) as error:
        sys.exit(str(error))
    except (OSError, asyncpg.PostgresError) as error:
        sys.exit(f"{error}. Nothing was changed.")
    except ValidationError as error:
        sys.exit("; ".join(f"WEEKLOG_{fault['loc'][0]}: {fault['msg']}".upper() for fault in error.errors()))
    sys.exit(code)


if __name__ == "__main__":
    main()
