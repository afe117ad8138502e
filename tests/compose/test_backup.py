"""A backup by the documented command, into a second, empty project: what is exported there is the same to the byte."""

import shutil
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.support.compose_project import Project, missing

if lack := missing():
    pytest.skip(lack, allow_module_level=True)

FORMATS = ("json", "csv", "md")


def exported(project: Project) -> dict[str, bytes]:
    """By format, and by file of the archive: all but the one that says when it was made."""
    with project.client() as client:
        whole = {one: client.get(f"/v1/export?format={one}").raise_for_status().content for one in FORMATS}
        archive = ZipFile(BytesIO(client.get("/v1/account/export").raise_for_status().content))
    return whole | {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


@pytest.mark.timeout(900)
def test_what_was_backed_up_is_all_there_in_another_instance(project: Project, second: Project) -> None:
    with project.client() as client:
        client.post("/v1/entries", json={"text": "Đã sao lưu 💾"}).raise_for_status()
        file = client.post("/v1/artifacts?name=f.pdf", content=b"%PDF-1.4 x")
        assert file.is_success, file.text
    backups = project.folder / "backups"
    backups.mkdir(mode=0o700)
    shutil.chown(backups, 10001)
    project.compose("run", "--rm", "instance", "backup", "/backups", "--keep", "14")
    before = exported(project)
    (name,) = (file.name for file in backups.iterdir())
    project.compose("run", "--rm", "instance", "check", f"/backups/{name}", "--rehearse")
    second.compose("run", "--rm", "instance", "restore", f"/backups/{name}")
    second.start()
    second.token = project.token
    assert exported(second) == before
    second.compose("run", "--rm", "instance", "check")
