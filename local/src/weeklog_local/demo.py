"""The demo of an empty database: an intern who leads their programme, four weeks of pages, a mentor and a second
intern.

`python -m weeklog_local.demo`
"""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from weeklog_local.demo_pages import moved_page, starts_on
from weeklog_local.home import Home
from weeklog_local.private_files import kept_secret, write_private
from weeklog_local.settings import CHECKOUT, Settings, read_settings

EMAIL = "demo@example.com"
MENTOR = "mentor@example.com"
INTERN = "intern@example.com"
ZONE = "Asia/Ho_Chi_Minh"
SITE = CHECKOUT / "examples" / "site"
DATABASE_HAS_PEOPLE = 3
DEMO_PASSWORD_BYTES = 9  # twelve letters: to be typed by hand, on this machine only
LOGGED_BY_INTERN = (
    "Read the handbook and set up the editor #onboarding",
    "Drew the first version of the queue diagram https://example.com/guides/diagram #design",
    "Wrote tests for the worker's retries #testing",
)


def is_wanted(home: Home) -> bool:
    """Once loaded, never again, whatever became of it; a load that was cut short is finished."""
    return not home.demo.exists() or _unfinished(home).exists()


def load_demo(settings: Settings, home: Home) -> None:
    if not _unfinished(home).exists():
        _unfinished(home).touch()
        if not _make_person(settings, home):
            _unfinished(home).unlink()
            return
    # Before the rest: whatever happens to it, the person can sign in.
    with _client(settings.address, json.loads(home.demo.read_text())["token"]) as client:
        _import_pages(client, _today())
        _add_people(client, home)
    _unfinished(home).unlink()


def _unfinished(home: Home) -> Path:
    return home.run / "demo-unfinished"


def _make_person(settings: Settings, home: Home) -> bool:
    password = kept_secret(home.secrets / "demo", DEMO_PASSWORD_BYTES)
    wanted = {
        "email": EMAIL,
        "name": "Minh Demo",
        "programme": "First Cloud Journey",
        "zone": ZONE,
        "starts-on": starts_on(_today()).isoformat(),
        "weeks": "12",
    }
    command = [sys.executable, "-m", "weeklog.db.bootstrap"]
    made = subprocess.run(
        [*command, *(word for name, value in wanted.items() for word in (f"--{name}", value))],
        check=False,
        env={**os.environ, "WEEKLOG_PASSWORD": password},  # on the command line others could read it
        stdout=subprocess.PIPE,
        text=True,
    )
    if made.returncode == DATABASE_HAS_PEOPLE:
        return False
    made.check_returncode()
    told = {
        "url": settings.address,
        "email": EMAIL,
        "password": password,
        "token": json.loads(made.stdout)["token"],
    }
    write_private(home.demo, json.dumps(told, indent=2) + "\n")
    return True


def _client(address: str, token: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60)


def _today() -> date:
    """The programme's own day; `WEEKLOG_NOW` moves it as it moves the services."""
    fixed = os.environ.get("WEEKLOG_NOW")
    now = datetime.fromisoformat(fixed) if fixed else datetime.now(UTC)
    return now.astimezone(ZoneInfo(ZONE)).date()


def _import_pages(client: httpx.Client, today: date) -> None:
    pages = sorted(SITE.rglob("*.md"))
    files = [("files", (str(page.relative_to(SITE)), _moved(page, today), "text/markdown")) for page in pages]
    _done(client.post("/v1/pages/import", files=files), "The example pages were not imported")
    print(f"Imported {len(pages)} example pages.")


def _moved(page: Path, today: date) -> bytes:
    day_first = page.name.endswith(".vi.md")
    return moved_page(page.read_text(), today=today, day_first=day_first).encode()


def _add_people(client: httpx.Client, home: Home) -> None:
    """By invitations, as everybody comes; once, also when a load that was cut short is finished."""
    told = json.loads(home.demo.read_text())
    for role, email, name in (("mentor", MENTOR, "Mai Mentor"), ("intern", INTERN, "Lan Intern")):
        password = kept_secret(home.secrets / f"demo-{role}", DEMO_PASSWORD_BYTES)
        if not any(member["email"] == email for member in _members(client)):
            with _invited(client, role, email, name, password) as newcomer:
                if role == "intern":
                    _log_week(newcomer, _today())
        told[role] = {"email": email, "password": password}
    people = {member["email"]: member["person_id"] for member in _members(client)}
    for email in (EMAIL, INTERN):
        mentors = {"mentors": [people[MENTOR]]}
        mentored = client.put(f"/v1/programme/members/{people[email]}/mentors", json=mentors)
        _done(mentored, "The mentor mentors nobody")
    write_private(home.demo, json.dumps(told, indent=2) + "\n")


@contextmanager
def _invited(
    client: httpx.Client, role: str, email: str, name: str, password: str
) -> Generator[httpx.Client]:
    """The newcomer's own client, signed in by the session that accepting an invitation begins."""
    member = "member" if role == "intern" else role
    invited = client.post("/v1/programme/invitations", json={"role": member, "email": email})
    secret = _done(invited, f"No {role} was invited")["secret"]
    address = str(client.base_url)
    person = {"name": name, "email": email, "password": password}
    with httpx.Client(base_url=address, headers={"Origin": address.rstrip("/")}, timeout=60) as newcomer:
        _done(newcomer.post(f"/v1/invitations/{secret}/accept", json=person), f"No {role} came")
        yield newcomer


def _log_week(client: httpx.Client, today: date) -> None:
    monday = today - timedelta(days=today.weekday())
    for after, text in enumerate(LOGGED_BY_INTERN):
        if (day := monday + timedelta(days=after)) <= today:
            body = {"quick": text, "start_on": day.isoformat()}
            _done(client.post("/v1/entries", json=body), "The second intern's week was not logged")


def _members(client: httpx.Client) -> list[dict[str, Any]]:
    return _done(client.get("/v1/programme/members"), "The programme has no members")["items"]


def _done(answer: httpx.Response, otherwise: str) -> dict[str, Any]:
    if answer.is_error:
        sys.exit(f"{otherwise}: {answer.status_code} {answer.text[:500]}")
    return answer.json()


if __name__ == "__main__":
    given = read_settings(os.environ)
    load_demo(given, Home(given.home))
