"""Where a server that people name may be. Pure.

A lead may name any address for their programme's language model and its webhooks, and everybody one of a calendar.
Without a check, that would be a way to ask whatever this machine can reach: the metadata service of a cloud, the
database, a neighbour. What is checked is the address that the name has at the moment of connecting, since a name may
point anywhere a second later.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Metadata services that are not at a link-local address.
_METADATA = frozenset(
    ip_address(one)
    for one in ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "192.0.0.192", "168.63.129.16")
)
_EMBEDDING = ip_network("64:ff9b::/96")  # NAT64: an IPv4 address in its last four bytes
_ISATAP = (0x5EFE, 0x0200_5EFE)  # before an IPv4 address in the last four bytes, below any network


MODELS = "WEEKLOG_ALLOW_PRIVATE_MODELS"
WEBHOOKS = "WEEKLOG_ALLOW_PRIVATE_WEBHOOKS"
CALENDARS = "WEEKLOG_ALLOW_PRIVATE_CALENDARS"


def refusal(address: str, *, secure: bool, private_allowed: bool, setting: str = MODELS) -> str | None:
    """Why a connection to this IP address is not made; None when it may be. `secure` = by TLS, `setting` = what allows
    private addresses."""
    ip = _meant(address.partition("%")[0])
    if ip.is_link_local or ip in _METADATA:
        return "it is a link-local or metadata address"
    if ip.is_unspecified or ip.is_multicast or _is_reserved(ip):
        return "no server can be at that address"
    if not ip.is_global and not private_allowed:
        return f"it is a private address, and {setting} is off"
    if ip.is_global and not secure:
        return "it is a public address, and http:// would show what is sent to whoever is on the way: use https://"
    return None


def _meant(address: str) -> IPv4Address | IPv6Address:
    """The address behind one that carries another."""
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _EMBEDDING or (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1]) or ip


def _is_reserved(ip: IPv4Address | IPv6Address) -> bool:
    """`fec0::/10` were private networks once, and Python takes them for public ones; ::1 lies in a reserved block."""
    was_private = isinstance(ip, IPv6Address) and ip.is_site_local
    return was_private or (ip.is_reserved and not ip.is_loopback)
