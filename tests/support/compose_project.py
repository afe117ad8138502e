"""docker-compose.yml of this checkout as a project of its own, on this machine's engine.

Its `.env` is what docs/running.md says, with a port, a network and a name that no other project has. Base images are
those of the variables WEEKLOG_PYTHON_IMAGE and so on, where they are set.
"""

import json
import os
import secrets
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from tests.support.stack import EMAIL, PASSWORD, ROOT
from tests.support.waiting import eventually
from weeklog_local.ports import free_port

SECRETS = ("POSTGRES_PASSWORD", "WEEKLOG_DATABASE_PASSWORD", "WEEKLOG_REDIS_PASSWORD", "WEEKLOG_SECRET_KEY")
IMAGES = tuple(f"WEEKLOG_{name}_IMAGE" for name in ("PYTHON", "POSTGRES", "VALKEY", "PROXY"))
_PROGRAMME = ("--programme", "Our programme", "--zone", "Asia/Ho_Chi_Minh")
_WHEN = ("--starts-on", "2026-10-05", "--weeks", "12")


@cache
def missing() -> str:
    """What the tests of the whole file lack here, in a sentence; empty: nothing."""
    if os.environ.get("WEEKLOG_COMPOSE_TESTS") != "1":
        return "the whole compose file runs on an engine only when WEEKLOG_COMPOSE_TESTS=1 asks for it"
    for words in (("docker", "info"), ("docker", "compose", "version"), ("docker", "buildx", "version")):
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=30)
        except (OSError, subprocess.SubprocessError):
            return f"`{' '.join(words)}` fails here, so no compose file can be run"
    return ""


def copy_of_the_checkout(folder: Path) -> Path:
    """The files of the checkout as they are now, also those that are not committed."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    packed = subprocess.run(
        ["xargs", "-0", "tar", "c"], cwd=ROOT, input=names, check=True, capture_output=True
    )
    subprocess.run(["tar", "x", "-C", folder], input=packed.stdout, check=True)
    return folder


@dataclass
class Project:
    folder: Path
    subnet: str  # the first three numbers of its network
    env: dict[str, str] = field(default_factory=dict[str, str])
    token: str = ""

    def __post_init__(self) -> None:
        given = {name: os.environ[name] for name in IMAGES if name in os.environ}
        passwords = {name: secrets.token_hex(32) for name in SECRETS}
        own = {
            "COMPOSE_PROJECT_NAME": f"weeklog-test-{secrets.token_hex(3)}",
            "WEEKLOG_PORT": str(free_port()),
            "WEEKLOG_SUBNET": f"{self.subnet}.0/24",
            "WEEKLOG_IMAGE": "weeklog-test",
        }
        self.env = passwords | given | own | self.env
        self.write()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.env['WEEKLOG_PORT']}"

    @property
    def host(self) -> str:
        """This machine, as containers see it."""
        return f"{self.subnet}.1"

    @property
    def name(self) -> str:
        return self.env["COMPOSE_PROJECT_NAME"]

    def write(self, more: Mapping[str, str] | None = None) -> None:
        self.env |= more or {}
        file = self.folder / ".env"
        file.write_text("".join(f"{name}={value}\n" for name, value in self.env.items()))
        file.chmod(0o600)

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """In the project's folder, as whoever looks after it types it. A failure shows what was said."""
        env = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "DOCKER_CONFIG", "DOCKER_HOST")
            if name in os.environ
        }
        done = subprocess.run(words, cwd=self.folder, env=env, check=False, capture_output=True, text=True)
        assert not check or done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}"
        return done

    def compose(self, *words: str, check: bool = True) -> str:
        return self.run("docker", "compose", *words, check=check).stdout

    def start(self, *words: str) -> None:
        """Until the proxy and a gateway behind it answer."""
        self.compose("up", "--detach", *words)
        eventually(self._is_ready, seconds=300)

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=30).is_success
        except httpx.HTTPError:
            return False

    def bootstrap(self) -> None:
        """The first person, by the documented command."""
        who = ("--email", EMAIL, "--name", "An", *_PROGRAMME, *_WHEN)
        password = ("--env", f"WEEKLOG_PASSWORD={PASSWORD}")
        said = self.compose("run", "--rm", *password, "api", "python", "-m", "weeklog.db.bootstrap", *who)
        self.token = json.loads(said)["token"]

    def containers(self, service: str = "") -> list[dict[str, Any]]:
        """As the engine describes them; of all services without a name."""
        ids = self.compose("ps", "--all", "--quiet", *([service] if service else [])).split()
        return json.loads(self.run("docker", "inspect", *ids).stdout)

    def inside(self, service: str, *words: str, number: int = 1) -> str:
        return self.compose("exec", "--no-TTY", "--index", str(number), service, *words)

    def client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60)

    def remove(self) -> None:
        self.compose("--profile", "tools", "down", "--volumes", "--timeout", "5")
