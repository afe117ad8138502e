"""A supervisor from outside: a link shows, a code that is mailed lets them act, and nothing else does."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import asyncpg
import httpx
import pytest
from pydantic import SecretStr
from pypdf import PdfReader

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.mail_server import MailServer, mail_server
from weeklog.db.engine import Database
from weeklog.jobs.queue import JobQueue
from weeklog.supervisors.links import code_of, is_code, read_supervisor_token, supervisor_token
from weeklog.workers.worker import JobRunner
from weeklog_reporting.settings import ReportingSettings
from weeklog_reporting.supervisor_mail import SupervisorMails

FRIDAY = "2026-10-09T11:00:00+00:00"
LAN = {"email": "Lan@example.org", "name": "Lan <Ho>", "days": 30}


class Outside:
    def __init__(self, scene: Scene, system: Database, server: MailServer, urls: dict[str, str]) -> None:
        self.scene, self.system, self.server = scene, system, server
        state = scene.gateway.app.state.parts
        state.settings = state.settings.model_copy(update={"smtp_url": SecretStr(server.url)})
        self.settings = ReportingSettings(
            **urls,  # pyright: ignore[reportArgumentType] - read as they are in the environment
            secret_key=state.settings.secret_key.get_secret_value(),  # pyright: ignore[reportArgumentType] - read as a secret
            smtp_url=server.url,  # pyright: ignore[reportArgumentType] - read as a secret
            mail_from="weeklog@example.org",
            public_url="https://w.example",
            env="development",
        )
        self.at(FRIDAY)
        self.browser = scene.gateway.client()

    def at(self, moment: str) -> None:
        self.scene.at(moment)
        self.settings = self.settings.model_copy(update={"now": datetime.fromisoformat(moment)})

    async def invited(self, **fields: Any) -> dict[str, Any]:
        answer = await self.scene.chi.post(
            "/v1/supervisors", json={"person_id": str(self.scene.team.an), **LAN, **fields}
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def submitted(self, week: int = 1) -> str:
        review = await self.scene.review(self.scene.team.an, week)
        assert (await self.scene.an.post(f"/v1/reviews/{review}/submit")).status_code == 200
        return review

    async def mailed(self) -> list[Any]:
        """What the worker sends now, each job twice: a second delivery of a job does nothing."""
        before = len(self.server.mails)
        rows = await self.system.all(
            "select id from jobs where kind = 'supervisors.send_mail' and state = 'queued'"
        )
        send = SupervisorMails(self.settings, self.system, 0.5).send
        store = self.scene.gateway.app.state.parts.store
        for row in [one for one in rows for _ in range(2)]:
            runner = JobRunner(JobQueue(self.system, 20.0), store, {"supervisors.send_mail": send}, "test", 1)
            await runner.take([row["id"]])
            await runner.drain(30)
        return self.server.mails[before:]

    async def token(self) -> str:
        (mail,) = await self.mailed()
        return parse_qs(urlsplit(_link(mail)).query)["token"][0]

    async def code(self, token: str) -> str:
        asked = await self.browser.post("/supervise/code", data={"token": token, "week": "1"})
        assert (asked.status_code, "A code is on its way" in asked.text) == (200, True), asked.text
        (mail,) = await self.mailed()
        return mail["Subject"].split()[0]

    async def act(
        self, token: str, code: str, kind: str = "comment", text: str = "Well done", version: str = ""
    ) -> httpx.Response:
        """On the version that the page shows, as its form does."""
        page = await self.browser.get("/supervise", params={"token": token})
        shown = re.findall(r"name=version value=(\d+)", page.text)
        said = {"token": token, "week": "1", "code": code, "kind": kind, "text": text}
        said["version"] = version or next(iter(shown), "0")
        return await self.browser.post("/supervise/remark", data=said)

    async def remarks(self, review: str) -> list[tuple[str, str, str]]:
        read = (await self.scene.an.get(f"/v1/reviews/{review}")).json()
        return [(one["name"], one["kind"], one["text"]) for one in read["remarks"]]


def _link(mail: Any) -> str:
    text = mail.get_body(("plain",)).get_content()
    (link,) = re.findall(r"https://w\.example/supervise\S+", str(text))
    return link


@pytest.fixture
async def outside(
    gateway: Gateway, system: Database, database_url: str, redis_url: str
) -> AsyncIterator[Outside]:
    async with open_scene(gateway) as scene:
        with mail_server() as server:
            found = Outside(scene, system, server, {"database_url": database_url, "redis_url": redis_url})
            async with found.browser:
                yield found


async def test_a_review_is_mailed_read_and_answered_with_a_code(outside: Outside) -> None:
    await outside.invited()
    review = await outside.submitted()
    (mail,) = await outside.mailed()
    assert (mail["To"].addresses[0].addr_spec, mail["Subject"]) == (
        "lan@example.org",
        "Week 1: the review of An Nguyen",
    )
    token = parse_qs(urlsplit(_link(mail)).query)["token"][0]
    page = await outside.browser.get("/supervise", params={"token": token, "week": 1})
    assert (page.status_code, "Built it" in page.text, "<script" in page.text) == (200, True, False)
    assert page.headers["cache-control"] == "no-store"
    code = await outside.code(token)
    said = await outside.act(token, f"{code[:3]} {code[3:]}", text="Which <b>region</b>?")
    assert (said.status_code, "Your remark was added" in said.text) == (200, True)
    assert (await outside.act(token, code)).status_code == 403  # it is good once
    outside.at("2026-10-09T11:05:00+00:00")
    agreed = await outside.act(token, await outside.code(token), kind="approval", text="")
    assert agreed.status_code == 200
    assert await outside.remarks(review) == [
        ("Lan <Ho>", "comment", "Which <b>region</b>?"),
        ("Lan <Ho>", "approval", ""),
    ]
    read = (await outside.scene.chi.get(f"/v1/reviews/{review}")).json()
    assert (read["state"], len(read["remarks"])) == ("submitted", 2)
    log = [one["text"] for one in (await outside.scene.dung.get("/v1/audit")).json()["items"]]
    assert "Chi Le invited Lan <Ho> to read the reviews of An Nguyen." in log
    assert "Lan <Ho>, from outside, agreed with the review of week 1 of An Nguyen." in log
    assert not any("example.org" in one or "region" in one for one in log)


async def test_what_they_said_is_signed_printed_and_reported(outside: Outside) -> None:
    await outside.invited()
    review = await outside.submitted()
    token = await outside.token()
    await outside.act(token, await outside.code(token), text="Which region?")
    outside.at("2026-10-09T11:05:00+00:00")
    await outside.act(token, await outside.code(token), kind="approval", text="")
    outside.at("2026-10-09T11:10:00+00:00")
    assert (await outside.scene.chi.post(f"/v1/reviews/{review}/approve")).status_code == 200
    file = await outside.scene.an.get(f"/v1/reviews/{review}/snapshot")
    signed = [(one["name"], one["kind"], one["text"]) for one in file.json()["snapshot"]["remarks"]]
    assert signed == [("Lan <Ho>", "comment", "Which region?"), ("Lan <Ho>", "approval", "")]
    forged = file.text.replace("Which region?", "No question")
    checked = (await outside.browser.post("/v1/verify", content=forged.encode())).json()
    assert (checked["valid"], "remark from outside 1" in str(checked["differing"])) == (False, True)
    pdf = await outside.scene.an.get(f"/v1/reviews/{review}.pdf")
    printed = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    for part in (
        "Supervisors from outside",
        "Which region?",
        "agrees with version",
        "Lan <Ho>, 2026-10-09",
    ):
        assert part in printed
    report = (await outside.scene.an.get("/v1/report")).text
    assert re.search(r"region.*\(Lan .*Ho.*, from outside, week 1, 2026-10-09", report)
    assert re.search(
        r"\| 1 \| 2026-10-09 .* \| Lan .*Ho.*, from outside \| agreed, without a signature \|", report
    )


async def test_without_a_mail_server_it_says_so_at_once_and_what_helps(outside: Outside) -> None:
    state = outside.scene.gateway.app.state.parts
    state.settings = state.settings.model_copy(update={"smtp_url": None})
    new = {"person_id": str(outside.scene.team.an), **LAN}
    refused = await outside.scene.chi.post("/v1/supervisors", json=new)
    assert refused.status_code == 409
    assert "give them each review as a PDF" in refused.json()["detail"]
    assert "WEEKLOG_SMTP_URL" in refused.json()["detail"]


async def test_each_mail_to_them_is_in_the_log_of_whose_review_it_is(outside: Outside) -> None:
    async def log() -> list[tuple[str, str | None, str, str]]:
        items = (await outside.scene.an.get("/v1/deliveries")).json()["items"]
        return [(one["kind"], one["supervisor_name"], one["state"], one["reason"]) for one in items]

    await outside.invited()
    await outside.submitted()
    token = await outside.token()
    outside.at("2026-10-09T11:01:00+00:00")
    await outside.code(token)
    sent = [("supervisor_code", "Lan <Ho>", "sent", ""), ("supervisor_review", "Lan <Ho>", "sent", "")]
    assert await log() == sent
    assert (await outside.scene.chi.get("/v1/deliveries")).json()["items"] == []
    outside.settings = outside.settings.model_copy(update={"smtp_url": None})
    outside.at("2026-10-16T11:00:00+00:00")
    await outside.submitted(2)
    assert await outside.mailed() == []
    assert await log() == [("supervisor_review", "Lan <Ho>", "skipped", "mail is switched off"), *sent]


async def test_nobody_agrees_with_what_they_have_not_read_and_what_was_written_is_kept(
    outside: Outside,
) -> None:
    await outside.invited()
    review = await outside.submitted()
    token = await outside.token()
    written = "\nRegion?\n<b>Cost</b>: cafe\u0301 </textarea>"
    wrong = await outside.act(token, "000000", text=written)
    assert (wrong.status_code, "not good" in wrong.text) == (403, True)
    code = await outside.code(token)
    stale = await outside.act(token, code, kind="approval", text=written, version="999")
    assert (stale.status_code, "has changed since" in stale.text) == (409, True)
    for answer in (wrong, stale):
        assert "Region?\n&lt;b&gt;Cost&lt;/b&gt;: café &lt;/textarea&gt;</textarea>" in answer.text
    assert await outside.remarks(review) == []
    kept = await outside.act(token, code, kind="approval", text=written)  # the code was not used up
    assert kept.status_code == 200
    assert await outside.remarks(review) == [
        ("Lan <Ho>", "approval", written.strip().replace("e\u0301", "é"))
    ]


async def test_programs_that_open_and_post_every_address_change_nothing(outside: Outside) -> None:
    await outside.invited()
    review = await outside.submitted()
    token = await outside.token()
    address = f"/supervise?token={token}&week=1"
    for method in ("GET", "HEAD", "POST", "POST"):
        for body in (
            None,
            {"kind": "approval", "code": "123456", "token": token},
            {"List-Unsubscribe": "One-Click"},
        ):
            answer = await outside.browser.request(method, address, data=body if method == "POST" else None)
            assert answer.status_code in (200, 405)
    assert await outside.remarks(review) == []
    assert await outside.mailed() == []
    form = {"token": token, "week": "1", "kind": "approval", "text": ""}
    assert (await outside.browser.post("/supervise/remark", data=form)).status_code == 403
    assert (await outside.browser.get("/supervise/remark", params=form)).status_code in (404, 405)
    assert await outside.remarks(review) == []


async def test_a_code_is_good_for_a_while_for_few_attempts_and_not_had_at_will(outside: Outside) -> None:
    await outside.invited()
    await outside.submitted()
    token = await outside.token()
    code = await outside.code(token)
    again = await outside.browser.post("/supervise/code", data={"token": token, "week": "1"})
    assert (again.status_code, await outside.mailed()) == (429, [])
    wrong = [f"{(int(code) + 1 + step) % 1_000_000:06}" for step in range(5)]
    statuses = [(await outside.act(token, one)).status_code for one in wrong]
    assert set(statuses) <= {403, 429}
    assert (await outside.act(token, code)).status_code in (403, 429)
    outside.scene.gateway.app.state.parts.attempts.__init__(1000)  # another network tries
    assert (await outside.act(token, code)).status_code == 403
    outside.at("2026-10-09T11:10:00+00:00")
    late = await outside.code(token)
    outside.at("2026-10-09T11:26:00+00:00")
    assert (await outside.act(token, late)).status_code == 403
    for minute in range(27, 40):
        outside.at(f"2026-10-09T11:{minute}:30+00:00")
        await outside.browser.post("/supervise/code", data={"token": token, "week": "1"})
    assert len(await outside.mailed()) == 10 - 2


async def test_a_link_ends_when_it_is_revoked_or_its_time_is_over(outside: Outside) -> None:
    invited = await outside.invited()
    review = await outside.submitted()
    token = await outside.token()
    outside.at("2026-11-09T11:00:00+00:00")
    assert (await outside.browser.get("/supervise", params={"token": token})).status_code == 404
    outside.at(FRIDAY)
    assert (await outside.browser.get("/supervise", params={"token": token})).status_code == 200
    for client, status in ((outside.scene.an, 403), (outside.scene.binh, 404), (outside.scene.stranger, 404)):
        assert (await client.delete(f"/v1/supervisors/{invited['id']}")).status_code == status
    code = await outside.code(token)
    assert (await outside.act(token, code)).status_code == 200
    assert (await outside.scene.dung.delete(f"/v1/supervisors/{invited['id']}")).status_code == 204
    for answer in (
        await outside.browser.get("/supervise", params={"token": token}),
        await outside.browser.post("/supervise/code", data={"token": token, "week": "1"}),
        await outside.act(token, code),
    ):
        assert (answer.status_code, "Built it" in answer.text) == (404, False)
    assert len(await outside.remarks(review)) == 1
    await outside.submitted(2)
    assert await outside.mailed() == []


async def test_it_shows_what_was_submitted_by_one_person_and_no_more(outside: Outside) -> None:
    await outside.invited()
    await outside.submitted()
    token = await outside.token()
    await outside.scene.review(outside.scene.team.an, 2)
    other = await outside.scene.review(outside.scene.team.binh, 3)
    await outside.scene.binh.post(f"/v1/reviews/{other}/submit")
    for week in (2, 3, 9):
        page = await outside.browser.get("/supervise", params={"token": token, "week": week})
        assert "review of week 1" in page.text
    await outside.system.all("update members set left_at = now() where person_id = $1", outside.scene.team.an)
    page = await outside.browser.get("/supervise", params={"token": token})
    assert "Built it" not in page.text


async def test_who_may_invite_and_what_is_wrong_is_named(outside: Outside) -> None:
    scene = outside.scene
    of_an = {"person_id": str(scene.team.an), **LAN}
    for client, status in ((scene.an, 403), (scene.binh, 404), (scene.stranger, 404)):
        assert (await client.post("/v1/supervisors", json=of_an)).status_code == status
    for field, value in (("email", "lan"), ("name", " "), ("days", 0), ("days", 999), ("language", "xx")):
        refused = await scene.chi.post("/v1/supervisors", json=of_an | {field: value})
        assert (refused.status_code, field in refused.text) == (422, True)
    first, second = await outside.invited(), await outside.invited(days=60)
    assert (first["id"], first["expires_at"] < second["expires_at"]) == (second["id"], True)
    for client, count in ((scene.an, 1), (scene.chi, 1), (scene.dung, 1), (scene.binh, 0)):
        seen = (
            await client.get(
                "/v1/supervisors",
                params={} if client in (scene.an, scene.binh) else {"person": str(scene.team.an)},
            )
        ).json()
        assert len(seen["items"]) == count


async def test_postgres_says_the_same_of_whoever_forgets_to_ask(outside: Outside) -> None:
    await outside.invited()
    review, team = await outside.submitted(), outside.scene.team
    store = outside.scene.gateway.app.state.parts.store
    invite = (
        "insert into supervisors (id, person_id, programme_id, email, name, invited_by, expires_at) "
        "values (gen_random_uuid(), $1, $2, 'x@example.org', 'X', $3, now() + interval '1 day')"
    )
    for person in (team.an, team.binh):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with store.begin(person) as work:
                await work.run(invite, team.an, team.programme_id, person)
    for statement in (
        "select code_nonce from supervisors",
        "insert into supervisor_remarks (id) values (gen_random_uuid())",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with store.begin(team.chi) as work:
                await work.all(statement)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await outside.system.all("select lines from reviews where id = $1", review)


def test_a_link_and_a_code_are_of_this_instance_alone() -> None:
    key, other, who = "k" * 32, "o" * 32, UUID(int=7)
    token = supervisor_token(key, who)
    assert (read_supervisor_token([other, key], token), read_supervisor_token([other], token)) == (who, None)
    for at in range(len(token) - 1):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert read_supervisor_token([key], changed) is None
    code = code_of(key, who, b"nonce")
    assert (is_code([key], who, b"nonce", f" {code} "), is_code([other], who, b"nonce", code)) == (
        True,
        False,
    )
    assert (is_code([key], who, b"other", code), is_code([key], who, b"nonce", "")) == (False, False)
