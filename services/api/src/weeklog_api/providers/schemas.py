from datetime import datetime
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints

from weeklog.vocabulary import JobState
from weeklog_api.schemas import Input, Line, Output


class ModelTest(Output):
    """What one tiny question to the model has shown; `null` = it did not come to that."""

    state: JobState
    reachable: bool | None = None
    key_accepted: bool | None = None
    streams: bool | None = None  # says its answer word by word, and says when it is complete
    calls_tools: bool | None = None
    said: str = ""  # all of it, for people
    seconds: float | None = None


class AssistantState(Output):
    model: str | None  # null = the installation's own
    base_url: str | None
    key_set: bool
    key_ends: str | None  # its last four characters, when it is long enough to show them
    changed_by: str | None
    changed_at: datetime | None
    test: ModelTest | None  # the last one of this choice


class AssistantNew(Input):
    model: Annotated[Line, Field(examples=["openai:gpt-5-mini", "anthropic:claude-sonnet-4-5"])]
    base_url: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] | None = (
        None  # null = the provider's own; of an OpenAI-compatible server, it ends in /v1
    )
    api_key: Annotated[SecretStr, Field(min_length=1, max_length=1000)] | None = None
