"""The warehouse says what Postgres says, and follows it."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import duckdb
import pytest

from tests.integration.conftest import Gateway, api_settings
from tests.support import servers
from tests.support.feedback import Scene, open_scene
from tests.support.object_store import s3_client, s3_server
from tests.support.replica import caught_up, owner_of, streaming_replica
from weeklog.artifacts.blobs import Blobs, in_folder
from weeklog.jobs.catalogue import EXPORT_WAREHOUSE
from weeklog.jobs.queue import JobQueue
from weeklog.warehouse.ddl import athena, redshift
from weeklog.warehouse.export import Exported, export
from weeklog.warehouse.place import open_warehouse
from weeklog.warehouse.pseudonyms import Pseudonyms
from weeklog.warehouse.queue import enqueue_export
from weeklog.warehouse.tables import DIMENSIONS, FACTS
from weeklog.workers.worker import JobRunner
from weeklog_reporting.warehouse import Warehouse

SECRET = "a secret of this test"


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        yield scene


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture
def blobs(folder: Path) -> Blobs:
    return in_folder(folder)


async def run(scene: Scene, blobs: Blobs, secret: str = SECRET) -> Exported:
    return await export(scene.gateway.system, blobs, Pseudonyms(secret))


def read(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        for table in FACTS:
            files = list((folder / "facts" / table.name).rglob("*.parquet"))
            if files:
                connection.execute(
                    f"create view {table.name} as select * from "
                    f"read_parquet('{folder}/facts/{table.name}/*/*/rows.parquet', hive_partitioning = true)"
                )
        for table in DIMENSIONS:
            connection.execute(
                f"create view {table.name} as select * from "
                f"read_parquet('{folder}/dimensions/{table.name}/rows.parquet')"
            )
        return connection.execute(sql).fetchall()


async def a_few_weeks(scene: Scene) -> None:
    await scene.entry("VPC", tags=["aws", "net"], hours=2.25, status="done")
    await scene.entry("Peering", start_on="2026-10-05", status="blocked")
    await scene.entry("Later", start_on="2026-10-13", tags=["việt"], hours=0.5)
    await scene.binh.post("/v1/entries", json={"text": "Mine", "hours": 3})
    await scene.an.put("/v1/weeks/1/objectives", json={"items": [{"text": "A VPC", "done": True}]})
    await scene.review(scene.team.an)


async def test_parquet_says_what_postgres_says(scene: Scene, blobs: Blobs, folder: Path) -> None:
    await a_few_weeks(scene)
    await run(scene, blobs)
    assert read(folder, "select week, count(*), sum(hours) from entries group by 1 order by 1") == [
        (1, 3, 5.25),
        (2, 1, 0.5),
    ]
    assert read(
        folder, "select tag, count(*) from entries, unnest(tags) as t (tag) group by 1 order by 1"
    ) == [
        ("aws", 1), ("net", 1), ("việt", 1),
    ]  # fmt: skip
    assert read(folder, "select tag from tag order by 1") == [("aws",), ("net",), ("việt",)]
    assert (
        read(folder, "select start_on, blocked_since from entries where status = 'blocked'")[0][0] is not None
    )
    assert read(folder, "select week_number, state from objectives") == [(1, "met")]
    assert read(folder, "select state, drafted_at is not null, submitted_at from reviews") == [
        ("drafted", True, None)
    ]
    together = (
        "select count(*) from entries e join person p using (person_id, programme_id) where role = 'member'"
    )
    assert read(folder, together) == [(4,)]
    assert read(folder, "select count(*) from status where is_open") == [(3,)]


async def test_neither_names_nor_ids_of_people_nor_text_lie_there(
    scene: Scene, blobs: Blobs, folder: Path
) -> None:
    await a_few_weeks(scene)
    await run(scene, blobs)
    pseudonym = Pseudonyms(SECRET).of(str(scene.team.an))
    assert read(folder, "select count(*) from entries where person_id = " + repr(pseudonym)) == [(3,)]
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (str(scene.team.an), "An Nguyen", "an@example.com", "Peering"):
        assert secret.encode() not in whole


async def test_a_change_rewrites_its_partition_and_nothing_else(
    scene: Scene, blobs: Blobs, folder: Path
) -> None:
    await a_few_weeks(scene)
    first = await run(scene, blobs)
    assert len(first.written) == len(set(first.written)) > len(DIMENSIONS)
    assert await run(scene, blobs) == Exported()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    await scene.entry("More", start_on="2026-10-14")
    again = await run(scene, blobs)
    programme = scene.team.programme_id
    assert again.written == [f"facts/entries/programme={programme}/week=2/rows.parquet"]
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    assert [path for path in after if after[path] != before.get(path)] == [folder / again.written[0]]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert sum(one["rows"] for one in manifest["partitions"] if one["fact"] == "entries") == 5


async def test_who_deletes_their_account_is_gone_from_it(scene: Scene, blobs: Blobs, folder: Path) -> None:
    await a_few_weeks(scene)
    await run(scene, blobs)
    await scene.gateway.system.all("delete from people where id = $1", scene.team.an)
    done = await run(scene, blobs)
    assert f"facts/entries/programme={scene.team.programme_id}/week=2/rows.parquet" in done.deleted
    pseudonym = Pseudonyms(SECRET).of(str(scene.team.an))
    for table in ("entries", "person"):
        assert read(folder, f"select count(*) from {table} where person_id = '{pseudonym}'") == [(0,)]
    assert not list((folder / "facts" / "objectives").rglob("*.parquet"))


async def test_a_run_that_broke_off_is_made_good_and_another_key_rewrites_everything(
    scene: Scene, blobs: Blobs, folder: Path
) -> None:
    await a_few_weeks(scene)
    await run(scene, blobs)
    (folder / "manifest.json").write_text("{")
    (folder / "facts" / "entries" / "left.parquet").write_bytes(b"half")
    done = await run(scene, blobs)
    assert done.deleted == ["facts/entries/left.parquet"]
    assert len(done.written) == len((await run(scene, blobs, "another secret")).written)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the client that only looks
async def test_in_an_s3_compatible_store_it_says_the_same_and_follows(scene: Scene, folder: Path) -> None:
    await a_few_weeks(scene)
    with s3_server("warehouse") as endpoint:
        looking = s3_client(endpoint)
        settings = api_settings(
            "postgresql://nowhere", "redis://nowhere", warehouse_url="s3://warehouse/of/us",
            warehouse_endpoint=endpoint, warehouse_key_id="key", warehouse_secret="secret",
        )  # fmt: skip
        place = open_warehouse(settings)
        assert place is not None
        await run(scene, place)
        await asyncio.to_thread(fetch, looking, folder)
        counted = "select week, count(*), sum(hours) from entries group by 1 order by 1"
        assert read(folder, counted) == [(1, 3, 5.25), (2, 1, 0.5)]
        before = await asyncio.to_thread(keys, looking)
        assert "of/us/manifest.json" in before
        await scene.entry("More", hours=1)
        done = await run(scene, place)
        assert [path.partition("/")[0] for path in done.written] == ["facts"]
        await scene.gateway.system.run("delete from people where id = $1", scene.team.an)
        gone = await run(scene, place)
        assert gone.deleted
        assert len(await asyncio.to_thread(keys, looking)) == len(before) - len(gone.deleted)
        assert (await run(scene, place)).written == []


def keys(client: Any) -> list[str]:
    return [one["Key"] for one in client.list_objects_v2(Bucket="warehouse")["Contents"]]


def fetch(client: Any, folder: Path) -> None:
    for key in keys(client):
        path = folder / key.removeprefix("of/us/")
        path.parent.mkdir(parents=True, exist_ok=True)
        client.download_file("warehouse", key, str(path))


def test_statements_for_athena_and_redshift_name_every_table() -> None:
    told, copied = athena("s3://bucket/wl"), redshift("s3://bucket/wl", "arn:aws:iam::1:role/reader")
    for table in (*FACTS, *DIMENSIONS):
        assert f"CREATE EXTERNAL TABLE {table.name} (" in told
        assert f"COPY {table.name} FROM 's3://bucket/wl/" in copied
    assert "PARTITIONED BY (programme string, week int)" in told
    assert "tags array<string>" in told


async def run_job(scene: Scene, handler: Warehouse) -> str:
    """The state of the job once it has ended."""
    system = scene.gateway.system
    store = scene.gateway.app.state.parts.store
    runner = JobRunner(JobQueue(system, 20, 10), store, {EXPORT_WAREHOUSE.name: handler.run}, "tests", 1)
    (job,) = await system.all(
        "select id from jobs where kind = $1 and finished_at is null", EXPORT_WAREHOUSE.name
    )
    assert await runner.take([job["id"]]) == 1
    async with asyncio.timeout(30):
        while not (done := await system.all(_ENDED, job["id"])):
            await asyncio.sleep(0.05)
    return done[0]["state"]


_ENDED = "select state from jobs where id = $1 and finished_at is not null"


async def test_the_scheduler_makes_one_job_and_the_worker_exports(
    scene: Scene, blobs: Blobs, folder: Path
) -> None:
    await a_few_weeks(scene)
    system = scene.gateway.system
    assert [await enqueue_export(system), await enqueue_export(system)] == [True, False]
    assert await run_job(scene, Warehouse(system, blobs, Pseudonyms(SECRET))) == "done"
    assert read(folder, "select count(*) from entries") == [(4,)]
    assert await enqueue_export(system)
    nowhere = Warehouse(system, None, Pseudonyms(SECRET))
    assert await run_job(scene, nowhere) == "failed"


async def test_with_a_replica_the_warehouse_is_read_from_it(scene: Scene, blobs: Blobs, folder: Path) -> None:
    await a_few_weeks(scene)
    name = f"replica_{secrets.token_hex(4)}"  # as late as can be: it has none of the rows
    url = servers.clone_database(name)
    try:
        await enqueue_export(scene.gateway.system)
        handler = Warehouse(scene.gateway.system, blobs, Pseudonyms(SECRET), url)
        assert await run_job(scene, handler) == "done"
    finally:
        servers.drop_database(name)
    assert not list((folder / "facts").rglob("*.parquet"))
    assert read(folder, "select count(*) from person") == [(0,)]


@pytest.fixture
def replica(database_url: str) -> Iterator[str]:
    with streaming_replica(database_url.rpartition("/")[2]) as url:
        yield url


async def test_a_streaming_replica_gives_what_it_has_and_writers_read_the_primary(
    replica: str, scene: Scene, blobs: Blobs, folder: Path
) -> None:
    await a_few_weeks(scene)
    handler = Warehouse(scene.gateway.system, blobs, Pseudonyms(SECRET), replica)

    async def exported() -> int:
        await enqueue_export(scene.gateway.system)
        assert await run_job(scene, handler) == "done"
        return read(folder, "select count(*) from entries")[0][0]

    await asyncio.to_thread(caught_up)
    assert await exported() == 4
    owner = await asyncpg.connect(owner_of(replica))
    await owner.execute("select pg_wal_replay_pause()")
    try:
        await scene.entry("Later than the replica")
        assert len((await scene.an.get("/v1/weeks/1")).json()["entries"]) == 3
        assert await exported() == 4
    finally:
        await owner.execute("select pg_wal_replay_resume()")
        await owner.close()
    await asyncio.to_thread(caught_up)
    assert await exported() == 5


async def test_people_may_not_call_what_the_warehouse_reads(scene: Scene) -> None:
    async with scene.gateway.app.state.parts.store.begin(scene.team.dung) as work:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await work.all("select * from warehouse_entries()")
