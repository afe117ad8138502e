"""A whole site by the command: in, its questions settled, one entry changed, and out as files and as a patch."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.written_site import CLASH, WEEKS, path_of, write_site
from tests.support import preloaded
from tests.support.stack import Stack, running_stack

COMMAND = Path(sys.executable).with_name("weeklog")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), weeks=WEEKS) as stack:
        yield stack


@pytest.fixture
def weeklog(stack: Stack, tmp_path: Path) -> Run:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8",
        "WEEKLOG_URL": stack.url, "WEEKLOG_TOKEN": stack.token,
    }  # fmt: skip

    def run(*arguments: str, status: int = 0) -> "subprocess.CompletedProcess[bytes]":
        ran = preloaded.run(preloaded.WEEKLOG, arguments, env=environment, cwd=tmp_path, timeout=120)
        assert ran.returncode == status, ran.stdout.decode() + ran.stderr.decode()
        return ran

    return run


def answer(ran: "subprocess.CompletedProcess[bytes]") -> Any:
    return json.loads(ran.stdout)


def entries_of(stack: Stack, week: int) -> list[dict[str, Any]]:
    with stack.client() as client:
        return client.get(f"/v1/weeks/{week}").raise_for_status().json()["entries"]


def change_entry(stack: Stack, week: int, number: int, text: str) -> None:
    entry = entries_of(stack, week)[number]
    with stack.client() as client:
        client.patch(
            f"/v1/entries/{entry['id']}", json={"text": text}, headers={"If-Match": f'"{entry["version"]}"'}
        ).raise_for_status()


def exported(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> None:
    ran = subprocess.run(
        ["git", "-c", "core.autocrlf=false", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()


def test_a_site_goes_in_and_comes_out_with_one_change(stack: Stack, weeklog: Run, tmp_path: Path) -> None:
    original = write_site(tmp_path / "site")

    dry = answer(weeklog("import", "site", "--dry-run", "--json"))
    assert {page["outcome"] for page in dry["pages"]} == {"created"}
    assert entries_of(stack, 1) == []
    report = answer(weeklog("import", "site", "--json"))
    assert [len(report["pages"]), report["calendar"]["fits"]] == [2 * WEEKS, True]
    again = answer(weeklog("import", "site", "--json"))
    assert {page["outcome"] for page in again["pages"]} == {"unchanged"}

    settle_everything(weeklog)
    assert answer(weeklog("inbox", "--json")) == []
    moved = [entry["start_on"] for entry in entries_of(stack, 4) + entries_of(stack, 3)]
    assert "2026-10-26" in moved
    assert "2026-10-23" not in moved
    assert weeklog("export", "--patch").stdout == b""

    weeklog("export", "--to", "out")
    assert exported(tmp_path / "out") == original
    change_entry(stack, 5, 1, "- Build piece 5.1 again\n- Test it")
    outcomes = answer(weeklog("export", "--to", "out", "--json"))
    assert [page["path"] for page in outcomes if page["outcome"] != "unchanged"] == [path_of(5, "en")]
    changed = original | {
        path_of(5, "en"): original[path_of(5, "en")].replace(b"piece 5.1 ", b"piece 5.1 again ")
    }
    assert exported(tmp_path / "out") == changed

    git(tmp_path / "site", "init", "-q")
    git(tmp_path / "site", "apply", "-", stdin=weeklog("export", "--patch").stdout)
    assert exported(tmp_path / "site") == changed
    reread = answer(weeklog("import", "site", "--json"))
    assert {page["outcome"] for page in reread["pages"]} == {"unchanged"}


def settle_everything(weeklog: Run) -> None:
    """Both languages write their dates in one way; one row is settled by itself."""
    open_before = answer(weeklog("inbox", "--json"))
    assert {question["path"] for question in open_before if question["key"] == "day_month"} == {
        path_of(week, language) for week in (1, 5, 10) for language in ("en", "vi")
    }
    (clash,) = [question for question in open_before if question["path"] == CLASH]
    assert clash["kind"] == "weekday_clash"
    wrong = weeklog("settle", clash["key"], "someday", status=1)
    assert wrong.stderr.startswith(b"weeklog: value: ")
    weeklog("settle", clash["key"], "2026-10-26")
    for language, order in (("en", "MD"), ("vi", "DM")):
        weeklog("settle", "day_month", order, "--path", path_of(1, language), "--scope", "site")
