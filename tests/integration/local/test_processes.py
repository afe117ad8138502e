import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.integration.local.conftest import STANDINS
from weeklog_local import LocalError, Process, answers
from weeklog_local.pids import is_alive
from weeklog_local.ports import free_port
from weeklog_local.waiting import wait_until


@pytest.fixture
def stand_in_env(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("PYTHONPATH", str(STANDINS))
    return {"WEEKLOG_PORT": str(free_port()), "WEEKLOG_DATABASE_URL": "given"}


def api(home: Path, env: dict[str, str]) -> Process:
    ready = answers(f"http://127.0.0.1:{env['WEEKLOG_PORT']}/livez")
    return Process("weeklog_api", env=env, log=home / "api.log", ready=ready)


def test_start_returns_when_it_answers_and_terminate_when_it_has_drained(
    home: Path, stand_in_env: dict[str, str]
) -> None:
    process = api(home, stand_in_env).start()
    assert process.running
    assert process.terminate() == 1
    assert "drained after signal 15" in process.said()


def test_a_process_that_ends_early_is_reported_with_its_last_words(home: Path) -> None:
    process = Process("weeklog_nowhere", env={}, log=home / "x.log", ready=lambda: False)
    with pytest.raises(LocalError, match=r"ended with 1:\n.*No module named weeklog_nowhere"):
        process.start()


def test_a_process_that_never_gets_ready_is_ended(home: Path) -> None:
    process = Process(
        "http.server", args=["0", "--bind", "127.0.0.1"], env={}, log=home / "x.log", ready=lambda: False
    )
    with pytest.raises(LocalError, match="is not ready"):
        process.start(timeout=0.5)
    assert not process.running


def test_a_paused_process_answers_again_when_resumed(home: Path, stand_in_env: dict[str, str]) -> None:
    with api(home, stand_in_env) as process:
        ready = answers(f"http://127.0.0.1:{stand_in_env['WEEKLOG_PORT']}/livez")
        process.pause()
        assert not ready()
        process.resume()
        assert wait_until(ready, 5)


def test_kill_takes_what_it_started_with_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    tmp_path.joinpath("parent.py").write_text("import subprocess; subprocess.run(['sleep', '61'])")
    process = Process("parent", env={}, log=home / "x.log").start()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    assert wait_until(lambda: bool(children.read_text().split()), 5)
    child = int(children.read_text().split()[0])
    assert process.kill() == -signal.SIGKILL
    assert wait_until(lambda: not is_alive(child), 5)


def test_variables_of_the_callers_shell_do_not_leak_in(
    home: Path, stand_in_env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEEKLOG_DATABASE_OWNER_URL", "the developer's own")
    with api(home, stand_in_env) as process:
        assert wait_until(lambda: "owner known: False" in process.said(), 5)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_it_is_told_to_drain_when_its_starter_is_killed(home: Path, stand_in_env: dict[str, str]) -> None:
    script = f"""
        import threading, time
        from pathlib import Path
        from weeklog_local import Process, answers
        env = {stand_in_env!r}
        ready = answers(f"http://127.0.0.1:{{env['WEEKLOG_PORT']}}/livez")
        process = Process("weeklog_api", env=env, log=Path({str(home)!r}) / "api.log", ready=ready)
        starter = threading.Thread(target=process.start)
        starter.start(); starter.join()  # the thread that started it ends: that alone must not end the process
        time.sleep(0.3)
        print(process.pid if process.running else 0, flush=True)
        time.sleep(60)
    """
    starter = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout
    with starter.stdout as told:
        pid = int(told.readline())
    assert is_alive(pid)
    starter.kill()
    starter.wait()
    assert wait_until(lambda: not is_alive(pid), 10)
    assert "drained after signal 15" in (home / "api.log").read_text()
