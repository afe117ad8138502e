"""One line per event, to standard output: JSON in production, plain text for people.

Nothing that a person wrote and no secret belongs in a line: log ids, counts, states and durations.
"""

import logging
import sys
from traceback import extract_tb
from typing import Any, Literal, cast

import structlog

from weeklog.origin import request_id

Logger = structlog.stdlib.BoundLogger


def configure_logs(process: str, level: str = "info", form: Literal["json", "text"] = "json") -> None:
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        _whence(process),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _where_it_was,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("httpx", "httpx2", "httpcore", "celery", "kombu", "amqp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def logger(name: str) -> Logger:
    return structlog.stdlib.get_logger(name)


def where(error: BaseException) -> dict[str, Any]:
    """Its kind and where it came from, without its text, which may quote what a person wrote."""
    frames = extract_tb(error.__traceback__)[-6:]
    return {
        "error": type(error).__name__,
        "where": [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _whence(process: str) -> structlog.typing.Processor:
    """The process, in lines of all its threads, and the request that the work comes from."""

    def add(_logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        line["process"] = process
        if (request := request_id()) is not None:
            line["request_id"] = request
        return line

    return add


def _where_it_was(
    _logger: object, _method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    error: Any = line.pop("exc_info", None)
    if isinstance(error, tuple):  # as other libraries give it
        error = cast("tuple[Any, ...]", error)[1]
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        line.update(where(error))
    return line
