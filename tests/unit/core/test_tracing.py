"""What a span is where traces are kept nowhere, and by which names statements go."""

import subprocess
import sys

import pytest

from weeklog.conversations.tables import ask_question
from weeklog.ids import new_id
from weeklog.jobs.queue import _ENQUEUE  # pyright: ignore[reportPrivateUsage] - its text is what is run
from weeklog.origin import new_request_id, request_of
from weeklog.spans import UNTRACED, begin, span, tracer
from weeklog.tracing.statements import name_of


def test_without_a_collector_a_span_is_always_the_same_nothing() -> None:
    assert tracer() is None
    assert span("reply") is UNTRACED
    assert begin("request", "server", new_request_id(), is_first=True) is UNTRACED
    with span("reply") as nothing:
        nothing.note(end="done")
        nothing.fail("lost")
        nothing.rename("other")


def test_without_a_collector_the_exporter_is_not_imported() -> None:
    asked = (
        "import sys\nfrom weeklog.tracing.export import tracing\n"
        "with tracing('api'): print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True, env={})
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        (ask_question.sql, "conversations.ask_question"),
        (_ENQUEUE, "jobs.enqueue"),
        ("BEGIN; SET LOCAL app.person_id = '0192'", "BEGIN"),
        ("select 'sesame'", "SELECT"),
        ("-- sesame", "STATEMENT"),
    ],
)
def test_a_statement_goes_by_its_name_or_its_first_word(sql: str, name: str) -> None:
    assert name_of(sql) == name


def test_what_stands_for_a_jobs_request_is_an_id_like_others_and_always_the_same() -> None:
    job, other = new_id(), new_id()
    assert request_of(job) == request_of(job) != request_of(other)
    assert len(request_of(job)) == len(new_request_id()) == 32
