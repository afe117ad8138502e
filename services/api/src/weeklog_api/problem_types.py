"""The kinds of problems (RFC 9457) that the API answers with: what each means, and what to do about it. Pure.

`type` of a problem is the path of its page here (`/problems/<name>`), which `reference` draws from this catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from weeklog import errors
from weeklog.errors import WeeklogError


@dataclass(frozen=True)
class ProblemType:
    name: str
    status: int
    title: str
    meaning: str
    remedy: str

    @property
    def path(self) -> str:
        return f"/problems/{self.name}"


_OF_ERRORS: Final[Mapping[type[WeeklogError], ProblemType]] = {
    errors.Invalid: ProblemType(
        "invalid", 422, "The input is not valid",
        "A field of the request is missing, malformed, out of its bounds or unknown.",
        "Read `errors`: each names its field as you sent it, and says what it must be. Correct it and send the "
        "request "
        "again. What a field may hold stands in /docs.",
    ),
    errors.Unsupported: ProblemType(
        "unsupported", 415, "This kind of file is not taken",
        "The file is of a kind that weeklog does not keep, whatever it holds.",
        "Send a PNG, JPEG, WebP or GIF image, an SVG drawing, a PDF, Mermaid, Markdown or plain text, or slides.",
    ),
    errors.NotSignedIn: ProblemType(
        "not-signed-in", 401, "You are not signed in",
        "The request carries no token and no session, or one that has ended.",
        "Sign in with POST /v1/sessions, or send a token of POST /v1/tokens as `Authorization: Bearer …`.",
    ),
    errors.SecondFactorNeeded: ProblemType(
        "second-factor-needed", 401, "A code is wanted too",
        "The password is right, and this person signs in with a second factor.",
        "Send the same again with `code`: what the authenticator shows now, or a recovery code.",
    ),
    errors.NotAllowed: ProblemType(
        "not-allowed", 403, "You may not do this",
        "It is known who asks, and they have not the right: the token lacks a scope, the role in the programme does "
        "not "
        "allow it, or the request came from the page of another site.",
        "The detail says which right is missing. Make a token with that scope, or ask the programme's lead.",
    ),
    errors.NotFound: ProblemType(
        "not-found", 404, "It is not there, or not yours",
        "There is no such thing, or it belongs to somebody whose worklog you may not read: the two look the same.",
        "Check the id. It may have been deleted meanwhile: read the list that it was in again.",
    ),
    errors.Conflict: ProblemType(
        "conflict", 409, "The present state does not allow it",
        "The request is fine, and what it is about is in a state in which it cannot be done.",
        "The detail says what stands against it and what to do first. Read the present state before you repeat it.",
    ),
    errors.Stale: ProblemType(
        "stale", 412, "Somebody changed it first",
        "`If-Match` names a version that is not the current one any more.",
        "Read it again, put your change to what is there now, and send it with the new ETag, which this answer "
        "carries.",
    ),
    errors.PreconditionRequired: ProblemType(
        "precondition-required", 428, "Say which version you change",
        "The change does not say which version it is a change of, so it could undo somebody else's.",
        'Read it first and send its ETag as `If-Match: "<version>"`; `If-Match: *` means whatever it is.',
    ),
    errors.TooLarge: ProblemType(
        "too-large", 413, "It is too large",
        "The body is larger than what is taken at this address.",
        "Send less at once. The limits stand in the detail: 1 MiB of JSON, 64 MiB of pages; the operator sets those "
        "of "
        "files (WEEKLOG_ARTIFACT_MB) and of accounts (WEEKLOG_ACCOUNT_MB).",
    ),
    errors.StorageFull: ProblemType(
        "storage-full", 413, "Your files hold as much as they may",
        "With this file, or this archive, your files would hold more than one person may store.",
        "Delete files that you no longer need. GET /v1/account/quotas tells how much you hold. Who runs this weeklog "
        "can "
        "raise WEEKLOG_STORAGE_MB.",
    ),
    errors.TooMany: ProblemType(
        "too-many", 429, "Too often",
        "It was asked more often than is answered: to protect passwords and links, or what everybody shares.",
        "Wait for as many seconds as `Retry-After` says, then repeat the request.",
    ),
    errors.ImportsRunning: ProblemType(
        "imports-running", 429, "As many of your imports run as may",
        "One person may have so many imports at the same moment, at all gateways together.",
        "Wait until one is done, or send all pages as one import. GET /v1/account/quotas tells how many run. Who runs "
        "this "
        "weeklog can raise WEEKLOG_IMPORTS_PER_PERSON.",
    ),
    errors.TokensUsed: ProblemType(
        "tokens-used", 429, "The language model's tokens are used up",
        "You, or your programme, have used as many tokens of the language model as the lead allows.",
        "Wait for as many seconds as `Retry-After` says, or ask the lead to raise the limit.",
    ),
    errors.Unavailable: ProblemType(
        "unavailable", 503, "A part is away",
        "Something that weeklog stands on (the database, the store of files) does not answer. Nothing was saved, "
        "unless "
        "the detail says otherwise.",
        "Try again after as many seconds as `Retry-After` says; with the same `Idempotency-Key`, if there was one.",
    ),
}  # fmt: skip

NOT_STORABLE: Final = ProblemType(
    "not-storable", 422, "It cannot be stored",
    "A value is well-formed, and the database cannot hold it: a number or a day that is too large, a text too long to "
    "be "
    "searched.",
    "Correct the value that the detail names.",
)  # fmt: skip
UNEXPECTED: Final = ProblemType(
    "unexpected", 500, "Something went wrong on our side",
    "It is a fault of weeklog. Nothing was saved, and it has been logged.",
    "Try again. If it stays, tell who runs this weeklog when it was and what you did.",
)  # fmt: skip
UNREADABLE: Final = ProblemType(
    "unreadable", 400, "The request cannot be read",
    "It is no proper HTTP, or its body is not in the form that its Content-Type says.",
    "Check the encoding of the body, its Content-Type and its Content-Length.",
)  # fmt: skip
NO_SUCH_ADDRESS: Final = ProblemType(
    "no-such-address", 404, "There is nothing at this address",
    "No operation of the API has this path.",
    "See /docs for the addresses that there are.",
)  # fmt: skip
METHOD_NOT_ALLOWED: Final = ProblemType(
    "method-not-allowed", 405, "This address does not take this method",
    "The path exists, and not for this method.",
    "Use a method that the `Allow` header names.",
)  # fmt: skip
BODY_STOPPED: Final = ProblemType(
    "body-stopped", 408, "The body stopped coming",
    "A part of the body was awaited for 30 seconds, or less than 8 KiB came in a second.",
    "Send the request again.",
)  # fmt: skip
HEADERS_TOO_LARGE: Final = ProblemType(
    "headers-too-large", 431, "The headers are too large",
    "The request's headers are longer than what is read.",
    "Send fewer or shorter headers: large cookies of other sites at the same address are the usual reason.",
)  # fmt: skip

_BY_STATUS: Final[Mapping[int, ProblemType]] = {
    one.status: one
    for one in (NO_SUCH_ADDRESS, METHOD_NOT_ALLOWED, BODY_STOPPED, HEADERS_TOO_LARGE, _OF_ERRORS[errors.TooLarge])
}  # fmt: skip
CATALOGUE: Final[Mapping[str, ProblemType]] = {
    one.name: one
    for one in (
        *_OF_ERRORS.values(), NOT_STORABLE, UNEXPECTED, UNREADABLE, NO_SUCH_ADDRESS, METHOD_NOT_ALLOWED, BODY_STOPPED,
        HEADERS_TOO_LARGE,
    )
}  # fmt: skip


def type_of(error: Exception) -> ProblemType:
    """The nearest in its family: one that is raised for jobs alone is unexpected in an answer."""
    return next((_OF_ERRORS[kind] for kind in type(error).__mro__ if kind in _OF_ERRORS), UNEXPECTED)


def refused_with(status: int) -> ProblemType:
    """What the framework refuses."""
    return _BY_STATUS.get(status, UNREADABLE)
