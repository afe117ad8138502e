"""What must not become public: keys and tokens, account ids, ARNs, e-mail addresses.

A small table of forms that their issuers document, each with a fixed prefix or shape. There is no entropy guess: on a
page full of service names and lab addresses it would cry wolf, and people would stop reading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from weeklog.hugo.model import Finding, FindingLevel


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    level: FindingLevel
    what: str
    pattern: re.Pattern[str]
    shown: int = 0
    """How many leading characters may be repeated: those that every such value shares."""


def _form(kind: str, level: FindingLevel, what: str, pattern: str, shown: int = 0) -> _Form:
    return _Form(kind, level, what, re.compile(pattern), shown)


_FORMS = (
    _form("private_key", "blocker", "a private key", r"-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY-----", 10),
    _form("aws_key", "blocker", "an AWS access key id", r"\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b", 4),
    _form(
        "aws_secret",
        "blocker",
        "an AWS secret key",
        r"(?i:secret[_ ]?(?:access[_ "
        r"]?)?key)[\"']?\s{0,5}[:=]\s{0,5}[\"']?(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])",
    ),
    _form(
        "github_token",
        "blocker",
        "a GitHub token",
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b",
        4,
    ),
    _form("gitlab_token", "blocker", "a GitLab token", r"\bglpat-[A-Za-z0-9_-]{20,64}", 6),
    _form("slack_token", "blocker", "a Slack token", r"\bxox[abeprs]-[A-Za-z0-9-]{10,250}", 5),
    _form(
        "slack_webhook",
        "blocker",
        "a Slack webhook",
        r"hooks\.slack\.com/services/T\w{6,12}/B\w{6,12}/\w{20,30}",
        24,
    ),
    _form("google_key", "blocker", "a Google API key", r"\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])", 4),
    _form(
        "model_key",
        "blocker",
        "a key of a language model service",
        r"\bsk-(?:[a-z]{2,6}-)?[A-Za-z0-9_-]{20,200}",
        3,
    ),
    _form("stripe_key", "blocker", "a Stripe live key", r"\b[sr]k_live_[A-Za-z0-9]{20,100}", 8),
    _form(
        "jwt",
        "blocker",
        "a signed token (JWT)",
        r"\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}",
        3,
    ),
    _form(
        "address_password",
        "blocker",
        "a password inside an address",
        r"://[^\s/:@<>|]{1,64}:(?P<value>[^\s/:@<>|]{3,64})@",
    ),
    _form(
        "password",
        "warning",
        "a password",
        r"(?i:\b(?:password|passwd|pwd|mật "
        r"khẩu))\s{0,3}[:=]\s{0,3}[\"'`]?(?P<value>(?=[^\s|\"'`<>]*\d)[^\s|\"'`<>]{6,64})",
    ),
    _form(
        "arn",
        "warning",
        "an ARN with an account id",
        r"\barn:aws[a-z-]{0,10}:[a-z0-9-]{1,30}:[a-z0-9-]{0,20}:\d{12}:[^\s|`\"'<>)]{0,200}",
        7,
    ),
    _form(
        "account_id",
        "warning",
        "what looks like an AWS account id",
        r"(?<![\w./:-])(?:\d{12}|\d{4}-\d{4}-\d{4})(?![\w-])",
    ),
    _form(
        "email",
        "warning",
        "an e-mail address",
        r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,24}\b",
    ),
)

_DOCUMENTED = re.compile(
    r"EXAMPLE|123456789012|111122223333|444455556666|000000000000|1234-5678-9012|@example\.(?:com|org|net)\b"
)
"""Values that documentation uses on purpose."""


def find_sensitive(line: str, number: int) -> Iterator[Finding]:
    """Each stretch of the line once, as what it is named first in the table."""
    taken: list[range] = []
    for form in _FORMS:
        for match in form.pattern.finditer(line):
            span = range(*match.span())
            if any(match.start() in other or other.start in span for other in taken):
                continue
            taken.append(span)
            if not _DOCUMENTED.search(match[0]):
                yield Finding(form.level, form.kind, number, _advice(form, match))


def _advice(form: _Form, match: re.Match[str]) -> str:
    value = match["value"] if "value" in match.groupdict() else match[0]
    masked = f"{value[: form.shown]}… ({len(value)} characters)"
    after = (
        " and revoke it: it may have been seen already"
        if form.level == "blocker"
        else " or write a made-up one"
    )
    return f"The line holds {form.what}, `{masked}`. Take it out{after}."
