"""ETag and If-Match: a change says which version it is a change of."""

import hashlib
import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Header
from pydantic import BaseModel

from weeklog.errors import Invalid, PreconditionRequired, Stale

# Proxies that compress mark an ETag as weak, or name the compression inside it (Apache); the version is the same.
_FINGERPRINT = re.compile(r'(?:W/)?"([0-9a-f]{16})(?:[-;](?:gzip|br|zstd|deflate))?"')
_QUOTED = re.compile(r'(?:W/)?"(\d{1,9})(?:[-;](?:gzip|br|zstd|deflate))?"')


REQUIRED = (
    "x-weeklog-required"  # a header that is refused in its own words where it is missing: `description`
)


def etag(version: int) -> str:
    return f'"{version}"'


async def _if_match(
    if_match: Annotated[
        str | None, Header(description='`"<version>"`, from the ETag', json_schema_extra={REQUIRED: True})
    ] = None,
) -> int | None:
    """The version that the change is meant for; None for `*`, any."""
    if if_match is None:
        raise PreconditionRequired('read it first, then send its ETag as `If-Match: "<version>"`')
    if if_match.strip() == "*":
        return None
    match = _QUOTED.fullmatch(if_match.strip())
    if match is None:
        raise Invalid.field("If-Match", 'must be an ETag as it was answered, such as "3", with its quotes')
    return int(match[1])


MeantVersion = Annotated[int | None, Depends(_if_match)]


async def _version_when_sent(
    if_match: Annotated[str | None, Header(description='`"<version>"`; left out = whatever it is')] = None,
) -> int | None:
    return None if if_match is None else await _if_match(if_match)


MeantVersionWhenSent = Annotated[int | None, Depends(_version_when_sent)]


def check_version(current: int, meant: int | None) -> None:
    if meant is not None and meant != current:
        raise Stale(current)


def fingerprint(lines: Sequence[BaseModel]) -> str:
    """The version of what keeps none: of a list that is put as a whole, it says what stands in it."""
    return hashlib.sha256("\n".join(line.model_dump_json() for line in lines).encode()).hexdigest()[:16]


async def _if_match_when_sent(
    if_match: Annotated[str | None, Header(description='`"<version>"`; left out = whatever it is')] = None,
) -> str | None:
    if if_match is None or if_match.strip() == "*":
        return None
    match = _FINGERPRINT.fullmatch(if_match.strip())
    if match is None:
        raise Invalid.field("If-Match", "must be the version as it was answered, with quotes around it")
    return match[1]


MeantList = Annotated[str | None, Depends(_if_match_when_sent)]


def check_fingerprint(lines: Sequence[BaseModel], meant: str | None) -> None:
    if meant is not None and meant != (current := fingerprint(lines)):
        raise Stale(current)
