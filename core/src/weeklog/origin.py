"""The request that the work at hand comes from. Its id is in its answer, in its log lines, in the rows of the jobs
that it makes, and in the log lines of the workers that run them."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from weeklog.ids import new_id

_origin: ContextVar[str | None] = ContextVar("origin", default=None)


def new_request_id() -> str:
    """32 hexadecimal digits: what W3C Trace Context takes as the id of a trace."""
    return new_id().hex


def request_id() -> str | None:
    return _origin.get()


@contextmanager
def coming_from(request: str | None) -> Generator[None]:
    """Within the block, and in the tasks that it starts."""
    token = _origin.set(request)
    try:
        yield
    finally:
        _origin.reset(token)
