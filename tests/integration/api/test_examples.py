"""Every example of `/openapi.json` is taken by a gateway with a made programme, or refused for what is not
there: never because it could not be understood."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from tests.contracts.test_openapi import openapi
from tests.integration.conftest import Gateway
from tests.integration.gateway.test_rights import ROWS
from tests.support.team import make_team
from weeklog.db.engine import Database
from weeklog.ids import new_id
from weeklog.people.credentials import hash_password
from weeklog_api.request_examples import EXAMPLES

_ID = "0199c1c0-7a5e-7c3a-9d52-0f6f1c2b3a4d"
PASSWORD = EXAMPLES["sign_in"]["password"]
FIRST = ("change_objective", "confirm_second_factor", "end_second_factor")
LAST = (
    "edit_member", "change_password", "hand_over", "found_programme", "put_weeks", "switch_programme",
    "delete_account",
)  # fmt: skip
# They answer when the reply is there: `clients/test_openai*.py` send their like to a running worker.
WITH_A_WORKER = {"complete", "respond"}
OF_A_MENTOR = {
    "change_password",
    "name_substitute",
    "approve_reviews",
    "send_back_review",
    "invite_supervisor",
}
OTHER_WEEK = {"copy_week": "2"}  # than the one that is copied
# What a programme of a moment ago has not: a draft, a proposal, a schedule, a second factor, an invitation or a link
# that still holds.
REFUSED: dict[str, set[int]] = {
    "accept_invitation": {404},
    "use_password_link": {404},
    "accept_proposal": {404},
    "confirm_second_factor": {409},
    "end_second_factor": {404, 409},
    "edit_review": {404},
    "submit_review": {404},
    "send_back_review": {404},
    "reopen_review": {404},
    "edit_scheduled_question": {404},
}
PAGE = (
    b"---\ntitle: Week 3\n---\n## Tasks\n\n| Task | Start | End |\n| --- | --- | --- |\n| Dug | 10/11/2026 | "
    b"10/11/2026 |\n"
)


@dataclass
class Scene:
    an: httpx.AsyncClient
    chi: httpx.AsyncClient
    dung: httpx.AsyncClient
    ids: dict[str, str]  # by the name of a parameter, or by the operation whose body names them


@pytest.fixture
async def scene(gateway: Gateway, system: Database) -> AsyncIterator[Scene]:
    state = gateway.app.state.parts
    state.settings = state.settings.model_copy(update={"smtp_url": SecretStr("smtp://127.0.0.1:1")})
    team = await make_team(system)
    for person, email in ((team.an, "an@example.com"), (team.chi, "chi.le@example.com")):
        await system.all(
            "update people set password_hash = $2, email = $3 where id = $1",
            person,
            hash_password(PASSWORD),
            email,
        )
    async with AsyncExitStack() as ending:
        an, chi, dung = [
            await ending.enter_async_context(await gateway.client_of(person))
            for person in (team.an, team.chi, team.dung)
        ]
        entry = await _made(an, "/v1/entries", {"text": "Built the door", "start_on": "2026-10-06"})
        later = await _made(an, "/v1/entries", {"text": "Hung the door", "start_on": "2026-10-06"})
        comment = await _made(
            an, "/v1/comments", {"anchor": {"kind": "entry", "id": entry}, "text": "Which?"}
        )
        conversation = await _made(an, "/v1/conversations", {})
        asked = (await an.post(f"/v1/conversations/{conversation}/messages", json={"text": "What?"})).json()
        objectives = await an.put("/v1/weeks/1/objectives", json={"items": [{"text": "Build a house"}]})
        artifact = await an.post("/v1/artifacts", params={"name": "a.txt"}, content=b"text")
        webhook = await _made(
            dung, "/v1/programme/webhooks", EXAMPLES["add_webhook"] | {"name": "Another room"}
        )
        path = EXAMPLES["settle_question"]["path"]
        assert (await an.post("/v1/pages/import", files={"files": (path, PAGE)})).status_code == 200
        suggested = await an.post("/v1/suggestions", json=EXAMPLES["suggest_entries"])
        yield Scene(an, chi, dung, {
            "suggestion_id": suggested.json()["items"][0]["id"],
            "entry_id": entry, "comment_id": comment, "conversation_id": conversation, "number": "1",
            "message_id": asked["message"]["id"], "reply_id": asked["reply"]["id"],
            "objective_id": objectives.json()["items"][0]["id"], "artifact_id": artifact.json()["id"],
            "webhook_id": webhook, "person_id": str(team.an), "secret": "nobody-has-this-secret",
            "move_entry": later, "put_achievements": entry, "change_objective": entry, "add_comment": entry,
            "put_mentors": str(team.chi), "hand_over": str(team.binh), "switch_programme": str(team.programme_id),
            "name_substitute": str(team.dung), "invite_supervisor": str(team.an), "edit_review": str(new_id()),
        })  # fmt: skip


async def _made(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> str:
    answer = await client.post(path, json=body)
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()["id"]


async def test_each_example_is_taken_or_refused_for_what_is_not_there(scene: Scene) -> None:
    described = [
        (operation["operationId"], method, path, operation)
        for path, methods in openapi()["paths"].items()
        for method, operation in methods.items()
        if "example" in operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    ]
    assert {name for name, *_ in described} == EXAMPLES.keys()
    described = [one for one in described if one[0] not in WITH_A_WORKER]
    wrong: list[str] = []
    for name, method, path, operation in sorted(described, key=lambda one: _turn(one[0])):
        answer = await _send(scene, name, method, path, operation)
        taken = REFUSED.get(name) or {200, 201, 202, 204}
        if answer.status_code not in taken:
            wrong.append(f"{name}: {answer.status_code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


def _turn(name: str) -> int:
    """What another one would take away comes first, what takes away comes last."""
    return -1 if name in FIRST else 1 + LAST.index(name) if name in LAST else 0


async def _send(scene: Scene, name: str, method: str, path: str, operation: dict[str, Any]) -> httpx.Response:
    body = operation["requestBody"]["content"]["application/json"]["example"]
    named = json.loads(json.dumps(body).replace(_ID, scene.ids.get(name, _ID)))
    wanted = [one["name"] for one in operation.get("parameters", []) if one.get("required")]
    for one in wanted:
        path = path.replace(f"{{{one}}}", OTHER_WEEK.get(name) or scene.ids.get(one, str(new_id())))
    headers = {"If-Match": '"1"'} if "if-match" in wanted else {}
    return await _sender(scene, name).request(method.upper(), path, json=named, headers=headers)


def _sender(scene: Scene, name: str) -> httpx.AsyncClient:
    if "lead" in ROWS[name] and name != "put_weeks":  # An puts those of the programme that An began
        return scene.dung
    return scene.chi if name in OF_A_MENTOR else scene.an
