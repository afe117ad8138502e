"""ETag and If-Match: a change says which version it is a change of."""

import re
from typing import Annotated

from fastapi import Depends, Header

from weeklog.errors import Invalid, PreconditionRequired, Stale

_QUOTED = re.compile(r'(?:W/)?"(\d{1,9})"')


def etag(version: int) -> str:
    return f'"{version}"'


async def _if_match(
    if_match: Annotated[str | None, Header(description='`"<version>"`, from the ETag')] = None,
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


def check_version(current: int, meant: int | None) -> None:
    if meant is not None and meant != current:
        raise Stale(current)
