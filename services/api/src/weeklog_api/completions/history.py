"""What a chat front end says came before. Pure."""

from collections.abc import Sequence

import orjson

from weeklog.json_values import is_object
from weeklog_api.completions.schemas import SentMessage

MOST_EXCHANGES = 20
LONGEST = 8000  # characters of one question or answer


def exchanges(messages: Sequence[SentMessage]) -> list[dict[str, str]]:
    """Questions with their answers, oldest first. Instructions of the front end are none: the assistant has its
    own."""
    found: list[dict[str, str]] = []
    question = ""
    for message in messages:
        if message.role == "user":
            question = message.text
        elif message.role == "assistant" and question and message.text:
            found.append({"question": question[:LONGEST], "answer": _plain(message.text)[:LONGEST]})
            question = ""
    return found[-MOST_EXCHANGES:]


def last_answer(messages: Sequence[SentMessage]) -> str:
    return next((_plain(one.text) for one in reversed(messages) if one.role == "assistant"), "")


def _plain(text: str) -> str:
    """Of structured output its answer."""
    if not text.startswith("{"):
        return text
    try:
        answer = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    return str(answer.get("answer", text)) if is_object(answer) else text
