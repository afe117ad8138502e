"""Artifacts, tables and whole accounts by command, against a real gateway."""

import csv
import io
import json
import os
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import preloaded
from tests.support.stack import Stack, running_stack

MERMAID = "flowchart LR\n  a --> b\n"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",), now="2026-10-08T10:00:00+07:00") as stack:
        yield stack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def run(stack: Stack, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "WEEKLOG_URL": stack.url,
        "WEEKLOG_TOKEN": stack.token,
    }
    return preloaded.run(preloaded.WEEKLOG, arguments, env=environment, cwd=folder)


def test_a_file_is_added_revised_listed_and_fetched(stack: Stack, folder: Path) -> None:
    file = folder / "network.mmd"
    file.write_text(MERMAID)
    first = run(stack, folder, "artifact", "add", "network.mmd", "--week", "1", "--title", "The network")
    assert (first.returncode, b"revision 1" in first.stdout) == (0, True), first.stderr
    again = run(stack, folder, "artifact", "add", "network.mmd", "--week", "1")
    assert b"unchanged" in again.stdout
    file.write_text(MERMAID + "  b --> c\n")
    second = run(
        stack, folder, "artifact", "add", "network.mmd", "--week", "1", "--note", "the database", "--json"
    )
    state = json.loads(second.stdout)
    assert (state["revision"], state["title"]) == (2, "The network")
    assert b"network.mmd" in run(stack, folder, "artifact", "list", "--week", "1").stdout
    file.unlink()
    assert run(stack, folder, "artifact", "get", state["id"], "--revision", "1").returncode == 0
    assert file.read_text() == MERMAID


def test_a_mislabelled_file_is_refused_in_words(stack: Stack, folder: Path) -> None:
    (folder / "network.png").write_text(MERMAID)
    said = run(stack, folder, "artifact", "add", "network.png")
    assert said.returncode == 1
    assert b"name: ends in .png, but the content is a Mermaid diagram" in said.stderr


def test_entries_are_exported_as_a_table_to_a_pipe_or_a_file(stack: Stack, folder: Path) -> None:
    run(stack, folder, "log", "Built a VPC", "--day", "2026-10-06", "--tag", "aws")
    run(stack, folder, "log", "Later", "--day", "2026-10-07")
    said = run(
        stack, folder, "export", "--format", "csv", "--until", "2026-10-06", "--columns", "start_on,text,tags"
    )
    rows = list(csv.reader(io.StringIO(said.stdout.decode("utf-8-sig"))))
    assert rows == [["start_on", "text", "tags"], ["2026-10-06", "Built a VPC", "aws"]]
    run(stack, folder, "export", "--format", "xlsx", "--to", "entries.xlsx")
    assert zipfile.is_zipfile(folder / "entries.xlsx")
    wrong = run(stack, folder, "export", "--format", "csv", "--columns", "secret")
    assert (wrong.returncode, b"columns: has no column 'secret'" in wrong.stderr) == (1, True)
    assert run(stack, folder, "export", "--columns", "text").returncode == 2


def test_an_account_goes_out_and_comes_in(stack: Stack, folder: Path) -> None:
    run(stack, folder, "log", "Built a VPC", "--day", "2026-10-08")
    assert run(stack, folder, "account", "export", "--to", "mine.zip").returncode == 0
    refused = run(stack, folder, "account", "import", "mine.zip")
    assert (refused.returncode, b"repeat with --merge" in refused.stderr) == (1, True)
    merged = run(stack, folder, "account", "import", "mine.zip", "--merge")
    assert (merged.returncode, b"Nothing was missing." in merged.stdout) == (0, True), merged.stderr
