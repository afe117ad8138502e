"""A server on loopback that behaves as a test tells it: one word a connection, and the last word stays."""

import socketserver
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import TypeVar


class BehavingServer(socketserver.TCPServer):
    def __init__(self, handler: type[socketserver.BaseRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.behaviours: list[str] = ["ok"]

    def next_behaviour(self) -> str:
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


Server = TypeVar("Server", bound=BehavingServer)


@contextmanager
def serving(server: Server) -> Generator[Server]:
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
