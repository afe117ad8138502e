import json
import os
import secrets
import signal
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.integration.local.conftest import Launcher
from tests.support import servers
from weeklog_local import LocalError, Process, patrol
from weeklog_local.console import MAX_LOG, Console, LogFollower
from weeklog_local.home import Home
from weeklog_local.pids import is_alive
from weeklog_local.settings import read_settings
from weeklog_local.waiting import wait_until

EVERYTHING = {
    "postgres",
    "valkey-server",
    "weeklog_api",
    "weeklog_chat_worker",
    "weeklog_reporting",
    "weeklog_scheduler",
}


def served(launcher: Launcher) -> Launcher:
    return launcher.start().hears("Ctrl-C stops it")


def runs_everything(launcher: Launcher) -> bool:
    """Soon: a process has its own name only some milliseconds after it was started."""
    return wait_until(lambda: set(services(launcher)) >= EVERYTHING, 20, every=0.05)


def services(launcher: Launcher) -> dict[str, int]:
    return {name: pid for name, pid in launcher.running().items() if not name.startswith("postgres:")}


def test_a_first_start_serves_shows_how_to_sign_in_and_ctrl_c_leaves_nothing(
    fresh_launcher: Launcher,
) -> None:
    served(fresh_launcher)
    demo = json.loads((fresh_launcher.home / "demo.json").read_text())
    assert set(demo) == {"url", "email", "password", "token", "mentor", "intern"}
    assert (fresh_launcher.home / "demo.json").stat().st_mode & 0o777 == 0o600
    assert demo["mentor"]["email"] == "mentor@example.com"
    others = [demo.pop("mentor"), demo.pop("intern")]
    for word in (*demo.values(), *(word for other in others for word in other.values())):
        assert word in fresh_launcher.said()
    assert httpx.get(f"{demo['url']}/livez").status_code == 200
    assert "Imported" in (fresh_launcher.home / "logs" / "demo.log").read_text()
    assert runs_everything(fresh_launcher)
    recorded = {json.loads(file.read_text())["pid"] for file in (fresh_launcher.home / "run").glob("*.pid")}
    assert recorded == {pid for name, pid in services(fresh_launcher).items() if name in EVERYTHING}
    assert fresh_launcher.ctrl_c() == 0
    assert fresh_launcher.running() == {}
    assert not list((fresh_launcher.home / "run").glob("*.pid"))


def test_a_second_start_keeps_the_data_and_loads_nothing_again(launcher: Launcher) -> None:
    before = json.loads((launcher.home / "demo.json").read_text())
    served(launcher)
    after = json.loads((launcher.home / "demo.json").read_text())
    assert after == before | {"url": f"http://127.0.0.1:{launcher.port}"}
    assert "imported" not in launcher.said()


def test_services_never_learn_the_owners_address(launcher: Launcher) -> None:
    served(launcher)
    launcher.hears("owner known: False")
    assert "database postgresql://weeklog:" in launcher.said()


@pytest.mark.parametrize("name", ["weeklog_reporting", "valkey-server", "postgres"])
def test_what_dies_is_started_again(launcher: Launcher, name: str) -> None:
    served(launcher)
    assert runs_everything(launcher)
    killed = services(launcher)[name]
    os.kill(killed, signal.SIGKILL)
    launcher.hears("starting it again")
    assert wait_until(lambda: services(launcher).get(name, killed) != killed, 20, every=0.05)


def test_a_second_launcher_on_the_same_home_is_refused(launcher: Launcher) -> None:
    served(launcher)
    second = Launcher(launcher.home)
    second.output = launcher.home.with_suffix(".second")
    assert f"already runs from {launcher.home} (process {launcher.process.pid}" in second.start().refusal()
    assert runs_everything(launcher)


def test_a_taken_port_is_refused_naming_who_has_it_and_what_to_set(launcher: Launcher) -> None:
    with socket.create_server(("127.0.0.1", launcher.port)):
        said = launcher.start().refusal()
    assert f"Port {launcher.port} is taken by process {os.getpid()}" in said
    assert f"WEEKLOG_PORT={launcher.port + 1} make run" in said
    assert "Traceback" not in said


def test_a_port_that_is_none_is_refused(launcher: Launcher) -> None:
    assert "WEEKLOG_PORT is 'eighty'" in launcher.start({"WEEKLOG_PORT": "eighty"}).refusal()


def test_reporting_runs_in_as_many_processes_as_are_asked_for(launcher: Launcher) -> None:
    launcher.start({"WEEKLOG_REPORTING_PROCESSES": "3"}).hears("Ctrl-C stops it")
    recorded = launcher.home / "run"
    assert wait_until(lambda: len(list(recorded.glob("reporting*.pid"))) == 3, 20, every=0.05)
    pids = {json.loads(file.read_text())["pid"] for file in recorded.glob("reporting*.pid")}
    assert len(pids) == 3
    assert all(map(is_alive, pids))


def test_reporting_has_a_process_for_each_processor_but_not_too_many() -> None:
    processes = read_settings({}).reporting_processes
    assert processes == min(len(os.sched_getaffinity(0)), 4)


@pytest.mark.parametrize("text", ["0", "many", "-1", "33"])
def test_a_number_of_processes_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(LocalError, match="is no number of processes") as refused:
        read_settings({"WEEKLOG_REPORTING_PROCESSES": text})
    assert "from 1 to 32" in str(refused.value)


