"""One project for all files: the build and the first start are the dear part."""

from collections.abc import Iterator

import pytest

from tests.support.compose_project import Project, copy_of_the_checkout
from tests.support.provider import Provider

FRIDAY = "2026-10-09T17:30:00+07:00"  # of the first week: its review is due
SUBNETS = ("172.30.84", "172.30.85")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = copy_of_the_checkout(tmp_path_factory.mktemp("project"))
    project = Project(folder, SUBNETS[0], {"WEEKLOG_ENV": "development", "WEEKLOG_NOW": FRIDAY})
    try:
        project.start("--build")
        project.bootstrap()
        with Provider(host=project.host) as model:
            project.write(
                {
                    "WEEKLOG_LLM_MODEL": "openai:fake",
                    "WEEKLOG_LLM_BASE_URL": model.base_url,
                    "WEEKLOG_LLM_API_KEY": "none",
                }
            )
            project.start()
            yield project
    finally:
        project.remove()


@pytest.fixture(scope="session")
def second(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Another, empty one of the same secrets and the same folder of backups, on the same engine."""
    folder = copy_of_the_checkout(tmp_path_factory.mktemp("second"))
    kept = {name: project.env[name] for name in ("WEEKLOG_SECRET_KEY", "WEEKLOG_ENV", "WEEKLOG_NOW")}
    second = Project(folder, SUBNETS[1], kept | {"WEEKLOG_BACKUPS": str(project.folder / "backups")})
    yield second
    second.remove()
