import json

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi


def test_a_search_follows_the_cursor_and_keeps_to_its_limit(weeklog: Weeklog) -> None:
    for number in range(5):
        assert weeklog("log", f"Lab {number}").returncode == 0
    found = json.loads(weeklog("search", "lab", "--json").stdout)
    assert [hit["text"] for hit in found] == [f"Lab {number}" for number in range(5)]
    assert len(json.loads(weeklog("search", "lab", "-n", "3", "--json").stdout)) == 3
    assert weeklog("search", "nothing like it").stdout == "Nothing says 'nothing like it'.\n"


def test_what_is_found_is_shown_with_its_week_and_day(weeklog: Weeklog) -> None:
    weeklog("log", "Lab \x1b[31mone")
    lines = weeklog("search", "lab").stdout.splitlines()
    assert lines[-1].split() == ["1", "Thu", "8", "Oct", "Lab", "[31mone"]


def test_whose_what_and_when_are_asked_of_the_server(weeklog: Weeklog, api: FakeApi) -> None:
    weeklog("search", "lab", "--everyone", "-k", "entry", "-k", "comment", "--from", "2026-10-05")
    query = api.last("GET", "/v1/search").query
    assert "everyone=true" in query
    assert "kinds=entry&kinds=comment" in query
    assert "from=2026-10-05" in query
