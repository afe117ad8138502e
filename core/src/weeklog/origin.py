"""The request that the work at hand comes from. Its id is in its answer, in its log lines, in the rows of the jobs
that it makes, and in the log lines of the workers that run them."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from uuid import UUID

_origin: ContextVar[str | None] = ContextVar("origin", default=None)


def new_request_id() -> str:
    """32 hexadecimal digits, all of chance: what W3C Trace Context takes as the id of a trace."""
    return os.urandom(16).hex()


def request_of(job_id: UUID) -> str:
    """What stands for the request of a job that none has made: always the same."""
    return blake2b(job_id.bytes, digest_size=16).hexdigest()


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
