"""The demo of an empty database: one person, one programme, four weeks of pages. `python -m weeklog_local.demo`"""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx

from weeklog_local.home import Home
from weeklog_local.private_files import kept_secret, write_private
from weeklog_local.settings import CHECKOUT, Settings, read_settings

EMAIL = "demo@example.com"
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
    # Before the pages: whatever happens to them, the person can sign in.
    _import_pages(settings.address, json.loads(home.demo.read_text())["token"])
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


def _import_pages(address: str, token: str) -> None:
    pages = sorted(SITE.rglob("*.md"))
    files = [("files", (str(page.relative_to(SITE)), page.read_bytes(), "text/markdown")) for page in pages]
    authorization = {"Authorization": f"Bearer {token}"}
    answer = httpx.post(f"{address}/v1/pages/import", files=files, headers=authorization, timeout=60)
    if answer.is_error:
        sys.exit(f"The example pages were not imported: {answer.status_code} {answer.text[:500]}")
    print(f"Imported {len(pages)} example pages.")


if __name__ == "__main__":
    given = read_settings(os.environ)
    load_demo(given, Home(given.home))
