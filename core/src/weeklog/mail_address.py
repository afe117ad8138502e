"""How a mail server and an e-mail address are written. Pure.

`smtp://user:password@host:587` begins in the clear and goes on over TLS (STARTTLS), `smtps://…:465` is TLS
from the start. Without TLS a password and people's text would travel in the clear: only a server on this
machine, or one with `?tls=off`, is spoken to so.
"""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Tls = Literal["implicit", "starttls", "off"]

_PORTS: Final = {"smtp": 587, "smtps": 465}
_FORM: Final = "must be written as in smtp://user:password@mail.example.org:587 or smtps://mail.example.org"
_ADDRESS: Final = re.compile(
    r"[^\s@<>(),;:\"\[\]\\\x00-\x1f\x7f]{1,64}@[^\s@<>(),;:\"\[\]\\\x00-\x1f\x7f]{1,190}"
)


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def read_mail_server(url: str) -> MailServer:
    """Raises ValueError, which says how to write it and repeats no password."""
    try:
        read = urlsplit(url)
        host, port, asked = (
            read.hostname,
            read.port,
            dict(parse_qsl(read.query, strict_parsing=bool(read.query))),
        )
    except ValueError:
        raise ValueError(_FORM) from None
    if read.scheme not in _PORTS or not host or read.path.strip("/") or asked.keys() - {"tls"}:
        raise ValueError(_FORM)
    if asked.get("tls", "off") != "off":
        raise ValueError("may end with ?tls=off and nothing else")
    return MailServer(
        host,
        port or _PORTS[read.scheme],
        "implicit" if read.scheme == "smtps" else "off" if asked or _is_here(host) else "starttls",
        None if read.username is None else unquote(read.username),
        None if read.password is None else unquote(read.password),
    )


def is_mail_address(text: str) -> bool:
    """One that can stand in a message's head as it is."""
    return _ADDRESS.fullmatch(text) is not None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
