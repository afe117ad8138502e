"""A body for each operation that takes one in JSON: what a stranger would send first. `/openapi.json` shows
them."""

from collections.abc import Mapping
from typing import Any, Final

_ID: Final = "0199c1c0-7a5e-7c3a-9d52-0f6f1c2b3a4d"
_OTHER_ID: Final = "0199c1c0-7a5e-7c3a-9d52-0f6f1c2b3a4e"
_ENTRY: Final[Mapping[str, Any]] = {
    "text": "Read about VPC peering",
    "start_on": "2026-10-06",
    "status": "done",
    "tags": ["aws"],
    "hours": 2.5,
    "resources": [{"title": "Docs", "url": "https://example.org/vpc"}],
}
_WEEKS: Final = [
    {"number": 1, "first_day": "2026-10-05", "last_day": "2026-10-11"},
    {"number": 2, "first_day": "2026-10-12", "last_day": "2026-10-18"},
]

EXAMPLES: Final[Mapping[str, Any]] = {
    "log_entry": {"quick": "yesterday: read about VPC peering #aws"},
    "preview_quick": {"quick": "today: wrote the runbook #docs !doing"},
    "log_entries": {"items": [dict(_ENTRY), {"quick": "today: demo with the team"}]},
    "edit_entry": {"text": "Read about VPC peering and routing", "status": "done"},
    "move_entry": {"after": _ID, "start_on": "2026-10-07"},
    "put_objectives": {"items": [{"text": "Understand VPC peering", "state": "open"}]},
    "carry_objectives": {"dry_run": True},
    "put_achievements": {"items": [{"text": "Two networks talk to each other", "evidence": [_ID]}]},
    "carry_entries_over": {"dry_run": True},
    "copy_week": {"from": 1, "dry_run": True},
    "change_objective": {"state": "met", "evidence": [_ID]},
    "found_programme": {
        "name": "Autumn internship",
        "zone": "Asia/Ho_Chi_Minh",
        "starts_on": "2026-10-05",
        "weeks": 12,
    },
    "switch_programme": {"id": _ID},
    "edit_programme": {"review_weekday": 4, "review_at": "17:00", "holidays": ["2026-11-20"]},
    "put_weeks": {"weeks": _WEEKS},
    "edit_member": {"role": "mentor"},
    "put_mentors": {"mentors": [_ID]},
    "hand_over": {"to": _ID, "role": "mentor"},
    "invite": {"role": "member", "email": "binh@example.com", "days": 7},
    "accept_invitation": {
        "name": "Binh Tran",
        "email": "binh@example.com",
        "password": "four quiet river stones",
    },
    "settle_question": {
        "path": "content/1-Worklog/1.3-Week3/_index.md",
        "key": "day_month",
        "value": "DM",
        "scope": "site",
    },
    "change_artifact": {"title": "Network plan", "week": 2},
    "open_conversation": {"title": "What is open"},
    "rename_conversation": {"title": "What is still open"},
    "ask": {"text": "What did I do last week?"},
    "ask_again": {"text": "What did I do in week 2?"},
    "judge_reply": {"verdict": "up", "remark": "All four entries were there"},
    "add_scheduled_question": {
        "text": "What is still open?",
        "weekdays": [0],
        "at": "09:00",
        "by_mail": True,
    },
    "edit_scheduled_question": {"paused": True},
    "complete": {
        "model": "weeklog",
        "messages": [{"role": "user", "content": "What did I do last week?"}],
        "stream": False,
    },
    "respond": {"model": "weeklog", "input": "What did I do last week?", "stream": False},
    "choose_assistant": {"model": "openai:gpt-oss", "base_url": "https://models.example.org/v1"},
    "decide_on_assistant": {"server": "models.example.org", "allowed": True},
    "invite_by_mail": {"emails": ["lan@example.org", "minh@example.org"], "language": "vi"},
    "add_code_host": {"name": "the shop", "kind": "github"},
    "suggest_entries": {
        "source": "agent",
        "items": [{"key": "session-7", "text": "Made the build twice as fast", "start_on": "2026-10-06"}],
    },
    "accept_suggestion": {"text": "Made the build of the shop twice as fast", "tags": ["ci"]},
    "accept_proposal": {"text": "Read about VPC peering", "status": "done"},
    "put_limits": {"tokens_per_person_day": 200_000, "tokens_per_month": 5_000_000},
    "approve_reviews": {"ids": [_ID, _OTHER_ID]},
    "edit_review": {"lines": [{"id": _ID, "text": "Both networks are peered"}]},
    "submit_review": {"although_changed": True},
    "send_back_review": {"reason": "Please say what is left for next week"},
    "reopen_review": {"reason": "An entry was added to this week"},
    "name_substitute": {"substitute_id": _ID, "first_day": "2026-10-12", "last_day": "2026-10-16"},
    "invite_supervisor": {"person_id": _ID, "email": "lan@example.org", "name": "Lan Ho", "days": 90},
    "set_mail_settings": {"digest": True, "reminder": False},
    "add_webhook": {
        "name": "Team channel",
        "url": "https://hooks.example.org/weeklog",
        "format": "slack",
        "events": ["review.submitted"],
    },
    "change_webhook": {"enabled": False},
    "add_absence": {"first_day": "2026-10-15", "last_day": "2026-10-16", "reason": "study"},
    "put_competencies": {"items": [{"name": "Networking", "tags": ["aws", "vpc"]}]},
    "add_comment": {"text": "Which region was it?", "anchor": {"kind": "entry", "id": _ID}},
    "edit_comment": {"text": "Which region and account was it?"},
    "set_reminders": {"unsubmitted_review": True},
    "sign_in": {"email": "an@example.com", "password": "correct horse battery"},
    "change_me": {"zone": "Asia/Ho_Chi_Minh", "language": "vi"},
    "begin_second_factor": {"password": "correct horse battery"},
    "confirm_second_factor": {"code": "287082"},
    "end_second_factor": {"password": "correct horse battery", "code": "081804"},
    "change_password": {"old": "correct horse battery", "new": "four quiet river stones"},
    "delete_account": {"password": "correct horse battery"},
    "use_password_link": {"password": "four quiet river stones"},
    "make_token": {"name": "laptop", "scopes": ["read", "write"], "expires_in_days": 90},
    "add_person": {"email": "chi@example.com", "name": "Chi Le", "role": "mentor"},
}
"""By the operation's id."""
