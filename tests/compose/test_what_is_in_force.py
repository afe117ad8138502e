"""What docker-compose.yml promises, asked of the engine and of the processes inside."""

import re
from typing import Any

import pytest

from tests.support.compose_project import Project, missing
from tests.support.stack import EMAIL, PASSWORD
from tests.support.waiting import eventually

if lack := missing():
    pytest.skip(lack, allow_module_level=True)

OURS = ("api", "chat-worker", "reporting", "scheduler")
FREE = ("/", "/srv", "/app", "/code", "/etc")
TRY_TO_WRITE = "for folder in {}; do touch $folder/x 2>/dev/null && echo $folder; done; true"


def test_the_page_and_all_that_it_names_are_served(project: Project) -> None:
    with project.client() as client:
        page = client.get("/").raise_for_status()
        assets = re.findall(r'(?:src|href)="(/?[^":]+\.(?:js|css|svg|png|webmanifest))"', page.text)
        assert assets
        for path in assets:
            assert client.get(path).raise_for_status().content


def test_a_person_signs_in_through_the_proxy(project: Project) -> None:
    with project.client() as browser:
        del browser.headers["Authorization"]
        browser.headers["Origin"] = project.url
        browser.post("/v1/sessions", json={"email": EMAIL, "password": PASSWORD}).raise_for_status()
        assert browser.get("/v1/me").json()["person"]["email"] == EMAIL


def test_the_friday_review_is_drafted(project: Project) -> None:
    with project.client() as client:
        client.post("/v1/entries", json={"text": "Ran the compose file on an engine"}).raise_for_status()
        drafted = eventually(
            lambda: [one for one in client.get("/v1/reviews").json()["items"] if one["state"] == "drafted"],
            seconds=120,
        )
    assert [one["week"] for one in drafted] == [1]


def test_only_the_proxy_has_a_port_of_this_machine(project: Project) -> None:
    published = {
        (one["Config"]["Labels"]["com.docker.compose.service"], bound["HostIp"], bound["HostPort"])
        for one in project.containers()
        for bounds in one["NetworkSettings"]["Ports"].values()
        for bound in bounds or ()
    }
    assert published == {("proxy", "127.0.0.1", project.env["WEEKLOG_PORT"])}


@pytest.mark.parametrize("service", OURS)
def test_a_service_is_no_root_and_writes_nowhere_but_where_it_may(project: Project, service: str) -> None:
    (container, *_) = project.containers(service)
    told: dict[str, Any] = container["HostConfig"]
    assert (told["ReadonlyRootfs"], told["CapDrop"], told["Privileged"]) == (True, ["ALL"], False)
    assert told["SecurityOpt"] == ["no-new-privileges:true"]
    assert project.inside(service, "id", "-u").strip() == "10001"
    assert project.inside(service, "sh", "-c", TRY_TO_WRITE.format(" ".join(FREE))) == ""
    status = project.inside(service, "cat", "/proc/self/status")
    assert re.search(r"^CapEff:\s0+$", status, re.MULTILINE)
    assert re.search(r"^NoNewPrivs:\s1$", status, re.MULTILINE)


@pytest.mark.parametrize("service", OURS)
def test_memory_and_temporary_files_are_bounded(project: Project, service: str) -> None:
    limits = "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; true"
    assert project.inside(service, "sh", "-c", limits).split() == [str(2 << 30)]
    size = project.inside(service, "stat", "--file-system", "--format=%b %S", "/tmp").split()
    assert int(size[0]) * int(size[1]) == 1 << 30


def test_the_proxy_writes_nowhere_but_its_data(project: Project) -> None:
    (container,) = project.containers("proxy")
    assert (container["HostConfig"]["ReadonlyRootfs"], container["HostConfig"]["Memory"]) == (True, 256 << 20)
    assert project.inside("proxy", "sh", "-c", TRY_TO_WRITE.format("/ /srv /etc /usr")) == ""


def test_both_gateways_serve(project: Project) -> None:
    def served(number: int) -> float:
        told = project.inside("api", "python", "-c", READ_METRICS, number=number)
        return sum(float(line.rsplit(" ", 1)[1]) for line in told.splitlines() if 'route="/v1/me"' in line)

    before = [served(number) for number in (1, 2)]
    for _ in range(20):
        with project.client() as client:
            client.get("/v1/me").raise_for_status()
    after = [served(number) for number in (1, 2)]
    assert sum(after) - sum(before) == 20
    assert all(now > then for now, then in zip(after, before, strict=True))


READ_METRICS = """
import urllib.request
for line in urllib.request.urlopen("http://127.0.0.1:9100/metrics").read().decode().splitlines():
    if line.startswith("weeklog_http_requests_total"):
        print(line)
"""
