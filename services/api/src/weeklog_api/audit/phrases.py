"""A line of the audit log as a sentence."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from weeklog.audit.tables import AuditRow
from weeklog.vocabulary import AuditAction

_FIELDS: Final = {
    "name": "name",
    "zone": "time zone",
    "starts_on": "first day",
    "holidays": "holidays",
    "review_weekday": "day of the review",
    "review_at": "time of the review",
    "days_off": "days off",
    "quiet_from": "quiet hours",
    "quiet_until": "quiet hours",
    "escalate_after_days": "escalation",
    "drafts_by_model": "drafts by a language model",
    "review_placement": "where reviews stand among pages",
    "tokens_per_person_day": "tokens a person may use in a day",
    "tokens_per_month": "tokens of a month",
}
_FORMS: Final = {"md": "Markdown", "pdf": "a PDF", "signed": "a signed file"}
GONE: Final = "somebody who is gone"
_Say = Callable[[str, str, Mapping[str, Any]], str]
_SENTENCES: Final[Mapping[AuditAction, _Say]] = {
    "member.joined": lambda _, about, said: f"{about} joined as {said['role']}",
    "member.role_changed": lambda actor, about, said: (
        f"{actor} changed the role of {about} from {said['from']} to {said['to']}"
    ),
    "member.left": lambda _, about, __: f"{about} left",
    "member.removed": lambda actor, about, _: f"{actor} removed {about}",
    "mentor.added": lambda actor, about, said: f"{actor} made {_mentor(said)} a mentor of {about}",
    "mentor.removed": lambda actor, about, said: f"{_mentor(said)} no longer mentors {about}, by {actor}",
    "invitation.made": lambda actor, _, said: f"{actor} invited {_invited(said)}",
    "invitation.revoked": lambda actor, _, said: f"{actor} took an invitation for a {said['role']} back",
    "programme.changed": lambda actor, _, said: f"{actor} changed the programme: {_named(said['fields'])}",
    "programme.archived": lambda actor, _, __: f"{actor} archived the programme",
    "programme.unarchived": lambda actor, _, __: f"{actor} opened the programme again",
    "calendar.changed": lambda actor, _, said: f"{actor} set the programme's calendar to {said['weeks']} weeks",
    "assistant.chosen": lambda actor, _, said: (
        f"{actor} chose the language model {said['model']}" + (f" at {said['server']}" if said["server"] else "")
    ),
    "assistant.forgotten": lambda actor, _, said: f"{actor} removed the language model {said['model']}",
    "webhook.added": lambda actor, _, said: f"{actor} added the webhook {said['name']} to {said['host']}",
    "webhook.changed": lambda actor, _, said: f"{actor} changed the webhook {said['name']} to {said['host']}",
    "webhook.removed": lambda actor, _, said: f"{actor} removed the webhook {said['name']} to {said['host']}",
    "code_host.added": lambda actor, _, said: f"{actor} connected {said['name']}, of {said['kind']}",
    "code_host.removed": lambda actor, _, said: f"{actor} disconnected {said['name']}, of {said['kind']}",
    "absence.added": lambda actor, about, said: f"{actor} recorded that {about} is away, {_days(said)}",
    "absence.removed": lambda actor, about, said: f"{actor} removed that {about} is away, {_days(said)}",
    "substitute.named": lambda actor, about, said: (
        f"{actor} named {_mentor(said)} as the substitute of {about}, {_days(said)}"
    ),
    "substitute.removed": lambda actor, about, said: (
        f"{_mentor(said)} is no longer the substitute of {about}, {_days(said)}, by {actor}"
    ),
    "supervisor.invited": lambda actor, about, said: f"{actor} invited {said['name']} to read the reviews of {about}",
    "supervisor.revoked": lambda actor, about, said: f"{said['name']} may no longer read the reviews of {about}, by "
        f"{actor}",
    "supervisor.commented": lambda _, about, said: (
        f"{said['name']}, from outside, remarked on the review of week {said['week']} of {about}"
    ),
    "supervisor.approved": lambda _, about, said: (
        f"{said['name']}, from outside, agreed with the review of week {said['week']} of {about}"
    ),
    "password_link.made": lambda actor, about, _: f"{actor} made a password link for {about}",
    "password_link.used": lambda _, about, __: f"{about} chose a new password by a link",
    "provider.linked": lambda _, about, __: f"{about} signed in with the sign-in provider for the first time",
    "second_factor.on": lambda _, about, __: f"{about} turned the second factor on",
    "second_factor.off": lambda _, about, said: (
        f"whoever operates this weeklog turned the second factor of {about} off"
        if said.get("by") == "operator"
        else f"{about} turned the second factor off"
    ),
    "review.exported": lambda actor, about, said: (
        f"{actor} exported the review of week {said['week']} of {about} as {_FORMS[said['form']]}"
    ),
    "worklog.exported": lambda actor, about, said: (
        f"{actor} exported the entries of {'everybody' if said.get('everyone') else about}"
    ),
}  # fmt: skip


def sentence(row: AuditRow) -> str:
    # An operator at the database has no name either.
    told = _SENTENCES[row.action](
        row.actor or "somebody", row.about or GONE, row.details | {"mentor": row.mentor}
    )
    return f"{told[0].upper()}{told[1:]}."


def _mentor(said: Mapping[str, Any]) -> str:
    return said["mentor"] or GONE


def _invited(said: Mapping[str, Any]) -> str:
    if said["for_one_address"]:
        return f"one address as {said['role']}"
    return f"{'one' if said['uses'] == 1 else said['uses']} as {said['role']} by a link"


def _named(fields: list[str]) -> str:
    return ", ".join(dict.fromkeys(_FIELDS.get(name, name.replace("_", " ")) for name in fields))


def _days(said: Mapping[str, Any]) -> str:
    first, last = said["first_day"], said["last_day"]
    return first if first == last else f"{first} to {last}"
