import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.integration.cli.conftest import COMMAND, Weeklog
from tests.integration.cli.fake_api import FakeApi, ended


def test_an_answer_is_printed_with_its_citations(weeklog: Weeklog) -> None:
    said = weeklog("ask", "What did I build?")
    assert said.returncode == 0, said.stderr
    assert said.stdout == "You built a VPC [1].\n\n[1] week 1, Thu 8 Oct  Build a VPC\n"


def test_a_stream_that_is_cut_again_and_again_is_resumed_where_it_was(weeklog: Weeklog, api: FakeApi) -> None:
    api.cut_after = 2
    said = weeklog("ask", "What did I build?")
    assert said.stdout.startswith("You built a VPC [1].\n"), said.stderr
    assert _resumed(api) == [None, "1-2", "1-4"]


def _resumed(api: FakeApi) -> list[str | None]:
    return [asked.headers.get("last-event-id") for asked in api.asked if asked.path.endswith("/events")]


def test_line_separators_in_an_answer_do_not_break_its_events(weeklog: Weeklog, api: FakeApi) -> None:
    api.answer = ["one\u2028", "two\x85", "thrée\n"]
    assert weeklog("ask", "x").stdout.startswith("one\u2028twothrée\n")


def test_a_later_attempt_replaces_what_was_said(weeklog: Weeklog, api: FakeApi) -> None:
    begun = [("1-1", {"type": "reply.started"}), ("1-2", {"type": "reply.delta", "text": "Wrong"})]
    again = [("2-1", {"type": "reply.started"}), ("2-2", {"type": "reply.delta", "text": "Right."})]
    api.events = [*begun, *again, ("2-3", ended("Right."))]
    assert weeklog("ask", "x").stdout == "Wrong\n… again:\nRight.\n"


def test_when_the_digest_differs_the_stored_reply_is_shown(weeklog: Weeklog, api: FakeApi) -> None:
    api.answer = ["Stored."]
    api.events = [("1-1", {"type": "reply.started"}), ("1-2", ended("Stored."))]
    assert weeklog("ask", "x").stdout == "Stored.\n"


def test_what_comes_without_a_position_is_shown_and_resumed_after_the_last_one_that_had(
    weeklog: Weeklog, api: FakeApi
) -> None:
    whole = {"type": "reply.snapshot", "text": "Half and whole."}
    begun = [("1-1", {"type": "reply.started"}), ("1-2", {"type": "reply.delta", "text": "Half"})]
    api.events = [*begun, (None, whole), (None, ended("Half and whole."))]
    api.cut_after = 3
    said = weeklog("ask", "x")
    assert (said.returncode, said.stdout) == (0, "Half and whole.\n"), said.stderr
    assert _resumed(api) == [None, "1-2"]


def test_a_hole_that_stays_is_asked_for_once_and_the_whole_text_fills_it(
    weeklog: Weeklog, api: FakeApi
) -> None:
    api.events = [
        ("1-1", {"type": "reply.started"}),
        ("1-2", {"type": "reply.delta", "text": "a"}),
        *[(f"1-{n}", {"type": "reply.delta", "text": "?"}) for n in range(4, 9)],
        ("1-9", {"type": "reply.snapshot", "text": "abc"}),
        ("1-10", ended("abc")),
    ]
    assert weeklog("ask", "x").stdout == "abc\n"
    assert _resumed(api) == [None, "1-2"]


def test_a_hole_that_stays_to_the_end_is_asked_for_once_and_the_stored_reply_is_shown(
    weeklog: Weeklog, api: FakeApi
) -> None:
    api.answer = ["Stored."]
    begun = [("1-1", {"type": "reply.started"}), ("1-3", {"type": "reply.delta", "text": "ored."})]
    api.events = [*begun, ("1-4", ended("Stored."))]
    assert weeklog("ask", "x").stdout == "Stored.\n"
    assert _resumed(api) == [None, "1-1"]


def test_when_the_stream_is_gone_the_stored_reply_is_shown(weeklog: Weeklog, api: FakeApi) -> None:
    api.answer = ["Stored."]
    api.events = [("9-9", {"type": "stream.reset"})]
    assert weeklog("ask", "x").stdout.startswith("Stored.\n")


def test_who_waits_is_told_how_many_are_before_them(weeklog: Weeklog, api: FakeApi) -> None:
    api.answer = ["Here."]
    api.events = [
        (None, {"type": "reply.waiting", "before": 2}),
        (None, {"type": "reply.waiting", "before": 0}),
        ("1-1", {"type": "reply.started"}),
        ("1-2", {"type": "reply.delta", "text": "Here."}),
        ("1-3", ended("Here.")),
    ]
    said = weeklog("ask", "x")
    assert said.stdout.startswith("Here.\n")
    assert said.stderr == "2 questions are before yours.\nYour question is the next one.\n"


def test_a_failed_reply_exits_with_1_and_its_reason(weeklog: Weeklog, api: FakeApi) -> None:
    api.events = [("1-1", ended("", state="failed", error="the language model is away"))]
    said = weeklog("ask", "x")
    assert (said.returncode, said.stderr) == (1, "weeklog: the language model is away\n")


def test_as_json_the_whole_reply_is_printed_once(weeklog: Weeklog) -> None:
    answer = json.loads(weeklog("ask", "x", "--json").stdout)
    assert (answer["state"], answer["text"]) == ("done", "You built a VPC [1].")


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_control_c_stops_the_reply_upstream(
    environment: dict[str, str], api: FakeApi, tmp_path: Path
) -> None:
    api.answer, api.pause = ["word "] * 1000, 0.05
    process = subprocess.Popen(
        [COMMAND, "ask", "x"],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background has SIGINT ignored, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    assert process.stdout
    assert process.stdout.read(5) == "word "
    time.sleep(1)  # it is in the middle of the stream, also on a busy machine
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=20)
    assert process.returncode == 130, complaint
    assert "stopped" in complaint
    assert any(path.endswith("/stop") for path in api.paths())
