"""A backup of an instance that is used meanwhile, restored elsewhere and compared; and what is wrong with one
is found."""

import asyncio
import io
import os
import random
import secrets
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

from tests.integration.conftest import Gateway, api_settings
from tests.support import preloaded, servers
from tests.support.feedback import Scene, open_scene
from weeklog.artifacts.blobs import Blobs, in_folder
from weeklog.instance.backup import make_backup
from weeklog.instance.backup_file import BackupReader
from weeklog.instance.check import check_instance
from weeklog.instance.errors import InstanceError
from weeklog.instance.restore import restore_backup
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings

TEXTS = (
    "Wrote C:\\tmp\\new and a tab\there",
    "two\nlines, one \\N and one \\.",
    "Đo độ trễ của Redis 🚀 e\u0301",
    "'); drop table entries; --",
)
DAMAGED = 300


@dataclass(frozen=True)
class Instance:
    """A database of its own, and the folder of its files."""

    name: str
    folder: Path

    @property
    def owner_url(self) -> str:
        return servers.postgres().owner_url(self.name)

    @property
    def url(self) -> str:
        return servers.postgres().url(self.name)

    @property
    def blobs(self) -> Blobs:
        return in_folder(self.folder)

    def command(self, *args: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        env = {
            **os.environ,
            "WEEKLOG_DATABASE_URL": self.url,
            "WEEKLOG_DATABASE_OWNER_URL": self.owner_url,
            "WEEKLOG_ARTIFACTS_DIR": str(self.folder),
            "WEEKLOG_SECRET_KEY": "one key",
        }
        return preloaded.run_text("weeklog.instance", [str(one) for one in args], env=env | more)

    async def execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.owner_url)
        await connection.execute(statement)
        await connection.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Instance]:
    name = f"elsewhere_{secrets.token_hex(4)}"
    servers.clone_database(name)
    yield Instance(name, tmp_path / "elsewhere")
    servers.drop_database(name)


@pytest.fixture
def here(settings: ApiSettings) -> Instance:
    assert settings.artifacts_folder
    return Instance(urlsplit(settings.database_url).path.removeprefix("/"), settings.artifacts_folder)


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    """Entries that COPY has to escape, changed and deleted ones, files, a comment, an approved review."""
    async with open_scene(gateway) as scene:
        scene.at("2026-10-09T11:00:00+00:00")
        for text in TEXTS:
            await answered(scene.an.post("/v1/entries", json={"text": text, "tags": ["aws"], "hours": 1.5}))
        first, last = (await scene.an.get("/v1/weeks/1")).json()["entries"][:2]
        await answered(scene.an.patch(
            f"/v1/entries/{first['id']}", json={"text": "Changed"}, headers={"If-Match": f'"{first["version"]}"'}
        ))  # fmt: skip
        await answered(
            scene.an.delete(f"/v1/entries/{last['id']}", headers={"If-Match": f'"{last["version"]}"'})
        )
        await answered(scene.an.put("/v1/weeks/1/objectives", json={"items": [{"text": "Databases"}]}))
        for name in ("a.txt", "tuần 1.md"):
            await answered(
                scene.an.post(
                    "/v1/artifacts", params={"name": name}, content=os.urandom(40_000).hex().encode()
                )
            )
        await answered(scene.an.post("/v1/conversations", json={}))
        review = await scene.review(scene.team.an)
        await answered(scene.an.post(f"/v1/reviews/{review}/submit"))
        await answered(scene.chi.post(f"/v1/reviews/{review}/approve"))
        yield scene


async def answered(call: Any) -> None:
    answer: httpx.Response = await call
    assert answer.is_success, answer.text


async def exports(client: httpx.AsyncClient) -> dict[str, bytes]:
    answer = await client.get("/v1/account/export")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


async def test_a_backup_restores_to_the_byte(
    here: Instance, elsewhere: Instance, scene: Scene, redis_url: str, tmp_path: Path
) -> None:
    before = await exports(scene.an)
    made = here.command("backup", tmp_path)
    assert made.returncode == 0, made.stderr
    (path,) = tmp_path.glob("weeklog-*.tar")
    assert path.stat().st_mode & 0o777 == 0o600
    restored = elsewhere.command("restore", path)
    assert (restored.returncode, restored.stderr) == (0, ""), restored.stderr
    token = scene.an.headers["Authorization"]
    app = create_app(api_settings(elsewhere.url, redis_url, artifacts_dir=elsewhere.folder))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://weeklog.test", headers={"Authorization": token}
        ) as client:
            assert await exports(client) == before
            await answered(client.post("/v1/entries", json={"text": "goes on"}))
            (one, *_) = (await client.get("/v1/weeks/1")).json()["entries"]
            changed = {"text": "Changed again"}
            version = {"If-Match": f'"{one["version"]}"'}
            await answered(client.patch(f"/v1/entries/{one['id']}", json=changed, headers=version))
    assert elsewhere.command("check").stdout == "Nothing was found.\n"


