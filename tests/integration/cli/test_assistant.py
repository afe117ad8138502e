import json

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

PATH = "/v1/programme/assistant"
KEY = "sk-" + "k" * 40 + "Zz9A"
CHOSEN = {
    "model": "anthropic:claude-sonnet-4-5", "base_url": None, "key_set": True, "key_ends": "Zz9A", "test": None,
}  # fmt: skip
WORKS = {
    "state": "done", "reachable": True, "key_accepted": True, "streams": True, "calls_tools": True,
    "said": "It works: it streams its answers and calls tools.",
}  # fmt: skip


def test_the_key_is_read_from_standard_input_and_never_shown(weeklog: Weeklog, api: FakeApi) -> None:
    api.says = {f"PUT {PATH}": CHOSEN}
    said = weeklog("assistant", "choose", "anthropic:claude-sonnet-4-5", "--with-key", stdin=f"{KEY}\n")
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == "anthropic:claude-sonnet-4-5, with a key, which ends in Zz9A."
    assert json.loads(api.asked[-1].body) == {
        "model": "anthropic:claude-sonnet-4-5", "base_url": None, "api_key": KEY,
    }  # fmt: skip
    assert KEY not in said.stdout + said.stderr


def test_without_a_key_none_is_sent(weeklog: Weeklog, api: FakeApi) -> None:
    api.says = {f"PUT {PATH}": CHOSEN | {"key_set": False, "key_ends": None}}
    said = weeklog("assistant", "choose", "openai:x", "--base-url", "https://llm.example.com/v1")
    assert said.returncode == 0, said.stderr
    assert json.loads(api.asked[-1].body) == {"model": "openai:x", "base_url": "https://llm.example.com/v1"}


def test_a_test_says_what_works(weeklog: Weeklog, api: FakeApi) -> None:
    api.says = {f"POST {PATH}/test": {"state": "queued"}, f"GET {PATH}": CHOSEN | {"test": WORKS}}
    said = weeklog("assistant", "test")
    assert (said.returncode, said.stdout.strip()) == (0, WORKS["said"])
    api.says[f"GET {PATH}"] = CHOSEN | {"test": WORKS | {"calls_tools": False, "said": "It calls no tools."}}
    said = weeklog("assistant", "test")
    assert (said.returncode, said.stdout.strip()) == (1, "It calls no tools.")
