"""The whole product as real processes, on free ports, with a database and a Valkey of its own."""

import json
import os
import secrets
import tempfile
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.support import preloaded, servers
from tests.support.held_loops import held_loops
from tests.support.moments import moment
from tests.support.preloaded import PreloadedProcess
from weeklog_local import Process, Valkey, answers
from weeklog_local.ports import free_port

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "services/web/dist"  # built by `make setup-dev`, and by the tests that open it
MODULES = {
    "api": "weeklog_api",
    "chat-worker": "weeklog_chat_worker",
    "reporting": "weeklog_reporting",
    "scheduler": "weeklog_scheduler",
}
EVERYTHING = ("api", "chat-worker", "reporting", "scheduler")
# A mail server that is set, and never there. With `at_its_url`.
SILENT_MAIL = {"WEEKLOG_SMTP_URL": "smtp://127.0.0.1:1", "WEEKLOG_MAIL_FROM": "weeklog@example.org"}
EMAIL, PASSWORD = "an@example.com", "correct horse battery"


@dataclass
class Stack:
    url: str
    token: str
    person_id: str
    programme_id: str
    database: str  # its name
    database_url: str
    valkey: Valkey
    logs: Path
    env: dict[str, str]
    processes: dict[str, Process] = field(default_factory=dict[str, Process])
    email: str = EMAIL
    password: str = PASSWORD

    def client(self, token: str | None = None) -> httpx.Client:
        return httpx.Client(
            base_url=self.url, headers={"Authorization": f"Bearer {token or self.token}"}, timeout=30
        )

    def start(self, name: str, module: str = "", env: Mapping[str, str] | None = None) -> Process:
        """One more process of a kind: `start("chat-worker 2", "weeklog_chat_worker")`. A second gateway needs a
        WEEKLOG_PORT of its own."""
        module, given = module or MODULES[name], self.env | dict(env or {})
        at = f"http://127.0.0.1:{given['WEEKLOG_PORT']}/readyz"
        process = PreloadedProcess(
            module,
            env=given,
            log=self.logs / f"{name}.log",
            name=name,
            ready=answers(at) if name == "api" or module == MODULES["api"] else None,
        )
        self.processes[name] = process
        return process.start()

    def restart(self, name: str, env: Mapping[str, str] | None = None) -> Process:
        old = self.processes[name]
        if old.running:
            old.terminate()
        return self.start(name, old.module, env)

    def said(self, characters: int = 1500) -> str:
        """The last words of each process."""
        return "\n".join(
            f"--- {log.stem}\n{log.read_text(errors='replace')[-characters:]}"
            for log in sorted(self.logs.glob("*.log"))
        )

    def stop(self) -> None:
        for process in self.processes.values():
            if process.running:
                process.resume()
                process.terminate(grace=35)


@contextmanager
def running_stack(
    *,
    now: str | None = None,
    processes: tuple[str, ...] = EVERYTHING,
    env: Mapping[str, str] | None = None,
    zone: str = "Asia/Ho_Chi_Minh",
    starts_on: str = "2026-10-05",
    weeks: int = 12,
    watched: bool = False,
    at_its_url: bool = False,
) -> Generator[Stack]:
    """One person (a lead) in one programme; `now` fixes the product's clock (ISO 8601 with an offset).

    `at_its_url`: links in mails lead to it.
    `watched`: ends with an AssertionError where the event loop of a process was held.
    """
    with ExitStack() as ending:
        home = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="wl-s-")))
        home.chmod(0o755)  # the servers drop to an ordinary user when they are started by root
        name = f"stack_{secrets.token_hex(4)}"
        database_url = servers.clone_database(name)
        ending.callback(servers.drop_database, name)
        valkey = ending.enter_context(Valkey(home))
        port = free_port()
        settings = {
            "WEEKLOG_DATABASE_URL": database_url,
            "WEEKLOG_REDIS_URL": valkey.url,
            "WEEKLOG_SECRET_KEY": secrets.token_hex(32),
            "WEEKLOG_ENV": "development",
            "WEEKLOG_PORT": str(port),
            "WEEKLOG_ARTIFACTS_DIR": str(home / "artifacts"),
            **({"WEEKLOG_WEB_ROOT": str(PAGE)} if PAGE.is_dir() else {}),
            "WEEKLOG_DUE_EVERY_SECONDS": "0.5",
            "WEEKLOG_ASK_EVERY_SECONDS": "0.5",
            **({"WEEKLOG_NOW": moment(now).isoformat()} if now else {}),
            **({"WEEKLOG_PUBLIC_URL": f"http://127.0.0.1:{port}"} if at_its_url else {}),
            **(env or {}),
        }
        made = bootstrap(settings, zone, starts_on, weeks)
        stack = Stack(
            f"http://127.0.0.1:{port}", made["token"], made["person_id"], made["programme_id"],
            name, database_url, valkey, home, settings,
        )  # fmt: skip
        ending.callback(stack.stop)
        try:
            for process in processes:
                stack.start(process)
            yield stack
        finally:
            if "PYTEST_CURRENT_TEST" in os.environ:
                print(stack.said())
        stack.stop()
        if watched and (held := held_loops(stack.logs)):
            raise AssertionError("\n".join(held))


def bootstrap(settings: Mapping[str, str], zone: str, starts_on: str, weeks: int) -> dict[str, str]:
    options = {
        "email": EMAIL, "name": "An Example", "programme": "Internship", "zone": zone,
        "starts-on": starts_on, "weeks": str(weeks),
    }  # fmt: skip
    args = [part for name, value in options.items() for part in (f"--{name}", value)]
    env = {**os.environ, **settings, "WEEKLOG_PASSWORD": PASSWORD}
    answer = preloaded.run("weeklog.db.bootstrap", args, env=env)
    answer.check_returncode()
    return json.loads(answer.stdout)
