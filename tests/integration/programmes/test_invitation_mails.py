"""Invitations that are mailed, by a real mail server: each once, to its address alone."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.mail_server import MailServer, mail_server
from weeklog.db.engine import Database
from weeklog.jobs.queue import JobQueue
from weeklog.workers.worker import JobRunner
from weeklog_api.invitations.mailing import MOST_A_DAY, MOST_MAILS
from weeklog_reporting.invitation_mail import InvitationMails
from weeklog_reporting.settings import ReportingSettings

PATH = "/v1/programme/invitations"
KIND = "invitations.send_mail"
PASSWORD = "correct horse battery"


class Post:
    def __init__(self, scene: Scene, system: Database, server: MailServer, urls: dict[str, str]) -> None:
        self.scene, self.system, self.server, self.urls = scene, system, server, urls
        self.secret_key = scene.gateway.app.state.parts.settings.secret_key.get_secret_value()
        self.smtp_url: str | None = server.url
        self.state = scene.gateway.app.state.parts
        self.mail_by(server.url)

    def mail_by(self, url: str | None) -> None:
        """As the gateway knows it."""
        smtp = None if url is None else SecretStr(url)
        self.state.settings = self.state.settings.model_copy(update={"smtp_url": smtp})

    async def invite(self, *emails: str, **fields: Any) -> httpx.Response:
        return await self.scene.dung.post(f"{PATH}/mail", json={"emails": list(emails), **fields})

    async def mailed(self) -> list[Any]:
        """What the worker sends now, each job twice: a second delivery of a job does nothing."""
        settings = ReportingSettings(
            **self.urls,  # pyright: ignore[reportArgumentType] - read as they are in the environment
            secret_key=self.secret_key,  # pyright: ignore[reportArgumentType] - read as a secret
            smtp_url=self.smtp_url,  # pyright: ignore[reportArgumentType] - read as a secret
            mail_from="weeklog@example.org",
            public_url="https://w.example",
            env="development",
        )
        before = len(self.server.mails)
        rows = await self.system.all(f"select id from jobs where kind = '{KIND}' and state = 'queued'")
        send = InvitationMails(settings, self.system, 0.5).send
        store = self.scene.gateway.app.state.parts.store
        for row in [one for one in rows for _ in range(2)]:
            runner = JobRunner(JobQueue(self.system, 20.0), store, {KIND: send}, "test", 1)
            await runner.take([row["id"]])
            await runner.drain(30)
        return self.server.mails[before:]

    async def states(self) -> dict[str, str]:
        listed = (await self.scene.dung.get(PATH)).json()["items"]
        return {one["email"]: one["mail_state"] for one in listed}

    async def accept(self, secret: str, email: str) -> httpx.Response:
        async with self.scene.gateway.client() as browser:
            body = {"name": "Lan Ho", "email": email, "password": PASSWORD}
            return await browser.post(f"/v1/invitations/{secret}/accept", json=body)


def secret_of(mail: Any) -> str:
    text = mail.get_body(("plain",)).get_content()
    (secret,) = re.findall(r"https://w\.example/#join=(\S+)", str(text))
    assert f"https://w.example/#join={secret}" in mail.get_body(("html",)).get_content()
    return secret


@pytest.fixture
async def post(gateway: Gateway, system: Database, database_url: str, redis_url: str) -> AsyncIterator[Post]:
    async with open_scene(gateway) as scene:
        with mail_server() as server:
            yield Post(scene, system, server, {"database_url": database_url, "redis_url": redis_url})


async def test_each_address_gets_a_link_of_its_own_that_is_good_for_once_and_for_it_alone(post: Post) -> None:
    made = await post.invite("Lan@example.org", "minh@example.org", mentor_id=str(post.scene.team.chi))
    assert (made.status_code, "secret" in made.text) == (202, False), made.text
    lan, minh = await post.mailed()
    assert [mail["To"].addresses[0].addr_spec for mail in (lan, minh)] == [
        "lan@example.org",
        "minh@example.org",
    ]
    assert lan["Subject"].startswith("Dung Pham invites you to ")
    assert await post.states() == {"lan@example.org": "sent", "minh@example.org": "sent"}
    assert (await post.accept(secret_of(lan), "minh@example.org")).status_code == 403
    assert (await post.accept(secret_of(lan), "lan@example.org")).status_code == 201
    assert (await post.accept(secret_of(lan), "lan@example.org")).status_code == 404
    assert await post.states() == {"minh@example.org": "sent"}


async def test_the_mail_speaks_the_language_that_was_chosen(post: Post) -> None:
    await post.invite("lan@example.org", language="vi")
    (mail,) = await post.mailed()
    assert "mời bạn vào" in mail["Subject"]
    assert "với vai trò thành viên" in mail.get_body(("plain",)).get_content()


async def test_it_is_sent_again_with_the_same_link_and_taken_back(post: Post) -> None:
    [made] = (await post.invite("lan@example.org")).json()["items"]
    path = f"{PATH}/{made['id']}/mail"
    assert (await post.scene.dung.post(path)).status_code == 409  # on its way
    [first] = await post.mailed()
    for _ in range(MOST_MAILS - 1):
        assert (await post.scene.dung.post(path)).status_code == 202
        [again] = await post.mailed()
        assert secret_of(again) == secret_of(first)
    assert (await post.scene.dung.post(path)).status_code == 409
    assert (await post.scene.dung.delete(f"{PATH}/{made['id']}")).status_code == 204
    assert (await post.scene.dung.post(path)).status_code == 404
    assert (await post.accept(secret_of(first), "lan@example.org")).status_code == 404


async def test_what_was_taken_back_before_it_was_sent_is_not_sent(post: Post) -> None:
    [made] = (await post.invite("lan@example.org")).json()["items"]
    await post.scene.dung.delete(f"{PATH}/{made['id']}")
    assert await post.mailed() == []


async def test_who_is_here_or_invited_already_is_named_and_nobody_is_mailed(post: Post) -> None:
    await post.invite("lan@example.org")
    for emails, field in (
        (["minh@example.org", "AN@example.com"], "emails.1"),
        (["lan@example.org"], "emails.0"),
        (["nonsense"], "emails.0"),
        ([], "emails"),
        ([f"p{number}@example.org" for number in range(51)], "emails"),
    ):
        refused = await post.invite(*emails)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), refused.text
    mentor = await post.invite("minh@example.org", mentor_id=str(post.scene.team.an))
    assert (mentor.status_code, mentor.json()["errors"][0]["field"]) == (422, "mentor_id")
    assert len(await post.mailed()) == 1


async def test_a_lead_mails_so_many_a_day_also_when_they_are_taken_back(post: Post) -> None:
    for batch in range(MOST_A_DAY // 50):
        made = await post.invite(*(f"p{batch}-{number}@example.org" for number in range(50)))
        assert made.status_code == 202, made.text
    for one in (await post.scene.dung.get(PATH)).json()["items"]:
        await post.scene.dung.delete(f"{PATH}/{one['id']}")
    refused = await post.invite("one.more@example.org")
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)


async def test_what_the_mail_server_says_is_told(post: Post) -> None:
    post.server.behaviours[:] = ["full"]
    await post.invite("lan@example.org")
    await post.mailed()
    [one] = (await post.scene.dung.get(PATH)).json()["items"]
    assert (one["mail_state"], bool(one["mail_reason"])) == ("failed", True)
    post.smtp_url = None
    await post.invite("minh@example.org")
    await post.mailed()
    assert (await post.states())["minh@example.org"] == "skipped"


async def test_without_a_mail_server_it_says_so_at_once_and_what_helps(post: Post) -> None:
    [invited] = (await post.invite("lan@example.org")).json()["items"]
    await post.mailed()
    post.mail_by(None)
    for refused in (
        await post.invite("minh@example.org"),
        await post.scene.dung.post(f"{PATH}/{invited['id']}/mail"),
    ):
        assert refused.status_code == 409
        assert "make a link with POST /v1/programme/invitations" in refused.json()["detail"]
        assert "WEEKLOG_SMTP_URL" in refused.json()["detail"]
    assert list(await post.states()) == ["lan@example.org"]


async def test_nobody_but_a_lead_invites_and_a_link_that_was_shown_is_not_mailed(post: Post) -> None:
    for client in (post.scene.an, post.scene.chi, post.scene.stranger):
        refused = await client.post(f"{PATH}/mail", json={"emails": ["lan@example.org"]})
        assert refused.status_code == 403
    link = (await post.scene.dung.post(PATH, json={})).json()
    assert (await post.scene.dung.post(f"{PATH}/{link['id']}/mail")).status_code == 409
