"""What is away is told by its name, and what is still done goes on."""

from typing import Any

import httpx
import pytest

from tests.support.compose_project import Project, missing
from tests.support.waiting import eventually

if lack := missing():
    pytest.skip(lack, allow_module_level=True)


def told(project: Project) -> dict[str, Any]:
    return httpx.get(f"{project.url}/readyz", timeout=30).json()


def becomes(project: Project, status: str, seconds: float) -> dict[str, Any]:
    def there() -> dict[str, Any] | None:
        state = told(project)
        return state if state["status"] == status else None

    return eventually(there, seconds)


@pytest.mark.timeout(600)
def test_without_valkey_entries_are_saved_and_the_gateway_says_degraded(project: Project) -> None:
    project.compose("stop", "valkey")
    try:
        state = becomes(project, "degraded", 60)
        assert state["database"] == "ok"
        assert state["streams"] != "ok"
        with project.client() as client:
            assert client.post("/v1/entries", json={"text": "Valkey was away"}).status_code == 201
        assert {one["State"]["Health"]["Status"] for one in project.containers("api")} == {"healthy"}
    finally:
        project.compose("start", "valkey")
    becomes(project, "ready", 200)


@pytest.mark.timeout(600)
def test_without_the_database_gateways_are_unhealthy_and_people_are_told_to_wait(project: Project) -> None:
    project.compose("stop", "postgres")
    try:
        eventually(
            lambda: {one["State"]["Health"]["Status"] for one in project.containers("api")} == {"unhealthy"},
            seconds=120,
        )
        with project.client() as client:
            refused = client.get("/v1/me")
            assert (refused.status_code, "Retry-After" in refused.headers) == (503, True)
    finally:
        project.compose("start", "postgres")
    becomes(project, "ready", 200)


@pytest.mark.timeout(900)
def test_a_queue_that_nobody_works_on_is_named(project: Project) -> None:
    project.compose("stop", "chat-worker")
    try:
        state = becomes(project, "degraded", 300)
        assert state["queues"] == {"chat": "late", "words": "late", "reviews": "ok"}
        shown = project.run("docker", "compose", "run", "--rm", "instance", "status", check=False)
        assert shown.returncode == 1
        assert "chat" in shown.stdout
    finally:
        project.compose("start", "chat-worker")
    becomes(project, "ready", 200)
