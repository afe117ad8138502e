import json
import stat
from pathlib import Path

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import PASSWORD, SECRET, TOKEN, FakeApi, Json

NOBODY = {"WEEKLOG_TOKEN": "", "WEEKLOG_URL": ""}


def saved(tmp_path: Path) -> Path:
    return tmp_path / ".config/weeklog/login.json"


def test_a_login_is_remembered_for_its_owner_alone(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    said = weeklog("login", api.url, "--email", "lan@example.org", stdin=PASSWORD + "\n", **NOBODY)
    assert said.returncode == 0, said.stderr
    assert json.loads(saved(tmp_path).read_text()) == {"url": api.url, "token": TOKEN}
    assert stat.S_IMODE(saved(tmp_path).stat().st_mode) == 0o600
    assert PASSWORD not in said.stdout + said.stderr
    assert TOKEN not in said.stdout + said.stderr
    assert weeklog("week", **NOBODY).returncode == 0


def test_a_token_can_be_saved_from_standard_input(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    assert weeklog("login", api.url, "--with-token", stdin=TOKEN + "\n", **NOBODY).returncode == 0
    assert json.loads(saved(tmp_path).read_text())["token"] == TOKEN


def test_a_wrong_password_saves_nothing(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    said = weeklog("login", api.url, "--email", "lan@example.org", stdin="wrong\n", **NOBODY)
    assert (said.returncode, saved(tmp_path).exists()) == (1, False)
    assert "password is wrong" in said.stderr


def test_a_saved_token_is_not_sent_to_another_address(weeklog: Weeklog, api: FakeApi) -> None:
    weeklog("login", api.url, "--with-token", stdin=TOKEN + "\n", **NOBODY)
    api.asked.clear()
    said = weeklog("week", WEEKLOG_TOKEN="", WEEKLOG_URL=api.url.replace("127.0.0.1", "localhost"))
    assert (said.returncode, api.asked) == (1, [])
    assert "no token is known" in said.stderr


def test_the_demonstration_is_found_when_nothing_else_is_known(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    demo = tmp_path / ".weeklog" / "demo.json"
    demo.parent.mkdir()
    demo.write_text(json.dumps({"url": api.url, "token": TOKEN, "email": "a@example.org", "password": "x"}))
    assert weeklog("week", **NOBODY).returncode == 0
    demo.rename(tmp_path / "demo.json")
    assert weeklog("week", **NOBODY, WEEKLOG_HOME=str(tmp_path)).returncode == 0


def test_a_code_is_asked_for_where_there_is_a_second_factor(weeklog: Weeklog, api: FakeApi) -> None:
    api.code = "123456"
    login = ("login", api.url, "--email", "lan@example.org")
    assert weeklog(*login, stdin=f"{PASSWORD}\n123456\n", **NOBODY).returncode == 0
    assert weeklog(*login, stdin=f"{PASSWORD}\n000000\n", **NOBODY).returncode == 1


def test_the_token_may_come_from_the_page(weeklog: Weeklog, api: FakeApi, tmp_path: Path) -> None:
    said = weeklog("login", api.url, "--browser", stdin=TOKEN + "\n", BROWSER="true", **NOBODY)
    assert said.returncode == 0, said.stderr
    assert f"{api.url}/#/programme" in said.stderr
    assert TOKEN in saved(tmp_path).read_text()


def test_a_saved_login_that_cannot_be_read_is_named(weeklog: Weeklog, tmp_path: Path) -> None:
    saved(tmp_path).parent.mkdir(parents=True)
    saved(tmp_path).write_text("{")
    said = weeklog("week", **NOBODY)
    assert said.returncode == 1
    assert "login.json" in said.stderr


def test_a_token_is_made_listed_and_revoked(weeklog: Weeklog, api: FakeApi) -> None:
    made = weeklog("token", "create", "editor", "--scope", "read", "--days", "30")
    assert made.stdout == TOKEN + "\n"
    assert json.loads(api.last("POST", "/v1/tokens").body) == {
        "name": "editor",
        "scopes": ["read"],
        "expires_in_days": 30,
    }
    listed = weeklog("token", "list").stdout
    assert "editor" in listed
    assert TOKEN not in listed
    assert weeklog("token", "revoke", "abcdefghijkl").returncode == 0
    assert api.tokens == []


def test_a_person_is_added_with_a_first_password(weeklog: Weeklog) -> None:
    said = weeklog("user", "add", "minh@example.org", "--name", "Minh")
    assert (
        said.stdout == "Added minh@example.org as member.\nFirst password, shown this once: first-password\n"
    )


def test_one_sees_and_changes_who_one_is(weeklog: Weeklog, api: FakeApi) -> None:
    assert weeklog("me").stdout.splitlines()[:2] == [
        "Lan, lan@example.org",
        "Europe/Berlin (the programme's clocks), reminded in English",
    ]
    said = weeklog("me", "set", "--name", "Lan N.", "--zone", "Asia/Ho_Chi_Minh", "--language", "vi")
    assert said.stdout.splitlines()[:2] == [
        "Lan N., lan@example.org",
        "Asia/Ho_Chi_Minh (your own clocks), reminded in Vietnamese",
    ]
    assert json.loads(weeklog("me", "--json").stdout)["person"]["own_zone"] == "Asia/Ho_Chi_Minh"
    assert "(the programme's clocks)" in weeklog("me", "set", "--zone", "programme").stdout
    assert json.loads(api.last("PATCH", "/v1/me").body) == {"zone": None}
    said = weeklog("me", "set")
    assert (said.returncode, "give --name, --zone or --language" in said.stderr) == (1, True)


def test_a_password_is_changed_by_who_knows_the_old_one(weeklog: Weeklog, api: FakeApi) -> None:
    said = weeklog("password", stdin=f"{PASSWORD}\nanother long password\n")
    assert said.returncode == 0, said.stderr
    assert json.loads(api.last("POST", "/v1/me/password").body) == {
        "old": PASSWORD,
        "new": "another long password",
    }
    assert "another long password" not in said.stdout + said.stderr
    said = weeklog("password", stdin="wrong\nanother long password\n")
    assert (said.returncode, said.stderr) == (1, "weeklog: old: is not your password\n")


def test_a_password_that_is_lost_is_chosen_anew_by_a_link(
    weeklog: Weeklog, api: FakeApi, tmp_path: Path
) -> None:
    said = weeklog("password", f"{api.url}/#password={SECRET}", stdin="another long password\n", **NOBODY)
    assert said.returncode == 0, said.stderr
    assert json.loads(saved(tmp_path).read_text()) == {"url": api.url, "token": TOKEN}
    assert weeklog("password", "https://example.com/elsewhere", stdin="x\n").returncode == 1


def test_a_lead_makes_such_a_link(weeklog: Weeklog, api: FakeApi) -> None:
    minh: Json = {
        "person_id": "7",
        "name": "Minh",
        "email": None,
        "role": "member",
        "left_at": None,
        "mentors": [],
    }
    api.says["GET /v1/programme/members"] = {"items": [minh]}
    api.says["POST /v1/programme/members/7/password-link"] = {
        "secret": "s", "url": f"{api.url}/#password=s", "expires_at": "2026-10-09T00:00:00Z",
    }  # fmt: skip
    assert weeklog("user", "password-link", "minh").stdout.splitlines()[0] == f"{api.url}/#password=s"


def test_the_version_is_printed(weeklog: Weeklog) -> None:
    said = weeklog("--version")
    assert (said.returncode, said.stdout) == (0, "weeklog 0.1.0\n")


def test_a_command_that_does_not_exist_is_wrong_use(weeklog: Weeklog) -> None:
    assert weeklog("nonsense").returncode == 2


def test_sessions_are_listed_and_ended(weeklog: Weeklog, api: FakeApi) -> None:
    assert "signed in nowhere" in weeklog("sessions", "list").stderr + weeklog("sessions", "list").stdout
    times = {"created_at": "2026-10-05T08:00:00Z", "last_used_at": "2026-10-06T09:30:00Z"}
    api.sessions = [
        {"id": "0123456789abcdef", **times, "expires_at": "2026-11-04T08:00:00Z", "current": False}
    ]
    listed = weeklog("sessions", "list", TZ="ICT-7").stdout
    assert "0123456789abcdef" in listed
    assert "06 Oct 2026 16:30" in listed  # on the clock of who asks
    assert json.loads(weeklog("sessions", "list", "--json").stdout) == api.sessions
    assert weeklog("sessions", "end", "0123456789abcdef").returncode == 0
    assert api.sessions == []
    again = weeklog("sessions", "end", "0123456789abcdef")
    assert again.returncode == 1
    assert "no such session" in again.stderr
