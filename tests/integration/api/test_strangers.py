"""Nobody sees another person's rows, by any operation, and not by a connection that somebody used before."""

import asyncio
import random
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from tests.integration.conftest import TUESDAY, Gateway, api_settings
from tests.support import servers
from tests.support.people import RecordingPublisher, make_person
from tests.support.team import join
from tests.support.walk import UNKNOWN, Ids, Operation, Walk
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.people.tables import insert_session
from weeklog.programmes.memberships import insert_mentorship, join_programme
from weeklog.unit_of_work import Store
from weeklog_api.settings import ApiSettings

# Path parameters that name no thing of anybody's: a number within a thing, a name, or a secret that is its own proof.
MONDAYS = {"text": "What is still open?", "weekdays": [0], "at": "09:00"}
PLAIN = {"number": "1", "version": "1", "model": "weeklog", "secret": "unknown"}
# Which id a field of a body, or of a query, holds.
IN_BODIES = {
    "after": "entry_id",
    "branch_from": "message_id",
    "entries": "entry_id",
    "evidence": "entry_id",
    "follows": "reply_id",
    "accept": "entry_id",  # keys of lines that are offered: no ids of things
    "decline": "entry_id",
    "id": "objective_id",
    "ids": "review_id",
    "person_id": "person_id",
    "substitute_id": "person_id",
    "line_id": "review_id",
    "in_reply_to": "comment_id",
    "mentions": "person_id",
    "mentor_id": "person_id",
    "mentors": "person_id",
    "objectives": "objective_id",
    "to": "person_id",
}
IN_QUERIES = {"anchor_id": "entry_id", "through": "message_id"}
# What answers 200 with what became of each id.
ID_BY_ID = {"POST /v1/reviews/approve"}
# Where the least that fits a body is not enough to be taken.
BODIES: dict[str, list[Any]] = {
    "PATCH /v1/entries/{entry_id}": [{"text": "stolen"}],
    "PATCH /v1/artifacts/{artifact_id}": [{"title": "stolen"}],
    "PATCH /v1/comments/{comment_id}": [{"text": "stolen"}],
    "POST /v1/conversations/{conversation_id}/messages": [{"text": "?"}],
    "PUT /v1/me/programme": [{"id": "{programme_id}"}],
    "POST /v1/comments": [
        {"anchor": {"kind": "entry", "id": "{entry_id}"}, "text": "?"},
        {"anchor": {"kind": "objective", "id": "{objective_id}"}, "text": "?"},
        {"anchor": {"kind": "review", "id": "{review_id}"}, "text": "?"},
        {"anchor": {"kind": "artifact", "id": "{artifact_id}"}, "text": "?"},
        {"in_reply_to": "{comment_id}", "text": "?"},
    ],
    "PUT /v1/weeks/{number}/achievements": [{"items": [{"text": "?", "evidence": ["{entry_id}"]}]}],
}


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path) -> ApiSettings:
    return api_settings(database_url, redis_url, home=tmp_path)


@dataclass
class Strangers:
    """All that may not see what is `an`'s: the lead of another programme, a fellow member, and who mentors that
    one."""

    outsider: PersonId
    fellow: PersonId
    mentor: PersonId

    @property
    def all(self) -> dict[str, PersonId]:
        return {"outsider": self.outsider, "fellow": self.fellow, "mentor": self.mentor}


@pytest.fixture
async def strangers(system: Database, an: PersonId) -> Strangers:
    """`an` has begun a programme of their own before; the shared one is what all but the outsider work in."""
    outsider, fellow, mentor, lead = [
        await make_person(system, f"{name}@example.com") for name in ("outsider", "fellow", "mentor", "lead")
    ]
    await system.all("update members set role = 'lead' where person_id = $1", outsider)
    programme = await system.one("select programme_id from members where person_id = $1", lead)
    assert programme is not None
    await system.all("update members set role = 'lead' where person_id = $1", lead)
    for person, role in ((an, "member"), (fellow, "member"), (mentor, "mentor")):
        await system.run(
            join_programme,
            programme_id=programme[0], person_id=person, role=role, joined_at=TUESDAY,
        )  # fmt: skip
    await system.run(insert_mentorship, programme_id=programme[0], mentor_id=mentor, member_id=fellow)
    return Strangers(outsider, fellow, mentor)


