"""The mail that brings an invitation, and the secret of its link. Pure.

The secret is made from a secret key and the invitation's id each time that it is needed: only its hash is kept.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from weeklog.deliveries.words import MailText
from weeklog.people.credentials import hash_secret
from weeklog.vocabulary import Language, Role

_ROLES: Final[Mapping[Language, Mapping[Role, str]]] = {
    "en": {"member": "a member", "mentor": "a mentor", "lead": "a lead"},
    "vi": {"member": "thành viên", "mentor": "người hướng dẫn", "lead": "người phụ trách"},
}
_WORDS: Final[Mapping[Language, tuple[str, tuple[str, ...], str]]] = {
    "en": (
        "{inviter} invites you to {programme}",
        (
            "{inviter} invites you to {programme} as {role}. weeklog is where its people keep what they work on.",
            "The link is good until {until}, for you alone and for once. If you expect no invitation, do nothing.",
        ),
        "Accept the invitation",
    ),
    "vi": (
        "{inviter} mời bạn vào {programme}",
        (
            "{inviter} mời bạn vào {programme} với vai trò {role}. weeklog là nơi mọi người ở đó ghi lại công việc.",
            (
                "Liên kết có hiệu lực đến {until}, chỉ cho bạn và dùng một lần. Nếu bạn không chờ lời mời nào, hãy "
                "bỏ qua."
            ),
        ),
        "Nhận lời mời",
    ),
}


def mailed_secret(secret_key: str, invitation_id: UUID) -> str:
    message = b"weeklog invitation\n" + invitation_id.bytes
    return (
        base64.urlsafe_b64encode(hmac.digest(secret_key.encode(), message, hashlib.sha256))
        .decode()
        .rstrip("=")
    )


def find_mailed_secret(secret_keys: Sequence[str], invitation_id: UUID, secret_hash: bytes) -> str | None:
    """None where the key that made it is known no more."""
    made = (mailed_secret(key, invitation_id) for key in secret_keys)
    return next((one for one in made if hash_secret(one) == secret_hash), None)


def invitation_mail(language: Language, inviter: str, programme: str, role: Role, until: date) -> MailText:
    day = f"{until.day} {until:%B %Y}" if language == "en" else f"{until:%d/%m/%Y}"
    values = {"inviter": inviter, "programme": programme, "role": _ROLES[language][role], "until": day}
    subject, paragraphs, button = _WORDS[language]
    return MailText(
        subject.format(**values),
        tuple(one.format(**values) for one in paragraphs),
        button=button.format(**values),
    )
