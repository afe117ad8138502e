import json

from inline_snapshot import snapshot

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi


def test_a_week_is_shown_with_what_it_is_for_and_what_came_of_it(weeklog: Weeklog) -> None:
    task = ["--", "- Build a **VPC**\n- Explain it"]
    weeklog("log", "-d", "2026-10-06", "-u", "2026-10-07", "-r", "https://example.com/vpc", *task)
    weeklog("log", "Draw the network", "-d", "2026-10-08", "-s", "doing", "-t", "network")
    said = weeklog("week", COLUMNS="80")
    assert [line.rstrip() for line in said.stdout.splitlines()] == snapshot(
        [
            "Week 1  5 – 11 Oct 2026",
            "",
            "Objectives",
            "  • Learn IAM",
            "",
            "Row   Day                     Task                      Id",
            "────────────────────────────────────────────────────────────────",
            "  1   Tue 6 Oct – Wed 7   ●   • Build a VPC             00000001",
            "                              • Explain it",
            "                              https://example.com/vpc",
            "",
            "  2   Thu 8 Oct           ◐   Draw the network          00000002",
            "                              doing  #network",
            "",
            "Achievements",
            "  ✓ Can explain roles",
            "",
        ]
    )


def test_an_empty_week_says_how_to_begin(weeklog: Weeklog) -> None:
    assert "Nothing is logged yet" in weeklog("week", "3").stdout


def test_a_week_that_does_not_exist_is_a_failure(weeklog: Weeklog) -> None:
    said = weeklog("week", "99")
    assert (said.returncode, said.stderr) == (1, "weeklog: there is no such week, or it is not yours\n")


def test_the_week_as_json_is_what_the_api_answered(weeklog: Weeklog) -> None:
    assert json.loads(weeklog("week", "2", "--json").stdout)["first_day"] == "2026-10-12"


def test_a_week_without_a_review_says_how_to_get_one(weeklog: Weeklog) -> None:
    said = weeklog("review")
    assert said.returncode == 1
    assert "weeklog review 1 --draft" in said.stderr


def test_a_draft_is_asked_for_waited_for_and_shown(weeklog: Weeklog, api: FakeApi) -> None:
    said = weeklog("review", "1", "--draft")
    assert (said.returncode, said.stdout) == (0, "## Done\n\n- Built a VPC\n")
    assert "idempotency-key" in api.last("POST", "/v1/weeks/1/review").headers
