"""A variable that is missing or wrong is told by its name when a service starts, in a line, and its value is not."""

import os
import subprocess
import sys

import pytest

from tests.support.stack import MODULES
from weeklog.preflight import read_settings
from weeklog.settings import Settings
from weeklog_api.settings import ApiSettings
from weeklog_chat_worker.settings import ChatSettings
from weeklog_reporting.settings import ReportingSettings
from weeklog_scheduler.settings import SchedulerSettings

SETTINGS = (ApiSettings, ChatSettings, ReportingSettings, SchedulerSettings)

GOOD = {
    "WEEKLOG_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c",
    "WEEKLOG_REDIS_URL": "redis://127.0.0.1:1/0",
    "WEEKLOG_SECRET_KEY": "x" * 40,
}
WRONG = [
    ("WEEKLOG_DATABASE_URL", "mysql://hush"),
    ("WEEKLOG_REDIS_URL", "http://hush"),
    ("WEEKLOG_SECRET_KEY", "hush"),
    ("WEEKLOG_LEASE_SECONDS", "hush"),
    ("WEEKLOG_MAIL_FROM", "hush"),
    ("WEEKLOG_NOW", "2026-10-09T17:30:00+07:00"),  # in production, which is the default
]


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_variable_is_named_in_a_line(
    settings: type[Settings], name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for known, good in (GOOD | {name: value}).items():
        monkeypatch.setenv(known, good)
    with pytest.raises(SystemExit) as ended:
        read_settings(settings)
    (line,) = str(ended.value).splitlines()
    assert line.startswith(name)
    assert value not in line


@pytest.mark.parametrize("module", MODULES.values())
def test_a_service_ends_with_the_names_of_what_is_missing(module: str) -> None:
    env = {"PATH": os.defpath}
    command = [sys.executable, "-m", module]
    ended = subprocess.run(command, env=env, check=False, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert [line.split(":")[0] for line in ended.stderr.splitlines()] == list(GOOD)
