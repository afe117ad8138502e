import json
from pathlib import Path

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi
from tests.integration.cli.fake_pages import finding, question

ONE = "content/1-Worklog/1.1-Week1/_index.md"
TWO = "content/1-Worklog/1.2-Week2/_index.md"
PATCH = b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\r\n+two\r\n"
CALENDAR = {
    "starts_on": "2026-10-07", "weekday": "Wednesday", "gaps": [], "evidence": ["12 rows begin on a Wednesday"],
    "weeks": [{"number": 1, "first_day": "2026-10-07", "last_day": "2026-10-13"}], "fits": False,
}  # fmt: skip


def site_of(folder: Path, pages: int) -> None:
    for number in range(1, pages + 1):
        page = folder / f"site/content/1-Worklog/1.{number}-Week{number}/_index.md"
        page.parent.mkdir(parents=True)
        page.write_bytes(b"---\n---\n")


def test_a_large_site_comes_in_as_a_background_import_that_is_waited_for(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    site_of(tmp_path, 61)
    said = weeklog("import", "site")
    assert said.returncode == 0, said.stderr
    assert "61 created" in said.stdout
    assert len(api.site.pages) == 61
    assert api.paths().count("POST /v1/pages/import") == 1
    assert any(path.startswith("GET /v1/pages/imports/") for path in api.paths())


def test_an_import_that_fails_in_the_background_says_why(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    site_of(tmp_path, 61)
    api.site.import_error = "files: the archive is damaged: send it again"
    said = weeklog("import", "site")
    assert (said.returncode, said.stderr) == (1, "weeklog: files: the archive is damaged: send it again\n")


def test_a_dry_run_says_what_was_understood_guessed_and_found(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    site_of(tmp_path, 1)
    guess = question(chosen="DM")
    api.site.guesses = [{**guess, "line": guess["place"]["line"]}]
    api.site.lint = [finding("blocker", "An access key stands here. Remove it and revoke the key.")]
    api.site.calendar = CALENDAR
    said = weeklog("import", "site", "--dry-run").stdout
    assert "5 entries, 3 objectives, 3 achievements" in said
    assert (
        "line 14: Do the dates of this page put the day or the month first? Taken: DM (nothing on the page"
        in said
    )
    assert "blocker  line 3: An access key stands here." in said
    assert "not the programme's calendar" in said


def test_the_inbox_shows_each_question_with_its_evidence_and_choices(weeklog: Weeklog, api: FakeApi) -> None:
    api.site.questions = [question(), question("day_digit", TWO, chosen="vi", scopes=["page", "site"])]
    said = weeklog("inbox").stdout
    for part in (
        ONE,
        TWO,
        "nothing on the page tells day from month",
        "• DM  day first",
        "2 questions open.",
    ):
        assert part in said
    assert [one["key"] for one in json.loads(weeklog("inbox", "--path", TWO, "--json").stdout)] == [
        "day_digit"
    ]
    api.site.questions = []
    assert weeklog("inbox").stdout == "Nothing is open.\n"


def test_a_question_that_only_one_page_asks_is_settled_by_its_key(weeklog: Weeklog, api: FakeApi) -> None:
    api.site.questions = [question()]
    said = weeklog("settle", "day_month", "DM")
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[-1] == "Settled on 1 page; 0 questions open."
    sent = json.loads(api.last("POST", "/v1/pages/inbox/settle").body)
    assert sent == {"path": ONE, "key": "day_month", "value": "DM", "scope": "page"}


def test_a_question_of_several_pages_needs_a_page_or_the_whole_site(weeklog: Weeklog, api: FakeApi) -> None:
    api.site.questions = [question(), question(path=TWO)]
    said = weeklog("settle", "day_month", "DM")
    assert said.returncode == 1
    assert "path: 2 pages ask 'day_month': name one with --path, or take --scope site" in said.stderr
    assert weeklog("settle", "day_month", "DM", "--scope", "site").returncode == 0
    assert api.site.questions == []


def test_a_wrong_settlement_names_the_field_and_the_remedy(weeklog: Weeklog, api: FakeApi) -> None:
    api.site.questions = [question()]
    assert weeklog("settle", "day_month", "XX").stderr == "weeklog: value: send DM or MD\n"
    unknown = weeklog("settle", "nothing", "DM")
    assert (unknown.returncode, unknown.stderr) == (
        1, "weeklog: key: no open question is called 'nothing': look with `weeklog inbox`\n",
    )  # fmt: skip
    assert weeklog("settle", "day_month").returncode == 2
    assert weeklog("settle", "day_month", "DM", "--undo").returncode == 2


def test_an_answer_can_be_taken_back(weeklog: Weeklog, api: FakeApi) -> None:
    said = weeklog("settle", "day_month", "--undo", "--path", ONE)
    assert said.stdout == "Taken back on 1 page; 1 question open.\n"
    assert [one["key"] for one in api.site.questions] == ["day_month"]


def test_lint_exits_with_1_only_when_something_must_not_be_published(weeklog: Weeklog, api: FakeApi) -> None:
    api.site.lint = [
        finding("warning", "An e-mail address stands here."),
        finding("note", "No rows.", line=0),
    ]
    said = weeklog("lint")
    assert (said.returncode, said.stdout.splitlines()[-1]) == (0, "1 warning, 1 note")
    api.site.lint.append(finding("blocker", "A private key stands here."))
    said = weeklog("lint")
    assert said.returncode == 1
    assert said.stdout.index("blocker") < said.stdout.index("warning")
    assert weeklog("lint", TWO).stdout == "Nothing was found.\n"


def test_files_are_checked_without_being_imported(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    site_of(tmp_path, 1)
    api.site.lint = [finding("blocker", "A private key stands here.")]
    said = weeklog("lint", "site", "--json")
    assert (said.returncode, api.site.pages) == (1, {})
    assert [(one["path"], one["level"]) for one in json.loads(said.stdout)] == [(ONE, "blocker")]


def test_twins_are_shown_side_by_side(weeklog: Weeklog, api: FakeApi) -> None:
    vietnamese = ONE.replace(".md", ".vi.md")
    assert weeklog("twins").stdout == "No week has pages in two languages.\n"
    api.site.pages = {ONE: b"---", vietnamese: b"---"}
    assert weeklog("twins").stdout == "The twins of 1 week agree.\n"
    sides = {
        "left": {"path": ONE, "line": 20, "value": "2026-10-05"},
        "right": {"path": vietnamese, "line": 21, "value": ""},
    }
    api.site.drifts = {
        1: [{"kind": "start", "field": "start", "row": 2, "message": "The twins differ.", **sides}]
    }
    said = weeklog("twins", COLUMNS="140").stdout
    for part in ("Week 1", ONE, vietnamese, "start of row 3", "2026-10-05", "line 21"):
        assert part in said


def test_a_patch_is_printed_byte_for_byte(weeklog: Weeklog, api: FakeApi) -> None:
    api.site.patch = PATCH
    assert weeklog("export", "--patch").stdout == PATCH.decode().replace("\r\n", "\n")  # read as text here
    assert json.loads(weeklog("export", "--patch", "--json").stdout) == {"patch": PATCH.decode()}
    assert weeklog("export", "3", "--patch").returncode == 2


def test_the_calendar_of_the_pages_becomes_the_programmes_when_confirmed(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    site_of(tmp_path, 1)
    api.site.calendar = CALENDAR
    said = weeklog("calendar", "site")
    assert "7 – 13 Oct 2026" in said.stdout
    assert "They differ" in said.stdout
    assert api.site.programme["weeks"] == []
    assert "programme's calendar now" in weeklog("calendar", "site", "--confirm").stdout
    assert api.site.programme["weeks"] == CALENDAR["weeks"]
