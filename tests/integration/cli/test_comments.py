"""Comments, the queue, submissions and notices by command, against the real gateway."""

import asyncio
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import preloaded
from tests.support.feedback import line
from tests.support.stack import SILENT_MAIL, Stack, running_stack
from tests.support.team import Team, make_team
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.people.credentials import new_token
from weeklog.people.tables import insert_token

Run = Callable[..., "subprocess.CompletedProcess[str]"]
NOW = "2026-10-10T10:00:00+07:00"


@dataclass(frozen=True)
class Office:
    stack: Stack
    team: Team
    tokens: dict[PersonId, str]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with running_stack(now=NOW, processes=("api",), env=SILENT_MAIL, at_its_url=True) as stack:
        team, tokens = asyncio.run(_furnish(stack))
        yield Office(stack, team, tokens)


async def _furnish(stack: Stack) -> tuple[Team, dict[PersonId, str]]:
    system = Database(stack.database_url, SYSTEM_ROLE, 2, "tests")
    app = Database(stack.database_url, APP_ROLE, 2, "tests")
    await system.open()
    await app.open()
    await system.all("update people set email = 'first@example.com'")  # the stack's own
    team = await make_team(system)
    tokens: dict[PersonId, str] = {}
    for person in (team.an, team.binh, team.chi, team.dung):
        token = new_token()
        await system.all(
            insert_token, id=token.id, person_id=person, name="tests", secret_hash=token.secret_hash,
            scopes=["read", "write"], expires_at=None,
        )  # fmt: skip
        tokens[person] = token.text
    async with app.connection() as connection, connection.transaction():
        await connection.execute(f"select set_config('app.person_id', '{team.an}', true)")
        await connection.execute(
            "insert into reviews (id, person_id, programme_id, week, state, lines, drafted_at) "
            "values ($1, $2, $3, 1, 'drafted', $4, now())",
            new_id(), team.an, team.programme_id, [line("Built it")],
        )  # fmt: skip
    await system.all(
        "insert into notices (id, person_id, programme_id, week, kind, text, missing, created_at) values "
        "($1, $2, $3, 1, 'incomplete_week', 'Week 1 has no objectives yet.', '{}', '2026-10-09T09:00:00Z')",
        new_id(), team.an, team.programme_id,
    )  # fmt: skip
    await system.close()
    await app.close()
    return team, tokens


@pytest.fixture
def run(office: Office, tmp_path: Path) -> Run:
    def run(person: PersonId, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8",
            "WEEKLOG_URL": office.stack.url, "WEEKLOG_TOKEN": office.tokens[person],
        }  # fmt: skip
        return preloaded.run_text(preloaded.WEEKLOG, arguments, env=environment, cwd=tmp_path)

    return run


def test_a_week_is_submitted_remarked_on_answered_and_settled(office: Office, run: Run) -> None:
    an, chi, dung = office.team.an, office.team.chi, office.team.dung
    early = run(chi, "comment", "Which region?", "--review", "1", "--person", "An")
    assert early.returncode == 1
    assert "no review of week 1 that An has submitted" in early.stderr

    assert run(an, "submit", "1").stdout == "The review of week 1 is submitted.\n"
    waits = run(chi, "queue").stdout
    assert ("An Nguyen, week 1" in waits, "review to read" in waits) == (True, True)
    said = run(
        chi, "comment", "Which region, @An?", "--review", "1", "--line", "1", "--person", "An", "--json"
    )
    thread = json.loads(said.stdout)
    assert (thread["anchor"]["line"], thread["anchor"]["text"]) == (0, "Built it")

    assert "Which region, @An?" in run(an, "queue").stdout
    assert run(an, "comment", "Singapore", "--reply", thread["id"]).stdout == "Replied.\n"
    shown = run(chi, "comments", "--person", "an@example.com").stdout
    for part in ("review of week 1", "Built it", "Chi Le", "An Nguyen", "Singapore"):
        assert part in shown
    assert run(an, "comments", "--resolve", thread["id"]).stdout == "Resolved.\n"
    assert run(an, "comments").stdout == "No thread is open.\n"
    assert "resolved" in run(an, "comments", "--all", "--week", "1").stdout
    assert run(chi, "queue").stdout == "Nothing waits for you.\n"

    table = run(dung, "submissions", "--from", "2026-10-05", "--to", "2026-10-11").stdout
    assert ("An Nguyen" in table, "submitted" in table, "Binh Tran" in table) == (True, True, True)
    assert run(an, "submissions").returncode == 1
    refused = run(an, "submit", "1", "--reopen")  # somebody has answered it
    assert refused.returncode == 1


