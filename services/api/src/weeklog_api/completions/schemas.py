"""What chat front ends send to `/v1/chat/completions`, as far as it means something here.

They send much more (temperature, penalties, seeds): the assistant answers from the worklog, so it is read and let
be. What would change the answer's meaning is refused. As with OpenAI, null is as good as left out.
"""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from weeklog.json_values import is_array, is_object
from weeklog_api.completions.shapes import WHOLE, Form, form_of
from weeklog_api.schemas import Typed

MODEL = "weeklog"
INSTRUCTIONS = ("system", "developer")


class Sent(Typed):
    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def without_nulls(cls, sent: Any) -> Any:
        if not is_object(sent):
            return sent
        return {name: value for name, value in sent.items() if value is not None}


class TextPart(Sent):
    type: Literal["text", "refusal"]
    text: str = ""


def _text_alone(content: Any) -> Any:
    """Says in one sentence what a union of models would say in several."""
    if isinstance(content, str):
        _storable(content)
    elif is_array(content):
        for part in content:
            _is_text(part)
    else:
        raise ValueError("must be a text, or a list of parts of the type 'text'")
    return content


def _is_text(part: Any) -> None:
    match part:
        case {"type": "text", "text": str(text)}:
            _storable(text)
        case {"type": "text"}:
            raise ValueError("holds a part whose `text` is missing or no string")
        case {"type": "refusal"}:
            pass  # what another model would not say
        case _:
            raise ValueError("holds a part that is not text: send parts of the type 'text' alone")


def _storable(text: str) -> None:
    if "\x00" in text:
        raise ValueError("holds a NUL character, which cannot be stored: remove it")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("holds half of a surrogate pair, which is no character: send valid Unicode")


class SentMessage(Sent):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str | list[TextPart] | None, BeforeValidator(_text_alone)] = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


def _ends_with_a_question(messages: list[SentMessage]) -> list[SentMessage]:
    """Instructions may stand behind it; they are let be there too."""
    while messages and messages[-1].role in INSTRUCTIONS:
        messages = messages[:-1]
    if not messages or messages[-1].role != "user" or not messages[-1].text.strip():
        raise ValueError("the last one must be a question of the role 'user'")
    return messages


def _is_left_to_the_assistant(asked: Any) -> Any:
    """Tools may be offered. Who insists on a call waits for one that never comes."""
    if asked not in (None, "auto", "none"):
        raise ValueError("the assistant calls none of your tools: leave it out, or send 'auto'")
    return asked


Choice = Annotated[Any, AfterValidator(_is_left_to_the_assistant)]
Question = AfterValidator(_ends_with_a_question)
_OF_FORMAT = "a JSON schema may name `answer` and `citations`, and what these have"


def asked_form(sent: dict[str, Any] | None) -> Form | None:
    """None: text. `json_schema` holds the schema, where it does not stand beside the type. Raises ValueError."""
    match (sent or {}).get("type", "text"):
        case "text":
            return None
        case "json_object":
            return WHOLE
        case "json_schema":
            inner = sent and sent.get("json_schema", sent)
            return form_of(inner.get("schema") if is_object(inner) else None)
        case _:
            raise ValueError("its type must be 'text', 'json_schema' or 'json_object'")


def _can_be_met(sent: dict[str, Any] | None) -> dict[str, Any] | None:
    asked_form(sent)
    return sent


Format = Annotated[dict[str, Any] | None, AfterValidator(_can_be_met), Field(description=_OF_FORMAT)]


class StreamOptions(Sent):
    include_usage: bool = False


class CompletionNew(Sent):
    model: str = MODEL
    messages: Annotated[list[SentMessage], Question]
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Annotated[Literal[1] | None, Field(description="one answer to a question")] = None
    response_format: Format = None
    modalities: list[str] | None = None
    tool_choice: Choice = None
    function_call: Choice = None

    @field_validator("modalities")
    @classmethod
    def are_text(cls, asked: list[str] | None) -> list[str] | None:
        if asked is not None and set(asked) - {"text"}:
            raise ValueError("answers are text: leave it out, or send ['text']")
        return asked

    @property
    def shape(self) -> Form | None:
        return asked_form(self.response_format)

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


class RefusedError(BaseModel):
    message: str
    type: str
    param: str | None
    code: str | None


class Refusal(BaseModel):
    """As OpenAI's API refuses."""

    error: RefusedError
