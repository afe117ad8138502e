"""Whether traces are kept is decided here, once a process."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec

from weeklog.spans import traced_by

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"  # OpenTelemetry's own name
_PACKAGE = "opentelemetry.exporter.otlp.proto.http"


@contextmanager
def tracing(process: str) -> Generator[None]:
    """Ends the process where traces are asked for and OpenTelemetry is not installed."""
    if not os.environ.get(ENDPOINT):
        yield
        return
    if not _is_installed():
        sys.exit(
            f"{ENDPOINT} is set and OpenTelemetry is not installed: make run EXTRAS=tracing, build with "
            "EXTRA=tracing, or unset it"
        )
    from weeklog.tracing.otel import exporting  # noqa: PLC0415 - an extra

    with exporting(process) as tracer, traced_by(tracer):
        yield


def _is_installed() -> bool:
    try:
        return find_spec(_PACKAGE) is not None
    except ModuleNotFoundError:  # of a package above it
        return False
