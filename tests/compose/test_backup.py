"""A backup by the documented command, into a second, empty project: what is exported there is the same to the byte."""

import shutil

import pytest

from tests.support.compose_project import Project

EXPORTS = (
    "/v1/export?format=json",
    "/v1/export?format=csv",
    "/v1/export?format=md",
    "/v1/account/export",
)


def exported(project: Project) -> dict[str, bytes]:
    with project.client() as client:
        return {path: client.get(path).raise_for_status().content for path in EXPORTS}


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
