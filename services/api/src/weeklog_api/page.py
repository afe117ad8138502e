"""The built page: read once at the start, served from memory, compressed beforehand by the build.

What stands below `assets/` carries a hash of its content in its name, so a browser keeps it for good; everything
else is asked for again each time and answered with 304 while it is the same.
"""

import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the better one first
START = "index.html"
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True)
class PageFile:
    media_type: str
    cache: str
    etag: str
    bodies: dict[str, bytes]  # by encoding; "" is the file itself

    def answer(self, headers: Headers) -> Response:
        shared = {"Cache-Control": self.cache, "ETag": self.etag, "Vary": "Accept-Encoding"}
        if self.etag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=shared)
        encoding = best_encoding(headers.get("accept-encoding", ""), self.bodies)
        if encoding:
            shared["Content-Encoding"] = encoding
        return Response(self.bodies[encoding], media_type=self.media_type, headers=shared)


class Page:
    """Answers what no route of the API took: the page's files, and the page itself wherever a browser goes."""

    def __init__(self, root: Path, otherwise: ASGIApp) -> None:
        self._otherwise = otherwise
        self._files = {f"/{name}": file for name, file in read_page(root)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._file(scope) if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        answer = file.answer(Headers(scope=scope)) if file else self._otherwise
        await answer(scope, receive, send)

    def _file(self, scope: Scope) -> PageFile | None:
        return self._files.get(scope["path"]) or (
            self._files.get(f"/{START}") if scope["path"] == "/" or is_visit(scope) else None
        )


def is_visit(scope: Scope) -> bool:
    """Whether somebody goes there with a browser; a program that asks for a wrong address wants to be told so."""
    return not scope["path"].startswith("/v1/") and "text/html" in Headers(scope=scope).get("accept", "")


def read_page(root: Path) -> Iterable[tuple[str, PageFile]]:
    for path in sorted(
        one for one in root.rglob("*") if one.is_file() and one.suffix not in ENCODINGS.values()
    ):
        name = path.relative_to(root).as_posix()
        content = path.read_bytes()
        compressed = {
            encoding: beside.read_bytes()
            for encoding, suffix in ENCODINGS.items()
            if (beside := path.with_name(path.name + suffix)).is_file()
        }
        yield (
            name,
            PageFile(
                media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
                cache=FOR_GOOD if name.startswith("assets/") else ASK_AGAIN,
                etag=f'W/"{hashlib.sha256(content).hexdigest()[:16]}"',
                bodies={"": content, **compressed},
            ),
        )


def best_encoding(accepted: str, bodies: dict[str, bytes]) -> str:
    """The first of ours that the client takes; "" where it takes none (RFC 9110 12.5.3: `q=0` is a refusal)."""
    offers = dict(_weighed(offer) for offer in accepted.lower().split(","))
    return next((one for one in ENCODINGS if one in bodies and offers.get(one, offers.get("*", 0.0)) > 0), "")


def _weighed(offer: str) -> tuple[str, float]:
    name, _, rest = offer.partition(";")
    _, _, weight = rest.partition("q=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0
