"""The schema, brought up by core's own command, with its refusals put into words."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from weeklog_local.errors import LocalError


def bring_up(env: Mapping[str, str], log: Path, *, embedded: bool) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WEEKLOG_")}
    done = subprocess.run(
        [sys.executable, "-m", "weeklog.db.migrate"],
        check=False,
        env={**inherited, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    log.write_text(done.stdout)
    if done.returncode:
        last = done.stdout.strip().rpartition("\n")[2]
        raise LocalError(
            f"The schema could not be brought up: {last}",
            f"{_remedy(last, embedded)} The whole story is in {log}",
        )


def _remedy(reason: str, embedded: bool) -> str:
    if "locate revision" in reason:  # Alembic's words for a schema that it has never heard of
        return (
            "The data was made by another, probably newer, weeklog: check that version out again,"
            " or begin empty with WEEKLOG_HOME=/another/folder make run."
        )
    if embedded:
        return "To see whether the data is the reason, begin empty: WEEKLOG_HOME=/another/folder make run."
    return "Is WEEKLOG_DATABASE_URL right? When its user may not create tables, set WEEKLOG_DATABASE_OWNER_URL too."
