from typing import Self

from pydantic import Field, SecretStr, model_validator

from weeklog.settings import Settings
from weeklog_chat_worker.models.listening import Limits


class ChatSettings(Settings):
    """Without a model the offline assistant answers: it needs no key and no network."""

    llm_model: str | None = None  # `openai:NAME`, or just NAME
    llm_base_url: str | None = None  # any OpenAI-compatible address, ending in /v1; none = OpenAI's own
    llm_api_key: SecretStr | None = None
    llm_first_token_seconds: float = Field(default=30, gt=0)
    llm_between_tokens_seconds: float = Field(default=20, gt=0)
    llm_total_seconds: float = Field(default=180, gt=0)  # for one reply, tools included
    chat_slots: int = Field(default=320, ge=1, le=2000)  # replies that one process writes at the same time

    @model_validator(mode="after")
    def is_openai_compatible(self) -> Self:
        provider, colon, _ = (self.llm_model or "").partition(":")
        if colon and provider != "openai" and self.llm_base_url is None:
            raise ValueError(
                f"WEEKLOG_LLM_MODEL names the provider {provider!r}: only `openai:NAME` is spoken. "
                "For any other OpenAI-compatible server set WEEKLOG_LLM_BASE_URL too."
            )
        return self

    @property
    def limits(self) -> Limits:
        return Limits(self.llm_first_token_seconds, self.llm_between_tokens_seconds, self.llm_total_seconds)

    @property
    def llm_name(self) -> str | None:
        return None if self.llm_model is None else self.llm_model.removeprefix("openai:")
