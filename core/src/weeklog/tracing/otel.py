"""The tracer of OpenTelemetry. Its provider is private: what libraries would say through the global one (arguments of
tools, texts of exceptions) is said to nobody."""

import os
import socket
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import NonRecordingSpan, SpanContext, Status, StatusCode, TraceFlags

from weeklog.spans import Note, Span, SpanKind
from weeklog.tracing.statements import name_of

_KINDS: Final = {
    "server": trace.SpanKind.SERVER,
    "consumer": trace.SpanKind.CONSUMER,
    "client": trace.SpanKind.CLIENT,
    "internal": trace.SpanKind.INTERNAL,
}
_present: ContextVar[trace.Span | None] = ContextVar("span", default=None)
_first_ids: ContextVar[tuple[int, int] | None] = ContextVar("first ids", default=None)


def _id_generator(by_chance: Any) -> Any:
    """The first span of a trace has its ids from the request, all others have theirs `by_chance`."""

    def first(place: int, otherwise: Callable[[], int]) -> int:
        ids = _first_ids.get()
        return ids[place] if ids else otherwise()

    own: dict[str, Callable[[object], int]] = {
        "generate_trace_id": lambda _self: first(0, chance.generate_trace_id),
        "generate_span_id": lambda _self: first(1, chance.generate_span_id),
    }
    chance: Any = by_chance()
    return type("RequestIds", (by_chance,), own)()


class _Span:
    def __init__(self, span: trace.Span) -> None:
        self._span = span

    def rename(self, name: str) -> None:
        self._span.update_name(name)

    def note(self, **notes: Note) -> None:
        self._span.set_attributes({f"weeklog.{name}": value for name, value in notes.items()})

    def fail(self, why: str) -> None:
        self._span.set_attribute("error.type", why)
        self._span.set_status(Status(StatusCode.ERROR))


class OtelTracer:
    def __init__(self, provider: Any) -> None:
        self._provider = provider
        self._tracer: trace.Tracer = provider.get_tracer("weeklog")

    @contextmanager
    def span(self, name: str, kind: SpanKind, notes: dict[str, Note]) -> Generator[Span]:
        above = _present.get()
        context = Context() if above is None else trace.set_span_in_context(above, Context())
        with self._inside(self._tracer.start_span(name, context, _KINDS[kind])) as span:
            span.note(**notes)
            yield span

    @contextmanager
    def begin(self, name: str, kind: SpanKind, trace_id: str, *, is_first: bool) -> Generator[Span]:
        number = int(trace_id, 16)
        ids = (number, number & (1 << 64) - 1)
        if is_first:
            token = _first_ids.set(ids)
            begun = self._tracer.start_span(name, Context(), _KINDS[kind])
            _first_ids.reset(token)
        else:
            begun = self._tracer.start_span(name, self._below(name, *ids), _KINDS[kind])
        with self._inside(begun) as span:
            yield span

    def statement(self, sql: str, seconds: float, error: BaseException | None) -> None:
        """One that has ended just now. Those that belong to no request and no job are not kept."""
        above = _present.get()
        if above is None or not above.is_recording():
            return
        now, name = time.time_ns(), name_of(sql)
        span = self._tracer.start_span(
            name,
            trace.set_span_in_context(above, Context()),
            trace.SpanKind.CLIENT,
            attributes={"db.system.name": "postgresql", "db.operation.name": name},
            start_time=now - int(seconds * 1e9),
        )
        if error is not None:
            _Span(span).fail(type(error).__name__)
        span.end(now)

    def _below(self, name: str, trace_id: int, span_id: int) -> Context:
        """Under the first span of a trace, which another process has. Whether it is kept both find out alike."""
        found = self._provider.sampler.should_sample(None, trace_id, name)
        flags = TraceFlags(TraceFlags.SAMPLED if found.decision.is_sampled() else TraceFlags.DEFAULT)
        first = SpanContext(trace_id, span_id, is_remote=True, trace_flags=flags)
        return trace.set_span_in_context(NonRecordingSpan(first), Context())

    @contextmanager
    def _inside(self, span: trace.Span) -> Generator[Span]:
        """Of an exception its class alone is kept."""
        token, wrapped = _present.set(span), _Span(span)
        try:
            yield wrapped
        except BaseException as error:
            wrapped.fail(type(error).__name__)
            raise
        finally:
            _present.reset(token)
            span.end()


@contextmanager
def exporting(process: str) -> Generator[OtelTracer]:
    """Where to, and how often, OpenTelemetry reads from its own variables (`OTEL_…`). Its API is always there, its
    SDK is an extra: it is imported here."""
    sdk: Any = import_module("opentelemetry.sdk.trace")
    ids: Any = import_module("opentelemetry.sdk.trace.id_generator")
    resources: Any = import_module("opentelemetry.sdk.resources")
    export: Any = import_module("opentelemetry.sdk.trace.export")
    otlp: Any = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    about = {
        "service.name": f"weeklog-{process}",
        "service.instance.id": f"{socket.gethostname()}:{os.getpid()}",
    }
    provider = sdk.TracerProvider(
        resource=resources.Resource.create(about),
        id_generator=_id_generator(ids.RandomIdGenerator),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(export.BatchSpanProcessor(otlp.OTLPSpanExporter()))
    try:
        yield OtelTracer(provider)
    finally:
        provider.shutdown()
