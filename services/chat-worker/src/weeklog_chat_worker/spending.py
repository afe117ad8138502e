"""What a reply cost, at the provider's list price."""

import asyncio
from decimal import Decimal

from genai_prices import Usage, calc_price

MOST_UNLISTED = 1000
_unlisted: set[str] = set()  # models that have no price here: there is no sense in asking again


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
