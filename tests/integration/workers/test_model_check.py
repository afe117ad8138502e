"""The test of a model tells one that is slow from one that has stopped."""

import httpx2
import pytest

from tests.support.provider import Provider
from weeklog_chat_worker.model_check import try_model
from weeklog_chat_worker.models.listening import Limits
from weeklog_chat_worker.models.openai_compatible import ChatCompletions

PATIENT = Limits(first_token=2, between_tokens=1, total=20)


@pytest.mark.parametrize(
    ("script", "limits", "streams", "calls_tools", "said"),
    [
        # Longer than any silence that is borne, and never silent.
        ("@tokens:30 @every:100", PATIENT, True, False, "did not call the tool"),
        ("@tokens:900 @every:100", Limits(2, 1, 3), True, None, "still at a tiny one after 3 seconds"),
        ("@tokens:9 @stall:3", PATIENT, False, None, "The language model stopped answering."),
        ("@hang", PATIENT, False, None, "The language model stopped answering."),
        ('@tool:ready:{"word":"weeklog"}', PATIENT, True, True, "It works"),
    ],
)
async def test_what_a_model_does_is_told(
    script: str, limits: Limits, *, streams: bool, calls_tools: bool | None, said: str
) -> None:
    with Provider(always=script) as provider:
        async with httpx2.AsyncClient(timeout=30) as client:
            found = await try_model(ChatCompletions(client, "slow", provider.base_url, None), limits)
    assert (found.reachable, found.streams, found.calls_tools) == (True, streams, calls_tools)
    assert said in found.said
