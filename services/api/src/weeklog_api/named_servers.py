"""The address of a server that somebody names: what can be told without looking its name up. The rest is
refused when it is connected to."""

from contextlib import suppress
from ipaddress import ip_address
from socket import inet_aton, inet_ntoa
from urllib.parse import urlsplit

from weeklog.addresses import refusal


def address_fault(url: str, *, private_allowed: bool, setting: str) -> str | None:
    """What is wrong with it, as the end of a sentence that begins with its field. `setting` allows private
    addresses."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "is no address: write it as https://host/path"
    if parts.scheme not in ("http", "https") or not host:
        return "must begin with https:// (or http://) and name a host"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "must hold no user, password or fragment"
    secure = parts.scheme == "https"
    if (address := _known_address(host)) is not None:
        why = refusal(address, secure=secure, private_allowed=private_allowed, setting=setting)
    else:
        why = None if secure or private_allowed else _only_https(setting)
    return f"cannot be used: {why}. Name another server" if why else None


def _only_https(setting: str) -> str:
    return f"http:// is only for a server on this machine or in a private network, and {setting} is off: use https://"


def _known_address(host: str) -> str | None:
    """Of what needs no looking up, however it is written (127.1 and 2130706433 are 127.0.0.1); None of other names."""
    name = host.rstrip(".").casefold()
    if name == "localhost" or name.endswith(".localhost"):
        return "127.0.0.1"
    with suppress(ValueError):
        return str(ip_address(name))
    with suppress(OSError):
        return inet_ntoa(inet_aton(name))
    return None
