"""The optional reader, over real HTTP: what it may make of a question, and what becomes of its faults."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from typing import Any

import pytest
from pydantic_ai.messages import ModelMessage, ModelRequest, UserPromptPart
from pydantic_ai.models import ModelRequestParameters

from tests.support.provider import Provider
from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.clients import Clients
from weeklog_chat_worker.models.offline.model import OfflineModel
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.models.offline.second_reading import Reading, is_unsure, query_of
from weeklog_chat_worker.reader import Reader, ReaderChoice
from weeklog_chat_worker.settings import ChatSettings

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))
ASKED = "glazing kiln in week 2 gimme the whole shebang"
GRAMMAR = Query(Intent.NONE, "en", said=ASKED)
NOTHING: dict[str, Any] = {"asks": "entries", "words": [], "time": None, "status": None, "tag": None}
READ = NOTHING | {"words": ["glazing", "kiln"], "time": "week 2"}


@asynccontextmanager
async def reading(script: str, seconds: float = 5) -> AsyncGenerator[Reader]:
    async with AsyncExitStack() as stack:
        server = stack.enter_context(Provider(script))
        clients = await Clients.open(stack, private_allowed=True)
        yield Reader.of(ReaderChoice("small", server.base_url, seconds), clients.trusted)


def says(answer: Any) -> str:
    """The script of a server that answers with it; a script has no spaces."""
    return (
        f"@tokens:1 @every:0 @say:{json.dumps(answer, separators=(',', ':')).replace(' ', chr(92) + 'u0020')}"
    )


async def read(script: str, seconds: float = 5) -> Query | None:
    async with reading(script, seconds) as reader:
        return await reader.read(ASKED, GRAMMAR, KNOWN)


async def test_a_reading_that_the_question_bears_out_becomes_a_query() -> None:
    query = await read(says(READ))
    assert query is not None
    assert (query.intent, query.subject, query.periods) == (
        Intent.LIST,
        ("glazing", "kiln"),
        (Period(week=2),),
    )
    assert query.others == (GRAMMAR,), "the grammar's reading is looked up where this one finds nothing"


@pytest.mark.parametrize(
    "answer",
    [
        READ | {"words": ["kiln", "salary"]},  # a word of its own
        READ | {"time": "week 3"},  # a time of its own
        READ | {"time": "gimme"},  # that is no time
        READ | {"tag": "secret"},
        READ | {"asks": "delete everything"},
        READ | {"asks": "propose entry"},
        READ | {"asks": "nothing of these"},
        READ | {"tool": "log_entry", "arguments": {"text": "x"}},
        READ | {"words": ["kiln"] * 50},
        READ | {"words": "kiln"},
        NOTHING,  # every entry was not asked for
        [[[[[[[[READ]]]]]]]],
        "kiln",
        {},
    ],
)
async def test_a_wrong_or_hostile_reading_is_none(answer: Any) -> None:
    assert await read(says(answer)) is None


@pytest.mark.parametrize(
    "script",
    [
        "@status:500", "@status:401", "@status:429 @after:1", "@garbage:3", "@eof:1", "@half:1", "@cut:1", "@error:0",
        "@long:300000", "@flood", "@tokens:30 @every:0", '@tool:find_entries:{"week":1}', "@say:" + "[" * 3000,
    ],
)  # fmt: skip
async def test_whatever_a_server_does_the_grammar_stands(script: str) -> None:
    assert await read(script, seconds=2) is None


async def test_a_slow_server_is_not_waited_for() -> None:
    async with reading("@hang", seconds=0.3) as reader:
        begun = time.monotonic()
        assert await reader.read(ASKED, GRAMMAR, KNOWN) is None
        assert time.monotonic() - begun < 3


async def test_a_server_that_is_away_is_soon_not_asked_any_more() -> None:
    async with AsyncExitStack() as stack:
        server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        clients = await Clients.open(stack, private_allowed=True)
        reader = Reader.of(ReaderChoice("small", f"http://127.0.0.1:{port}/v1", 2), clients.trusted)
        for _ in range(5):
            assert await reader.read(ASKED, GRAMMAR, KNOWN) is None
        assert reader.breaker.admit() is None
        server.close()


@pytest.mark.parametrize(
    ("asked", "unsure"),
    [
        ("blorp the wizzle", True),
        ("was the demo good?", True),
        ("what did I do in week 2?", False),
        ("how many entries about kilns?", False),
        ("delete my entries of week 2", False),
        ("log that I glazed a bowl", False),
        ("add to my review that the kiln works", False),
    ],
)
def test_only_what_the_grammar_does_not_understand_is_read_again(asked: str, unsure: bool) -> None:
    assert is_unsure((understand([asked], KNOWN),)) is unsure


@pytest.mark.parametrize(
    ("answer", "tool"), [(READ, "evidence"), (NOTHING | {"words": ["wizzle"]}, "find_entries")]
)
async def test_the_offline_assistant_looks_up_what_was_read(answer: Any, tool: str) -> None:
    """And the grammar's reading, where the other is no good."""
    async with reading(says(answer)) as reader:
        model = OfflineModel(KNOWN, reader.read)
        asked: list[ModelMessage] = [
            ModelRequest(parts=[UserPromptPart("blorp the wizzle and the gronk of fnord")])
        ]
        async with model.request_stream(asked, None, ModelRequestParameters()) as response:
            async for _ in response:
                pass
            assert [one.tool_name for one in response.get().tool_calls] == [tool]


def test_a_reading_keeps_whose_worklog_is_asked_about() -> None:
    of_lan = Query(Intent.NONE, "en", said="Lan kiln", person="Lan")
    made = query_of(
        Reading.model_validate(NOTHING | {"words": ["kiln"], "asks": "last"}), "Lan kiln", of_lan, KNOWN
    )
    assert made is not None
    assert (made.person, made.has(Flag.LAST)) == ("Lan", True)


def test_a_reader_without_a_server_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEEKLOG_DATABASE_URL", "postgresql://a:b@127.0.0.1/c")
    monkeypatch.setenv("WEEKLOG_REDIS_URL", "redis://127.0.0.1/0")
    monkeypatch.setenv("WEEKLOG_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("WEEKLOG_READER_MODEL", "small")
    with pytest.raises(ValueError, match="WEEKLOG_READER_BASE_URL"):
        ChatSettings.from_environment()
