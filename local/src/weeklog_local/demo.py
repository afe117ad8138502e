"""The demo of an empty database: an intern who leads their programme, four weeks of pages, and a mentor.

`python -m weeklog_local.demo`
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from weeklog_local.home import Home
from weeklog_local.private_files import kept_secret, write_private
from weeklog_local.settings import CHECKOUT, Settings, read_settings

EMAIL = "demo@example.com"
MENTOR = "mentor@example.com"
SITE = CHECKOUT / "examples" / "site"
DATABASE_HAS_PEOPLE = 3


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
        _import_pages(client)
        _bring_mentor(client, home)
    _unfinished(home).unlink()


def _unfinished(home: Home) -> Path:
    return home.run / "demo-unfinished"


def _make_person(settings: Settings, home: Home) -> bool:
    password = kept_secret(home.secrets / "demo")
    wanted = {
        "email": EMAIL,
        "name": "Minh Demo",
        "programme": "First Cloud Journey",
        "zone": "Asia/Ho_Chi_Minh",
        "starts-on": "2026-10-05",  # the Monday of the first example week
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


def _import_pages(client: httpx.Client) -> None:
    pages = sorted(SITE.rglob("*.md"))
    files = [("files", (str(page.relative_to(SITE)), page.read_bytes(), "text/markdown")) for page in pages]
    _done(client.post("/v1/pages/import", files=files), "The example pages were not imported")
    print(f"Imported {len(pages)} example pages.")


def _bring_mentor(client: httpx.Client, home: Home) -> None:
    """By an invitation, as every mentor comes; once, also when a load that was cut short is finished."""
    password = kept_secret(home.secrets / "demo-mentor")
    if not any(member["email"] == MENTOR for member in _members(client)):
        invited = client.post("/v1/programme/invitations", json={"role": "mentor", "email": MENTOR})
        secret = _done(invited, "No mentor was invited")["secret"]
        accepted = httpx.post(
            f"{client.base_url}/v1/invitations/{secret}/accept",
            json={"name": "Mai Mentor", "email": MENTOR, "password": password},
            timeout=60,
        )
        _done(accepted, "No mentor came")
    people = {member["email"]: member["person_id"] for member in _members(client)}
    mentored = client.put(
        f"/v1/programme/members/{people[EMAIL]}/mentors", json={"mentors": [people[MENTOR]]}
    )
    _done(mentored, "The mentor mentors nobody")
    told = json.loads(home.demo.read_text()) | {"mentor": {"email": MENTOR, "password": password}}
    write_private(home.demo, json.dumps(told, indent=2) + "\n")


def _members(client: httpx.Client) -> list[dict[str, Any]]:
    return _done(client.get("/v1/programme/members"), "The programme has no members")["items"]


def _done(answer: httpx.Response, otherwise: str) -> dict[str, Any]:
    if answer.is_error:
        sys.exit(f"{otherwise}: {answer.status_code} {answer.text[:500]}")
    return answer.json()


if __name__ == "__main__":
    given = read_settings(os.environ)
    load_demo(given, Home(given.home))
