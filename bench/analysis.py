"""What figures of a programme cost with and without kept answers, and the warehouse beside DuckDB's own Parquet."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import asyncpg
import duckdb

from bench.figures import Figure
from tests.support import servers
from tests.support.stack import Stack, running_stack
from weeklog.artifacts.blobs import in_folder
from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.warehouse.export import export
from weeklog.warehouse.pseudonyms import Pseudonyms
from weeklog.warehouse.tables import FACTS, copy_fact

PEOPLE, WEEKS, EACH, READS = 200, 12, 20, 9
ROWS = 1_000_000
_ENTRIES = """
insert into entries (id, person_id, programme_id, week, position, text, start_on, end_on, status, tags, hours)
select gen_random_uuid(), md5('p' || p)::uuid, $1, w, i, 'Built the VPC', d, d,
       (array['done', 'planned', 'doing', 'dropped'])[1 + i % 4], array['t' || (i % 7), 'u' || (p % 9)], 1 + i % 3
  from generate_series(1, $2::integer) p, generate_series(1, $3::integer) w, generate_series(1, $4::integer) i,
       lateral (select date '2026-10-05' + 7 * (w - 1) + i % 5 as d) one"""


def run() -> list[Figure]:
    with running_stack(processes=(), weeks=WEEKS, env={"WEEKLOG_LOG_LEVEL": "warning"}) as stack:
        figures = _overview(stack)
        return [*figures, *asyncio.run(_warehouse(stack))]


def _overview(stack: Stack) -> list[Figure]:
    """A lead's overview of 200 people over 12 weeks, 48,000 entries."""
    asyncio.run(_owner(stack, lambda owner: _programme(owner, UUID(stack.programme_id), EACH)))
    took: dict[str, float] = {}
    for name, seconds in (("without", "0"), ("with", "600")):
        stack.start("api", env={"WEEKLOG_CACHE_SECONDS": seconds})
        took[name] = _asked(stack)
        stack.processes.pop("api").terminate()
    ratio = took["without"] / took["with"]
    return [
        Figure("figures.programme_p50", took["without"] * 1000, "ms"),
        Figure(
            "figures.programme_kept_p50",
            took["with"] * 1000,
            "ms",
            ratio,
            "times faster than computed",
            ">= 5x",
            ratio >= 5,
        ),
        Figure("figures.programme_hit_rate", (READS - 1) / READS * 100, "%"),
    ]


def _asked(stack: Stack) -> float:
    times: list[float] = []
    with stack.client() as client:
        for _ in range(READS):
            begun = time.perf_counter()
            assert client.get("/v1/figures/programme").status_code == 200
            times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])


async def _warehouse(stack: Stack) -> list[Figure]:
    """The first export of a million entries, beside the same rows copied out of Postgres and written by DuckDB."""
    each = (ROWS - PEOPLE * WEEKS * EACH) // (PEOPLE * WEEKS)
    await _owner(stack, lambda owner: _more(owner, UUID(stack.programme_id), each))
    database = Database(stack.database_url, SYSTEM_ROLE, 2, "bench")
    await database.open()
    with tempfile.TemporaryDirectory() as folder:
        bare = await _by_duckdb(database, UUID(stack.programme_id), Path(folder))
        Path("/proc/self/clear_refs").write_text("5")  # the peak of memory begins anew
        before = _memory("VmRSS")
        begun = time.perf_counter()
        done = await export(database, in_folder(Path(folder) / "warehouse"), Pseudonyms("bench"))
        ours = time.perf_counter() - begun
        grown = _memory("VmHWM") - before
        begun = time.perf_counter()
        again = await export(database, in_folder(Path(folder) / "warehouse"), Pseudonyms("bench"))
        nothing = time.perf_counter() - begun
        assert again.written == []
    await database.close()
    ratio = bare / ours
    return [
        Figure(
            "warehouse.export_million",
            done.rows / ours,
            "rows/s",
            ratio,
            "DuckDB's COPY of the same rows",
            ">= 0.5x",
            ratio >= 0.5,
        ),
        Figure("warehouse.memory_grown", grown, "MB"),
        Figure("warehouse.nothing_changed", nothing, "s"),
    ]


def _memory(name: str) -> float:
    """Of this process, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


async def _by_duckdb(database: Database, programme_id: UUID, folder: Path) -> float:
    begun, rows = time.perf_counter(), folder / "rows.csv"
    weeks = list(range(1, WEEKS + 1))
    async with database.transaction() as connection:
        await connection.copy_from_query(
            copy_fact(FACTS[0]),
            [programme_id] * WEEKS,
            weeks,
            output=rows,
            format="csv",
            header=True,
            timeout=600,
        )
    duckdb.execute(
        f"copy (from read_csv('{rows}')) to '{folder}/rows.parquet' (format parquet, compression zstd)"
    )
    rows.unlink()
    return time.perf_counter() - begun


async def _programme(owner: asyncpg.Connection, programme_id: UUID, each: int) -> None:
    await owner.execute(
        f"insert into people (id, email, name) select md5('p' || n)::uuid, n || '@example.com', 'P' || n from "
        f"generate_series(1, {PEOPLE}) n"
    )
    await owner.execute(
        f"insert into members (programme_id, person_id) select $1, md5('p' || n)::uuid from generate_series(1, "
        f"{PEOPLE}) n",
        programme_id,
    )
    await _more(owner, programme_id, each)


async def _more(owner: asyncpg.Connection, programme_id: UUID, each: int) -> None:
    await owner.execute(_ENTRIES, programme_id, PEOPLE, WEEKS, each, timeout=900)
    await owner.execute("analyze", timeout=300)


async def _owner(stack: Stack, use: Callable[[asyncpg.Connection], Awaitable[None]]) -> None:
    """The owner of the schema writes rows, and no trigger runs for them."""
    owner = await asyncpg.connect(servers.postgres().owner_url(stack.database))
    await owner.execute("set session_replication_role = replica")
    await use(owner)
    await owner.close()