async def test_every_operation_on_anothers_ids_answers_as_if_they_were_not_there(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, strangers: Strangers
) -> None:
    ids = await _things_of(gateway, client, an)
    nothing = {name: str(uuid4()) for name in ids} | {
        "token_id": "abcdefghijkl",
        "session_id": "0123456789abcdef",
    }
    walk = Walk(gateway.app.openapi(), PLAIN, IN_BODIES, IN_QUERIES, BODIES)
    if lacks := walk.unnamed(ids):
        pytest.fail(f"an operation {UNKNOWN}; add it to the tables and things of this test: {lacks}")
    before = await _all_of(client, ids)
    seen: list[str] = []
    asked = 0
    for kind, person in strangers.all.items():
        async with await gateway.client_of(person) as stranger:
            for operation in filter(walk.names_something, walk.operations()):
                wrong = await _told_apart(stranger, walk, operation, ids, nothing)
                seen += [f"{operation.name} for the {kind}: {one}" for one in wrong]
                asked += 1
    assert not seen, "\n" + "\n".join(seen)
    assert asked >= 3 * 30
    assert await _all_of(client, ids) == before


async def _told_apart(
    stranger: httpx.AsyncClient, walk: Walk, operation: Operation, ids: Ids, nothing: Ids
) -> list[str]:
    """How the answers show that something is there."""
    wrong: list[str] = []
    for theirs, nobodys in zip(walk.requests(operation, ids), walk.requests(operation, nothing), strict=True):
        answers = [await stranger.request(**theirs), await stranger.request(**nobodys)]
        wrong += _differ(answers, ids, nothing)
        # An id in a body may make the body invalid; one that only narrows a list down may find nothing.
        good = (
            (403, 404) if operation.in_path else (200,) if operation.method == "GET" else (403, 404, 409, 422)
        )
        if answers[0].status_code not in good + ((200,) if operation.name in ID_BY_ID else ()):
            wrong.append(f"{answers[0].status_code} {answers[0].text[:300]}")
        if operation.by_person:
            params = [
                asked["params"] | {"person": one["person_id"]}
                for asked, one in ((theirs, ids), (nobodys, nothing))
            ]
            answers = [
                await stranger.request(**asked | {"params": given})
                for asked, given in zip((theirs, nobodys), params, strict=True)
            ]
            wrong += _differ(answers, ids, nothing)
            if answers[0].status_code != 404:
                wrong.append(f"?person= {answers[0].status_code} {answers[0].text[:300]}")
    return wrong


def _differ(answers: list[httpx.Response], ids: Ids, nothing: Ids) -> list[str]:
    """Apart from the id that was asked for, which an answer may repeat."""
    texts: list[str] = []
    for answer, asked in zip(answers, (ids, nothing), strict=True):
        text = f"{answer.status_code} {answer.text}"
        for name, value in asked.items():
            text = text.replace(value, name)
        texts.append(text)
    # Names are kept in one order, so that the same id under two names is one.
    return [] if _one_name(texts[0]) == _one_name(texts[1]) else [f"told apart: {texts[0]!r} {texts[1]!r}"]


def _one_name(text: str) -> str:
    return text.replace("thread_id", "comment_id")


async def test_lists_hold_nothing_of_others(
    gateway: Gateway, client: httpx.AsyncClient, an: PersonId, strangers: Strangers
) -> None:
    await _things_of(gateway, client, an)
    for person in strangers.all.values():
        async with await gateway.client_of(person) as stranger:
            for path in (
                "/v1/entries",
                "/v1/conversations",
                "/v1/reviews",
                "/v1/comments",
                "/v1/artifacts",
                "/v1/notices",
            ):
                assert (await stranger.get(path)).json()["items"] == [], path
            week = (await stranger.get("/v1/weeks/1")).json()
            assert (week["entries"], week["objectives"], week["achievements"]) == ([], [], [])


async def test_every_operation_wants_to_know_who_asks(gateway: Gateway) -> None:
    secrets_prove = {
        "/v1/invitations/{secret}",
        "/v1/password-links/{secret}",
        "/v1/calendars/{secret}.ics",
        "/v1/code-hosts/{code_host_id}/events",
    }
    signed = {"/v1/verify", "/v1/verify/keys"}  # who was given a signed review checks it without an account
    provider = {"/v1/oidc", "/v1/oidc/start", "/v1/oidc/callback"}
    open_to_all = {"/livez", "/readyz", "/metrics", "/v1/sessions", *provider, *secrets_prove, *signed}
    async with gateway.client() as nobody:
        for path, methods in gateway.app.openapi()["paths"].items():
            for method in () if path in open_to_all else methods:
                answer = await nobody.request(
                    method,
                    path.replace("{number}", "1").replace("{", "").replace("}", ""),
                    headers={"If-Match": "*"},
                )
                assert answer.status_code in (401, 422), f"{method} {path}"
                assert answer.json().keys() & {"errors", "error"}  # chat front ends want it said their way


