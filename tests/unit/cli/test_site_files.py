"""Which files of a folder are pages, and what they are called."""

import unicodedata
from pathlib import Path

import pytest

from weeklog.hugo.read import site
from weeklog_cli import site_files
from weeklog_cli.errors import CommandError
from weeklog_cli.site_files import find_pages, inside


def page(folder: Path, name: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Week 1")
    return file


def test_pages_of_both_suffixes_are_found_and_those_of_programs_are_not(tmp_path: Path) -> None:
    for name in ("1.1-Week1/_index.md", "1.2-Week2/index.markdown", "1.3-Week3/_index.MD"):
        page(tmp_path, f"content/{name}")
    for name in (
        "content/1.4-Week4/._index.md", "content/.git/week5/_index.md", "node_modules/week6/_index.md",
        "public/week7/_index.md", "themes/x/content/week8/_index.md", "resources/week9/_index.md",
        "__MACOSX/week10/_index.md",
    ):  # fmt: skip
        page(tmp_path, name)
    found, left_out = find_pages([tmp_path])
    assert list(found) == [
        "content/1.1-Week1/_index.md",
        "content/1.2-Week2/index.markdown",
        "content/1.3-Week3/_index.MD",
    ]
    assert left_out == 0


@pytest.mark.parametrize(
    "path",
    ["a.md", ".a.md", "x/.git/a.md", "public/a.md", "content/public/a.md", "themes/content/a.md", "./a.md", "../a.md",
        "content/.x/a.md", "__MACOSX/content/a.md"],
)  # fmt: skip
def test_the_command_and_the_server_pass_over_the_same_paths(path: str) -> None:
    assert site_files.is_machine_made(path) == site.is_machine_made(path)
    assert site_files.MACHINE_FOLDERS == site.MACHINE_FOLDERS


def test_two_sites_whose_pages_have_one_name_are_refused_with_both_paths(tmp_path: Path) -> None:
    one, other = (page(tmp_path / name, "content/week1/_index.md") for name in ("a", "b"))
    with pytest.raises(CommandError) as refused:
        find_pages([tmp_path / "a", tmp_path / "b"])
    assert str(one) in str(refused.value)
    assert str(other) in str(refused.value)
    assert list(find_pages([tmp_path / "a", one])[0]) == ["content/week1/_index.md"]


def test_a_page_has_one_name_in_either_form_and_goes_back_where_it_was(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "content/Tuần 3/_index.md")
    file = page(tmp_path, name)
    found, _ = find_pages([tmp_path])
    assert list(found) == [unicodedata.normalize("NFC", name)]
    assert inside(tmp_path, next(iter(found))) == file
