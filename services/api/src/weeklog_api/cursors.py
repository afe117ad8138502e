"""Where a page of a list ended: opaque to the caller, two values to us."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

import orjson

from weeklog.errors import Invalid

K = TypeVar("K")


class Listed(Protocol):
    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=Listed)
END = (datetime.max.replace(tzinfo=UTC), UUID(int=(1 << 128) - 1))  # after every row


def write_cursor(key: object, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([key, str(row_id)])).rstrip(b"=").decode()


def read_cursor(cursor: str, read_key: Callable[[str], K] = date.fromisoformat) -> tuple[K, UUID]:
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        key, row_id = _pair(orjson.loads(base64.urlsafe_b64decode(padded)))
        return read_key(key), UUID(row_id)
    except (ValueError, TypeError, AttributeError, binascii.Error):
        raise Invalid.field(
            "cursor", "is not one of ours: take it from `next_cursor` of the page before"
        ) from None


def latest_before(cursor: str | None) -> dict[str, object]:
    """The parameters `before` and `before_id` of a list that begins with its latest row."""
    before, before_id = END if cursor is None else read_cursor(cursor, datetime.fromisoformat)
    return {"before": before, "before_id": before_id}


def page_of(found: Sequence[R], limit: int, at: Callable[[R], datetime]) -> tuple[Sequence[R], str | None]:
    """Of up to `limit + 1` rows those to show, and the cursor of the next page: none when this is the last."""
    shown = found[:limit]
    return shown, write_cursor(at(shown[-1]), shown[-1].id) if len(found) > limit else None


def _pair(value: Any) -> tuple[str, str]:
    key, row_id = value
    return key, row_id
