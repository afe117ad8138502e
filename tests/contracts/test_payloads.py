"""An example of every payload ever sent, which must still be read: a job or an event may be older than the process
that reads it. Add examples; never change one."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from weeklog.events import catalogue
from weeklog.events.catalogue import GatewayEvent, PersonEvent, ReplyEvent, any_event
from weeklog.jobs.catalogue import KINDS

EXAMPLES = json.loads(Path(__file__).with_name("payloads.json").read_text())
JOBS = [(name, payload) for name, payloads in EXAMPLES["jobs"].items() for payload in payloads]


@pytest.mark.parametrize(("name", "payload"), JOBS)
def test_a_job_is_still_read_as_it_was_sent(name: str, payload: dict[str, Any]) -> None:
    kind = KINDS[name]
    assert kind.write(kind.read(payload)) == payload


@pytest.mark.parametrize("payload", EXAMPLES["events"], ids=lambda one: one["type"])
def test_an_event_is_still_read_as_it_was_sent(payload: dict[str, Any]) -> None:
    event = any_event.validate_python(payload)
    # What has been added since has a value of its own.
    assert any_event.dump_python(event, mode="json", exclude_unset=True) == payload


def test_every_kind_of_job_and_event_has_an_example() -> None:
    kinds = (*get_args(PersonEvent), *get_args(ReplyEvent), *get_args(GatewayEvent))
    events = {kind.model_fields["type"].default for kind in kinds}
    assert {name for name, _ in JOBS} == set(KINDS)
    assert {one["type"] for one in EXAMPLES["events"]} == events


def test_every_event_is_of_a_stream() -> None:
    declared = {
        one
        for one in vars(catalogue).values()
        if isinstance(one, type) and issubclass(one, catalogue.Event) and "type" in one.model_fields
    }
    assert declared == {*get_args(PersonEvent), *get_args(ReplyEvent), *get_args(GatewayEvent)}
