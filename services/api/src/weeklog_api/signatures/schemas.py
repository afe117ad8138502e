from datetime import datetime
from typing import Literal
from uuid import UUID

from weeklog_api.schemas import Output


class PublicKey(Output):
    """With which this instance signs, or has signed."""

    id: str
    public_key: str  # Ed25519, hexadecimal
    created_at: datetime
    retired_at: datetime | None  # none = it signs now; what a retired key has signed stays good


class Differing(Output):
    kind: Literal["unreadable", "part", "count", "changed", "reformatted", "foreign"]
    part: str  # a field of the snapshot, or empty
    place: int | None  # which of its items, from 1
    message: str  # in the reader's language


class SignedBy(Output):
    """What a file that is good says of itself."""

    review: UUID
    person: str
    programme: str
    week: int
    version: int
    approved_by: str
    approved_at: datetime
    key: str
    sha256: str


class Verification(Output):
    valid: bool
    message: str
    differing: list[Differing]
    signed: SignedBy | None
