"""Spans: what was done for a request, and how long it took, in every process that worked on it.

A span holds names, states and counts; never what people wrote, a statement's values or an exception's text. Traces are
kept where `OTEL_EXPORTER_OTLP_ENDPOINT` is set. Elsewhere nothing of OpenTelemetry is imported, and a span is one
look at a variable.

The request's id is the trace's id, and its second half is the id of the first span: a job that names its request names
its trace.
"""

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Literal, Protocol

SpanKind = Literal["server", "consumer", "client", "internal"]
Note = str | int | float | bool


class Span(Protocol):
    def rename(self, name: str) -> None: ...

    def note(self, **notes: Note) -> None:
        """`route` is kept as `weeklog.route`."""
        ...

    def fail(self, why: str) -> None:
        """`why`: a word of ours, or an exception's class."""
        ...


class Tracer(Protocol):
    def span(self, name: str, kind: SpanKind, notes: dict[str, Note]) -> AbstractContextManager[Span]: ...

    def begin(
        self, name: str, kind: SpanKind, trace_id: str, *, is_first: bool
    ) -> AbstractContextManager[Span]: ...

    def statement(self, sql: str, seconds: float, error: BaseException | None) -> None: ...


class _Nothing:
    def rename(self, name: str) -> None: ...

    def note(self, **notes: Note) -> None: ...

    def fail(self, why: str) -> None: ...


UNTRACED: AbstractContextManager[Span] = nullcontext(_Nothing())
"""A span that nobody keeps."""
_tracer: Tracer | None = None


def tracer() -> Tracer | None:
    """Of this process; none where no traces are kept."""
    return _tracer


def span(name: str, kind: SpanKind = "internal", **notes: Note) -> AbstractContextManager[Span]:
    """A part of the present span."""
    return UNTRACED if _tracer is None else _tracer.span(name, kind, notes)


def begin(name: str, kind: SpanKind, trace_id: str, *, is_first: bool) -> AbstractContextManager[Span]:
    """What this process does for a request. `trace_id`: the request's id. `is_first`: no other span is above this."""
    return UNTRACED if _tracer is None else _tracer.begin(name, kind, trace_id, is_first=is_first)


@contextmanager
def traced_by(tracer: Tracer) -> Generator[None]:
    global _tracer  # noqa: PLW0603 - one a process, as its logs are
    _tracer = tracer
    try:
        yield
    finally:
        _tracer = None
