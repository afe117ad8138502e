"""Make `.venv` hold what `requirements/NAME.txt` and the members ask for: `install.py NAME`.

Standard library only, since it runs before anything is installed. Does nothing when nothing changed:
the stamp is a hash of the requirement file, every member's pyproject, the place and the interpreter.
"""

import hashlib
import os
import subprocess
import sys
import venv
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MEMBERS = (
    "core",
    "services/api",
    "services/chat-worker",
    "services/reporting",
    "services/scheduler",
    "clients/cli",
    "local",
)
HELD = {
    "dev": ("semantic", "warehouse", "tracing", "run"),
    "semantic": ("run",),
    "warehouse": ("run",),
    "tracing": ("run",),
}  # what a requirement file holds besides its own
UV_NAMES = {
    "UV_DEFAULT_INDEX": "index-url",
    "UV_INSECURE_HOST": "trusted-host",
    "UV_HTTP_TIMEOUT": "timeout",
    "SSL_CERT_FILE": "cert",
    "HTTPS_PROXY": "proxy",
}


def install(requirements: str) -> None:
    stamp = VENV / f"installed-{requirements}"
    key = _key(requirements)
    if stamp.exists() and stamp.read_text() == key:
        return
    print(
        f"Installing requirements/{requirements}.txt into .venv (once; a later start skips this) …",
        flush=True,
    )
    if not _works(PYTHON):
        _make_venv()
    installer = _installer()
    # The file is complete: nothing is resolved a second time.
    _run(
        *installer, "--no-deps", "--require-hashes", "-r", str(ROOT / "requirements" / f"{requirements}.txt")
    )
    editable = [word for member in MEMBERS for word in ("-e", str(ROOT / member))]
    _run(*installer, "--no-deps", "--no-build-isolation", *editable)
    stamp.write_text(key)
    for held in HELD.get(requirements, ()):
        (VENV / f"installed-{held}").write_text(_key(held))


def install_package(name: str) -> bool:
    """One package beside those that the requirement files name; whether it worked."""
    return subprocess.run([*_installer(), name], check=False, env=_environment()).returncode == 0


def _key(requirements: str) -> str:
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for path in (
        ROOT / "requirements" / f"{requirements}.txt",
        *(ROOT / member / "pyproject.toml" for member in MEMBERS),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _make_venv() -> None:
    if find_spec("ensurepip") is None:  # Debian ships Python without it
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"{sys.executable} cannot make virtual environments.\n"
            f"  On Debian and Ubuntu: apt install python{version}-venv, then run make again."
        )
    venv.create(VENV, with_pip=True, clear=True, symlinks=True)


def _installer() -> list[str]:
    """uv, several times faster than pip; pip where uv is not to be had."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    uv = VENV / "bin" / "uv"
    if not _works(uv):
        subprocess.run([*pip, "uv>=0.9"], check=False)
    return [str(uv), "pip", "install", "-q", "--python", str(PYTHON)] if _works(uv) else pip


def _environment() -> dict[str, str]:
    """uv reads nothing of pip's settings, and a company's index is often named there only."""
    told = {uv_name: _pip_settings().get(pip_name) for uv_name, pip_name in UV_NAMES.items()}
    return {name: value for name, value in told.items() if value} | os.environ


@cache
def _pip_settings() -> dict[str, str]:
    shown = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], check=False, capture_output=True, text=True
    )
    settings: dict[str, str] = {}
    for line in sorted(
        shown.stdout.splitlines(), reverse=True
    ):  # `:env:.name` sorts before `global.name` and wins
        key, _, value = line.partition("=")
        settings[key.rpartition(".")[2]] = value.strip("'\"")
    return settings


def _works(program: Path) -> bool:
    try:
        return subprocess.run([str(program), "--version"], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, env=_environment())
    if done.returncode and command[0].endswith("uv"):
        print("uv did not manage; trying again with pip …", flush=True)
        words = command[command.index("--python") + 2 :]
        done = subprocess.run([str(PYTHON), "-m", "pip", "install", "-q", *words], check=False)
    if done.returncode:
        sys.exit(
            f"Installing failed (see above). Is the network, or the package index, reachable?\n  {' '.join(command)}"
        )


if __name__ == "__main__":
    known = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))
    if sys.argv[1] not in known:
        sys.exit(f"there is no extra {sys.argv[1]!r}: make run EXTRAS=semantic")
    install(sys.argv[1])
