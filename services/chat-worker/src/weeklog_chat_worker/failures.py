"""What a model's failure means for the job. Our own words only: an error body may quote what a person wrote."""

from http import HTTPStatus

from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelConnectionError,
    ModelHTTPError,
)

from weeklog.errors import GiveUp, RetryLater
from weeklog_chat_worker.models.listening import CutOff, TooLong, TooSlow

LONGEST_WAIT = 120.0  # seconds; a provider that asks for more is asked again anyway
_PASSING = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)


def job_error(error: ModelAPIError) -> RetryLater | GiveUp:
    match error:
        case ModelHTTPError(status_code=status) if (
            status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PASSING
        ):
            return GiveUp(_refused(status))
        case ModelHTTPError(status_code=status, retry_after=after):
            return RetryLater(
                f"the language model is busy or failing ({status})", after and min(after, LONGEST_WAIT)
            )
        case TooLong():
            return GiveUp(error.message)
        case TooSlow() | CutOff():
            return RetryLater(error.message)
        case ModelConnectionError():
            return RetryLater("the language model cannot be reached")
        case _:
            return RetryLater("the language model's answer failed")


def _refused(status: int) -> str:
    remedy = {
        HTTPStatus.UNAUTHORIZED: "check WEEKLOG_LLM_API_KEY",
        HTTPStatus.FORBIDDEN: "check what WEEKLOG_LLM_API_KEY may use",
        HTTPStatus.NOT_FOUND: "check WEEKLOG_LLM_MODEL and WEEKLOG_LLM_BASE_URL",
    }.get(
        HTTPStatus(status) if status in set(HTTPStatus) else HTTPStatus.BAD_REQUEST,
        "ask something shorter or different",
    )
    return f"the language model refused the question ({status}): {remedy}"