async def test_one_connection_that_serves_everybody_shows_each_their_own(
    system: Database, database_url: str, an: PersonId
) -> None:
    """An interleaving of two persons, nobody, failures and cancelled work over a pool of one."""
    binh = await make_person(system, "binh@example.com")
    database = Database(database_url, APP_ROLE, 1, "tests")
    await database.open()
    store = Store(database, RecordingPublisher())
    for person in (an, binh):
        async with store.begin(person) as work:
            programme = await work.value("select programme_id from members")
            await work.run(
                "insert into conversations (id, person_id, programme_id) values ($1, $2, $3)",
                new_id(),
                person,
                programme,
            )
    dice = random.Random(7)

    async def look() -> None:
        person, trouble = dice.choice((an, binh)), dice.random()
        with suppress(asyncio.CancelledError, asyncpg.DivisionByZeroError):
            async with store.begin(person) as work:
                rows = await work.all("select person_id from conversations")
                assert [row["person_id"] for row in rows] == [person]
                if trouble < 0.2:
                    await work.run("select 1 / 0")
                elif trouble < 0.4:
                    raise asyncio.CancelledError
        assert await database.all("select person_id from conversations") == []

    try:
        await asyncio.gather(*(look() for _ in range(400)))
    finally:
        await database.close()


async def _things_of(gateway: Gateway, client: httpx.AsyncClient, an: PersonId) -> dict[str, str]:
    """One of each kind that can be named, all of them `an`'s."""

    async def make(path: str, **content: Any) -> dict[str, Any]:
        answer = await client.post(path, **content)
        assert answer.is_success, f"{path}: {answer.text}"
        return answer.json()

    entry = await make("/v1/entries", json={"text": "mine"})
    objectives = await client.put("/v1/weeks/1/objectives", json={"items": [{"text": "mine"}]})
    conversation = await make("/v1/conversations", json={"title": "mine"})
    asked = await make(f"/v1/conversations/{conversation['id']}/messages", json={"text": "?"})
    anchor = {"kind": "entry", "id": entry["id"]}
    comment = await make("/v1/comments", json={"anchor": anchor, "text": "mine"})
    files = {"files": ("content/1.1-Week1/_index.md", b"# mine\n")}
    imported = await make("/v1/pages/import", files=files, data={"background": "true"})
    programmes = (await client.get("/v1/programmes")).json()["items"]
    suggested = {"source": "agent", "items": [{"key": "1", "text": "mine", "start_on": "2026-10-06"}]}
    return {
        "person_id": str(an),
        "programme_id": next(one["id"] for one in programmes if not one["active"]),
        "entry_id": entry["id"],
        "objective_id": objectives.json()["items"][0]["id"],
        "conversation_id": conversation["id"],
        "message_id": asked["message"]["id"],
        "reply_id": asked["reply"]["id"],
        "response_id": asked["reply"]["id"],
        "job_id": str(await gateway.system.value("select id from jobs order by created_at limit 1")),
        "review_id": (await make("/v1/weeks/1/review"))["id"],
        "token_id": (await make("/v1/tokens", json={"name": "mine"}))["id"],
        "comment_id": comment["id"],
        "thread_id": comment["thread_id"],
        "artifact_id": (await make("/v1/artifacts", params={"name": "a.txt"}, content=b"mine"))["id"],
        "import_id": imported["id"],
        "notice_id": await _notice(gateway, an),
        "invitation_id": await _invitation(gateway, an),
        "webhook_id": await _webhook(gateway, an),
        "code_host_id": await _code_host(gateway, an),
        "absence_id": (await make("/v1/absences", json={"first_day": "2026-10-08", "reason": "leave"}))["id"],
        "substitute_id": await _substitute(gateway, an),
        "supervisor_id": await _supervisor(gateway, an),
        "session_id": await _session(gateway, an),
        "question_id": (await make("/v1/scheduled-questions", json=MONDAYS))["id"],
        "suggestion_id": (await make("/v1/suggestions", json=suggested))["items"][0]["id"],
        "calendar_id": (await make("/v1/calendars", json={"url": "https://calendar.example.org/an.ics"}))[
            "id"
        ],
        "proposal_id": await _proposal(gateway, an, asked["reply"]["id"]),
    }


async def _substitute(gateway: Gateway, an: PersonId) -> str:
    """Of the programme that only they are in."""
    return await _owned(
        gateway,
        "insert into substitutes (id, programme_id, mentor_id, substitute_id, first_day, last_day, created_by) "
        "select $1, programme_id, $2, $3, '2026-10-08', '2026-10-08', $2",
        an,
    )


