"""The real clients that people already use, against the real product."""

from collections.abc import Iterator

import pytest

from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack

FRIDAY = "2026-10-16T10:00:00+07:00"  # in week 2


@pytest.fixture(scope="session")
def offline() -> Iterator[Stack]:
    """Without a language model, with two entries of this week."""
    with running_stack(
        now=FRIDAY, processes=("api", "scheduler", "chat-worker", "reporting"), watched=True
    ) as stack:
        with stack.client() as client:
            for text, day in (("Built the VPC", "2026-10-13"), ("Wrote the runbook", "2026-10-14")):
                client.post("/v1/entries", json={"text": text, "start_on": day}).raise_for_status()
        yield stack


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="session")
def with_model(provider: Provider) -> Iterator[Stack]:
    model = {"WEEKLOG_LLM_MODEL": "openai:fake", "WEEKLOG_LLM_BASE_URL": provider.base_url}
    with running_stack(now=FRIDAY, processes=("api", "scheduler", "chat-worker"), env=model) as stack:
        yield stack
