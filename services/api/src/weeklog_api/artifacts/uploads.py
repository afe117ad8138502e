"""A file on its way to the store: counted, recognised and hashed as it passes, never held whole."""

import hashlib
from codecs import getincrementaldecoder
from collections.abc import AsyncGenerator, AsyncIterator

from starlette.requests import ClientDisconnect, Request

from weeklog.errors import Invalid, TooLarge
from weeklog_api.artifacts.kinds import HEAD_BYTES, Kind, kind_of


class Upload:
    """`begin` reads as much as tells what it is, and refuses the rest unread; then `chunks` is all of it."""

    def __init__(self, body: AsyncIterator[bytes], name: str, content_type: str, most: int) -> None:
        self._body, self._name, self._content_type, self._most = body, name, content_type, most
        self._sha256 = hashlib.sha256()
        self._head: list[bytes] = []
        self._kind: Kind | None = None
        self.size = 0

    @property
    def kind(self) -> Kind:
        assert self._kind is not None, "begin first"
        return self._kind

    @property
    def sha256(self) -> bytes:
        return self._sha256.digest()

    async def begin(self) -> None:
        read = 0
        while read < HEAD_BYTES:
            chunk = await anext(self._body, b"")
            if not chunk:
                break
            self._head.append(chunk)
            read += len(chunk)
        if not read:
            raise Invalid.field("body", "is empty: send the file itself, as the body of the request")
        self._kind = kind_of(b"".join(self._head)[:HEAD_BYTES], self._name, self._content_type)

    async def chunks(self) -> AsyncGenerator[bytes]:
        text = _Utf8() if self.kind.is_text else None
        async for chunk in self._whole():
            self.size += len(chunk)
            if self.size > self._most:
                raise too_large(self._most)
            self._sha256.update(chunk)
            if text:
                text.check(chunk)
            yield chunk
        if text:
            text.check(b"", final=True)

    async def _whole(self) -> AsyncGenerator[bytes]:
        while self._head:
            yield self._head.pop(0)
        async for chunk in self._body:
            if chunk:
                yield chunk


async def body_of(request: Request) -> AsyncGenerator[bytes]:
    """As it arrives; what ends too early is refused, not taken for the whole."""
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise Invalid.field("body", "ended before it was whole: send it again") from None


def check_length(stated: str | None, most: int) -> None:
    """What says that it is too large is believed at once; what says that it is not is counted."""
    if stated and stated.isdecimal() and int(stated) > most:
        raise too_large(most)


def too_large(most: int) -> TooLarge:
    return TooLarge(f"body: is larger than {most // 1024 // 1024} MiB: send a smaller file")


class _Utf8:
    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")().decode

    def check(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            text = self._decode(chunk, final)
        except UnicodeDecodeError:
            raise Invalid.field("body", "is not text in UTF-8: save it in UTF-8 and send it again") from None
        if "\x00" in text:
            raise Invalid.field(
                "body", "holds a NUL character, so it is no text: send the file that was meant"
            )
