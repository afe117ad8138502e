"""A conversation of pydantic-ai as the messages of a chat completion. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    RetryFeedbackPart,
    SystemPromptPart,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)
from pydantic_ai.tools import ToolDefinition

Message = dict[str, Any]


def chat_messages(messages: Sequence[ModelMessage]) -> list[Message]:
    instructions = next(
        (
            one.instructions
            for one in reversed(messages)
            if isinstance(one, ModelRequest) and one.instructions
        ),
        None,
    )
    said: list[Message] = [{"role": "system", "content": instructions}] if instructions else []
    for message in messages:
        said += [_answer(message)] if isinstance(message, ModelResponse) else _request(message)
    return said


def chat_tools(tools: Iterable[ToolDefinition]) -> list[Message]:
    return [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": tool.description or "",
                "parameters": tool.parameters_json_schema,
            },
        }
        for tool in tools
    ]


def _request(request: ModelRequest) -> list[Message]:
    said: list[Message] = []
    for part in request.parts:
        match part:
            case SystemPromptPart(content=content):
                said.append({"role": "system", "content": content})
            case UserPromptPart(content=str(content)):
                said.append({"role": "user", "content": content})
            case ToolReturnPart(tool_call_id=call):
                said.append({"role": "tool", "tool_call_id": call, "content": part.model_response_str()})
            case RetryFeedbackPart(content=str(content)):
                said.append({"role": "user", "content": content})
            case _:
                raise TypeError(f"the assistant sends no {type(part).__name__}")
    return said


def _answer(response: ModelResponse) -> Message:
    text = "".join(part.content for part in response.parts if isinstance(part, TextPart))
    calls = [
        {
            "id": part.tool_call_id,
            "type": "function",
            "function": {"name": part.tool_name, "arguments": part.args_as_json_str()},
        }
        for part in response.parts
        if isinstance(part, ToolCallPart)
    ]
    return {"role": "assistant", "content": text or None} | ({"tool_calls": calls} if calls else {})
