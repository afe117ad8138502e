import pytest
from pydantic_ai.exceptions import ModelAPIError, ModelConnectionError, ModelHTTPError

from weeklog.errors import GiveUp, RetryLater
from weeklog_chat_worker.failures import LONGEST_WAIT, job_error
from weeklog_chat_worker.models.listening import CutOff, TooLong, TooSlow


@pytest.mark.parametrize(
    ("error", "expected", "after"),
    [
        (ModelHTTPError(429, "m", headers={"retry-after": "7"}), RetryLater, 7.0),
        (ModelHTTPError(429, "m", headers={"retry-after": "9000"}), RetryLater, LONGEST_WAIT),
        (ModelHTTPError(503, "m"), RetryLater, None),
        (ModelHTTPError(500, "m", body={"error": "what a person wrote"}), RetryLater, None),
        (ModelHTTPError(408, "m"), RetryLater, None),
        (ModelConnectionError("m", "x"), RetryLater, None),
        (TooSlow("m", "slow"), RetryLater, None),
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
