"""The signed file of an approved review: written in one way, byte for byte, and checked without a database. Pure.

A file is one line of canonical JSON (RFC 8785: sorted keys, no spaces, UTF-8):

    {"digests": {…}, "format": "weeklog-review/1", "sha256": "…", "signature": {…}, "snapshot": {…}}

`signature` is Ed25519 over the format's name, a line end and the canonical snapshot. `digests` holds a short
hash of each part of the snapshot, so that a changed file can say which part differs. The command has a reader
of its own (`weeklog_cli.signed_review`), which needs nothing of this package; a test holds the two to the
same verdicts.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, TypeGuard, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from weeklog.signing.keys import SigningKey, key_id

FORMAT: Final = "weeklog-review/1"
DIGEST_CHARACTERS: Final = 32
PUBLIC_KEY_BYTES, SIGNATURE_BYTES = 32, 64

Json: TypeAlias = dict[str, Any]
FaultKind = Literal["unreadable", "part", "count", "changed", "reformatted", "foreign"]


@dataclass(frozen=True)
class SnapshotFault:
    """`part` is a field of the snapshot; `place` which of its items, from 1. `said` is what that item says in
    the file."""

    kind: FaultKind
    part: str = ""
    place: int | None = None
    said: str = ""


@dataclass(frozen=True)
class Verdict:
    faults: tuple[SnapshotFault, ...]
    snapshot: Json | None = None  # as the file holds it; to be believed only when `good`
    key_id: str | None = None
    sha256: str | None = None

    @property
    def good(self) -> bool:
        return not self.faults


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def write_signed(snapshot: Json, key: SigningKey) -> bytes:
    content = canonical(snapshot)
    return canonical(
        {
            "format": FORMAT,
            "snapshot": snapshot,
            "digests": _digests(snapshot),
            "sha256": hashlib.sha256(content).hexdigest(),
            "signature": {
                "ed25519": key.sign(_message(content)).hex(),
                "key": key.id,
                "public_key": key.public.hex(),
            },
        }
    )


def check_signed(data: bytes, known_keys: Mapping[str, bytes] | None = None) -> Verdict:
    """`known_keys`, by their ids, are those of the instance that checks; None takes the file's own key, which
    proves that nothing was changed and not who signed."""
    file = _read(data)
    if file is None:
        return Verdict((SnapshotFault("unreadable"),))
    faults = _faults(data, file, known_keys)
    return Verdict(tuple(faults), file["snapshot"], file["signature"]["key"], file["sha256"])


def _faults(data: bytes, file: Json, known_keys: Mapping[str, bytes] | None) -> list[SnapshotFault]:
    signature, public = file["signature"], bytes.fromhex(file["signature"]["public_key"])
    if key_id(public) != signature["key"]:
        return [SnapshotFault("changed")]
    if known_keys is not None and known_keys.get(signature["key"]) != public:
        return [SnapshotFault("foreign")]
    if differing := list(_differing(file["digests"], file["snapshot"])):
        return differing
    content = canonical(file["snapshot"])
    if hashlib.sha256(content).hexdigest() != file["sha256"] or not _is_signed(content, signature, public):
        return [SnapshotFault("changed")]
    return [] if canonical(file) == data else [SnapshotFault("reformatted")]


def _is_signed(content: bytes, signature: Json, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            bytes.fromhex(signature["ed25519"]), _message(content)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(content: bytes) -> bytes:
    return FORMAT.encode() + b"\n" + content


def _digests(snapshot: Json) -> Json:
    return {
        name: [_digest(one) for one in cast("list[object]", value)]
        if isinstance(value, list)
        else _digest(value)
        for name, value in snapshot.items()
    }


def _digest(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()[:DIGEST_CHARACTERS]


def _differing(signed: Json, snapshot: Json) -> Iterable[SnapshotFault]:
    found = _digests(snapshot)
    for part in sorted(signed.keys() | found.keys()):
        before, now = signed.get(part), found.get(part)
        if before == now:
            continue
        if not isinstance(before, list) or not isinstance(now, list):
            yield SnapshotFault("part", part)
        elif len(cast("list[object]", before)) != len(cast("list[object]", now)):
            yield SnapshotFault("count", part)
        else:
            for place, (one, other) in enumerate(
                zip(cast("list[object]", before), cast("list[object]", now), strict=True)
            ):
                if one != other:
                    yield SnapshotFault("part", part, place + 1, _said(snapshot[part][place]))


def _said(item: object) -> str:
    text = cast("Json", item).get("text", "") if isinstance(item, dict) else ""
    return text if isinstance(text, str) else ""


def _read(data: bytes) -> Json | None:
    """None of what is no such file, whatever it is."""
    try:
        file: object = json.loads(data)
        return cast("Json", file) if _is_signed_file(file) and canonical(file) else None
    except (ValueError, RecursionError):
        return None


def _is_signed_file(file: object) -> bool:
    return (
        _has(file, digests=dict, format=str, sha256=str, signature=dict, snapshot=dict)
        and file["format"] == FORMAT
        and _has(file["signature"], ed25519=str, key=str, public_key=str)
        and _is_hex(file["signature"]["public_key"], PUBLIC_KEY_BYTES)
        and _is_hex(file["signature"]["ed25519"], SIGNATURE_BYTES)
    )


def _has(value: object, **fields: type) -> TypeGuard[Json]:
    """Exactly these fields, each of its type."""
    if not isinstance(value, dict):
        return False
    found = cast("Json", value)
    return found.keys() == fields.keys() and all(
        isinstance(found[name], kind) for name, kind in fields.items()
    )


def _is_hex(value: str, size: int) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", value) is not None
