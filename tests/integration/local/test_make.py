"""What `make` says before anything is installed. No network: the environment is never made here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TARGETS = {"run", "test", "check", "bench", "format", "lock"}

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that make looks at first, in a folder with a space, with no environment yet."""
    copy = tmp_path / "a checkout"
    (copy / "local").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", copy)
    shutil.copy(ROOT / "local" / "install.py", copy / "local")
    return copy


def make(checkout: Path, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """With only the programs of `path`, so that no other Python is found."""
    if path:
        for program in ("sh", "awk", "make"):
            found = shutil.which(program)
            assert found
            (path / program).symlink_to(found)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "WEEKLOG_"))}
    return subprocess.run(
        ["make", *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=checkout,
        env=env | ({"PATH": str(path)} if path else {}),
    )


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_make_alone_lists_the_targets(checkout: Path) -> None:
    listed = {line.split()[1] for line in make(checkout).stdout.splitlines()}
    assert listed >= TARGETS


def test_a_python_that_is_too_old_is_passed_over_and_said(checkout: Path, tmp_path: Path) -> None:
    program(tmp_path / "bin", "python3", "exit 1")
    refused = make(checkout, "run", path=tmp_path / "bin")
    assert refused.returncode != 0
    assert "weeklog needs Python 3.11 or newer" in refused.stderr
    assert "make run PYTHON=/path/to/python3" in refused.stderr


def test_a_newer_python_beside_an_old_python3_is_found(checkout: Path, tmp_path: Path) -> None:
    program(tmp_path / "bin", "python3", "exit 1")
    program(tmp_path / "bin", "python3.12", 'case "$1" in -c) exit 0;; *) echo "ran $0 $*"; exit 3;; esac')
    assert "bin/python3.12 local/install.py run" in make(checkout, "setup", path=tmp_path / "bin").stdout


def test_a_python_without_venv_names_the_package_to_install(checkout: Path, tmp_path: Path) -> None:
    (checkout / "requirements").mkdir()
    (checkout / "requirements" / "run.txt").touch()
    for member in (
        "core",
        "services/api",
        "services/chat-worker",
        "services/reporting",
        "services/scheduler",
    ):
        (checkout / member).mkdir(parents=True)
        (checkout / member / "pyproject.toml").touch()
    for member in ("clients/cli", "local"):
        (checkout / member).mkdir(parents=True, exist_ok=True)
        (checkout / member / "pyproject.toml").touch()
    # Debian's Python lacks the module ensurepip; here it is hidden.
    hide = (
        "import sys, runpy; sys.modules['ensurepip'] = None; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], "
        "run_name='__main__')"
    )
    program(
        tmp_path / "bin",
        "python3",
        f"""case "$1" in -c) exit 0;; *) exec '{sys.executable}' -c "{hide}" "$@";; esac""",
    )
    refused = make(checkout, "setup", path=tmp_path / "bin")
    assert refused.returncode != 0
    assert f"apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv" in refused.stderr
    assert "Traceback" not in refused.stderr
