"""Claude by Anthropic's own protocol: pydantic-ai's model, over our connections. Imported only where it is used."""

import httpx2
from anthropic import AsyncAnthropic
from pydantic_ai.models import Model
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.providers.anthropic import AnthropicProvider

ANTHROPIC = "https://api.anthropic.com"


def open_anthropic(client: httpx2.AsyncClient, name: str, base_url: str | None, api_key: str) -> Model:
    """The key is always given, so that the SDK looks for none in the environment; it repeats nothing by itself."""
    sdk = AsyncAnthropic(
        api_key=api_key, base_url=base_url or ANTHROPIC, http_client=client, max_retries=0, timeout=None
    )
    return AnthropicModel(name, provider=AnthropicProvider(anthropic_client=sdk))
