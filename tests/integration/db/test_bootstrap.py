"""The first person is made once."""

import json
import subprocess
import sys

COMMAND = (
    *(sys.executable, "-m", "weeklog.db.bootstrap", "--email", "an@example.com", "--name", "An"),
    *("--programme", "Ours", "--zone", "Asia/Ho_Chi_Minh", "--starts-on", "2026-10-05"),
)


def test_a_second_time_says_why_it_makes_nothing(database_url: str) -> None:
    env = {"WEEKLOG_DATABASE_URL": database_url, "WEEKLOG_PASSWORD": "correct horse battery"}
    made, again = (
        subprocess.run(COMMAND, env=env, check=False, capture_output=True, text=True) for _ in range(2)
    )
    assert (made.returncode, json.loads(made.stdout).keys()) == (0, {"person_id", "programme_id", "token"})
    assert (again.returncode, again.stdout) == (3, "")
    assert again.stderr.startswith("There are people here already")
