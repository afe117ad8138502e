"""Processes of the product that start at once: forked from one that has imported everything.

An interpreter spends seconds on imports, and a run of the tests starts hundreds of processes. A fork runs the same
module, with arguments, environment, group, signals and output of its own. Tests of `weeklog_local` start
interpreters, as `make run` does.
"""

import atexit
import ctypes
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from weeklog_local import Process

ROOT = Path(__file__).parents[2]
WEEKLOG = "weeklog_cli.main:run"
"""The command. It reads the width of a terminal as it is imported: here there is none."""
MODULES = (
    "httptools",
    "uvicorn.lifespan.on",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
    "uvloop",
    "weeklog.db.bootstrap",
    "weeklog.db.migrate",
    "weeklog.instance.check",
    "weeklog_api.app",
    "weeklog_api.http_protocol",
    "weeklog_chat_worker.app",
    "weeklog_cli.main",
    "weeklog_reporting.app",
    "weeklog_scheduler.app",
)
_LARGEST_REQUEST = 200_000
_PR_SET_PDEATHSIG = 1


class Forked(subprocess.Popen[bytes]):
    """As a `Popen`, of a process that is the child of another one of ours. That one tells when it has ended."""

    def __init__(self, module: str, told: int) -> None:
        self.args = [module]
        self.returncode: int | None = None
        self.stdin = self.stdout = self.stderr = None
        self._told = os.fdopen(told, "rb", buffering=0)
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        if (code := self._ended(timeout)) is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], timeout)[0]:
            self.returncode = int(self._told.readline() or -signal.SIGKILL)
            self._told.close()
        return self.returncode

    def __del__(self, _warn: Any = None) -> None:
        self._told.close()


class Forks:
    """The one that is forked from. It ends with the interpreter that began it."""

    def __init__(self) -> None:
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LARGEST_REQUEST)
        with its:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.preloaded", str(its.fileno())],
                cwd=ROOT,
                env=_without_settings(os.environ) | {"OPENBLAS_NUM_THREADS": "1"},
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._socket = ours
        self._one_at_a_time = threading.Lock()
        atexit.register(self.close)

    def start(
        self,
        module: str,
        args: Sequence[str] = (),
        *,
        env: Mapping[str, str],
        output: IO[Any],
        errors: IO[Any] | None = None,
        stdin: IO[Any] | None = None,
        cwd: Path | None = None,
    ) -> Forked:
        """`python -m MODULE ARGS`, or with `MODULE:FUNCTION` as the command of that entry point."""
        wanted = json.dumps([module, list(args), dict(env), str(cwd or Path.cwd())]).encode()
        told, tells = os.pipe()
        with ExitStack() as after:
            after.callback(os.close, tells)
            source = stdin or after.enter_context(Path(os.devnull).open("rb"))
            files = [source.fileno(), output.fileno(), (errors or output).fileno(), tells]
            with self._one_at_a_time:
                socket.send_fds(self._socket, [wanted], files)
        return Forked(module, told)

    def close(self) -> None:
        self._socket.close()
        self._process.wait()


class PreloadedProcess(Process):
    """As any `Process`, without the wait for its imports."""

    def _begin(self, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            return forks().start(self.module, self._args, env=env, output=output)


@cache
def forks() -> Forks:
    return Forks()


def run(
    module: str,
    args: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path | None = None,
    stdin: bytes = b"",
    timeout: float = 60,
) -> "subprocess.CompletedProcess[bytes]":
    """As `subprocess.run(capture_output=True)`."""
    with TemporaryFile() as given, TemporaryFile() as output, TemporaryFile() as errors:
        given.write(stdin)
        given.seek(0)
        process = forks().start(module, args, env=env, output=output, errors=errors, stdin=given, cwd=cwd)
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess([module, *args], code, output.read(), errors.read())


def run_text(
    module: str, args: Sequence[str], *, env: Mapping[str, str], cwd: Path | None = None, stdin: str = ""
) -> "subprocess.CompletedProcess[str]":
    """As with `text=True`: each end of a line is a newline."""
    ran = run(module, args, env=env, cwd=cwd, stdin=stdin.encode())
    said, errors = (told.decode().replace("\r\n", "\n") for told in (ran.stdout, ran.stderr))
    return subprocess.CompletedProcess(ran.args, ran.returncode, said, errors)


def _without_settings(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if not name.startswith("WEEKLOG_")}


def _serve(requests: socket.socket) -> tuple[list[Any], list[int]] | None:
    """Forks for each request, and tells what has ended. A fork returns from it with its request; the server with
    None."""
    children: dict[int, int] = {}  # pid -> where its end is told
    while True:
        readable, _, _ = select.select([requests], [], [], 0.02 if children else None)
        _tell(children)
        if not readable:
            continue
        said, files, _, _ = socket.recv_fds(requests, _LARGEST_REQUEST, 4)
        if not said:
            return None
        if not (pid := os.fork()):
            return json.loads(said), files[:3]
        with suppress(BrokenPipeError):
            os.write(files[3], b"%d\n" % pid)
        children[pid] = files[3]
        for number in files[:3]:
            os.close(number)


def _tell(children: dict[int, int]) -> None:
    for pid, told in list(children.items()):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with suppress(BrokenPipeError):  # nobody holds it any more: no reason to end for all others
                os.write(told, b"%d\n" % os.waitstatus_to_exitcode(status))
            os.close(told)
            del children[pid]


def _become(wanted: list[Any], files: list[int]) -> None:
    module, args, env, cwd = wanted
    os.setsid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.closerange(3, 1024)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    sys.stdout.reconfigure(write_through=True)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - a file
    sys.argv = [module.partition(":")[0], *args]
    _end(_code_of(module))


def _code_of(module: str) -> int:
    package, _, function = module.partition(":")
    try:
        if function:
            getattr(importlib.import_module(package), function)()
        else:
            sys.modules.pop(package, None)  # it runs once more, as the one that was asked for
            runpy.run_module(package, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
            return 1
        return end.code or 0
    except KeyboardInterrupt:
        traceback.print_exc()
        return -signal.SIGINT
    except BaseException:  # noqa: BLE001 - what an interpreter does with it
        traceback.print_exc()
        return 1
    return 0


def _end(code: int) -> None:
    """As an interpreter ends, but for taking apart what was imported: that alone takes seconds."""
    threading._shutdown()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - joins threads
    atexit._run_exitfuncs()  # pyright: ignore[reportPrivateUsage] - what an interpreter does at its end
    sys.stdout.flush()
    sys.stderr.flush()
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def _main() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    requests = socket.socket(fileno=int(sys.argv[1]))
    for module in MODULES:
        importlib.import_module(module)
    if taken := _serve(requests):
        _become(*taken)


if __name__ == "__main__":
    _main()
