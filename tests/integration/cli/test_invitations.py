import json
from typing import Any

from tests.integration.cli.conftest import Weeklog
from tests.integration.cli.fake_api import FakeApi

PATH = "/v1/programme/invitations"
ID = "01a224a8-bdd3-7f75-b778-240830792f11"
LAN: dict[str, Any] = {
    "id": ID, "role": "member", "email": "lan@example.org", "mentor_id": None, "uses_left": 1, "created_by": ID,
    "mail_state": "queued", "mail_reason": "", "created_at": "2026-10-06T03:00:00Z",
    "expires_at": "2026-10-13T03:00:00Z",
}  # fmt: skip


def test_people_are_invited_by_mail_mailed_again_and_taken_back(weeklog: Weeklog, api: FakeApi) -> None:
    failed = LAN | {"mail_state": "failed", "mail_reason": "the mail server refused it"}
    api.says |= {
        f"POST {PATH}/mail": {"items": [LAN], "next_cursor": None},
        f"GET {PATH}": {"items": [failed], "next_cursor": None},
        f"POST {PATH}/{ID}/mail": LAN,
        f"DELETE {PATH}/{ID}": {},
    }
    done = weeklog("invitation", "mail", "lan@example.org", "--role", "mentor", "--language", "vi")
    assert done.stdout == "30792f11  lan@example.org: member, until 2026-10-13; on its way\n"
    sent = json.loads(api.last("POST", f"{PATH}/mail").body)
    assert sent == {"emails": ["lan@example.org"], "role": "mentor", "days": 7, "language": "vi"}
    assert "not mailed (the mail server refused it)" in weeklog("invitation", "list").stdout
    assert weeklog("invitation", "send", "Lan@example.org").stdout == "It is on its way to lan@example.org.\n"
    assert weeklog("invitation", "revoke", "30792f11").stdout == "It is taken back.\n"
    assert "names no open invitation" in weeklog("invitation", "send", "minh@example.org").stderr