async def test_a_backup_of_an_instance_that_is_written_to_is_of_one_moment(
    here: Instance, elsewhere: Instance, scene: Scene, tmp_path: Path
) -> None:
    """Each answered write is in it or not; an entry never comes without its week, a file never without its bytes."""
    stop = asyncio.Event()

    async def write() -> int:
        count = 0
        while not stop.is_set():
            await answered(scene.an.post("/v1/entries", json={"text": f"number {count}"}))
            await answered(
                scene.an.post("/v1/artifacts", params={"name": f"{count}.txt"}, content=b"x" * count + b"y")
            )
            count += 1
        return count

    writers = [asyncio.create_task(write()) for _ in range(3)]
    paths = [tmp_path / f"{number}.tar" for number in range(3)]
    for path in paths:
        report = await make_backup(here.owner_url, here.blobs, "", path)
        assert (report.manifest.lacking, report.damaged) == ((), ())
    stop.set()
    assert sum(await asyncio.gather(*writers)) > 3
    await restore_backup(elsewhere.owner_url, elsewhere.blobs, paths[1])
    assert await check_instance(elsewhere.owner_url, "weeklog", elsewhere.blobs) == []


class Deleting:
    """A store whose first file goes away, with its rows, while a backup reads it."""

    def __init__(self, blobs: Blobs, client: httpx.AsyncClient) -> None:
        self._blobs, self._client, self.deleted = blobs, client, ""

    async def get(self, key: str) -> Any:
        if not self.deleted:
            (*_, one) = (await self._client.get("/v1/artifacts")).json()["items"]
            self.deleted = one["id"]
            version = {"If-Match": f'"{one["version"]}"'}
            await answered(self._client.delete(f"/v1/artifacts/{one['id']}", headers=version))
            await self._blobs.delete([key])
        return await self._blobs.get(key)


async def test_a_file_that_is_deleted_meanwhile_is_left_out_with_its_row(
    here: Instance, elsewhere: Instance, scene: Scene, tmp_path: Path
) -> None:
    deleting: Any = Deleting(here.blobs, scene.an)
    report = await make_backup(here.owner_url, deleting, "", tmp_path / "one.tar")
    assert report.manifest.deleted
    assert report.manifest.lacking == ()
    await restore_backup(elsewhere.owner_url, elsewhere.blobs, tmp_path / "one.tar")
    assert await check_instance(elsewhere.owner_url, "weeklog", elsewhere.blobs) == []


async def test_every_damage_of_a_backup_is_found(here: Instance, scene: Scene, tmp_path: Path) -> None:
    path, damaged = tmp_path / "good.tar", tmp_path / "damaged.tar"
    await make_backup(here.owner_url, here.blobs, "", path)
    whole = path.read_bytes()
    with tarfile.open(path) as tar:
        seal = tar.getmember("SHA256")
    chosen = random.Random(7)
    for place in sorted(chosen.sample(range(seal.offset_data + 64), DAMAGED)):
        changed = bytearray(whole)
        changed[place] ^= 1 << chosen.randrange(8)
        damaged.write_bytes(changed)
        with pytest.raises(InstanceError), BackupReader(damaged):
            pass
    for length in chosen.sample(range(seal.offset_data + 64), 40):
        damaged.write_bytes(whole[:length])
        with pytest.raises(InstanceError), BackupReader(damaged):
            pass


async def test_a_damaged_file_a_missing_one_and_a_changed_review_are_found(
    here: Instance, scene: Scene, tmp_path: Path
) -> None:
    assert here.command("check").returncode == 0
    first, second = sorted(one for one in here.folder.rglob("*") if one.is_file())
    first.write_bytes(b"!" + first.read_bytes()[1:])
    second.unlink()
    await here.execute("alter table review_snapshots disable trigger user")
    await here.execute("update review_snapshots set file = replace(file, '\"version\":', '\"version\": ')")
    found = here.command("check")
    assert found.returncode == 1
    assert sorted(line.rpartition(" ")[2] for line in found.stdout.splitlines()) == [
        "damaged.",
        "missing.",
        "signed.",
    ]
    made = here.command("backup", tmp_path)
    assert made.returncode == 1
    assert "is damaged; the backup holds it as it is" in made.stdout
    assert "is missing from the store" in made.stdout


