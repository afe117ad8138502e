"""The tutorial is true: its commands are run in order, as a person would, and their output is compared with the
text. So are the commands that the README shows."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.stack import ROOT, Stack, running_stack
from tests.support.waiting import eventually

TUTORIAL = ROOT / "docs/tutorial.md"
README = ROOT / "README.md"
YOUR_SITE = "path/to/your/hugo/site"  # as the README writes it
ADDRESS = "http://127.0.0.1:8000"  # as the tutorial writes it
THURSDAY = "2026-11-05T16:45:00+07:00"
DONE = "--- the command has ended ---"


@dataclass(frozen=True)
class Step:
    line: int
    command: str
    expected: list[str]


def steps(text: str) -> Iterator[Step]:
    """Lines that begin with `$ ` in console blocks are commands; what follows each is what it prints."""
    inside = False
    found: list[Step] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            found.append(Step(number, line.removeprefix("$ "), []))
        elif inside:
            found[-1].expected.append(line)
    return iter(found)


def as_expected(expected: list[str], printed: list[str]) -> bool:
    """`…` alone on a line is any lines; inside a line it is any text."""
    if not expected:
        return not printed
    if expected[0] == "…":
        return any(as_expected(expected[1:], printed[skip:]) for skip in range(len(printed) + 1))
    pattern = ".*".join(map(re.escape, expected[0].split("…")))
    return (
        bool(printed) and bool(re.fullmatch(pattern, printed[0])) and as_expected(expected[1:], printed[1:])
    )


def plain(output: str) -> list[str]:
    """Without trailing spaces, and without empty lines at the end."""
    return [line.rstrip() for line in output.rstrip().splitlines()]


class Terminal:
    """One shell for all commands, so that variables last."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=folder, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, command: str) -> str:
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(f"{command}\nprintf '\\n%s\\n' '{DONE}'\n")
        self._shell.stdin.flush()
        return "".join(iter(self._shell.stdout.readline, f"{DONE}\n"))

    def close(self) -> None:
        self._shell.communicate("exit\n", timeout=10)


@pytest.fixture
def stack() -> Iterator[Stack]:
    with running_stack(now=THURSDAY) as stack:
        yield stack


@pytest.fixture
def terminal(stack: Stack, tmp_path: Path) -> Iterator[Terminal]:
    """A checkout as `make run` leaves it: the example pages are in, and the command finds the sign-in by itself."""
    for name in (".venv", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    home = tmp_path / ".weeklog"
    home.mkdir()
    (home / "demo.json").write_text(json.dumps({"url": stack.url, "token": stack.token}))
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "COLUMNS": "100"}
    terminal = Terminal(tmp_path, environment)
    terminal.run(".venv/bin/weeklog import examples/site")
    yield terminal
    terminal.close()


def test_every_command_of_the_tutorial_prints_what_it_says(stack: Stack, terminal: Terminal) -> None:
    wrong: list[str] = []
    for step in steps(TUTORIAL.read_text()):
        printed = plain(terminal.run(step.command.replace(ADDRESS, stack.url)).replace(stack.url, ADDRESS))
        if not as_expected(plain("\n".join(step.expected)), printed):
            wrong.append(f"line {step.line}: $ {step.command}\n" + "\n".join(printed))
    assert not wrong, "\n\n".join(wrong)


def test_every_command_of_the_readme_works_on_the_example(terminal: Terminal) -> None:
    terminal.run(f"mkdir -p {Path(YOUR_SITE).parent} && cp -r examples/site {YOUR_SITE}")
    commands = re.findall(r"^\.venv/bin/weeklog .+?(?=  +#|$)", README.read_text(), re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        printed = terminal.run(f"{command} && echo it worked")
        assert "it worked" in printed, f"$ {command}\n{printed}"
        if " search " in command:  # slips are known once the pages are read, behind the requests
            eventually(lambda search=command: "Architecture diagram" in terminal.run(search))


def test_an_ellipsis_stands_for_what_differs() -> None:
    assert as_expected(["a … c", "…", "z"], ["a b c", "x", "y", "z"])
    assert as_expected(["…", "z"], ["z"])
    assert not as_expected(["a … c"], ["a b d"])
    assert not as_expected([], ["more"])
