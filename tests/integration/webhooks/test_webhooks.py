"""Webhooks from what happened to what a real receiver on loopback took, signed and each once in effect."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.receiver import Receiver, receiver
from weeklog.db.engine import Database
from weeklog.jobs.queue import JobQueue
from weeklog.webhooks.envelope import CloudEvent, ReviewData
from weeklog.webhooks.tables import address_place
from weeklog.workers.worker import JobRunner
from weeklog_reporting.egress import Egress, open_client
from weeklog_reporting.posts import Posts
from weeklog_reporting.settings import ReportingSettings
from weeklog_scheduler.postings import Postings

HOOKS = "/v1/programme/webhooks"
TUESDAY = "2099-10-06T03:00:00+00:00"  # after the webhook was made, by any clock
FRIDAY = "2026-10-09T11:00:00+00:00"  # 18:00 in Vietnam, an hour after the reviews are due
SATURDAY = "2026-10-10T03:00:00+00:00"
JOB = "deliveries.post_webhook"


class Post:
    """The scheduler's look and a worker's jobs, on one clock."""

    def __init__(
        self, scene: Scene, system: Database, receiver: Receiver, settings: ReportingSettings, egress: Egress
    ) -> None:
        self.scene, self.system, self.receiver = scene, system, receiver
        self.settings = settings
        self.posts, self.egress = Posts(settings, system, egress), egress

    def at(self, moment: str) -> None:
        self.scene.at(moment)
        self.settings = self.settings.model_copy(update={"now": datetime.fromisoformat(moment)})

    async def add(self, **fields: Any) -> dict[str, Any]:
        new = {"name": "CI", "url": self.receiver.url} | fields
        answer = await self.scene.dung.post(HOOKS, json=new)
        assert answer.status_code == 201, answer.text
        await self.system.all("update webhooks set created_at = '2020-01-01'")
        return answer.json()

    async def look(self) -> int:
        return await Postings(self.system, self.settings.clock).look()

    async def work(self) -> None:
        """One attempt at every post that waits. Only a receiver that is told to hang is not waited for."""
        posts = self.posts
        if self.receiver.behaviours[0] == "hang":
            hurried = Egress(self.egress.client, private_allowed=True, timeout=1)
            posts = Posts(self.settings, self.system, hurried)
        waiting = await self.system.all(
            "select id from jobs where kind = $1 and state = 'queued' order by created_at", JOB
        )
        runner = JobRunner(
            JobQueue(self.system, 20.0),
            self.scene.gateway.app.state.parts.store,
            {JOB: posts.post},
            "test",
            1,
        )
        await runner.take([row["id"] for row in waiting])
        await runner.drain(30)
        self.posts._rests.clear()  # pyright: ignore[reportPrivateUsage] - what follows does not wait

    async def log(self, webhook: dict[str, Any]) -> list[tuple[str, str, str]]:
        answer = await self.scene.dung.get(f"{HOOKS}/{webhook['id']}/deliveries")
        assert answer.status_code == 200, answer.text
        return [(one["kind"], one["state"], one["reason"]) for one in answer.json()["items"]]


@pytest.fixture
async def post(gateway: Gateway, system: Database, database_url: str, redis_url: str) -> AsyncIterator[Post]:
    parts = gateway.app.state.parts
    settings = ReportingSettings(
        database_url=database_url,
        redis_url=redis_url,
        secret_key=parts.settings.secret_key,
        public_url="https://w.example",
        env="development",
        now=datetime.fromisoformat(FRIDAY),
    )
    async with open_scene(gateway) as scene, open_client() as client:
        with receiver() as server:
            post = Post(scene, system, server, settings, Egress(client, private_allowed=True))
            post.at(FRIDAY)
            yield post


async def moved(post: Post, by: Any, review: str, move: str, **fields: Any) -> None:
    answer = await by.post(f"/v1/reviews/{review}/{move}", json=fields or None)
    assert answer.status_code == 200, answer.text


async def submitted(post: Post) -> str:
    review = await post.scene.review(post.scene.team.an)
    await post.system.all("select 1")
    async with post.scene.gateway.app.state.parts.store.begin(post.scene.team.an) as work:
        await work.run("update reviews set drafted_at = $1", datetime.fromisoformat(FRIDAY))
    await moved(post, post.scene.an, review, "submit")
    return review


def events(post: Post) -> list[CloudEvent]:
    return [CloudEvent.model_validate_json(one.body) for one in post.receiver.received]


async def test_a_program_is_told_each_move_once_and_knows_who_tells(post: Post) -> None:
    hook = await post.add()
    review = await submitted(post)
    await moved(post, post.scene.chi, review, "send-back", reason="Zanzibar?")
    await moved(post, post.scene.an, review, "submit")
    await moved(post, post.scene.chi, review, "approve")
    await moved(post, post.scene.an, review, "publish")
    assert [await post.look(), await post.look()] == [6, 0]
    await post.work()
    told = sorted(events(post), key=lambda one: (one.time, one.id))
    names = ["drafted", "submitted", "sent_back", "submitted", "approved", "published"]
    assert sorted(one.type for one in told) == sorted(f"review.{name}" for name in names)
    approved = next(one for one in told if one.type == "review.approved")
    assert isinstance(approved.data, ReviewData)
    assert (approved.data.person.name, approved.data.state, approved.data.week) == (
        "An Nguyen",
        "approved",
        1,
    )
    assert approved.data.by is not None
    assert approved.data.by.name == "Chi Le"
    assert approved.subject == f"reviews/{review}"
    assert all(b"Zanzibar" not in one.body for one in post.receiver.received)
    for one in post.receiver.received:
        Webhook(hook["secret"]).verify(one.body, one.headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(hook["secret"]).verify(one.body.replace(b"review", b"revieW", 1), one.headers)
    assert {one.headers["content-type"] for one in post.receiver.received} == {
        "application/cloudevents+json; charset=utf-8"
    }
    assert {state for _, state, _ in await post.log(hook)} == {"sent"}
    stored = await post.system.all("select about from deliveries")
    assert all(row["about"] == {} for row in stored)  # names are kept no longer than they are needed


async def test_it_is_told_what_it_asked_for_and_nothing_from_before(post: Post) -> None:
    await submitted(post)
    await post.add(events=["review.approved"])
    await post.system.all("update webhooks set created_at = '2099-01-01'")
    await post.add(name="late", events=["review.submitted"])
    await post.system.all("update webhooks set created_at = '2099-01-01' where name = 'late'")
    assert await post.look() == 0


@pytest.mark.parametrize(
    ("behaviours", "tries", "state", "said"),
    [
        (["503", "500", "ok"], 3, "sent", ""),
        (["hang", "drop", "ok"], 3, "sent", ""),
        (["redirect", "redirect"], 2, "queued", "a redirect, which is not followed"),
        (["404"], 2, "queued", "it answered 404"),
        (["410"], 2, "failed", "the receiver is gone"),
    ],
)
async def test_whatever_the_receiver_does_it_hears_of_it_under_one_id(
    post: Post, behaviours: list[str], tries: int, state: str, said: str
) -> None:
    hook = await post.add(events=["review.submitted"])
    await submitted(post)
    await post.look()
    post.receiver.behaviours = behaviours
    for _ in range(tries):
        await post.work()
    ((_, found, reason),) = await post.log(hook)
    assert (found, said in reason) == (state, True), reason
    assert len({one.headers["webhook-id"] for one in post.receiver.received}) == 1
    assert {one.method for one in post.receiver.received} == {"POST"}
    (seen,) = (await post.scene.dung.get(HOOKS)).json()["items"]
    assert seen["enabled"] is (behaviours != ["410"])


async def test_pauses_grow_and_a_receiver_may_ask_for_a_longer_one(post: Post) -> None:
    await post.add(events=["review.submitted"])
    await submitted(post)
    await post.look()
    post.receiver.behaviours = ["500", "500", "500", "503"]
    pauses: list[int] = []
    for _ in range(4):
        await post.work()
        pauses.append(
            await post.system.value(
                "select round(extract(epoch from next_dispatch_at - now()))::int from jobs where kind = $1",
                JOB,
            )
        )
    for pause, longest in zip(pauses, (5, 30, 120, 600), strict=True):  # some of it has passed by now
        assert longest - 20 < pause <= longest


async def test_two_schedulers_and_two_workers_tell_it_once(post: Post) -> None:
    await post.add(events=["review.submitted"])
    await submitted(post)
    assert sum(await asyncio.gather(*(post.look() for _ in range(4)))) == 1
    await asyncio.gather(post.work(), post.work())
    assert len(post.receiver.received) == 1


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"]
)
async def test_nothing_is_posted_into_this_network(post: Post, address: str) -> None:
    """Also where the name led elsewhere when it was entered."""
    hook = await post.add(events=["review.submitted"])
    port = post.receiver.server_address[1]
    async with open_client() as client:
        post.posts = Posts(post.settings, post.system, Egress(client, private_allowed=False, timeout=2))
        box = post.posts._box  # pyright: ignore[reportPrivateUsage] - as if the name had been moved
        sealed = box.seal(f"http://{address}:{port}/", address_place(UUID(hook["id"])))
        await post.system.all("update webhooks set address_box = $1", sealed)
        await submitted(post)
        await post.look()
        await post.work()
    ((_, state, reason),) = await post.log(hook)
    assert (state, "refused" in reason) == ("failed", True), reason
    assert post.receiver.received == []


async def test_an_address_in_this_network_is_refused_where_it_is_entered(post: Post) -> None:
    parts = post.scene.gateway.app.state.parts
    parts.settings = parts.settings.model_copy(update={"allow_private_webhooks": False})
    for url in (
        "http://127.0.0.1/x",
        "http://hooks.example/x",
        "https://10.1.2.3/x",
        "ftp://a.example/",
        "https://[::1",
    ):
        answer = await post.scene.dung.post(HOOKS, json={"name": "n", "url": url})
        assert answer.status_code == 422, url
        assert [one["field"] for one in answer.json()["errors"]] == ["url"]
    fine = await post.scene.dung.post(HOOKS, json={"name": "n", "url": "https://hooks.example/x?sig=s3cret"})
    assert fine.status_code == 201, fine.text
    assert "s3cret" not in fine.text + (await post.scene.dung.get(HOOKS)).text


async def test_a_secret_is_renewed_without_a_gap(post: Post) -> None:
    hook = await post.add(events=["review.submitted"])
    answer = await post.scene.dung.post(f"{HOOKS}/{hook['id']}/secret")
    assert answer.status_code == 200, answer.text
    await submitted(post)
    await post.look()
    await post.work()
    (one,) = post.receiver.received
    for secret in (hook["secret"], answer.json()["secret"]):
        Webhook(secret).verify(one.body, one.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + secrets.token_hex(16)).verify(one.body, one.headers)
    await post.system.all("update webhooks set old_secret_until = now() - interval '1 minute'")
    await post.scene.dung.post(f"{HOOKS}/{hook['id']}/test")
    await post.work()
    with pytest.raises(WebhookVerificationError):
        Webhook(hook["secret"]).verify(post.receiver.received[1].body, post.receiver.received[1].headers)


async def test_a_test_is_one_attempt_and_says_what_came_of_it(post: Post) -> None:
    hook = await post.add()
    post.receiver.behaviours = ["500", "ok"]
    for _ in range(2):
        answer = await post.scene.dung.post(f"{HOOKS}/{hook['id']}/test")
        assert answer.status_code == 202, answer.text
        await post.work()
    assert [one[:2] for one in await post.log(hook)] == [("webhook.test", "sent"), ("webhook.test", "failed")]
    assert [one.type for one in events(post)] == ["webhook.test"] * 2


async def test_what_is_switched_off_or_removed_is_told_nothing(post: Post) -> None:
    hook = await post.add(events=["review.submitted"])
    await submitted(post)
    await post.look()
    off = await post.scene.dung.patch(f"{HOOKS}/{hook['id']}", json={"enabled": False})
    assert (off.status_code, off.json()["enabled"]) == (200, False)
    await post.work()
    assert [one[:2] for one in await post.log(hook)] == [("review.submitted", "skipped")]
    assert (await post.scene.dung.delete(f"{HOOKS}/{hook['id']}")).status_code == 204
    assert (await post.scene.dung.get(HOOKS)).json()["items"] == []
    assert post.receiver.received == []
    audit = [one["action"] for one in (await post.scene.dung.get("/v1/audit")).json()["items"]]
    assert audit[:3] == ["webhook.removed", "webhook.changed", "webhook.added"]


async def test_names_are_one_of_a_kind_and_others_programmes_are_out_of_reach(post: Post) -> None:
    hook = await post.add()
    again = await post.scene.dung.post(HOOKS, json={"name": "CI", "url": post.receiver.url})
    assert (again.status_code, "another name" in again.json()["detail"]) == (409, True)
    await post.system.all(
        "update members set role = 'lead' where person_id = (select id from people where email = 'eve@example.com')"
    )
    assert (await post.scene.stranger.get(f"{HOOKS}/{hook['id']}/deliveries")).status_code == 404
    assert (await post.scene.stranger.delete(f"{HOOKS}/{hook['id']}")).status_code == 404
    assert (await post.scene.chi.get(HOOKS)).status_code == 403


async def test_a_lost_key_is_said_and_nothing_is_posted(post: Post) -> None:
    hook = await post.add(events=["review.submitted"])
    await submitted(post)
    await post.look()
    other = post.settings.model_copy(update={"secret_key": SecretStr(secrets.token_hex(32))})
    async with open_client() as client:
        post.posts = Posts(other, post.system, Egress(client, private_allowed=True))
        await post.work()
    ((_, state, reason),) = await post.log(hook)
    assert (state, "enter the webhook's address again" in reason) == ("failed", True)


@pytest.mark.parametrize("service", ["slack", "mattermost", "teams", "discord"])
async def test_a_room_reads_one_message_a_week(post: Post, service: str) -> None:
    await post.system.all("update programmes set review_weekday = 4, review_at = '16:00'")
    room = await post.add(format=service)
    assert room["secret"] is None
    await submitted(post)
    post.receiver.behaviours = ["message" if service == "discord" else "ok"]
    assert [await post.look(), await post.look()] == [1, 0]
    await post.work()
    (one,) = post.receiver.received
    assert "An Nguyen" in one.body.decode()
    assert "Binh Tran" in one.body.decode()
    assert "webhook-signature" not in one.headers
    assert [await post.look(), len(post.receiver.received)] == [0, 1]


async def test_a_room_that_can_has_its_message_edited(post: Post) -> None:
    await post.system.all("update programmes set review_weekday = 4, review_at = '16:00'")
    room = await post.add(format="discord", language="vi")
    review = await submitted(post)
    post.receiver.behaviours = ["message", "ok"]
    await post.look()
    await post.work()
    await moved(post, post.scene.chi, review, "approve")
    post.at(SATURDAY)
    assert [await post.look(), await post.look()] == [1, 0]
    await post.work()
    first, second = post.receiver.received
    assert (first.method, first.path) == ("POST", "/hook?key=1&wait=true")
    assert (second.method, second.path) == ("PATCH", "/hook/messages/1234567890?key=1")
    assert "Đã duyệt: An Nguyen" in second.json["content"]
    assert [one[:2] for one in await post.log(room)] == [("week.summary", "sent")]
    assert [await post.look(), len(post.receiver.received)] == [0, 2]


async def test_a_room_of_which_nobody_knows_whether_it_took_a_message_gets_no_second(post: Post) -> None:
    await post.system.all("update programmes set review_weekday = 4, review_at = '16:00'")
    room = await post.add(format="slack")
    await submitted(post)
    post.receiver.behaviours = ["hang"]
    await post.look()
    await post.work()
    await post.look()
    await post.work()
    assert len(post.receiver.received) == 1
    assert [one[:2] for one in await post.log(room)] == [("week.summary", "unconfirmed")]


async def test_a_room_is_told_neither_early_nor_late(post: Post) -> None:
    await post.add(format="slack")
    await post.system.all("update programmes set review_weekday = 4, review_at = '17:30'")
    assert await post.look() == 0
    post.at("2026-10-20T03:00:00+00:00")
    assert await post.look() == 0
