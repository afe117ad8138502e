"""The signed file of a review: two readers, written apart, give every file the same verdict."""

import json
import unicodedata
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from weeklog.reviews.signed_file import canonical, check_signed, write_signed
from weeklog.signing.keys import SigningKey
from weeklog_cli.signed_review import check, first_difference

KEY, OTHER = (SigningKey(Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32)) for n in (1, 2))
MINE = {KEY.id: KEY.public}
PERSON = {"id": "1", "name": "An Nguyễn"}
SNAPSHOT: dict[str, Any] = {
    "approved": {"at": "2026-10-09T11:00:00Z", "by": PERSON},
    "comments": [
        {"id": "2", "line": None, "by": PERSON, "at": "2026-10-09T10:00:00Z", "text": "Which “region”?\n"}
    ],
    "instance": None,
    "lines": [
        {"id": "3", "text": "Built the VPC", "evidence": ["4"]},
        {"id": "5", "text": "Họp với nhóm \U0001f600 \\ \u2028", "evidence": []},
    ],
    "person": PERSON,
    "round": [],
    "version": 3,
    "week": {"number": 1, "first_day": "2026-10-05"},
}
FILE = write_signed(SNAPSHOT, KEY)
TEXT = FILE.decode()


def both(data: bytes) -> tuple[bool, bool]:
    return check_signed(data, MINE).good, not check(data).faults


def changed(**parts: Any) -> bytes:
    """With parts of the snapshot exchanged, and all else as it was signed."""
    file = json.loads(FILE)
    file["snapshot"] |= parts
    return canonical(file)


def test_an_unchanged_file_is_good() -> None:
    assert both(FILE) == (True, True)
    assert check_signed(FILE, MINE).snapshot == SNAPSHOT


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_no_letter_can_be_exchanged(at: int, letter: str) -> None:
    if letter != TEXT[at]:
        assert both((TEXT[:at] + letter + TEXT[at + 1 :]).encode()) == (False, False)


@given(st.integers(0, len(TEXT)), st.characters(codec="utf-8"))
def test_no_letter_can_be_added(at: int, letter: str) -> None:
    assert both((TEXT[:at] + letter + TEXT[at:]).encode()) == (False, False)


def test_no_letter_can_be_left_out_and_no_bit_turned() -> None:
    for at in range(len(FILE)):
        assert both(FILE[:at] + FILE[at + 1 :]) == (False, False), at
        assert both(FILE[:at] + bytes([FILE[at] ^ 1]) + FILE[at + 1 :]) == (False, False), at


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.text() | st.integers(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
    ).map(lambda one: json.dumps(one).encode())
)
def test_whatever_else_it_is_it_is_refused(data: bytes) -> None:
    assert both(data) == (False, False)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"1" * 5000,
        b"\xff\xfe",
        b"\xef\xbb\xbf" + FILE,
        FILE.replace(b'"version":3', b'"version":3e0'),
        FILE.replace(b'"version":3', b'"version":NaN'),
        FILE.replace(b"Built the VPC", b"\\ud800"),
        FILE.replace(b'"sha256":', b'"sha256":"x","sha256":'),
        FILE.replace(b'"format":"weeklog-review/1"', b'"format":["weeklog-review/1"]'),
        FILE.upper(),
        b"",
    ],
)
def test_hostile_files_are_refused(data: bytes) -> None:
    assert both(data) == (False, False)


def test_it_says_which_part_differs() -> None:
    lines = [SNAPSHOT["lines"][0] | {"text": "Built the VPN"}, SNAPSHOT["lines"][1]]
    (fault,) = check_signed(changed(lines=lines), MINE).faults
    assert (fault.kind, fault.part, fault.place, fault.said) == ("part", "lines", 1, "Built the VPN")
    assert check(changed(lines=lines)).faults == ["changed since it was signed: line 1 (“Built the VPN”)"]
    (fault,) = check_signed(changed(lines=lines[1:]), MINE).faults
    assert (fault.kind, fault.part) == ("count", "lines")
    assert "1 of line, and 2 were signed" in check(changed(lines=lines[1:])).faults[0]
    other = {"at": "2026-10-10T11:00:00Z", "by": PERSON}
    assert check(changed(approved=other)).faults == ["changed since it was signed: who approved it, or when"]


def test_letters_that_look_alike_are_not_the_same() -> None:
    lines = [
        SNAPSHOT["lines"][0],
        SNAPSHOT["lines"][1] | {"text": unicodedata.normalize("NFD", SNAPSHOT["lines"][1]["text"])},
    ]
    assert both(changed(lines=lines)) == (False, False)


def test_a_forger_who_writes_the_digests_anew_still_lacks_the_signature() -> None:
    forged = json.loads(write_signed(SNAPSHOT | {"version": 4}, OTHER))
    forged["signature"]["key"], forged["signature"]["public_key"] = KEY.id, KEY.public.hex()
    assert [one.kind for one in check_signed(canonical(forged), MINE).faults] == ["changed"]
    assert "signature does not match" in check(canonical(forged)).faults[0]


def test_a_file_of_another_instance_is_told_apart() -> None:
    other = write_signed(SNAPSHOT, OTHER)
    assert [one.kind for one in check_signed(other, MINE).faults] == ["foreign"]
    assert check_signed(other).good  # by its own key: unchanged, whoever signed it
    assert check(other).key_id == OTHER.id


def test_a_file_that_was_written_anew_says_so() -> None:
    pretty = json.dumps(json.loads(FILE), indent=2).encode()
    assert [one.kind for one in check_signed(pretty, MINE).faults] == ["reformatted"]
    assert "spaces or line ends" in check(pretty).faults[0]
    assert both(FILE + b"\r\n") == (False, False)


def test_the_first_letter_that_differs_is_shown() -> None:
    assert first_difference("The bolt is left", "The bolt is lent") == (
        "at letter 15: “The bolt is lent”, and it was signed as “The bolt is left”"
    )
