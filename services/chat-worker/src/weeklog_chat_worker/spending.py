"""What a reply cost, at the provider's list price."""

from decimal import Decimal

from genai_prices import Usage, calc_price


def cost(model: str, input_tokens: int, output_tokens: int) -> Decimal | None:
    """US dollars; none for a model whose price nobody lists, such as one of your own. `model` = `provider:name`."""
    provider, _, name = model.rpartition(":")
    try:
        used = Usage(input_tokens=input_tokens, output_tokens=output_tokens)
        return calc_price(used, model_ref=name, provider_id=provider or None).total_price
    except LookupError:
        return None
