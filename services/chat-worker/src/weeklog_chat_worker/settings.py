from typing import Self

from pydantic import Field, SecretStr, model_validator

from weeklog.settings import Settings
from weeklog_chat_worker.models.listening import Limits
from weeklog_chat_worker.providers import PROVIDERS, Choice
from weeklog_chat_worker.reader import ReaderChoice


class ChatSettings(Settings):
    """Without a model the offline assistant answers: it needs no key and no network."""

    llm_model: str | None = None  # `openai:NAME`, `anthropic:NAME`, `bedrock:NAME`, or just NAME
    llm_base_url: str | None = None  # none = the provider's own; for `openai`, it ends in /v1
    llm_api_key: SecretStr | None = None
    llm_first_token_seconds: float = Field(default=30, gt=0)
    llm_between_tokens_seconds: float = Field(default=20, gt=0)
    llm_total_seconds: float = Field(default=180, gt=0)  # for one reply, tools included
    llm_tries: int = Field(default=3, ge=1, le=5)  # of a model that has not said a word yet
    llm_fallback: bool = True  # without an answer from the model, the offline assistant answers and says so
    reader_model: str | None = None  # reads what the offline assistant's grammar does not
    reader_base_url: str | None = None  # of any OpenAI-compatible server, up to /v1
    reader_api_key: SecretStr | None = None
    reader_seconds: float = Field(default=3, gt=0, le=20)
    chat_slots: int = Field(default=320, ge=1, le=2000)  # replies that one process writes at the same time

    @model_validator(mode="after")
    def can_be_spoken_to(self) -> Self:
        provider, colon, _ = (self.llm_model or "").partition(":")
        if colon and provider not in PROVIDERS and not self.llm_base_url:
            raise ValueError(
                f"WEEKLOG_LLM_MODEL names the provider {provider!r}: {', '.join(PROVIDERS)} are known. "
                "For any other server that is OpenAI-compatible, set WEEKLOG_LLM_BASE_URL too."
            )
        if colon and provider == "anthropic" and not self.llm_api_key:
            raise ValueError("WEEKLOG_LLM_MODEL names `anthropic`: set WEEKLOG_LLM_API_KEY to its key")
        if self.reader_model and not self.reader_base_url:
            raise ValueError(
                "WEEKLOG_READER_MODEL is set: set WEEKLOG_READER_BASE_URL to its server's address, up to /v1"
            )
        return self

    @property
    def limits(self) -> Limits:
        return Limits(self.llm_first_token_seconds, self.llm_between_tokens_seconds, self.llm_total_seconds)

    @property
    def llm_choice(self) -> Choice | None:
        if not self.llm_model:  # compose files set what is not given to nothing
            return None
        key = self.llm_api_key.get_secret_value() if self.llm_api_key else None
        return Choice.read(self.llm_model, self.llm_base_url or None, key, trusted=True)

    @property
    def reader_choice(self) -> ReaderChoice | None:
        if not (self.reader_model and self.reader_base_url):
            return None
        key = self.reader_api_key.get_secret_value() if self.reader_api_key else None
        return ReaderChoice(self.reader_model, self.reader_base_url, self.reader_seconds, key)
