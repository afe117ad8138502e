import unicodedata
from typing import Literal, get_args

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from weeklog.people.credentials import hash_password, password_matches
from weeklog.people.strength import weakness

ABOUT = ("Lan Nguyễn", "lan.nguyen@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "0123456789",
        "aaaaaaaaaa",
        "          ",
        "\u3000" * 10,
        "abcdefghij",
        "qwertyuiop",
        "1q2w3e4r5t",
        "password12",
        "abcabcabcabc",
        "lan.nguyen@example.org",
        "Lan.Nguyen1",
        "Lan Nguyễn",
        "lan.nguyen1990",
        "a" * 200,
        "password" * 20,
    ],
)
def test_what_is_guessed_first_is_refused_with_a_reason(password: str) -> None:
    assert "choose another" in (weakness(password, ABOUT) or "")


@pytest.mark.parametrize(
    "password", ["correct horse battery", "mật khẩu dài", "a quiet lake", "aB3$kk!pqz", "rừng thông trên đồi"]
)
def test_others_are_taken(password: str) -> None:
    assert weakness(password, ABOUT) is None


Form = Literal["NFC", "NFD", "NFKC"]


@pytest.mark.parametrize("form", get_args(Form))
def test_a_password_is_the_same_however_its_letters_and_spaces_are_typed(form: Form) -> None:
    stored = hash_password("mật khẩu\u00a0dài")
    typed = unicodedata.normalize(form, "mật khẩu dài")
    assert password_matches(typed, stored)
    assert not password_matches("mat khau dai", stored)


def test_a_hash_of_what_was_sent_before_still_opens() -> None:
    sent = unicodedata.normalize("NFD", "mật khẩu dài")
    stored = PasswordHash((Argon2Hasher(),)).hash(sent)
    assert password_matches(sent, stored)
