"""`POST /v1/entries` against a bare insert, served the same way: 16 connections, one process each, turn by turn."""

import json
import statistics
import subprocess
import sys
from contextlib import ExitStack

from bench.figures import Figure
from tests.support import servers
from tests.support.stack import ROOT, Stack, running_stack
from weeklog_local import Process, answers
from weeklog_local.ports import free_port

ROUNDS, SECONDS, CONNECTIONS = 5, 3.0, 16


def run() -> list[Figure]:
    with ExitStack() as ending:
        stack = ending.enter_context(running_stack(processes=("api",), env={"WEEKLOG_LOG_LEVEL": "warning"}))
        bare = ending.enter_context(bare_app(stack))
        targets = {"ours": (stack.url, stack.token), "bare": (f"http://127.0.0.1:{bare.port}", "none")}
        for url, token in targets.values():
            load(url, token, 1.0)  # warm
        rounds = [
            {name: load(url, token, SECONDS) for name, (url, token) in targets.items()} for _ in range(ROUNDS)
        ]
    rate = {
        name: statistics.median(r[name]["requests"] / r[name]["seconds"] for r in rounds) for name in targets
    }
    ratio = statistics.median(
        (r["ours"]["requests"] / r["ours"]["seconds"]) / (r["bare"]["requests"] / r["bare"]["seconds"])
        for r in rounds
    )
    p99 = {name: statistics.median(r[name]["p99_ms"] for r in rounds) for name in targets}
    errors = sum(r[name]["errors"] for r in rounds for name in targets)
    return [
        Figure("entries.write_rate", rate["ours"], "requests/s", ratio, "bare FastAPI + asyncpg insert",
            "ratio >= 0.6", ratio >= 0.6 and not errors),
        Figure("entries.bare_rate", rate["bare"], "requests/s"),
        Figure("entries.write_p99", p99["ours"], "ms", p99["ours"] / p99["bare"], "bare FastAPI + asyncpg insert"),
        Figure("entries.write_errors", errors, "requests"),
    ]  # fmt: skip


def load(url: str, token: str, seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.load", url, token, str(seconds), str(CONNECTIONS)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout)


class BareApp(Process):
    port: int = 0


def bare_app(stack: Stack) -> BareApp:
    servers.postgres().execute(
        "create table bare (id uuid primary key, text text not null, start_on date not null); "
        "grant all on bare to weeklog",
        database=stack.database,
    )
    port = free_port()
    app = BareApp(
        "bench.bare",
        env={"BARE_DATABASE_URL": stack.database_url, "WEEKLOG_PORT": str(port)},
        log=stack.logs / "bare.log",
        ready=answers(f"http://127.0.0.1:{port}/readyz"),
    )
    app.port = port
    return app
