"""The language models that can be chosen, by the name before the colon."""

import asyncio
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

from pydantic_ai.models import Model

from weeklog.errors import GiveUp
from weeklog_chat_worker.models.clients import Clients
from weeklog_chat_worker.models.openai_compatible import ChatCompletions

Provider = Literal["openai", "anthropic", "bedrock"]
PROVIDERS: tuple[Provider, ...] = ("openai", "anthropic", "bedrock")


@dataclass(frozen=True)
class Choice:
    """Of an operator or of a programme's lead."""

    provider: Provider
    name: str
    base_url: str | None = None  # None = the provider's own
    api_key: str | None = field(default=None, repr=False)
    trusted: bool = False  # the operator's: it may be anywhere, and use the machine's own credentials

    @classmethod
    def read(
        cls, model: str, base_url: str | None = None, api_key: str | None = None, *, trusted: bool = False
    ) -> "Choice":
        """A name without a provider, or with one that is not ours, is the name at an OpenAI-compatible server."""
        provider, colon, name = model.partition(":")
        if colon and provider in PROVIDERS:
            return cls(provider, name, base_url, api_key, trusted)
        return cls("openai", model, base_url, api_key, trusted)


async def open_model(choice: Choice, clients: Clients, patience: float) -> Model[Any]:
    """Raises GiveUp when it cannot be what was chosen."""
    client = clients.trusted if choice.trusted else clients.checked
    match choice.provider:
        case "openai":
            return ChatCompletions(client, choice.name, choice.base_url, choice.api_key)
        case "anthropic" if choice.api_key:
            module = await _imported("anthropic")
            return module.open_anthropic(client, choice.name, choice.base_url, choice.api_key)
        case "bedrock" if choice.trusted:
            module = await _imported("bedrock")
            return await asyncio.to_thread(module.open_bedrock, choice.name, choice.base_url, patience)
        case provider:
            raise GiveUp(f"the language model's choice is incomplete: {provider} needs a key")


async def _imported(name: str) -> Any:
    """An SDK takes a second to import, and most workers need none: not at the start, and not on the event loop."""
    return await asyncio.to_thread(import_module, f"weeklog_chat_worker.models.{name}")
