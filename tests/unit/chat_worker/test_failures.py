from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pydantic_ai.exceptions import ModelAPIError, ModelConnectionError, ModelHTTPError

from weeklog.errors import GiveUp, RetryLater
from weeklog_chat_worker.failures import LONGEST_WAIT, NotNow, job_error
from weeklog_chat_worker.models.egress import AddressRefused
from weeklog_chat_worker.models.listening import CutOff, Paused, StillSpeaking, TooLong, TooSlow, Unreadable


@pytest.mark.parametrize(
    ("error", "expected", "after"),
    [
        (ModelHTTPError(429, "m", headers={"retry-after": "7"}), RetryLater, 7.0),
        (ModelHTTPError(429, "m", headers={"retry-after": "9000"}), NotNow, LONGEST_WAIT),
        (Paused("m", 3.0), NotNow, 3.0),
        (Unreadable("m", "strange"), RetryLater, None),
        (ModelHTTPError(503, "m"), RetryLater, None),
        (ModelHTTPError(500, "m", body={"error": "what a person wrote"}), RetryLater, None),
        (ModelHTTPError(408, "m"), RetryLater, None),
        (ModelConnectionError("m", "x"), RetryLater, None),
        (TooSlow("m", "slow"), RetryLater, None),
        (StillSpeaking("m", "slow"), RetryLater, None),
        (CutOff("m", "cut"), RetryLater, None),
        (ModelAPIError("m", "what a person wrote"), RetryLater, None),
        (ModelHTTPError(401, "m"), GiveUp, None),
        (ModelHTTPError(404, "m"), GiveUp, None),
        (ModelHTTPError(400, "m", body="what a person wrote"), GiveUp, None),
        (TooLong("m", "long"), GiveUp, None),
    ],
)
def test_passing_failures_are_tried_again_and_lasting_ones_given_up(
    error: ModelAPIError, expected: type[Exception], after: float | None
) -> None:
    verdict = job_error(error)
    assert type(verdict) is expected
    assert getattr(verdict, "after", None) == after
    assert "what a person wrote" not in str(verdict)


def test_a_refused_key_names_the_setting() -> None:
    assert str(job_error(ModelHTTPError(401, "m"))) == (
        "the language model refused the question (401): check WEEKLOG_LLM_API_KEY"
    )


def test_in_a_programme_with_a_model_of_its_own_the_lead_is_who_can_help() -> None:
    assert str(job_error(ModelHTTPError(401, "m"), own=True)) == (
        "the language model refused the question (401): the programme's lead should check its key"
    )


def test_a_refused_address_is_named_as_the_reason_and_not_tried_again() -> None:
    error = ModelConnectionError("m", "x")
    error.__cause__ = AddressRefused("it is a link-local or metadata address")
    verdict = job_error(error)
    assert type(verdict) is GiveUp
    assert str(verdict) == (
        "the language model's address may not be used: it is a link-local or metadata address"
    )


def test_a_date_in_retry_after_is_understood() -> None:
    in_20_seconds = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    verdict = job_error(ModelHTTPError(429, "m", headers={"retry-after": in_20_seconds}))
    assert isinstance(verdict, RetryLater)
    assert verdict.after is not None
    assert 0 < verdict.after <= 20
