"""An address within this network is refused where it is entered, however it is written."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog_api.named_servers import address_fault

PRIVATE = st.sampled_from(["127.0.0.0", "10.0.0.0", "192.168.0.0", "169.254.0.0", "100.64.0.0"])


def ways_to_write(address: IPv4Address) -> list[str]:
    number = int(address)
    one, two, three, four = address.packed
    return [
        str(address), str(number), hex(number), oct(number).replace("0o", "0"), f"{address}.",
        f"{one}.{two}.{three * 256 + four}", f"{one}.{two * 65536 + three * 256 + four}",
        f"{one:#x}.{two}.{three}.{four:#x}", f"[::ffff:{address}]",
    ]  # fmt: skip


def fault(host: str) -> str | None:
    return address_fault(f"https://{host}/hook", private_allowed=False, setting="WEEKLOG_ALLOW")


@given(PRIVATE, st.integers(1, 65534))
def test_a_private_address_is_known_in_every_writing(network: str, number: int) -> None:
    for host in ways_to_write(IPv4Address(network) + number):
        assert "cannot be used" in (fault(host) or ""), host


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "hooks.localhost"])
def test_this_machine_is_known_by_its_name(host: str) -> None:
    assert "cannot be used" in (fault(host) or "")


@pytest.mark.parametrize(
    "host", ["hooks.example.org", "1password.example", "notlocalhost", "8.8.8.8", "134744072"]
)
def test_another_server_is_fine(host: str) -> None:
    assert fault(host) is None
