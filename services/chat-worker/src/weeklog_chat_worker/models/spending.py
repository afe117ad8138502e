"""What a reply used, where the provider did not come to say it, and what it cost, at the provider's list price."""

import asyncio
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from genai_prices import Usage, calc_price
from pydantic_ai.messages import ModelMessage
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.usage import RequestUsage, RunUsage

from weeklog_chat_worker.models.chat_messages import chat_messages, chat_tools

MOST_UNLISTED = 1000
CHARACTERS_A_TOKEN = 4  # about, in most languages and models
_unlisted: set[str] = set()  # models that have no price here: there is no sense in asking again


def estimate(
    messages: Sequence[ModelMessage],
    parameters: ModelRequestParameters,
    characters: int,
    reported: RequestUsage,
) -> RequestUsage:
    """Of a request that was left, or broke off, after so many characters: what the provider has said, else a guess."""
    asked = [chat_messages(list(messages)), chat_tools(parameters.function_tools)]
    return RequestUsage(
        input_tokens=reported.input_tokens or len(orjson.dumps(asked)) // CHARACTERS_A_TOKEN,
        output_tokens=max(reported.output_tokens, -(-characters // CHARACTERS_A_TOKEN)),
    )


async def spent(programme_id: UUID, day: date, spender: str, usage: RunUsage) -> dict[str, Any]:
    """What somebody used of a model on a day, as it is counted. `spender` is the model."""
    used = {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens}
    cost = await price(spender, **used)
    return {"programme_id": programme_id, "day": day, "spender": spender, "usage": used, "cost": cost}


async def price(model: str, input_tokens: int, output_tokens: int) -> Decimal | None:
    """US dollars; none for a model whose price nobody lists, such as one of your own. `model` = `provider:name`."""
    if model in _unlisted or not (input_tokens or output_tokens):
        return None
    # In a thread, since the first price of a process reads a large table.
    found = await asyncio.to_thread(_listed_price, model, input_tokens, output_tokens)
    if found is None and len(_unlisted) < MOST_UNLISTED:
        _unlisted.add(model)
    return found


def _listed_price(model: str, input_tokens: int, output_tokens: int) -> Decimal | None:
    provider, _, name = model.rpartition(":")
    try:
        used = Usage(input_tokens=input_tokens, output_tokens=output_tokens)
        return calc_price(used, model_ref=name, provider_id=provider or None).total_price
    except LookupError:
        return None
