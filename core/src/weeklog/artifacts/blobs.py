"""Where files are kept: a folder, or an S3-compatible store. One class for both; only `storage.open_blobs` tells
them apart.

An object is there whole or not at all: it appears under its key when its last byte has come, and nothing stays of
one that was broken off. Rows that name an object are written after it. So what a crash leaves behind is an object
that no row names, never a row without its object; `old_keys` and `drop_staged` find the former.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store
from pydantic import SecretStr

from weeklog.errors import Unavailable

if TYPE_CHECKING:  # a name that exists for type checkers only
    from obstore.store import ObjectStore, S3Config

FOLDER_PART: Final = 256 * 1024
S3_PART: Final = 5 * 1024 * 1024  # the least that S3 takes as one part of several
READ_PART: Final = 256 * 1024
_LISTED: Final = 500


@dataclass(frozen=True)
class S3:
    url: str  # s3://bucket/prefix
    endpoint: str | None = None  # none = Amazon's own
    region: str = "us-east-1"
    key_id: str | None = None  # none = what the machine has (environment, instance role)
    secret: SecretStr | None = None


class Blobs:
    def __init__(self, store: "ObjectStore", part_bytes: int, folder: Path | None = None) -> None:
        self._store, self._part_bytes, self._folder = store, part_bytes, folder

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> None:
        """What `chunks` raises comes out as it is, and then nothing is kept."""
        with _away():
            await obstore.put_async(
                self._store, key, chunks, use_multipart=True, chunk_size=self._part_bytes, max_concurrency=1
            )

    async def get(self, key: str) -> AsyncIterator[bytes]:
        """Opened when this returns; read as it is iterated."""
        with _away():
            return self._read(await obstore.get_async(self._store, key))

    async def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            try:
                await obstore.delete_async(self._store, key)
            except FileNotFoundError:
                continue
            except (BaseError, OSError) as error:
                raise Unavailable(_AWAY) from error

    async def old_keys(self, before: datetime) -> AsyncGenerator[list[str]]:
        """Keys of objects from before then, some hundreds at a time."""
        with _away():
            async for found in obstore.list(self._store, chunk_size=_LISTED):  # pyright: ignore[reportUnknownMemberType] - another of its forms needs a library that is not here
                yield [one["path"] for one in found if one["last_modified"] < before]

    async def drop_staged(self, before: datetime) -> None:
        """What a killed process had begun to write into a folder. In S3 a lifecycle rule of the bucket does this."""
        if self._folder is not None:
            await asyncio.to_thread(_drop_staged, self._folder, before)

    async def _read(self, found: "obstore.GetResult") -> AsyncGenerator[bytes]:
        with _away():
            async for chunk in found.stream(min_chunk_size=READ_PART):
                yield bytes(chunk)


class FileMissing(Unavailable):
    """A row names a file that the store does not have."""


_AWAY = "the store of files is away: try again in a moment"


def in_folder(folder: Path) -> Blobs:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Blobs(LocalStore(folder), FOLDER_PART, folder)


def in_s3(place: S3) -> Blobs:
    parts = urlsplit(place.url)
    config: S3Config = {"region": place.region}
    if place.endpoint:
        config["endpoint"] = place.endpoint
    if place.key_id and place.secret:
        config["access_key_id"] = place.key_id
        config["secret_access_key"] = place.secret.get_secret_value()
    store = S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config=config,
        client_options={"allow_http": (place.endpoint or "").startswith("http://")},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
    )
    return Blobs(store, S3_PART)


@contextmanager
def _away() -> Generator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise FileMissing("this file is not in the store, although it should be: tell who runs it") from error
    except (BaseError, OSError) as error:
        raise Unavailable(_AWAY) from error


def _drop_staged(folder: Path, before: datetime) -> None:
    for path in folder.rglob("*#*"):  # how the store names what it is still writing
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
