"""Where a page of a list ended: opaque to the caller, two values to us."""

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

import orjson

from weeklog.errors import Invalid

K = TypeVar("K")
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


def _pair(value: Any) -> tuple[str, str]:
    key, row_id = value
    return key, row_id
