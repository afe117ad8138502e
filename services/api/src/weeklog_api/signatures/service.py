"""Checks signed files: against the keys of this instance, without an account."""

import asyncio
from typing import cast

from weeklog.db.engine import Database
from weeklog.db.rows import values_of
from weeklog.reviews.signed_file import Json, Verdict, check_signed
from weeklog.signing.tables import list_public_keys
from weeklog.vocabulary import Language
from weeklog_api.known_keys import KnownKeys
from weeklog_api.signatures.schemas import Differing, PublicKey, SignedBy, Verification
from weeklog_api.signatures.words import fault_words, message

MOST_FAULTS = 20  # named one by one


async def check(keys: KnownKeys, data: bytes, language: Language) -> Verification:
    verdict = await asyncio.to_thread(check_signed, data, await keys.with_key(None))
    if any(fault.kind == "foreign" for fault in verdict.faults):
        known = await keys.with_key(verdict.key_id)  # perhaps one that was made a moment ago
        verdict = await asyncio.to_thread(check_signed, data, known)
    return Verification(
        valid=verdict.good,
        message=message(verdict, language),
        differing=[
            Differing(kind=one.kind, part=one.part, place=one.place, message=fault_words(one, language))
            for one in verdict.faults[:MOST_FAULTS]
        ],
        signed=_signed(verdict) if verdict.good else None,
    )


async def public_keys(system: Database) -> list[PublicKey]:
    """The latest first."""
    return [
        PublicKey.model_validate(values_of(row) | {"public_key": row.public_key.hex()})
        for row in await system.all(list_public_keys)
    ]


def _signed(verdict: Verdict) -> SignedBy:
    file = cast(Json, verdict.snapshot)  # a good file has one
    return SignedBy(
        review=file["review"],
        person=file["person"]["name"],
        programme=file["programme"]["name"],
        week=file["week"]["number"],
        version=file["version"],
        approved_by=file["approved"]["by"]["name"],
        approved_at=file["approved"]["at"],
        key=cast(str, verdict.key_id),
        sha256=cast(str, verdict.sha256),
    )
