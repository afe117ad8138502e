"""Checks the signed file of a review on this machine alone: no server, no database.

Written from the format's description (`docs/feedback.md`), and not from the code that writes it, so that two
readers agree on every file. The file holds the public key that signed it: with that alone a check tells that
nothing was changed, and not who signed. Whoever knows the instance's key names it.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

FORMAT = "weeklog-review/1"
MOST_QUOTED = 80  # characters
_FIELDS = {"digests", "format", "sha256", "signature", "snapshot"}
_SIGNATURE = {"ed25519": 128, "key": 16, "public_key": 64}  # hexadecimal characters
_ITEMS = {
    "lines": "line",
    "comments": "comment",
    "remarks": "remark from outside",
    "round": "step of the round",
}
_WORDS = {
    "approved": "who approved it, or when",
    "instance": "the address of the instance",
    "person": "whose review it is",
    "programme": "the programme",
    "review": "which review it is",
    "version": "the version",
    "week": "the week",
}

UNREADABLE = (
    "this is no signed review of weeklog, or a part of it is missing: give the file as it was downloaded"
)
CHANGED = "the signature does not match: the file was changed since it was signed"
REFORMATTED = (
    "what it says is unchanged, but the file was written anew: spaces or line ends differ. Download it again"
)


@dataclass(frozen=True)
class Finding:
    faults: list[str]  # empty = unchanged
    snapshot: dict[str, Any] | None = None
    key_id: str = ""
    public_key: str = ""
    sha256: str = ""


def check(data: bytes) -> Finding:
    """Whether the file is as it was when the key in it signed it."""
    file = _read(data)
    if file is None:
        return Finding([UNREADABLE])
    signature = file["signature"]
    faults = [
        f"changed since it was signed: {part}" for part in _differing(file["digests"], file["snapshot"])
    ]
    if not faults and not _is_signed(file):
        faults = [CHANGED]
    if not faults and _canonical(file) != data:
        faults = [REFORMATTED]
    return Finding(faults, file["snapshot"], signature["key"], signature["public_key"], file["sha256"])


def _read(data: bytes) -> dict[str, Any] | None:
    try:
        file: Any = json.loads(data)
        return cast("dict[str, Any]", file) if _is_file(file) and _canonical(file) else None
    except (ValueError, RecursionError):
        return None


def _is_file(file: Any) -> bool:
    if not isinstance(file, dict):
        return False
    found = cast("dict[str, Any]", file)
    if found.keys() != _FIELDS or found["format"] != FORMAT:
        return False
    signature: Any = found["signature"]
    return (
        isinstance(found["digests"], dict)
        and isinstance(found["snapshot"], dict)
        and isinstance(found["sha256"], str)
        and isinstance(signature, dict)
        and cast("dict[str, Any]", signature).keys() == _SIGNATURE.keys()
        and all(_is_hex(signature[name], size) for name, size in _SIGNATURE.items())
    )


def _is_hex(value: Any, size: int) -> bool:
    return isinstance(value, str) and re.fullmatch(f"[0-9a-f]{{{size}}}", value) is not None


def _is_signed(file: dict[str, Any]) -> bool:
    signature, content = file["signature"], _canonical(file["snapshot"])
    public = bytes.fromhex(signature["public_key"])
    if hashlib.sha256(public).hexdigest()[:16] != signature["key"]:
        return False
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        return False
    return _verifies(public, bytes.fromhex(signature["ed25519"]), FORMAT.encode() + b"\n" + content)


def _verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    # Here, and not above: every other command starts without it, 80 ms sooner.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see above

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _differing(signed: dict[str, Any], snapshot: dict[str, Any]) -> Iterator[str]:
    """Which parts are not what was signed, in words."""
    for part in sorted(signed.keys() | snapshot.keys()):
        before, now = signed.get(part), snapshot.get(part)
        if not isinstance(before, list) or not isinstance(now, list):
            if part not in snapshot or before != _digest(now):
                yield _WORDS.get(part, repr(part))
            continue
        digests, items = cast("list[Any]", before), cast("list[Any]", now)
        name = _ITEMS.get(part, part)
        if len(digests) != len(items):
            yield f"{len(items)} of {name}, and {len(digests)} were signed"
            continue
        for place, (digest, item) in enumerate(zip(digests, items, strict=True), 1):
            if digest != _digest(item):
                yield f"{name} {place}{_quoted(item)}"


def _quoted(item: Any) -> str:
    text: Any = cast("dict[str, Any]", item).get("text") if isinstance(item, dict) else None
    if not isinstance(text, str) or not text:
        return ""
    words = " ".join(text.split())
    return f" (“{words if len(words) <= MOST_QUOTED else words[: MOST_QUOTED - 1] + '…'}”)"


def _digest(value: Any) -> str:
    return hashlib.sha256(_canonical(value)).hexdigest()[:32]


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def first_difference(before: str, now: str) -> str:
    """Around the first letter that differs, as in `“… lent”, and it was signed as “… left”`."""
    place = next(
        (at for at, (one, other) in enumerate(zip(before, now, strict=False)) if one != other),
        min(len(before), len(now)),
    )
    start = max(0, place - 20)
    return f"at letter {place + 1}: “{now[start : place + 20]}”, and it was signed as “{before[start : place + 20]}”"
