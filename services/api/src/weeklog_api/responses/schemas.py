"""What clients send to `/v1/responses`, as far as it means something here: read as a conversation of chat
completions is, so that both are one kind of question."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field

from weeklog.json_values import is_array, is_object
from weeklog_api.completions.schemas import MODEL, Choice, Format, Question, Sent, SentMessage, asked_form
from weeklog_api.completions.shapes import Form

_RESPONSE, _MESSAGE = "resp_", "msg_"  # before the id of a reply
_TEXTS = ("input_text", "output_text")


def response_id(reply_id: UUID) -> str:
    return f"{_RESPONSE}{reply_id}"


def message_id(reply_id: UUID) -> str:
    return f"{_MESSAGE}{reply_id}"


def reply_of(sent: str) -> UUID | None:
    """The reply that an id names; none when it is no id of ours."""
    try:
        return UUID(sent.removeprefix(_RESPONSE).removeprefix(_MESSAGE))
    except ValueError:
        return None


def _messages(sent: Any) -> Any:
    if isinstance(sent, str):
        return [{"role": "user", "content": sent}]
    if not is_array(sent):
        raise ValueError("must be a text, or a list of messages")
    return [
        _message(item) for item in sent if not is_object(item) or item.get("type", "message") == "message"
    ]


def _message(item: Any) -> Any:
    if is_object(item) and is_array(item.get("content")):
        return {**item, "content": [_part(part) for part in item["content"]]}
    return item


def _part(part: Any) -> Any:
    return {**part, "type": "text"} if is_object(part) and part.get("type") in _TEXTS else part


def _known(sent: Any) -> Any:
    reply_id = reply_of(sent) if isinstance(sent, str) else None
    if reply_id is None:
        raise ValueError("is the id of no answer: send `id` of the response before, such as 'resp_...'")
    return reply_id


class TextOptions(Sent):
    format: Format = None


class ResponseNew(Sent):
    model: str = MODEL
    input: Annotated[
        list[SentMessage],
        BeforeValidator(_messages, json_schema_input_type=str | list[dict[str, Any]]),
        Question,
        Field(description="the question, or the conversation that ends with it"),
    ]
    instructions: Annotated[Any, Field(description="let be: the assistant has its own")] = None
    previous_response_id: Annotated[UUID | None, BeforeValidator(_known, json_schema_input_type=str)] = None
    stream: bool = False
    text: TextOptions | None = None
    tool_choice: Choice = None
    background: Annotated[Literal[False] | None, Field(description="the answer comes to who asks")] = None
    conversation: Annotated[None, Field(description="go on by `previous_response_id`")] = None
    prompt: Annotated[None, Field(description="there are no stored prompts")] = None

    @property
    def format(self) -> dict[str, Any] | None:
        return self.text and self.text.format

    @property
    def shape(self) -> Form | None:
        return asked_form(self.format)