async def test_an_instance_with_rows_and_a_backup_of_a_newer_weeklog_are_refused(
    here: Instance, elsewhere: Instance, scene: Scene, tmp_path: Path
) -> None:
    path = tmp_path / "one.tar"
    await make_backup(here.owner_url, here.blobs, "", path)
    refused = here.command("restore", path)
    assert (refused.returncode, "is not empty" in refused.stderr) == (1, True)
    await elsewhere.execute("alter table achievements rename column text to words_of_old")
    with pytest.raises(InstanceError, match=r"newer weeklog: this one has no achievements\.text"):
        await restore_backup(elsewhere.owner_url, elsewhere.blobs, path)
    nothing = elsewhere.command("restore", tmp_path / "none.tar")
    assert (nothing.returncode, nothing.stderr) == (1, f"There is no file {tmp_path / 'none.tar'}.\n")


async def test_a_rehearsal_leaves_no_database_behind(here: Instance, scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "one.tar"
    await make_backup(here.owner_url, here.blobs, "", path)
    done = here.command("check", path, "--rehearse")
    assert (done.returncode, done.stderr) == (0, "")
    assert "every table reads back as it was" in done.stdout
    assert (
        servers.postgres().execute("select count(*) from pg_database where datname like 'weeklog_rehearsal%'")
        == "0"
    )


async def test_older_backups_go_and_other_files_stay(
    here: Instance, gateway: Gateway, tmp_path: Path
) -> None:
    for name in ("weeklog-20260101T000000Z.tar", "weeklog-20260102T000000Z.tar", "notes.tar"):
        (tmp_path / name).touch()
    done = here.command("backup", tmp_path, "--keep", "2")
    assert done.returncode == 0, done.stderr
    kept = sorted(one.name for one in tmp_path.glob("*.tar"))
    assert len(kept) == 3
    assert kept[:2] == ["notes.tar", "weeklog-20260102T000000Z.tar"]


async def test_an_owner_who_is_no_superuser_sees_every_row(
    here: Instance, scene: Scene, tmp_path: Path
) -> None:
    """Row-level security is forced on the owner as well, and hides rows without an error."""
    server, name = servers.postgres(), f"owned_{secrets.token_hex(4)}"
    server.execute(f"create role {name} login password 'x'; create database {name} owner {name}")
    address = urlsplit(server.owner_url(name))
    owner_url = address._replace(netloc=f"{name}:x@{address.hostname}:{address.port}").geturl()
    owned = Instance(name, tmp_path / "owned")
    try:
        await make_backup(here.owner_url, here.blobs, "", tmp_path / "one.tar")
        restored = owned.command("restore", tmp_path / "one.tar", WEEKLOG_DATABASE_OWNER_URL=owner_url)
        assert (restored.returncode, restored.stderr) == (0, "")
        again = owned.command("backup", tmp_path / "two.tar", WEEKLOG_DATABASE_OWNER_URL=owner_url)
        assert again.returncode == 0, again.stderr
        with BackupReader(tmp_path / "one.tar") as one, BackupReader(tmp_path / "two.tar") as two:
            differing = {
                table for table, stored in one.manifest.tables.items() if two.manifest.tables[table] != stored
            }
            assert differing == {"search_marks"}  # search reads the rows anew
            assert two.manifest.files == one.manifest.files
        stranger = owned.command("backup", tmp_path / "three.tar", WEEKLOG_DATABASE_OWNER_URL=owned.url)
        assert (stranger.returncode, "would not see every row" in stranger.stderr) == (1, True)
        assert not (tmp_path / "three.tar").exists()
    finally:
        servers.drop_database(name)
        server.execute(f"drop role {name}")


async def test_the_command_looks_after_a_home_where_nothing_runs(
    here: Instance, scene: Scene, tmp_path: Path
) -> None:
    """It starts the database of `make run` for a while, in an interpreter of its own."""
    path, home = tmp_path / "one.tar", tmp_path / "home"
    await make_backup(here.owner_url, here.blobs, "", path)

    def weeklog(*args: str | Path) -> subprocess.CompletedProcess[str]:
        program = Path(sys.executable).with_name("weeklog")
        return subprocess.run(
            [program, "instance", *args],
            check=False,
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "WEEKLOG_HOME": str(home)},
        )

    restored = weeklog("restore", path)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "WEEKLOG_SECRET_KEY is not the one" in restored.stdout
    assert weeklog("check").stdout == "Nothing was found.\n"
    again = weeklog("backup", tmp_path / "two.tar")
    assert again.returncode == 0, again.stderr
    assert not (home / "postgres" / "postmaster.pid").exists()
    assert weeklog("restore").returncode == 2  # a wrong call
