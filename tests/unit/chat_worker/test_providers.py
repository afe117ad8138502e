import secrets
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from weeklog_chat_worker.providers import Choice
from weeklog_chat_worker.settings import ChatSettings


def settings(**more: Any) -> ChatSettings:
    return ChatSettings(
        database_url="postgresql://localhost/x",
        redis_url="redis://localhost",
        secret_key=SecretStr(secrets.token_hex(32)),
        **more,
    )


@pytest.mark.parametrize(
    ("model", "base_url", "expected"),
    [
        ("openai:gpt-5", None, Choice("openai", "gpt-5", trusted=True)),
        ("anthropic:claude", None, Choice("anthropic", "claude", api_key="k", trusted=True)),
        ("bedrock:amazon.nova-lite-v1:0", None, Choice("bedrock", "amazon.nova-lite-v1:0", trusted=True)),
        ("llama", "http://h/v1", Choice("openai", "llama", "http://h/v1", trusted=True)),
        ("qwen3:8b", "http://h/v1", Choice("openai", "qwen3:8b", "http://h/v1", trusted=True)),
    ],
)
def test_the_name_before_the_colon_is_the_provider_when_it_is_one(
    model: str, base_url: str | None, expected: Choice
) -> None:
    chosen = settings(llm_model=model, llm_base_url=base_url, llm_api_key=expected.api_key)
    assert chosen.llm_choice == expected


def test_what_is_set_to_nothing_is_not_set() -> None:
    assert settings(llm_model="", llm_base_url="", llm_api_key="").llm_choice is None


@pytest.mark.parametrize("model", ["mistral:large", "anthropic:claude"])
def test_what_cannot_be_is_refused_at_the_start(model: str) -> None:
    with pytest.raises(ValidationError, match="WEEKLOG_LLM_"):
        settings(llm_model=model)


def test_a_choice_tells_no_key() -> None:
    assert "secret" not in repr(Choice.read("openai:x", None, "secret"))
