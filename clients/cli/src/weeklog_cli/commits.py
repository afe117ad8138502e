"""The commits of a local repository, as items to suggest."""

import hashlib
import subprocess
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from weeklog_cli.errors import CommandError

PATIENCE: Final = 60  # seconds
MOST_SUBJECT: Final = 1000  # characters
_FORMAT: Final = "%aI%x1f%ae%x1f%S%x1f%s"
_MAIN: Final = ("main", "master")


@dataclass(frozen=True)
class Commit:
    moment: datetime  # on its author's clock
    address: str
    branch: str
    subject: str

    @property
    def day(self) -> date:
        return self.moment.date()


def commits_of(path: Path, addresses: Collection[str], first: date, last: date) -> list[dict[str, Any]]:
    """One item a commit of these addresses from the first to the last day, merges left out; those of a branch on a
    day share a topic. Raises CommandError where there is no repository, or no git."""
    own = {address.lower() for address in addresses}
    name = _name(path)
    found = (one for one in _commits(path, first) if one.address in own and first <= one.day <= last)
    return [_item(name, one) for one in sorted(found, key=lambda one: one.moment)]


def author_of(path: Path) -> list[str]:
    """The address under which commits are made there; none where git knows none."""
    try:
        return _git(path, "config", "user.email").split()
    except CommandError:
        return []


def _commits(path: Path, first: date) -> Iterator[Commit]:
    """Of the main branch first: the others are asked for what they have beyond it."""
    main = _main_branch(path)
    since = f"--since={first - timedelta(days=1)}T00:00:00"
    log = ("log", "-z", "--no-merges", since, f"--format={_FORMAT}", "--source")
    yield from _read(_git(path, *log, main, "--"), main)
    yield from _read(_git(path, *log, "--branches", "--not", main, "--"), main)


def _read(log: str, main: str) -> Iterator[Commit]:
    for record in filter(None, log.split("\0")):
        moment, address, source, subject = record.split("\x1f", 3)
        branch = source.removeprefix("refs/heads/") or main
        yield Commit(datetime.fromisoformat(moment), address.lower(), branch, subject)


def _item(repository: str, commit: Commit) -> dict[str, Any]:
    topic = f"{repository} ({commit.branch})"
    return {
        "key": commit_key(repository, commit.day, commit.subject),
        "text": commit.subject[:MOST_SUBJECT] or "(no message)",
        "start_on": commit.day.isoformat(),
        "topic": topic[:200],
    }


def commit_key(repository: str, day: date, subject: str) -> str:
    """The same after a rebase, and for a code host that tells of the same commit."""
    said = f"{repository.lower()}\n{day}\n{' '.join(subject.split())}"
    return f"commit:{hashlib.sha256(said.encode()).hexdigest()}"


def _main_branch(path: Path) -> str:
    branches = _git(path, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    if not branches:
        raise CommandError(f"{str(path)!r} has no commits yet")
    return next((one for one in _MAIN if one in branches), None) or _head(path, branches)


def _head(path: Path, branches: Sequence[str]) -> str:
    head = _git(path, "rev-parse", "--abbrev-ref", "HEAD").strip()
    return head if head in branches else branches[0]


def _name(path: Path) -> str:
    """As its origin calls it, else its folder."""
    root = Path(_git(path, "rev-parse", "--show-toplevel").strip())
    try:
        origin = _git(path, "config", "remote.origin.url").strip()
    except CommandError:
        origin = ""
    return origin.rstrip("/").replace(":", "/").rpartition("/")[2].removesuffix(".git") or root.name


def _git(path: Path, *arguments: str) -> str:
    command = ["git", "-C", str(path), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are ours, and no shell reads them
            command, capture_output=True, timeout=PATIENCE, check=False
        )
    except FileNotFoundError:
        raise CommandError("there is no git on this machine: install it") from None
    except subprocess.TimeoutExpired:
        raise CommandError(f"git did not answer within {PATIENCE} seconds") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise CommandError(f"git: {said or 'it failed'}")
    return done.stdout.decode(errors="replace")
