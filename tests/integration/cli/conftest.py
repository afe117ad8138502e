import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.cli.fake_api import TOKEN, FakeApi, running_fake
from tests.support import preloaded

Weeklog = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = Path(sys.executable).with_name("weeklog")


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with running_fake() as fake:
        yield fake


@pytest.fixture
def environment(api: FakeApi, tmp_path: Path) -> dict[str, str]:
    """Nothing of the machine's own: no saved login, no demonstration."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "WEEKLOG_URL": api.url,
        "WEEKLOG_TOKEN": TOKEN,
    }


@pytest.fixture
def weeklog(environment: dict[str, str], tmp_path: Path) -> Weeklog:
    """The command, as a process."""

    def run(*arguments: str, stdin: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
        wanted = {name: value for name, value in (environment | more).items() if value}
        if "COLUMNS" not in wanted:
            return preloaded.run_text(preloaded.WEEKLOG, arguments, env=wanted, cwd=tmp_path, stdin=stdin)
        return subprocess.run(
            [COMMAND, *arguments], env=wanted, cwd=tmp_path, input=stdin, capture_output=True, text=True, timeout=60,
            check=False
        )  # fmt: skip

    return run
