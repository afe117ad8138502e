"""A collector of OpenTelemetry on loopback: takes spans over OTLP/HTTP, and keeps every byte that came."""

import gzip
import zlib
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from threading import Thread
from typing import Any


class Collector:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.bodies: list[bytes] = []

    @property
    def bytes(self) -> bytes:
        return b"".join(self.bodies)

    def spans(self) -> list[tuple[str, Any]]:
        """Each with the name of the service that it comes from."""
        wire: Any = import_module("opentelemetry.proto.collector.trace.v1.trace_service_pb2")
        found: list[tuple[str, Any]] = []
        for body in list(self.bodies):
            for resource in wire.ExportTraceServiceRequest.FromString(body).resource_spans:
                service = attributes(resource.resource.attributes)["service.name"]
                found += [(service, span) for scope in resource.scope_spans for span in scope.spans]
        return found

    def trace(self, trace_id: str) -> list[tuple[str, Any]]:
        return [one for one in self.spans() if one[1].trace_id.hex() == trace_id]


def attributes(pairs: Iterable[Any]) -> dict[str, str]:
    return {pair.key: pair.value.string_value or str(pair.value.int_value) for pair in pairs}


@contextmanager
def collecting() -> Generator[Collector]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            match self.headers.get("Content-Encoding"):
                case "gzip":
                    body = gzip.decompress(body)
                case "deflate":
                    body = zlib.decompress(body)
                case _:
                    pass
            assert self.path == "/v1/traces"
            collector.bodies.append(body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its base names it
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        collector = Collector(server.server_address[1])
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield collector
        finally:
            server.shutdown()
