"""What a model's failure means for the job. Our own words only: an error body may quote what a person wrote."""

from http import HTTPStatus

from pydantic_ai.exceptions import (
    AgentRunError,
    ModelAPIError,
    ModelConnectionError,
    ModelHTTPError,
    UnexpectedModelBehavior,
    UsageLimitExceeded,
)

from weeklog.errors import GiveUp, RetryLater
from weeklog_chat_worker.models.overheard import CutOff, TooLong, TooSlow

LONGEST_WAIT = 120.0  # seconds; a provider that asks for more is asked again anyway
_PASSING = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)


def job_error(error: AgentRunError) -> RetryLater | GiveUp:  # noqa: PLR0911 - a table: one line for each case
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
        case ModelAPIError():
            return RetryLater("the language model's answer failed")
        case UsageLimitExceeded():
            return GiveUp("the language model looked things up again and again without answering")
        case UnexpectedModelBehavior():
            return RetryLater("the language model answered nothing that can be used")
        case _:
            return RetryLater(f"the assistant failed ({type(error).__name__})")


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
