"""What streaming through weeklog costs over the model's own stream, which a bare reader reads in the same run."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.figures import Figure, percentile
from tests.support.provider import Provider
from tests.support.stack import ROOT, Stack, running_stack

STREAMS, TOKENS = 300, 400


def run() -> list[Figure]:
    with ExitStack() as ending:
        provider = ending.enter_context(Provider())
        stack = ending.enter_context(
            running_stack(
                processes=("api", "chat-worker", "scheduler"),
                env={
                    "WEEKLOG_LLM_MODEL": "openai:fake",
                    "WEEKLOG_LLM_BASE_URL": provider.base_url,
                    "WEEKLOG_LLM_API_KEY": "none",
                    "WEEKLOG_LOG_LEVEL": "warning",
                },
            )
        )
        orders = {"provider": provider.base_url, "url": stack.url, "token": stack.token, "script": script(40)}
        read("product", orders | {"streams": 3, "over": 0, "in_turn": True})  # warm
        return [
            *one_stream(orders),
            *many_streams(orders, stack),
            *burst(orders),
            *thousand(orders),
            *idle_sockets(orders, stack),
        ]


def script(tokens: int) -> str:
    """One token every 25 ms, each the moment of its sending."""
    return f"@tokens:{tokens} @every:25 @stamps"


def one_stream(orders: dict[str, Any]) -> list[Figure]:
    one = orders | {"streams": 20, "over": 0, "in_turn": True}
    bare, ours = read("direct", one), read("product", one)
    over = percentile(ours["first_ms"], 0.5) - percentile(bare["first_ms"], 0.5)
    ratio = percentile(ours["first_ms"], 0.5) / percentile(bare["first_ms"], 0.5)
    return [
        Figure.at_most("chat.first_delta_over_model", over, "ms", ratio, "bare reader of the model", 1.6),
        Figure("chat.bare_first_token", percentile(bare["first_ms"], 0.5), "ms"),
    ]


def many_streams(orders: dict[str, Any], stack: Stack) -> list[Figure]:
    """300 replies of 10 s each, arriving over 10 s: all of them are streaming when the last one comes."""
    orders = orders | {"script": script(TOKENS), "streams": STREAMS, "over": 10}
    bare = read("direct", orders)
    before = cpu_seconds(stack)
    ours = read("product", orders)
    spent = {name: seconds - before[name] for name, seconds in cpu_seconds(stack).items()}
    p95 = percentile(ours["delay_ms"], 0.95)
    expected = STREAMS * TOKENS
    lost = expected - ours["deltas"]
    cpu = sum(spent.values()) / ours["deltas"] * 1000
    bare_cpu = bare["cpu_seconds"] / bare["deltas"] * 1000
    return [
        Figure.at_most(
            "chat.delta_delay_p95_at_300",
            p95,
            "ms",
            p95 / (bare_cpu * 1000),
            "the CPU of a bare reader's 1,000 deltas",
            6,
        ),
        Figure("chat.delta_delay_p50_at_300", percentile(ours["delay_ms"], 0.5), "ms"),
        Figure("chat.errors_at_300", ours["errors"], "replies", None, "-", "none", ours["errors"] == 0),
        Figure("chat.lost_deltas_at_300", lost, "deltas", None, "-", "none", lost == 0),
        Figure("chat.first_delta_p95_at_300", percentile(ours["first_ms"], 0.95), "ms"),
        Figure.at_most("chat.cpu_per_1000_deltas", cpu * 1000, "ms", cpu / bare_cpu, "bare reader", 4),
        *(
            Figure(f"chat.cpu_{name}_per_1000_deltas", spent[name] / ours["deltas"] * 1e6, "ms")
            for name in spent
        ),
    ]


def burst(orders: dict[str, Any]) -> list[Figure]:
    """300 replies of 200 tokens, all asked for in the same instant."""
    orders = orders | {"script": script(200), "streams": STREAMS, "over": 0}
    bare, ours = read("direct", orders), read("product", orders)
    first, bare_first = percentile(ours["first_ms"], 0.95), percentile(bare["first_ms"], 0.95)
    whole, bare_whole = percentile(ours["whole_ms"], 0.5) / 1000, percentile(bare["whole_ms"], 0.5) / 1000
    return [
        Figure.at_most("chat.burst_first_delta_p95", first, "ms", first / bare_first, "bare reader", 12.5),
        Figure("chat.burst_first_delta_p50", percentile(ours["first_ms"], 0.5), "ms"),
        Figure.at_most("chat.burst_reply_p50", whole, "s", whole / bare_whole, "bare reader", 1.25),
        *complete("chat.burst", ours, STREAMS * 200),
    ]


def thousand(orders: dict[str, Any]) -> list[Figure]:
    """1,000 replies of 10 s, arriving over 20 s, each on a socket that it opens first: half of them are streaming
    at any moment of the middle."""
    orders = orders | {"script": script(TOKENS), "streams": 1000, "over": 20, "fresh": True}
    ours = read("product", orders)
    return [
        *complete("chat.thousand", ours, 1000 * TOKENS),
        Figure("chat.thousand_delta_delay_p95", percentile(ours["delay_ms"], 0.95), "ms"),
        Figure("chat.thousand_first_delta_p95", percentile(ours["first_ms"], 0.95), "ms"),
    ]


def complete(name: str, ours: dict[str, Any], expected: int) -> list[Figure]:
    lost = expected - ours["deltas"]
    return [
        Figure(f"{name}_errors", ours["errors"], "replies", None, "-", "none", ours["errors"] == 0),
        Figure(f"{name}_lost_deltas", lost, "deltas", None, "-", "none", lost == 0),
    ]


def idle_sockets(orders: dict[str, Any], stack: Stack) -> list[Figure]:
    """What 1,000 open sockets that follow their person cost the gateway, above what it held after the first 200."""
    api = stack.processes["api"].pid
    held = [read("idle", orders | {"sockets": sockets, "pid": api})["rss"] for sockets in (200, 1200)]
    each = (held[1] - held[0]) / 1000 / 1024
    return [Figure("chat.memory_per_idle_socket", each, "KiB", None, "-", "<= 40 KiB", each <= 40)]


def read(how: str, orders: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.streams", how],
        input=json.dumps(orders).encode(),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def cpu_seconds(stack: Stack) -> dict[str, float]:
    """CPU that our processes and Valkey have used so far. Postgres is idle while replies stream."""
    pids = {name: process.pid for name, process in stack.processes.items()} | {"valkey": stack.valkey.pid}
    return {name: _cpu_seconds(pid) for name, pid in pids.items()}


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
