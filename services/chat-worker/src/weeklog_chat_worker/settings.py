from typing import Self

from pydantic import Field, SecretStr, model_validator

from weeklog.settings import Settings


class ChatSettings(Settings):
    """Without a model the offline assistant answers: it needs no key and no network."""

    llm_model: str | None = None  # `openai:NAME`, or just NAME
    llm_base_url: str | None = None  # any OpenAI-compatible address, ending in /v1; none = OpenAI's own
    llm_api_key: SecretStr | None = None
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
    def llm_name(self) -> str | None:
        return None if self.llm_model is None else self.llm_model.removeprefix("openai:")
