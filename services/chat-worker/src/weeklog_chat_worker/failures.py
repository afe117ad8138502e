"""What a model's failure means for the job. Our own words only: an error body may quote what a person wrote."""

from collections.abc import Mapping
from http import HTTPStatus

from pydantic_ai.exceptions import (
    ModelAPIError,
    ModelConnectionError,
    ModelHTTPError,
    ModelRateLimitError,
)
from pydantic_ai.messages import FinishReason

from weeklog.errors import GiveUp, RetryLater
from weeklog_chat_worker.models.egress import AddressRefused
from weeklog_chat_worker.models.listening import (
    CutOff,
    NoTools,
    Paused,
    StillSpeaking,
    TooLong,
    TooSlow,
    Unreadable,
)

LONGEST_WAIT = 60.0  # seconds that a person waits for a provider that asks to be left alone
_PASSING = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
_NEVER = frozenset(
    {HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED}
)  # however often it is asked


class NotNow(RetryLater):
    """Asking again soon would not help: whoever has another answer gives it."""


class NoAnswer(NotNow):
    """The language model was reached and gave no words."""


def no_answer(reason: FinishReason | None) -> NoAnswer | GiveUp:
    match reason:
        case "length":
            return NoAnswer("the language model used up its length before it answered")
        case "content_filter":
            return GiveUp("the language model's provider held the answer back: ask it differently")
        case _:
            return NoAnswer("the language model answered nothing")


def job_error(error: ModelAPIError, *, own: bool = False) -> RetryLater | GiveUp:  # noqa: PLR0911 - a table
    """`own`: the model is the programme's own, and its lead the one who can help."""
    match error:
        case ModelHTTPError(status_code=status) if (
            status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PASSING
        ) or status in _NEVER:
            return GiveUp(_refused(status, own=own))
        case ModelHTTPError(status_code=status, retry_after=after):
            return _later(f"the language model is busy or failing ({status})", after)
        case ModelRateLimitError(retry_after=after):  # said in the middle of a stream
            return _later("the language model is busy or failing", after)
        case Paused(seconds=seconds):
            return NotNow(error.message, seconds)
        case TooLong():
            return GiveUp(error.message)
        case NoTools():
            return NotNow(error.message)
        case TooSlow() | StillSpeaking() | CutOff() | Unreadable():
            return RetryLater(error.message)
        case ModelConnectionError():
            if why := _address_refused(error):
                return GiveUp(f"the language model's address may not be used: {why}")
            return RetryLater("the language model cannot be reached")
        case _:
            return RetryLater("the language model's answer failed")


def _later(reason: str, after: float | None) -> RetryLater:
    """To ask earlier than the provider wants would earn another refusal."""
    if after is not None and after > LONGEST_WAIT:
        return NotNow(reason, LONGEST_WAIT)
    return RetryLater(reason, after)


def _address_refused(error: BaseException) -> str | None:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, AddressRefused):
            return str(cause)
        cause = cause.__cause__ or cause.__context__
    return None


def _refused(status: int, *, own: bool) -> str:
    return f"the language model refused the question ({status}): {_remedy(status, own=own)}"


def _remedy(status: int, *, own: bool) -> str:
    other = f"what answers there is no chat completion; {_who(own=own)} should check its address"
    return (_OWN_REMEDIES.get(status) if own else None) or _REMEDIES.get(status, other)


_OWN_REMEDIES: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "the programme's lead should check its key",
    HTTPStatus.FORBIDDEN: "the programme's lead should check its key",
    HTTPStatus.NOT_FOUND: "the programme's lead should check the model's name and address",
}
_ASK_LESS = "ask something shorter, or begin a new conversation"
_BEGIN_ANEW = "begin a new conversation; if it goes on, the model's name or its server's options do not fit"
_REMEDIES: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "check WEEKLOG_LLM_API_KEY",
    HTTPStatus.FORBIDDEN: "check what WEEKLOG_LLM_API_KEY may use",
    HTTPStatus.NOT_FOUND: "check WEEKLOG_LLM_MODEL and WEEKLOG_LLM_BASE_URL",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _ASK_LESS,
    HTTPStatus.REQUEST_URI_TOO_LONG: _ASK_LESS,
    HTTPStatus.PAYMENT_REQUIRED: "the account of its key has no credit",
    HTTPStatus.BAD_REQUEST: _BEGIN_ANEW,
    HTTPStatus.UNPROCESSABLE_ENTITY: _BEGIN_ANEW,
}


def _who(*, own: bool) -> str:
    return "the programme's lead" if own else "whoever runs weeklog"
