import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.people.totp import STEP_SECONDS, address_of, code_at, new_secret, step_of

RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(RFC, seconds // STEP_SECONDS) == code
    assert step_of(RFC, code, seconds) == seconds // STEP_SECONDS


@given(seconds=st.integers(0, 2**40), late=st.integers(-3, 3))
def test_a_code_is_good_for_its_step_and_for_one_before_and_after(seconds: int, late: int) -> None:
    secret = new_secret()
    step = seconds // STEP_SECONDS + 4
    found = step_of(secret, code_at(secret, step), (step + late) * STEP_SECONDS)
    assert found is not None or abs(late) > 1
    assert found is None or code_at(secret, found) == code_at(
        secret, step
    )  # another step may have the same code


@pytest.mark.parametrize("code", ["", "1", "28708", "2870820", "abcdef", "２８７０８２", "-28708"])
def test_what_is_no_code_is_of_no_step(code: str) -> None:
    assert step_of(RFC, code, 59) is None


def test_the_address_names_whose_it_is() -> None:
    address = urlsplit(address_of(RFC, "an+a@example.org", "weeklog"))
    assert (address.scheme, address.netloc, address.path) == (
        "otpauth",
        "totp",
        "/weeklog%3Aan%2Ba%40example.org",
    )
    assert parse_qs(address.query) == {"secret": [RFC], "issuer": ["weeklog"]}