async def _supervisor(gateway: Gateway, an: PersonId) -> str:
    """Of somebody in the programme that only they are in."""
    return await _owned(
        gateway,
        "insert into supervisors (id, programme_id, person_id, email, name, invited_by, expires_at) "
        "select $1, programme_id, $3, 'lan@example.org', 'mine', $2, now() + interval '9 days'",
        an,
    )


async def _owned(gateway: Gateway, insert: str, an: PersonId) -> str:
    """A row that no role of the product makes on its own; `$1` = its id, `$2` = An, `$3` = somebody beside An."""
    programme = await gateway.system.value(
        "select programme_id from members where person_id = $1 order by active_at limit 1", an
    )
    made = new_id()
    who = await join(gateway.system, programme, f"{made}@example.com", name="Beside An", role="mentor")
    url = gateway.app.state.parts.settings.database_url
    owner = await asyncpg.connect(servers.postgres().owner_url(url.rpartition("/")[2]))
    try:
        query = f"{insert} from members where person_id = $2 and programme_id = $4"
        await owner.execute(query, made, an, who, programme)
    finally:
        await owner.close()
    return str(made)


async def _session(gateway: Gateway, an: PersonId) -> str:
    row = {
        "secret_hash": secrets.token_bytes(32),
        "person_id": an,
        "expires_at": TUESDAY + timedelta(days=900),
    }
    await gateway.system.run(insert_session, **row)
    async with await gateway.client_of(an) as client:
        return (await client.get("/v1/sessions")).json()["items"][0]["id"]


async def _notice(gateway: Gateway, an: PersonId) -> str:
    row = await gateway.system.one(
        "insert into notices (id, person_id, programme_id, week, kind, text, missing, created_at) "
        "select $1, person_id, programme_id, 1, 'waiting', 'mine', '{}', now() from members "
        "where person_id = $2 order by active_at desc limit 1 returning id",
        new_id(), an,
    )  # fmt: skip
    assert row is not None
    return str(row["id"])


async def _proposal(gateway: Gateway, an: PersonId, reply_id: str) -> str:
    """As the assistant makes one."""
    async with gateway.app.state.parts.store.begin(an) as work:
        made = await work.value(
            "insert into proposals (id, person_id, programme_id, reply_id, position, kind, content) "
            "select $1, person_id, programme_id, $3, 0, 'entry', $4 from members "
            "where person_id = $2 order by active_at desc limit 1 returning id",
            new_id(), an, UUID(reply_id), {"text": "mine"},
        )  # fmt: skip
    return str(made)


async def _invitation(gateway: Gateway, an: PersonId) -> str:
    """Of the programme that only they are in."""
    row = await gateway.system.one(
        "insert into invitations (id, programme_id, secret_hash, role, uses_left, created_by, expires_at) "
        "select $1, programme_id, 'x', 'lead', 9, person_id, now() + interval '1 day' from members "
        "where person_id = $2 order by active_at limit 1 returning id",
        new_id(), an,
    )  # fmt: skip
    assert row is not None
    return str(row["id"])


async def _code_host(gateway: Gateway, an: PersonId) -> str:
    """Of the programme that only they are in."""
    row = await gateway.system.one(
        "insert into code_hosts (id, programme_id, name, kind, secret_box) select $1, programme_id, 'mine', 'github', "
        "'x' from members where person_id = $2 order by active_at limit 1 returning id",
        new_id(), an,
    )  # fmt: skip
    assert row is not None
    return str(row["id"])


async def _webhook(gateway: Gateway, an: PersonId) -> str:
    """Of the programme that only they are in."""
    row = await gateway.system.one(
        "insert into webhooks (id, programme_id, name, format, events, host, address_box) "
        "select $1, programme_id, 'mine', 'cloudevents', '{}', 'mine', 'x' from members "
        "where person_id = $2 order by active_at limit 1 returning id",
        new_id(), an,
    )  # fmt: skip
    assert row is not None
    return str(row["id"])


async def _all_of(client: httpx.AsyncClient, ids: Ids) -> list[Any]:
    """What a stranger's request might have changed."""
    paths = [f"/v1/entries/{ids['entry_id']}", "/v1/weeks/1", "/v1/comments", "/v1/artifacts", "/v1/conversations",
             "/v1/notices", "/v1/tokens", "/v1/programme/members"]  # fmt: skip
    found = [(await client.get(path)).json() for path in paths]
    for token in found[6]["items"]:
        token["last_used_at"] = None  # reading it writes that
    return found