def test_a_home_that_cannot_be_made_is_refused(launcher: Launcher) -> None:
    launcher.home.parent.joinpath("file").touch()
    said = launcher.start({"WEEKLOG_HOME": str(launcher.home.parent / "file" / "home")}).refusal()
    assert "cannot be written to: Not a directory" in said
    assert "WEEKLOG_HOME=" in said


def test_a_full_disk_is_refused_with_figures(home: Path) -> None:
    place = Home(home)
    place.prepare()
    with pytest.raises(LocalError, match=r"has [\d,]+ MB free; weeklog needs 1,000,000,000 MB"):
        place.require_space(10**15)


def test_a_schema_from_a_newer_weeklog_is_left_as_it_is_and_told(launcher: Launcher) -> None:
    with servers.Postgres(launcher.home) as postgres:
        postgres.execute("update alembic_version set version_num = '9999'", "weeklog")
    served(launcher)
    assert "is newer than this program" in (launcher.home / "logs" / "migrate.log").read_text()


def test_after_a_killed_launcher_nothing_is_left_and_the_next_start_serves(launcher: Launcher) -> None:
    served(launcher)
    assert runs_everything(launcher)
    before = services(launcher).values()
    launcher.process.kill()
    launcher.process.wait()
    served(launcher)  # at once: the old processes may still be ending
    assert runs_everything(launcher)
    assert not [pid for pid in before if is_alive(pid)]


def test_a_second_ctrl_c_does_not_wait(launcher: Launcher) -> None:
    launcher.start({"STUBBORN": "yes"}).hears("Ctrl-C stops it")
    began = time.monotonic()
    launcher.process.send_signal(signal.SIGINT)
    launcher.hears("not now")
    launcher.process.send_signal(signal.SIGINT)
    assert launcher.process.wait(10) == 0
    assert time.monotonic() - began < 8
    assert "api did not finish; stopped at once." in launcher.said()


def test_ctrl_c_during_the_start_leaves_nothing(fresh_launcher: Launcher) -> None:
    fresh_launcher.start().hears("Making the database")
    fresh_launcher.ctrl_c()
    assert fresh_launcher.leaves_nothing()
    served(fresh_launcher)


def test_given_addresses_win_over_the_embedded_servers(fresh_launcher: Launcher) -> None:
    name = f"given_{secrets.token_hex(3)}"
    servers.postgres().execute(f"create database {name}")
    given = {
        "WEEKLOG_DATABASE_URL": servers.postgres().url(name),
        "WEEKLOG_DATABASE_OWNER_URL": servers.postgres().owner_url(name),
        "WEEKLOG_REDIS_URL": servers.valkey().url,
    }
    fresh_launcher.start(given).hears("Ctrl-C stops it")
    assert not (fresh_launcher.home / "postgres").exists()
    assert not (fresh_launcher.home / "valkey").exists()
    assert f"database {given['WEEKLOG_DATABASE_URL']}" in fresh_launcher.said()
    assert "owner known: False" in fresh_launcher.said()
    fresh_launcher.ctrl_c()
    servers.drop_database(name)


def test_a_log_that_grows_too_big_is_set_aside_once(home: Path) -> None:
    home.mkdir(parents=True)
    log = home / "x.log"
    with (home / "shown").open("w") as shown:
        follower = LogFollower(Console(shown))
        follower.add("x", log)
        follower.start()
        with log.open("ab", buffering=0) as written:
            written.write(b"a line\n" * (MAX_LOG // 7 + 1))
            assert wait_until(lambda: log.stat().st_size == 0, 60)
            written.write(b"after\n")
            assert wait_until(lambda: "after" in (home / "shown").read_text(), 5)
        follower.stop()
    assert log.stat().st_size == len(b"after\n")
    assert (home / "x.log.1").stat().st_size > MAX_LOG


def test_a_disk_that_fills_up_is_said_once_with_figures(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patrol, "EVERY", 0.01)
    monkeypatch.setattr(patrol, "NEEDED_SPACE", 10**15)
    place = Home(home)
    place.prepare()
    said: list[str] = []
    ended = threading.Event()
    api = Process("http.server", env={}, log=home / "api.log")
    walker = patrol.Patrol(read_settings({"WEEKLOG_PORT": "1"}), place, api, said.append)
    thread = threading.Thread(target=walker.walk, args=[ended])
    thread.start()
    assert not ended.wait(0.5)
    ended.set()
    thread.join()
    assert len(said) == 1
    assert "MB left. When it is full nothing more is saved: free some space." in said[0]


def test_an_api_that_runs_but_does_not_answer_is_started_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patrol, "EVERY", 0.01)
    place = Home(home)
    place.prepare()
    deaf = Process("http.server", args=["0", "--bind", "127.0.0.1"], env={}, log=home / "deaf.log").spawn()
    said: list[str] = []
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings = read_settings({"WEEKLOG_PORT": str(nobody.getsockname()[1])})
        ended = threading.Event()
        walker = patrol.Patrol(settings, place, deaf, said.append)
        thread = threading.Thread(target=walker.walk, args=[ended])
        thread.start()
        assert deaf.wait(20) == -signal.SIGKILL
        ended.set()
        thread.join()
    assert "has not answered" in said[0]
