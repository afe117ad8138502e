import pytest

from weeklog.addresses import refusal

NEVER = (
    "169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "100.100.100.200", "192.0.0.192",
    "0.0.0.0", "::", "224.0.0.1", "ff02::1", "255.255.255.255", "240.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1", "168.63.129.16", "fec0::1", "feff:ffff::1",
    "2606:4700::5efe:a9fe:a9fe", "2606:4700::200:5efe:a9fe:a9fe", "2001::5601:5601",
)  # fmt: skip
PRIVATE = (
    "127.0.0.1", "127.9.9.9", "::1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "100.64.0.1", "fd12:3456::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2606:4700::5efe:7f00:1", "2001::80ff:fffe",
)  # fmt: skip
PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")


@pytest.mark.parametrize("address", NEVER)
def test_metadata_and_impossible_addresses_are_refused_always(address: str) -> None:
    for secure in (True, False):
        assert refusal(address, secure=secure, private_allowed=True)
        assert refusal(address, secure=secure, private_allowed=False)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_the_operators_choice(address: str) -> None:
    for secure in (True, False):
        assert refusal(address, secure=secure, private_allowed=True) is None
        why = refusal(address, secure=secure, private_allowed=False) or ""
        assert "WEEKLOG_ALLOW_PRIVATE_MODELS" in why


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_free_by_tls_alone(address: str) -> None:
    for private_allowed in (True, False):
        assert refusal(address, secure=True, private_allowed=private_allowed) is None
        assert "use https://" in (refusal(address, secure=False, private_allowed=private_allowed) or "")
