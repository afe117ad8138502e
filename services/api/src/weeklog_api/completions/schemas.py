"""What chat front ends send to `/v1/chat/completions`, as far as it means something here.

They send much more (temperature, penalties, seeds): the assistant answers from the worklog, so it is read and let be. What
would change the answer's meaning is refused.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

MODEL = "weeklog"
MOST_MESSAGES = 400


class _Sent(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class TextPart(_Sent):
    type: str
    text: str = ""


class SentMessage(_Sent):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @model_validator(mode="after")
    def only_text(self) -> "SentMessage":
        if isinstance(self.content, list) and any(part.type != "text" for part in self.content):
            raise ValueError("holds a part that is not text: send text alone")
        return self

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(_Sent):
    include_usage: bool = False


class CompletionNew(_Sent):
    model: str = MODEL
    messages: Annotated[list[SentMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(ge=1, le=1, description="one answer to a question")] = None
    response_format: dict[str, Any] | None = None

    @model_validator(mode="after")
    def ends_with_a_question(self) -> "CompletionNew":
        if self.messages[-1].role != "user" or not self.messages[-1].text.strip():
            raise ValueError("messages: the last one must be a question of the role 'user'")
        if self.response_format and self.response_format.get("type", "text") != "text":
            raise ValueError("response_format: answers are text; leave it out")
        return self

    @property
    def wants_usage(self) -> bool:
        return self.stream_options is not None and self.stream_options.include_usage


class Model(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "weeklog"


class Models(BaseModel):
    object: Literal["list"] = "list"
    data: list[Model]
