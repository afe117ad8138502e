import json

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi


def test_an_entry_is_logged_for_today_unless_a_day_is_named(weeklog: Weeklog, api: FakeApi) -> None:
    said = weeklog("log", "Read about IAM")
    assert (said.returncode, said.stdout) == (0, "Logged in week 1, Thu 8 Oct.\n")
    assert json.loads(api.last("POST", "/v1/entries").body) == {"quick": "Read about IAM"}


def test_a_line_is_understood_and_it_says_what_of_it(weeklog: Weeklog, api: FakeApi) -> None:
    said = weeklog("log", "Mon read about IAM #aws")
    assert said.stdout == (
        "Logged in week 1, Mon 5 Oct.\n"
        "Understood: Mon = day 2026-10-05, #aws = tag aws. The text: read about IAM\n"
    )


def test_plain_text_is_taken_word_for_word(weeklog: Weeklog, api: FakeApi) -> None:
    assert weeklog("log", "--plain", "Mon read about IAM #aws", "-s", "doing").returncode == 0
    asked = json.loads(api.last("POST", "/v1/entries").body)
    assert asked == {"text": "Mon read about IAM #aws", "status": "doing"}


def test_everything_about_an_entry_can_be_said(weeklog: Weeklog, api: FakeApi) -> None:
    options = [
        "-d",
        "monday",
        "-u",
        "wednesday",
        "-r",
        "https://example.com/vpc",
        "-t",
        "network",
        "-s",
        "doing",
    ]
    said = weeklog("log", "Build a VPC", *options, "--json")
    assert said.returncode == 0, said.stderr
    logged = json.loads(said.stdout)
    assert (logged["start_on"], logged["end_on"], logged["status"]) == ("2026-10-05", "2026-10-07", "doing")
    assert logged["resources"] == [{"title": "https://example.com/vpc", "url": "https://example.com/vpc"}]
    assert logged["tags"] == ["network"]


def test_a_lost_answer_neither_loses_nor_doubles_the_entry(weeklog: Weeklog, api: FakeApi) -> None:
    api.drop = 1
    said = weeklog("log", "Read about IAM")
    assert said.returncode == 0, said.stderr
    assert [entry["text"] for entry in api.entries.values()] == ["Read about IAM"]
    keys = {asked.headers["idempotency-key"] for asked in api.asked}
    assert (len(api.asked), len(keys)) == (2, 1)


def test_a_day_that_cannot_be_read_is_wrong_use(weeklog: Weeklog, api: FakeApi) -> None:
    said = weeklog("log", "x", "--day", "10/9/2026")
    assert said.returncode == 2
    assert "is not a day" in said.stderr
    assert not api.asked


def test_a_last_day_before_the_first_is_wrong_use(weeklog: Weeklog) -> None:
    said = weeklog("log", "x", "--day", "2026-10-08", "--until", "2026-10-07")
    assert said.returncode == 2
    assert "--until" in said.stderr


def test_a_refusal_names_each_field_and_exits_with_1(weeklog: Weeklog, api: FakeApi) -> None:
    fault = {"field": "text", "message": "must not be empty: say what you did"}
    api.refuse["/v1/entries"] = {"status": 422, "title": "Invalid", "errors": (fault,)}
    said = weeklog("log", "")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == "weeklog: text: must not be empty: say what you did\n"


def test_with_json_a_refusal_is_a_problem_document(weeklog: Weeklog, api: FakeApi) -> None:
    api.refuse["/v1/entries"] = {"status": 403, "title": "Not allowed", "detail": "this token only reads"}
    said = weeklog("log", "x", "--json")
    assert said.returncode == 1
    assert json.loads(said.stderr) == {
        "title": "Not allowed",
        "status": 403,
        "detail": "this token only reads",
        "errors": [],
    }


def test_when_nobody_answers_it_says_how_to_start(weeklog: Weeklog) -> None:
    said = weeklog("week", WEEKLOG_URL="http://127.0.0.1:9")
    assert said.returncode == 1
    assert "nobody answers at http://127.0.0.1:9" in said.stderr
    assert "make run" in said.stderr


def test_control_sequences_in_an_entry_do_not_reach_the_terminal(weeklog: Weeklog) -> None:
    weeklog("log", "red \x1b[31malert\x07 [bold]not markup[/bold] \u202eturned")
    shown = weeklog("week").stdout
    assert "red [31malert [bold]not markup[/bold] turned" in " ".join(shown.split())


def test_an_entry_is_named_by_its_row_or_the_beginning_of_its_id(weeklog: Weeklog, api: FakeApi) -> None:
    for text in ("one", "two", "three"):
        weeklog("log", text, "-d", "2026-10-06")
    for command, name, status in (
        ("done", "1.2", "done"),
        ("start", "00000002", "doing"),
        ("block", "00000002-0000-4000-8000-000000000000", "blocked"),
        ("drop", "00000002-", "dropped"),
    ):
        said = weeklog(command, name)
        assert (said.returncode, said.stdout) == (0, f"{status.capitalize()}, Tue 6 Oct (week 1): two\n"), (
            said
        )
    unclear = weeklog("done", "0000")
    assert unclear.returncode == 1
    assert "00000001 (week 1), 00000002 (week 1), 00000003 (week 1)" in unclear.stderr
    for name, told in (
        ("1.9", "has 3 rows"),
        ("9999", "no entry has an id"),
        ("the build", "names no entry"),
    ):
        said = weeklog("done", name)
        assert (said.returncode, told in said.stderr) == (1, True), said.stderr


def test_an_entry_is_edited_and_text_comes_from_standard_input(weeklog: Weeklog, api: FakeApi) -> None:
    weeklog("log", "-", "-d", "2026-10-06", stdin="read\nfrom a pipe\n")
    weeklog("edit", "1.1", "--hours", "1h30", "-t", "aws", "--until", "2026-10-07")
    (entry,) = api.entries.values()
    assert (entry["text"], entry["hours"], entry["tags"], entry["end_on"]) == (
        "read\nfrom a pipe", 1.5, ["aws"], "2026-10-07",
    )  # fmt: skip
    weeklog("edit", "1.1", "-", "--hours", "none", stdin="better\n")
    assert (entry["text"], entry["hours"]) == ("better", None)
    said = weeklog("edit", "1.1")
    assert (said.returncode, "say what to change" in said.stderr) == (2, True)
