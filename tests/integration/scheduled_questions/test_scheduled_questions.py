"""Scheduled questions: over the API, found by schedulers, asked by a worker, mailed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from weeklog.db.engine import Database
from weeklog.jobs.queue import JobQueue
from weeklog.workers.worker import JobRunner
from weeklog_chat_worker.scheduled_questions import ScheduledQuestions
from weeklog_scheduler.mailings import Mailings
from weeklog_scheduler.questions import DueQuestions

MONDAYS = {"text": "What is still open?", "weekdays": [0], "at": "09:00"}
SUNDAY, MONDAY = "2026-10-04T03:00:00+00:00", "2026-10-05T02:00:30+00:00"  # just past nine in Hanoi
NEXT_MONDAY = "2026-10-12T02:00:30+00:00"
KIND = "chat.ask_scheduled_question"


@dataclass
class Desk:
    scene: Scene
    system: Database
    now: datetime

    def at(self, moment: str) -> None:
        self.scene.at(moment)
        self.now = datetime.fromisoformat(moment)

    async def add(self, **fields: Any) -> dict[str, Any]:
        answer = await self.scene.an.post("/v1/scheduled-questions", json=MONDAYS | fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def edit(self, question: dict[str, Any], **fields: Any) -> dict[str, Any]:
        answer = await self.scene.an.patch(f"/v1/scheduled-questions/{question['id']}", json=fields)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def look(self) -> int:
        """Two schedulers at once."""
        looks = [DueQuestions(self.system, lambda: self.now) for _ in range(2)]
        return sum(await asyncio.gather(*(one.look() for one in looks)))

    async def work(self) -> None:
        rows = await self.system.all(f"select id from jobs where kind = '{KIND}' and state = 'queued'")
        asker = ScheduledQuestions(self.system, lambda: self.now)
        store = self.scene.gateway.app.state.parts.store
        runner = JobRunner(JobQueue(self.system, 20.0), store, {KIND: asker.ask}, "test", 4)
        await runner.take([row["id"] for row in rows])
        await runner.drain(30)

    async def runs(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        return (await self.scene.an.get(f"/v1/scheduled-questions/{question['id']}/runs")).json()["items"]

    async def outcomes(self, question: dict[str, Any]) -> list[str]:
        return [one["outcome"] for one in await self.runs(question)]

    async def asked(self, conversation_id: str) -> list[str]:
        found = (await self.scene.an.get(f"/v1/conversations/{conversation_id}")).json()
        return [one["text"] for one in found["messages"]]


@pytest.fixture
async def desk(gateway: Gateway, system: Database) -> AsyncIterator[Desk]:
    async with open_scene(gateway) as scene:
        desk = Desk(scene, system, datetime.fromisoformat(SUNDAY))
        desk.at(SUNDAY)
        yield desk


async def test_two_schedulers_ask_once_a_week_into_one_conversation(desk: Desk) -> None:
    question = await desk.add()
    assert question["next_at"] == "2026-10-05T02:00:00Z"
    assert await desk.look() == 0
    desk.at(MONDAY)
    assert await desk.look() == 1
    assert await desk.outcomes(question) == ["waiting"]
    await desk.work()
    assert await desk.look() == 0
    desk.at(NEXT_MONDAY)
    assert await desk.look() == 1
    await desk.work()
    latest, first = await desk.runs(question)
    assert (first["day"], first["outcome"], first["state"]) == ("2026-10-05", "asked", "queued")
    assert first["conversation_id"] == latest["conversation_id"]
    assert await desk.asked(first["conversation_id"]) == [MONDAYS["text"]] * 2
    (listed,) = (await desk.scene.an.get("/v1/scheduled-questions")).json()["items"]
    assert listed["conversation_id"] == first["conversation_id"]
    assert listed["next_at"] == "2026-10-19T02:00:00Z"


async def test_it_follows_its_owners_clock(desk: Desk) -> None:
    question = await desk.add()
    await desk.scene.an.patch("/v1/me", json={"zone": "Europe/Berlin"})
    desk.at(MONDAY)
    assert await desk.look() == 0
    desk.at("2026-10-05T07:00:30+00:00")
    assert await desk.look() == 1
    assert (await desk.runs(question))[0]["due_at"] == "2026-10-05T07:00:00Z"


async def test_paused_edited_and_removed(desk: Desk) -> None:
    question = await desk.add()
    paused = await desk.edit(question, paused=True)
    assert (paused["paused"], paused["next_at"]) == (True, None)
    desk.at(MONDAY)
    assert await desk.look() == 0
    assert (await desk.edit(question, paused=False))["next_at"] == "2026-10-12T02:00:00Z"
    assert await desk.look() == 0  # what passed meanwhile is not asked
    edited = await desk.edit(question, text="What is blocked?", at="10:30", weekdays=[2, 0, 2], by_mail=True)
    assert (edited["weekdays"], edited["at"], edited["by_mail"]) == ([0, 2], "10:30:00", True)
    desk.at("2026-10-05T03:31:00+00:00")
    assert await desk.look() == 1
    await desk.work()
    (run,) = await desk.runs(question)
    assert await desk.asked(run["conversation_id"]) == ["What is blocked?"]
    assert (await desk.scene.an.delete(f"/v1/scheduled-questions/{question['id']}")).status_code == 204
    desk.at(NEXT_MONDAY)
    assert await desk.look() == 0
    assert await desk.asked(run["conversation_id"]) == ["What is blocked?"]


async def test_what_was_missed_is_made_up_for_within_a_day_and_then_only_written_down(desk: Desk) -> None:
    question = await desk.add()
    desk.at("2026-10-06T01:30:00+00:00")
    assert await desk.look() == 1
    await desk.work()
    desk.at("2026-10-14T01:30:00+00:00")
    assert await desk.look() == 0
    assert await desk.outcomes(question) == ["missed", "asked"]


async def test_a_question_that_is_removed_or_whose_conversation_is_gone(desk: Desk) -> None:
    question = await desk.add()
    desk.at(MONDAY)
    await desk.look()
    await desk.work()
    (run,) = await desk.runs(question)
    await desk.scene.an.delete(f"/v1/conversations/{run['conversation_id']}")
    desk.at(NEXT_MONDAY)
    await desk.look()
    await desk.work()
    latest, first = await desk.runs(question)
    assert (first["reply_id"], await desk.asked(latest["conversation_id"])) == (None, [MONDAYS["text"]])
    desk.at("2026-10-19T02:00:30+00:00")
    await desk.look()
    await desk.scene.an.delete(f"/v1/scheduled-questions/{question['id']}")
    await desk.work()
    states = await desk.system.all(f"select state from jobs where kind = '{KIND}'")
    assert {row["state"] for row in states} == {"done"}


async def test_who_has_left_and_an_archived_programme_ask_nothing(desk: Desk) -> None:
    await desk.add()
    desk.at(MONDAY)
    await desk.system.all("update programmes set archived_at = now()")
    assert await desk.look() == 0
    await desk.system.all("update programmes set archived_at = null")
    await desk.system.all("update members set left_at = now() where person_id = $1", desk.scene.team.an)
    assert await desk.look() == 0


async def test_a_programme_whose_tokens_are_used_up_is_not_asked(desk: Desk) -> None:
    question = await desk.add()
    await desk.system.all("update programmes set tokens_per_month = 0")
    desk.at(MONDAY)
    await desk.look()
    await desk.work()
    assert [(one["outcome"], one["reply_id"]) for one in await desk.runs(question)] == [("limited", None)]


@pytest.mark.parametrize("by_mail", [True, False])
async def test_an_answer_is_mailed_once_where_it_is_wished(desk: Desk, by_mail: bool) -> None:
    await desk.add(by_mail=by_mail)
    await desk.system.all("update programmes set quiet_from = '22:00', quiet_until = '07:00'")
    desk.at(MONDAY)
    await desk.look()
    await desk.work()
    mailings = Mailings(desk.system, lambda: desk.now)
    assert await mailings.look() == 0  # not answered yet
    await desk.system.all(
        "update jobs set state = 'done', finished_at = now() where kind = 'chat.generate_reply'"
    )
    assert await mailings.look() == int(by_mail)
    assert await mailings.look() == 0
    sent = (await desk.scene.an.get("/v1/deliveries")).json()["items"]
    assert [one["kind"] for one in sent] == ["answer"] * by_mail


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [7]}, "weekdays"),
        ({"at": "25:00"}, "at"),
        ({"at": "09:00+07:00"}, "at"),
    ],
)
async def test_what_is_wrong_is_named(desk: Desk, fields: dict[str, Any], field: str) -> None:
    refused = await desk.scene.an.post("/v1/scheduled-questions", json=MONDAYS | fields)
    assert refused.status_code == 422
    assert field in refused.text


async def test_they_are_their_owners_alone_and_not_too_many(desk: Desk) -> None:
    question = await desk.add()
    path = f"/v1/scheduled-questions/{question['id']}"
    for client in (desk.scene.chi, desk.scene.dung, desk.scene.binh):
        assert (await client.get("/v1/scheduled-questions")).json()["items"] == []
        assert (await client.get(f"{path}/runs")).status_code == 404
        assert (await client.patch(path, json={"paused": True})).status_code == 404
        assert (await client.delete(path)).status_code == 404
    for _ in range(19):
        await desk.add()
    refused = await desk.scene.an.post("/v1/scheduled-questions", json=MONDAYS)
    assert (refused.status_code, "delete one first" in refused.text) == (409, True)


async def test_the_system_reads_none_of_their_text(desk: Desk) -> None:
    question = await desk.add()
    with pytest.raises(Exception, match="permission denied"):
        await desk.system.all("select text from scheduled_questions where id = $1", UUID(question["id"]))
