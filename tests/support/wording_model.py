"""An OpenAI-compatible server that words reviews, as honestly as it is told to: `with WordingModel() as model`.

`model.says` makes its answer from what it was asked, or names a trouble of `broken_provider`.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from tests.support.broken_provider import DONE, STREAM, TROUBLES, BrokenProvider, Writer, answers, event, says

Asked = dict[str, Any]
Says = Callable[[Asked, int], str]  # what the first message asked for, and which message this is


USAGE = b'data: {"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20}}\n\n'


class WordingModel(BrokenProvider):
    def __init__(self) -> None:
        super().__init__()
        self.says: Says | str = honest
        self.takes_schema = True
        self.bodies: list[dict[str, Any]] = []
        self.pause = 0.0  # seconds before it answers

    async def answer(self, body: dict[str, Any], writer: Writer) -> None:
        self.bodies.append(body)
        await asyncio.sleep(self.pause)
        if "response_format" in body and not self.takes_schema:
            await answers("400 Bad Request")(writer)
        elif isinstance(self.says, str):
            await TROUBLES[self.says](writer)
        else:
            told = [one["content"] for one in body["messages"] if one["role"] == "user"]
            text = self.says(json.loads(told[0]), len(told))
            await says(STREAM + event({"content": text}) + event({}, "stop") + USAGE + DONE)(writer)


def saying(asked: Asked, text: str, evidence: list[str] | None = None) -> str:
    """The same sentence for each line, about all entries of it or those that are named."""
    lines = [
        {
            "line": one["line"],
            "sentences": [{"text": text, "evidence": one["entries"] if evidence is None else evidence}],
        }
        for one in asked["lines"]
    ]
    return json.dumps({"lines": lines}, ensure_ascii=False)


def honest(asked: Asked, _: int) -> str:
    """Each line says what its first entry says."""
    texts = {one["ref"]: one["text"].split("\n")[0] for one in asked["entries"]}
    lines = [
        {
            "line": one["line"],
            "sentences": [{"text": texts[one["entries"][0]], "evidence": one["entries"][:1]}],
        }
        for one in asked["lines"]
    ]
    return json.dumps({"lines": lines}, ensure_ascii=False)
