"""Approved reviews as pages of their own on the person's Hugo site."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.conftest import Gateway
from tests.integration.sites.test_site_import import page, parts, send_zip, zipped
from tests.support.feedback import Scene, open_scene

WEEK = "content/1-Worklog/1.1-Week1/_index.md"
REVIEW = "content/1-Worklog/review-1.md"
HOSTILE = "<script>window.caught=1</script> {{< figure src=x >}} {{% x %}} [a](https://example.com) *so*"


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    """A week with a page and an approved review, and one whose review is not approved."""
    async with open_scene(gateway) as scene:
        answer = await scene.an.post("/v1/pages/import", files=parts({WEEK: page(1)}))
        assert answer.status_code == 200, answer.text
        review = await scene.review(scene.team.an)
        await scene.review(scene.team.an, 2)
        changed = {"although_changed": True}
        assert (await scene.an.post(f"/v1/reviews/{review}/submit", json=changed)).status_code == 200
        await scene.comment(scene.chi, {"kind": "review", "id": review}, HOSTILE)
        assert (await scene.chi.post(f"/v1/reviews/{review}/approve")).status_code == 200
        yield scene


async def exported(scene: Scene, **asked: str) -> dict[str, bytes]:
    answer = await scene.an.get("/v1/pages/export", params=asked)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_it_stands_beside_its_week_the_same_to_the_byte_where_it_is_asked_for(scene: Scene) -> None:
    assert set(await exported(scene)) == {WEEK}
    first, second = [await exported(scene, reviews="true") for _ in range(2)]
    assert (set(first), first) == ({WEEK, REVIEW}, second)
    text = first[REVIEW].decode()
    assert text.startswith('---\ntitle: "Week 1: review"\n')
    assert "- Built it\n- Tested it\n" in text


async def test_as_a_section_it_comes_back_to_the_byte_and_makes_no_entries(scene: Scene) -> None:
    plain = await exported(scene)
    changed = await scene.dung.patch("/v1/programme", json={"review_placement": "section"})
    assert (changed.status_code, changed.json()["review_placement"]) == (200, "section")
    first, second = [await exported(scene, reviews="true") for _ in range(2)]
    assert (set(first), first) == ({WEEK}, second)
    shown = first[WEEK].removeprefix(plain[WEEK]).decode()
    assert shown.startswith("\n\n<!-- weeklog: review -->\n## Week 1: review\n\n")
    assert "- Built it\n- Tested it\n" in shown
    assert "<script>" not in shown
    before = (await scene.an.get("/v1/weeks/1")).json()
    report = (await send_zip(scene.an, zipped(first))).json()["pages"]
    assert [(one["path"], one["outcome"]) for one in report] == [(WEEK, "unchanged")]
    after = (await scene.an.get("/v1/weeks/1")).json()
    assert [after[name] for name in ("entries", "objectives", "achievements")] == [
        before[name] for name in ("entries", "objectives", "achievements")
    ]
    assert await exported(scene, reviews="true") == first
    assert await exported(scene) == plain


async def test_no_import_makes_entries_of_it(scene: Scene) -> None:
    pages = await exported(scene, reviews="true")
    before = (await scene.an.get("/v1/weeks/1")).json()
    again = await send_zip(scene.an, zipped(pages))
    assert [one["path"] for one in again.json()["pages"]] == [WEEK]
    for path in (REVIEW, "week-2/_index.md", "week-2.md"):  # also where somebody has moved it
        refused = await scene.an.post("/v1/pages/import", files=parts({path: pages[REVIEW]}))
        assert (refused.status_code, "is a review that weeklog wrote" in refused.text) == (422, True)
    after = (await scene.an.get("/v1/weeks/1")).json()
    assert (after["entries"], after["objectives"]) == (before["entries"], before["objectives"])
    assert (await scene.an.get("/v1/weeks/2")).json()["entries"] == []


async def test_hugo_builds_it_and_runs_nothing_that_others_wrote(scene: Scene, tmp_path: Path) -> None:
    hugo = shutil.which("hugo")
    if hugo is None:
        pytest.skip("`hugo` is not installed; what it shows was not looked at")
    for path, raw in (await exported(scene, reviews="true")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    layouts = tmp_path / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("list", "single"):
        (layouts / f"{name}.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}")
    unsafe = 'baseURL = "http://localhost/"\n[markup.goldmark.renderer]\nunsafe = true\n'
    (tmp_path / "config.toml").write_text(unsafe)
    done = subprocess.run([hugo, "--quiet", "-s", tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = (tmp_path / "public" / "1-worklog" / "review-1" / "index.html").read_text()
    for part in (
        "<h1>Week 1: review</h1>",
        "<li>Built it</li>",
        "&lt;script&gt;window.caught=1",
        "{{&lt; figure",
    ):
        assert part in shown
    assert "<script>" not in shown
