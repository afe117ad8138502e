"""Whether a browser sent a request from this installation's own page. Compared by meaning: `w.example` is
`W.EXAMPLE:443`."""

from urllib.parse import SplitResult, urlsplit

from starlette.requests import HTTPConnection

from weeklog.errors import NotAllowed
from weeklog_api.parts import parts_of

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_OWN_SITES = ("same-origin", "none")  # `none`: typed into the address bar, or a bookmark


def check_origin(connection: HTTPConnection, *, required: bool) -> None:
    """Refuses what another site made a browser send: a cookie travels by itself, the page's origin cannot be
    forged."""
    origin, site = connection.headers.get("origin"), connection.headers.get("sec-fetch-site")
    if (origin is None and site is None and required) or (site is not None and site not in _OWN_SITES):
        raise NotAllowed("a session may only be used from its own page: send its Origin, or use a token")
    if origin is not None and not is_own(connection, origin):
        raise NotAllowed(_explained(connection))


def is_own(connection: HTTPConnection, origin: str) -> bool:
    """`WEEKLOG_PUBLIC_URL` decides when it is set, else the Host of the request."""
    page = _read(origin)
    if page is None or page.scheme not in ("http", "https") or not page.hostname:
        return False
    if public := parts_of(connection).settings.public_url:
        own = urlsplit(public)
        return page.scheme == own.scheme and _place(page, page.scheme) == _place(own, own.scheme)
    own = _read(f"//{connection.headers.get('host', '')}")
    # A proxy may end TLS and not say so; what came over TLS is never from a page that did not.
    goes_down = connection.url.scheme in ("https", "wss") and page.scheme == "http"
    return own is not None and not goes_down and _place(page, page.scheme) == _place(own, page.scheme)


def public_address(connection: HTTPConnection) -> str:
    """Where people reach this installation, with a slash at its end: for links that are sent to them."""
    public = parts_of(connection).settings.public_url
    return f"{public.rstrip('/')}/" if public else str(connection.base_url)


def is_secure(connection: HTTPConnection) -> bool:
    return public_address(connection).startswith(("https:", "wss:"))


def _place(address: SplitResult, scheme: str) -> tuple[str, int]:
    return (address.hostname or "").rstrip("."), address.port or _PORTS[scheme]


def _read(address: str) -> SplitResult | None:
    try:
        read = urlsplit(address)
        _ = read.port  # read only when it is asked for
    except ValueError:
        return None
    return read


def _explained(connection: HTTPConnection) -> str:
    host = connection.headers.get("host", "")
    return (
        "a session may only be used from its own page, and this came from another Origin than the Host "
        f"{host[:100]!r}. Behind a "
        "proxy, pass the Host on (`proxy_set_header Host $http_host;`), or set WEEKLOG_PUBLIC_URL to the address "
        "that people see"
    )
