"""What is wrong with a tool's arguments, by the names that the tool gives them."""

import logging
from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from fastmcp.exceptions import ToolError
from fastmcp.exceptions import ValidationError as ArgumentsError
from fastmcp.server.middleware import CallNext, Middleware, MiddlewareContext
from pydantic import BaseModel, ValidationError

from weeklog.errors import Fault, Invalid, WeeklogError
from weeklog_api.faults import faults_of

Names = Mapping[str, str]  # a field of the REST API -> the argument of the tool
M = TypeVar("M", bound=BaseModel)

_KINDS = {"missing_argument": "missing", "unexpected_keyword_argument": "extra_forbidden"}


class InWords(Middleware):
    """Arguments of a wrong kind, which the server refuses before a tool is run."""

    async def on_call_tool(self, context: MiddlewareContext[Any], call_next: CallNext[Any, Any]) -> Any:
        try:
            return await call_next(context)
        except ArgumentsError as error:
            if isinstance(error.__cause__, ValidationError):
                raise refusal(_of_input(error.__cause__, {})) from None
            raise


def read(model: type[M], sent: Mapping[str, Any], names: Names) -> M:
    """What a caller sent, by the rules of the REST API; None = left out. Raises ToolError."""
    try:
        return model.model_validate({name: value for name, value in sent.items() if value is not None})
    except ValidationError as error:
        raise refusal(_of_input(error, names)) from None


def told(error: WeeklogError, names: Names) -> ToolError:
    return refusal(_said(error.faults, names) if isinstance(error, Invalid) else str(error))


def refusal(said: str) -> ToolError:
    """What an agent can mend is no error of ours."""
    return ToolError(said, log_level=logging.INFO)


def _of_input(error: ValidationError, names: Names) -> str:
    details = [
        {**one, "type": _KINDS.get(one["type"], one["type"]), "loc": ("arguments", *one["loc"])}
        for one in error.errors()
    ]
    return _said(faults_of(RequestValidationError(details), None), names)


def _said(faults: list[Fault] | tuple[Fault, ...], names: Names) -> str:
    return "; ".join(f"{_name(fault.field, names)}: {fault.message}".removeprefix(": ") for fault in faults)


def _name(field: str, names: Names) -> str:
    first, dot, rest = field.partition(".")
    return f"{names.get(first, first)}{dot}{rest}"
