"""Every operation of the API, asked by everybody: who is let in, and who sees what is An's.

The rows are written by hand, the cells are made from them. An operation without a row fails.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import httpx
import pytest

from tests.contracts.test_openapi import openapi
from tests.integration.conftest import Gateway
from tests.support.people import make_person
from tests.support.team import Team, join, make_team
from weeklog.db.engine import Database
from weeklog.ids import new_id
from weeklog.people.credentials import new_token
from weeklog.people.tables import insert_token

Kind = Literal[
    "anybody",
    "reads",
    "writes",
    "does both",
    "reads as lead",
    "reads as mentor",
    "writes as lead",
    "operates",
]
Seen = Literal["own", "follows", "private"]  # by whom what the address names is found

_READS = (
    "read_second_factor read_my_assistant read_quotas read_audit list_entries list_deleted list_weeks read_week "
    "list_programmes read_programme list_members list_pages list_questions lint_pages export_pages "
    "compare_translations export_page list_artifacts export_entries export_account list_conversations list_models "
    "read_model list_proposals read_usage list_reviews search_worklogs list_comments read_queue list_notices "
    "read_reminders me list_tokens issue_ticket preview_quick read_entry read_history read_artifact read_revision "
    "compare_revisions read_import read_conversation read_reply reply_events read_review read_comment list_absences "
    "list_substitutes list_supervisors list_review_runs read_markdown read_pdf list_versions read_version "
    "compare_versions list_sessions read_snapshot list_deliveries read_mail_settings read_week_figures "
    "read_person_figures list_competencies read_calendar_feed read_report list_scheduled_questions list_question_runs "
    "list_suggestions list_calendars"
)
_WRITES = (
    "begin_second_factor confirm_second_factor end_second_factor decide_on_assistant delete_account log_entry "
    "log_entries edit_entry drop_entry restore_entry move_entry put_objectives carry_objectives put_achievements "
    "carry_entries_over copy_week change_objective found_programme switch_programme leave_programme import_pages "
    "settle_question take_answer_back add_artifact change_artifact drop_artifact add_revision import_account "
    "open_conversation rename_conversation drop_conversation ask ask_again regenerate judge_reply stop_reply "
    "accept_proposal dismiss_proposal draft_now submit_review reopen_review add_comment edit_comment delete_comment "
    "resolve_thread reopen_thread read_notice set_reminders sign_out change_me change_password make_token drop_token "
    "add_absence remove_absence name_substitute remove_substitute invite_supervisor revoke_supervisor approve_reviews "
    "edit_review note_opened take_back_review send_back_review approve_review publish_review end_session "
    "set_mail_settings make_calendar_feed drop_calendar_feed add_scheduled_question edit_scheduled_question "
    "remove_scheduled_question suggest_entries suggest_from_calendar accept_suggestion dismiss_suggestion "
    "add_calendar remove_calendar refresh_calendar"
)
_LEADS = (
    "edit_programme put_weeks archive_programme unarchive_programme edit_member remove_member put_mentors "
    "hand_over invite revoke_invitation choose_assistant forget_assistant test_assistant put_limits "
    "make_password_link add_person put_competencies add_webhook change_webhook remove_webhook renew_webhook_secret "
    "test_webhook add_code_host remove_code_host invite_by_mail mail_invitation_again"
)
ROWS: dict[str, Kind] = {
    **dict.fromkeys(_READS.split(), "reads"),
    **dict.fromkeys(_WRITES.split(), "writes"),
    **dict.fromkeys(_LEADS.split(), "writes as lead"),
    **dict.fromkeys(
        (
            "list_invitations",
            "read_assistant",
            "read_programme_usage",
            "read_programme_figures",
            "list_webhooks",
            "list_code_hosts",
            "list_webhook_deliveries",
        ),
        "reads as lead",
    ),
    **dict.fromkeys(
        [
            "read_invitation",
            "accept_invitation",
            "sign_in",
            "read_oidc",
            "start_oidc",
            "finish_oidc",
            "read_password_link",
            "use_password_link",
            "list_signing_keys",
            "verify_file",
            "read_calendar",
            "receive_from_code_host",
            "livez",
            "readyz",
            "metrics",
        ],
        "anybody",
    ),
    "read_submissions": "reads as mentor",
    "read_overview": "reads as mentor",
    "complete": "does both",
    "respond": "does both",
    "read_instance": "operates",
    "retry_job": "operates",
    "read_response": "reads",
}
# What the address names is An's: An alone finds it ("private"), who follows An as well ("follows"), or may see and not
# change it ("own").
NAMED: dict[str, Seen] = {
    **dict.fromkeys(("read_entry", "read_comment"), "follows"),
    **dict.fromkeys(("edit_comment", "delete_comment", "resolve_thread", "reopen_thread"), "own"),
    **dict.fromkeys(
        ("read_artifact", "change_artifact", "drop_artifact"), "private"
    ),  # of another: with ?person=
    **dict.fromkeys(("read_conversation", "rename_conversation", "drop_conversation", "ask"), "private"),
    **dict.fromkeys(("read_reply", "stop_reply", "regenerate", "drop_token"), "private"),
    "drop_entry": "private",
}
BODIES: dict[str, dict[str, Any]] = {
    "rename_conversation": {"title": "Another"},
    "ask": {"text": "What did I do?"},
    "preview_quick": {"quick": "x"},
    "edit_comment": {"text": "Why so?"},
    "change_artifact": {"title": "B"},
}
# These take no body that could be refused first: who may do them is asked of the others only.
TOO_MUCH = {
    "leave_programme",
    "archive_programme",
    "sign_out",
    "export_account",
    "reply_events",
    "regenerate",
}

_MEMBERS = (
    "reads only",
    "writes only",
    "An",
    "another member",
    "mentor of An",
    "mentor of others",
    "lead",
    "co-lead",
)
ACTORS = ("nobody", "expired", *_MEMBERS, "lead of another programme")
LEADS = {"lead", "co-lead", "lead of another programme"}
MENTORS = {"mentor of An", "mentor of others"}
FOLLOW_AN = {"reads only", "An", "mentor of An", "lead", "co-lead"}
ARE_AN = {"reads only", "writes only", "An"}


@dataclass
class Scene:
    clients: dict[str, httpx.AsyncClient]
    ids: dict[str, str]


@pytest.fixture
async def scene(gateway: Gateway, system: Database) -> AsyncIterator[Scene]:
    team = await make_team(system)
    async with AsyncExitStack() as ending:
        clients = await _clients(gateway, system, team, ending)
        yield Scene(clients, await _things_of(clients["An"]))


async def test_everybody_gets_what_the_table_says(scene: Scene) -> None:
    operations = _operations()
    assert {name for name, *_ in operations} == ROWS.keys()
    wrong: list[str] = []
    for name, method, path in operations:
        for actor in ACTORS:
            expected = _expected(name, actor)
            if expected is None:
                continue
            answer = await _asked(scene, actor, name, method, path)
            if not _fits(answer.status_code, expected):
                wrong.append(f"{name} by {actor}: {answer.status_code} {answer.text[:120]}, not {expected}")
            if actor == "writes only" and "Zanzibar" in answer.text:
                wrong.append(f"{name} tells who may only write what An wrote: {answer.text[:120]}")
    assert not wrong, "\n".join(wrong)


def _expected(name: str, actor: str) -> str | None:
    """The status, or `in` for anything but a refusal of the person; None where it is not asked."""
    kind = ROWS[name]
    if kind == "anybody":
        return "in"
    if actor in ("nobody", "expired"):
        return "401"
    if kind == "operates" or _lacks_scope(kind, actor) or _lacks_role(kind, actor):
        return "403"
    return None if name in TOO_MUCH else _found(name, actor)


def _found(name: str, actor: str) -> str | None:
    seen = NAMED.get(name)
    if seen is None:
        return "in"
    if actor in ARE_AN:
        # "writes only" comes before An, and what it dropped is gone.
        return None if name.startswith(("drop_", "delete_")) and actor == "An" else "found"
    if seen == "private" or actor not in FOLLOW_AN:
        return "404"
    return "403" if seen == "own" else "found"


def _lacks_scope(kind: Kind, actor: str) -> bool:
    writes, reads = kind.startswith("writes") or kind == "does both", not kind.startswith("writes")
    return (actor == "reads only" and writes) or (actor == "writes only" and reads)


def _lacks_role(kind: Kind, actor: str) -> bool:
    return (kind.endswith("as lead") and actor not in LEADS) or (
        kind.endswith("as mentor") and actor not in LEADS | MENTORS
    )


def _fits(status: int, expected: str) -> bool:
    match expected:
        case "in":
            return status < 500 and status not in (401, 403)
        case "found":
            return status < 500 and status not in (401, 403, 404)
        case _:
            return str(status) == expected


def _operations() -> list[tuple[str, str, str]]:
    """What deletes comes last, so that everything is there until then."""
    found = [
        (operation["operationId"], method, path)
        for path, methods in openapi()["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(found, key=lambda one: one[1] == "delete")


async def _asked(scene: Scene, actor: str, name: str, method: str, path: str) -> httpx.Response:
    address = path
    for part in path.split("/"):
        if part.startswith("{"):
            address = address.replace(part, scene.ids.get(part.strip("{}"), str(new_id())))
    body = BODIES.get(name, {}) if method in ("post", "put", "patch") else None
    headers = {"If-Match": "*"}
    if name in ("draft_now", "test_assistant", "stop_reply"):
        body = None
    return await scene.clients[actor].request(method.upper(), address, json=body, headers=headers)


async def _clients(
    gateway: Gateway, system: Database, team: Team, ending: AsyncExitStack
) -> dict[str, httpx.AsyncClient]:
    others = await join(system, team.programme_id, "em@example.com", name="Em Vo", role="mentor")
    co_lead = await join(system, team.programme_id, "giang@example.com", name="Giang Do", role="lead")
    stranger = await make_person(system, "khanh@example.com")
    await system.all("update members set role = 'lead' where person_id = $1", stranger)
    await system.all(
        "insert into mentorships (programme_id, mentor_id, member_id) values ($1, $2, $3)",
        team.programme_id, others, team.binh,
    )  # fmt: skip
    clients = {
        "nobody": gateway.client(),
        "expired": gateway.client(await _expired_token(system, team)),
        "reads only": await gateway.client_of(team.an, ("read",)),
        "writes only": await gateway.client_of(team.an, ("write",)),
        "An": await gateway.client_of(team.an),
        "another member": await gateway.client_of(team.binh),
        "mentor of An": await gateway.client_of(team.chi),
        "mentor of others": await gateway.client_of(others),
        "lead": await gateway.client_of(team.dung),
        "co-lead": await gateway.client_of(co_lead),
        "lead of another programme": await gateway.client_of(stranger),
    }
    for client in clients.values():
        await ending.enter_async_context(client)
    return clients


async def _expired_token(system: Database, team: Team) -> str:
    token = new_token()
    await system.all(
        insert_token,
        id=token.id, person_id=team.an, name="old", secret_hash=token.secret_hash, scopes=["read", "write"],
        expires_at=datetime.now(UTC) - timedelta(minutes=1),
    )  # fmt: skip
    return token.text


async def _things_of(an: httpx.AsyncClient) -> dict[str, str]:
    entry = (await an.post("/v1/entries", json={"text": "Zanzibar"})).json()["id"]
    comment = {"anchor": {"kind": "entry", "id": entry}, "text": "Zanzibar?"}
    file = await an.post(
        "/v1/artifacts",
        params={"name": "a.txt", "week": 1, "title": "Zanzibar"},
        content=b"text",
        headers={"Content-Type": "text/plain"},
    )
    conversation = (await an.post("/v1/conversations", json={})).json()["id"]
    asked = (await an.post(f"/v1/conversations/{conversation}/messages", json={"text": "What?"})).json()
    said = await an.post("/v1/comments", json=comment)
    assert [file.status_code, said.status_code] == [201, 201], (file.text, said.text)
    return {
        "entry_id": entry,
        "comment_id": said.json()["id"],
        "thread_id": said.json()["id"],
        "artifact_id": file.json()["id"],
        "conversation_id": conversation,
        "reply_id": asked["reply"]["id"],
        "message_id": asked["message"]["id"],
        "token_id": (await an.get("/v1/tokens")).json()["items"][0]["id"],
        "number": "1",
        "model": "weeklog",
    }
