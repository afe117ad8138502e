import json
from pathlib import Path

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

PAGE = b"---\ntitle: Week 1\n---\r\n"
NAME = "content/1-Worklog/1.1-Week1/_index.md"


def write(folder: Path, name: str, content: bytes = PAGE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_folder_brings_its_week_pages_under_their_names_in_the_site(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    write(tmp_path, f"site/{NAME}")
    write(tmp_path, f"site/{NAME.replace('.md', '.vi.md')}")
    write(tmp_path, "site/content/1-Worklog/_index.md")
    said = weeklog("import", "site")
    assert said.returncode == 0, said.stderr
    assert sorted(api.site.pages) == [NAME, NAME.replace(".md", ".vi.md")]
    assert "2 created" in said.stdout
    assert "1 other Markdown files" in said.stderr


def test_a_page_has_one_name_however_it_is_reached(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    page = write(tmp_path, f"site/{NAME}")
    for path in ("site/content", "site/content/1-Worklog/1.1-Week1", str(page)):
        assert weeklog("import", path).returncode == 0
    assert list(api.site.pages) == [NAME]


def test_a_dry_run_saves_nothing(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    write(tmp_path, NAME)
    said = weeklog("import", "content", "--dry-run")
    assert (said.returncode, api.site.pages) == (0, {})
    assert "nothing was saved" in said.stdout


def test_a_refused_page_is_reported_and_exits_with_1(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    write(tmp_path, NAME)
    write(tmp_path, NAME.replace("1.1-Week1", "1.2-Week2"), b"no front matter")
    said = weeklog("import", "content")
    assert said.returncode == 1
    assert "front matter: there is none" in said.stdout
    assert list(api.site.pages) == [NAME]


def test_a_path_without_pages_is_wrong_use(weeklog: Weeklog, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert weeklog("import", "empty").returncode == 2
    assert weeklog("import", "missing").returncode == 2


def test_an_export_to_a_pipe_is_the_page_byte_for_byte(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    write(tmp_path, NAME)
    weeklog("import", "content")
    assert weeklog("export", "1", "--to", "out").returncode == 0
    assert (tmp_path / "out" / NAME).read_bytes() == PAGE
    assert weeklog("export").stdout == PAGE.decode().replace("\r\n", "\n")  # read as text here


def test_an_export_tells_what_the_page_does_not_say_beside_it(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    write(tmp_path, NAME)
    weeklog("import", "content")
    lost = {
        "path": NAME,
        "level": "warning",
        "kind": "not_on_page",
        "line": 12,
        "message": "The day is not there.",
    }
    api.site.lint = [lost, {**lost, "kind": "placeholder"}]
    for asked in (("export", "1"), ("export", "--to", "out")):
        said = weeklog(*asked)
        assert said.stderr.splitlines() == [f"{NAME}: warning  line 12: The day is not there."]
        assert "not there" not in said.stdout


def test_an_export_to_a_folder_writes_every_logged_week_in_its_languages(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    weeklog("log", "x", "--day", "2026-10-05")
    weeklog("log", "y", "--day", "2026-10-19")
    api.site.pages = {NAME: PAGE, NAME.replace(".md", ".vi.md"): PAGE}
    written = json.loads(weeklog("export", "--to", "out", "--json").stdout)
    assert [(one["week"], one["language"], one["outcome"]) for one in written] == [
        (1, "en", "created"),
        (1, "vi", "created"),
        (3, "en", "created"),
    ]
    again = weeklog("export", "--to", "out")
    assert [line.split()[0] for line in again.stdout.splitlines()] == ["unchanged"] * 3


def test_a_page_whose_path_leads_out_of_the_folder_is_not_written(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    api.site.pages = {"../Week1/_index.md": PAGE}
    said = weeklog("export", "1", "--to", "out")
    assert said.returncode == 1
    assert "leads out of" in said.stderr
    assert not (tmp_path / "Week1").exists()
