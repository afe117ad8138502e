"""Mails from what happened to what a real mail server on loopback took: each once in effect."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.mail_server import MailServer, mail_server
from weeklog.db.engine import Database
from weeklog.jobs.queue import JobQueue
from weeklog.workers.worker import JobRunner
from weeklog_reporting.mail import Mails
from weeklog_reporting.settings import ReportingSettings
from weeklog_scheduler.mailings import Mailings

FRIDAY = "2026-10-09T11:00:00+00:00"  # 18:00 in Vietnam
NIGHT = "2026-10-09T16:00:00+00:00"
MONDAY = "2026-10-12T03:00:00+00:00"


class Post:
    """The scheduler's look and a worker's jobs, on one clock."""

    def __init__(self, scene: Scene, system: Database, server: MailServer, urls: dict[str, str]) -> None:
        self.scene, self.system, self.server = scene, system, server
        written: dict[str, Any] = {  # as they are in the environment
            **urls,
            "secret_key": secrets.token_hex(32),
            "smtp_url": server.url,
            "mail_from": "weeklog@example.org",
            "public_url": "https://w.example",
            "env": "development",
            "now": datetime.fromisoformat(FRIDAY),
        }
        self.settings = ReportingSettings(**written)

    def at(self, moment: str) -> None:
        self.scene.at(moment)
        self.settings = self.settings.model_copy(update={"now": datetime.fromisoformat(moment)})

    async def look(self) -> int:
        return await Mailings(self.system, self.settings.clock).look()

    async def work(self, timeout: float = 0.5) -> None:
        """One attempt at every mail that waits."""
        waiting = await self.system.all(
            "select id from jobs where kind = 'deliveries.send_mail' and state = 'queued' order by created_at"
        )
        queue = JobQueue(self.system, 20.0)
        store = self.scene.gateway.app.state.parts.store
        mails = Mails(self.settings, timeout)
        runner = JobRunner(queue, store, {"deliveries.send_mail": mails.send}, "test", 1)
        for row in waiting:  # one by one
            await runner.take([row["id"]])
            await runner.drain(30)
            runner = JobRunner(queue, store, {"deliveries.send_mail": mails.send}, "test", 1)
            mails._rests_until = 0.0  # pyright: ignore[reportPrivateUsage] - what follows does not wait

    async def states(self) -> list[tuple[str, str, int]]:
        rows = await self.system.all("select kind, state, attempts from deliveries order by created_at, id")
        return [(row["kind"], row["state"], row["attempts"]) for row in rows]

    def told(self) -> list[tuple[str, str]]:
        return [(mail["To"].addresses[0].addr_spec, mail["Subject"]) for mail in self.server.mails]


@pytest.fixture
async def post(gateway: Gateway, system: Database, database_url: str, redis_url: str) -> AsyncIterator[Post]:
    async with open_scene(gateway) as scene:
        await system.all("update programmes set quiet_from = '22:00', quiet_until = '07:00'")
        await system.all("insert into muted_mails select id, 'digest' from people")  # but for the test of it
        with mail_server() as server:
            post = Post(scene, system, server, {"database_url": database_url, "redis_url": redis_url})
            post.at(FRIDAY)
            yield post


async def moved(post: Post, by: Any, review: str, move: str, **fields: Any) -> None:
    answer = await by.post(f"/v1/reviews/{review}/{move}", json=fields or None)
    assert answer.status_code == 200, answer.text


async def submitted(post: Post) -> str:
    review = await post.scene.review(post.scene.team.an)
    await moved(post, post.scene.an, review, "submit")
    return review


async def test_a_round_is_told_to_who_comes_next(post: Post) -> None:
    review = await submitted(post)
    assert [await post.look(), await post.look()] == [1, 0]
    await post.work()
    await moved(post, post.scene.chi, review, "send-back", reason="Which region?\r\nBcc: eve@example.com")
    await post.look()
    await post.work()
    await moved(post, post.scene.an, review, "submit")
    await moved(post, post.scene.chi, review, "approve")
    await post.look()
    await post.work()
    assert post.told() == [
        ("chi@example.com", "Week 1: An Nguyen has submitted their review"),
        ("an@example.com", "Week 1: your review was sent back"),
        ("an@example.com", "Week 1: your review is approved"),
    ]
    assert await post.states() == [
        ("submitted", "sent", 1),
        ("sent_back", "sent", 1),
        ("approved", "sent", 1),
    ]
    body = post.server.mails[1].get_body(("plain",))
    assert body is not None
    assert "> Which region?" in body.get_content()
    assert post.server.mails[1]["Bcc"] is None
    assert "https://w.example/#/week/1?person=" in post.server.taken[0].decode().replace("=\r\n", "").replace(
        "=3D", "="
    )


async def test_a_draft_is_told_to_its_owner_in_their_language(post: Post) -> None:
    await post.scene.an.patch("/v1/me", json={"language": "vi"})
    await post.scene.review(post.scene.team.an)
    await post.system.all("update people set language = 'vi' where id = $1", post.scene.team.an)
    async with post.scene.gateway.app.state.parts.store.begin(post.scene.team.an) as work:
        await work.run(
            "update reviews set due_at = drafted_at, drafted_at = $1", datetime.fromisoformat(FRIDAY)
        )
    assert await post.look() == 1
    await post.work()
    assert post.told() == [("an@example.com", "Tuần 1: bản tổng kết của bạn đã được soạn")]


@pytest.mark.parametrize(
    ("behaviours", "tries", "state", "taken"),
    [
        (["busy", "busy", "ok"], 3, "sent", 1),
        (["hang", "ok"], 2, "sent", 1),
        (["rude", "ok"], 2, "sent", 1),
        (["drop", "ok"], 2, "sent", 2),
        (["drop"], 5, "unconfirmed", 3),
        (["nobody"], 3, "failed", 0),
        (["full", "ok"], 2, "failed", 0),
    ],
)
async def test_whatever_the_server_does_it_is_one_message(
    post: Post, behaviours: list[str], tries: int, state: str, taken: int
) -> None:
    await submitted(post)
    await post.look()
    post.server.behaviours = behaviours
    for _ in range(tries):
        await post.work()
    ((_, found, attempts),) = await post.states()
    assert (found, len(post.server.taken), attempts <= tries) == (state, taken, True)
    assert len({mail["Message-ID"] for mail in post.server.mails}) <= 1
    told = (await post.scene.chi.get("/v1/deliveries")).json()["items"]
    assert [(one["kind"], one["state"]) for one in told] == [("submitted", state)]
    assert "example.com" not in told[0]["reason"]  # the server's own words name people
    assert (await post.scene.an.get("/v1/deliveries")).json()["items"] == []


async def test_two_schedulers_and_two_workers_send_one(post: Post) -> None:
    await submitted(post)
    assert sum(await asyncio.gather(*(post.look() for _ in range(4)))) == 1
    await asyncio.gather(post.work(), post.work())
    assert len(post.server.taken) == 1


async def test_nobody_is_told_at_night_or_away_and_a_lead_stands_in(post: Post) -> None:
    post.at(NIGHT)
    await submitted(post)
    assert await post.look() == 0
    post.at(MONDAY)
    away = {
        "first_day": "2026-10-12",
        "last_day": "2026-10-16",
        "reason": "leave",
        "person_id": str(post.scene.team.chi),
    }
    answer = await post.scene.dung.post("/v1/absences", json=away)
    assert answer.status_code == 201, answer.text
    assert await post.look() == 1
    await post.work()
    assert [to for to, _ in post.told()] == ["dung@example.com"]


async def test_what_has_moved_on_is_not_told(post: Post) -> None:
    review = await submitted(post)
    await post.look()
    await moved(post, post.scene.chi, review, "approve")
    await post.work()
    assert (await post.states())[0][:2] == ("submitted", "skipped")
    assert post.told() == []


async def test_somebody_switches_mails_off_by_a_link_that_a_program_may_open(post: Post) -> None:
    await submitted(post)
    await post.look()
    await post.work()
    link = re.sub(r"^<https://w.example|>$", "", post.server.mails[0]["List-Unsubscribe"])
    parts = post.scene.gateway.app.state.parts
    parts.settings = parts.settings.model_copy(update={"secret_key": post.settings.secret_key})
    async with post.scene.gateway.client() as anybody:
        assert "No more mails of this kind" in (await anybody.get(link)).text
        assert (await post.scene.chi.get("/v1/me/mail")).json()["submitted"] is True
        done = await anybody.post(link, content="List-Unsubscribe=One-Click")
        assert (done.status_code, "You get no more" in done.text) == (200, True)
        assert (await anybody.post(link[:-2])).status_code == 404
    settings = (await post.scene.chi.get("/v1/me/mail")).json()
    assert (settings["submitted"], settings["approved"], settings["enabled"]) == (False, True, False)
    again = await post.scene.chi.patch("/v1/me/mail", json={"submitted": True, "approved": False})
    assert (again.json()["submitted"], again.json()["approved"]) == (True, False)


async def test_a_kind_that_is_off_is_not_sent_either_when_it_waits_already(post: Post) -> None:
    await submitted(post)
    await post.look()
    await post.scene.chi.patch("/v1/me/mail", json={"submitted": False})
    await post.work()
    assert (await post.states(), post.told()) == ([("submitted", "skipped", 0)], [])


async def test_one_digest_a_week_tells_mentor_and_lead_who_has_submitted(post: Post) -> None:
    await submitted(post)
    away = {
        "first_day": "2026-10-05",
        "last_day": "2026-10-11",
        "reason": "leave",
        "person_id": str(post.scene.team.binh),
    }
    await post.scene.dung.post("/v1/absences", json=away)
    await post.system.all("update programmes set review_weekday = 4, review_at = '16:00'")
    for reader in (post.scene.chi, post.scene.dung):
        assert (await reader.patch("/v1/me/mail", json={"digest": True})).status_code == 200
    assert await post.look() == 3
    await post.work()
    assert await post.look() == 0
    digests = {
        mail["To"].addresses[0].addr_spec: mail for mail in post.server.mails if "who has" in mail["Subject"]
    }
    assert digests.keys() == {"chi@example.com", "dung@example.com"}
    bodies = {to: mail.get_body(("plain",)) for to, mail in digests.items()}
    said = {
        to: "" if body is None else body.get_content().replace("\r\n", "\n") for to, body in bodies.items()
    }
    assert "Submitted, waiting for an answer\n- An Nguyen" in said["chi@example.com"]
    assert "Binh" not in said["chi@example.com"]
    assert "Away all week\n- Binh Tran" in said["dung@example.com"]


async def test_without_a_server_nothing_is_sent_and_the_log_says_so(post: Post) -> None:
    await submitted(post)
    await post.look()
    post.settings = post.settings.model_copy(update={"smtp_url": None})
    await post.work()
    (told,) = (await post.scene.chi.get("/v1/deliveries")).json()["items"]
    assert (told["state"], told["reason"]) == ("skipped", "mail is switched off")


async def test_what_could_not_be_sent_for_days_has_failed(post: Post) -> None:
    await submitted(post)
    await post.look()
    post.server.behaviours = ["busy"]
    await post.work()
    post.at("2026-10-13T03:00:00+00:00")
    await post.look()
    (told,) = (await post.scene.chi.get("/v1/deliveries")).json()["items"]
    assert (told["state"], told["reason"]) == ("failed", "the mail server answered 451")


async def test_a_reminder_is_mailed_unless_it_was_read(post: Post) -> None:
    team = post.scene.team
    for person in (team.an, team.binh):
        await post.system.all(
            "insert into notices (id, person_id, programme_id, week, kind, text, missing, created_at) "
            "values (gen_random_uuid(), $1, $2, 1, 'incomplete_week', 'Week 1 has no objectives yet.', '{}', $3)",
            person, team.programme_id, datetime.fromisoformat(FRIDAY),
        )  # fmt: skip
    assert await post.look() == 2
    (notice,) = (await post.scene.binh.get("/v1/notices")).json()["items"]
    await post.scene.binh.post(f"/v1/notices/{notice['id']}/read")
    await post.work()
    assert post.told() == [("an@example.com", "Week 1: a reminder")]