def test_notices_are_shown_until_they_are_read(office: Office, run: Run) -> None:
    an = office.team.an
    assert run(an, "notices", "--read").stdout == "2026-10-09  Week 1 has no objectives yet.\n"
    assert run(an, "notices").stdout == "Nothing to be reminded of.\n"
    assert "no objectives" in run(an, "notices", "--all").stdout
    assert run(office.team.binh, "notices", "--json").stdout == "[]\n"


def test_a_comment_stands_in_one_place(office: Office, run: Run) -> None:
    assert run(office.team.an, "comment", "Where?").returncode == 2
    assert run(office.team.an, "comment", "Where?", "--entry", "x", "--review", "1").returncode == 2
    nobody = run(office.team.chi, "comments", "--person", "Somebody")
    assert (nobody.returncode, "is nobody in this programme" in nobody.stderr) == (1, True)


def test_figures_are_shown_as_lines_and_bars_and_printed_as_a_table(office: Office, run: Run) -> None:
    binh, dung = office.team.binh, office.team.dung
    assert run(binh, "log", "VPC", "--day", "2026-10-06", "--tag", "aws", "--hours", "2").returncode == 0
    shown = run(binh, "figures").stdout
    assert "1 entry, 2 h" in shown
    assert "█···········" in shown
    assert "#aws" in shown
    assert run(binh, "figures", "1").stdout.startswith("Week 1: 1 entry, 2 h, 1 of 1 done\n")
    table = run(dung, "figures", "--person", "Binh", "--csv").stdout.splitlines()
    assert (len(table), table[1]) == (13, "1,2026-10-05,2026-10-11,1,2.0,0,0,0,1,0,0,0,0,0,,,")
    everybody = run(dung, "figures", "--programme", "--csv").stdout.splitlines()
    assert [line.split(",")[:3] for line in everybody[1:]] == [
        ["An Nguyen", "0", "0.0"],
        ["Binh Tran", "1", "2.0"],
    ]
    assert "5 people or more" in run(dung, "figures", "--programme").stdout
    named = run(dung, "programme", "competencies", "--set", "Networks=aws,vpc")
    assert named.stdout == "Networks: #aws #vpc\n"
    assert json.loads(run(binh, "figures", "--json").stdout)["competencies"][0]["entries"] == 1
    assert run(binh, "figures", "--programme").returncode == 1
    assert run(binh, "figures", "1", "--programme").returncode == 2


def test_a_substitute_a_supervisor_and_the_escalation_are_set_and_shown(office: Office, run: Run) -> None:
    chi, dung = office.team.chi, office.team.dung
    named = run(chi, "substitute", "add", "Dung", "2026-10-12", "--until", "2026-10-16")
    assert named.stdout == "Dung Pham stands in for Chi Le, 2026-10-12 to 2026-10-16.\n", named.stderr
    listed = run(office.team.an, "substitute", "list").stdout
    assert "Dung Pham stands in for Chi Le" in listed
    assert run(dung, "substitute", "remove", listed.split()[0]).stdout == "Removed.\n"
    assert run(chi, "substitute", "list").stdout == "Nobody stands in for anybody.\n"
    away = run(chi, "absence", "add", "2026-10-12", "--substitute", "Dung")
    assert (away.returncode, run(chi, "substitute", "list").stdout.count("Dung")) == (0, 1), away.stderr

    invited = run(chi, "supervisor", "invite", "lan@example.org", "Lan Ho", "--person", "An")
    assert invited.stdout.startswith("Lan Ho (lan@example.org), until 20"), invited.stderr
    shown = run(dung, "supervisor", "list", "--person", "An").stdout
    assert run(dung, "supervisor", "revoke", shown.split()[0], "--person", "An").returncode == 0
    assert "Nobody reads" in run(chi, "supervisor", "list", "--person", "An").stdout

    assert "after 3 working days" in run(dung, "programme", "escalate", "3").stdout
    assert run(dung, "programme", "escalate", "off").stdout.startswith("Nobody hears")
    assert run(dung, "programme", "escalate", "soon").returncode == 1
    assert run(chi, "programme", "escalate", "3").returncode == 1
    assert "words drafts" in run(dung, "programme", "drafts", "model").stdout
    assert "without a language model" in run(dung, "programme", "drafts", "template").stdout
    assert "a section of their week" in run(dung, "programme", "placement", "section").stdout
    assert run(chi, "programme", "placement", "file").returncode == 1
