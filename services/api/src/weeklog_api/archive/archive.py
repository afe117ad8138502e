"""An archive as it came in: what it says of itself is only a claim, so everything is counted while it is unpacked.

Nothing is written under a name that the archive chose: members are looked up by the names that are known, and any
other name refuses the whole.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import orjson
from pydantic import ValidationError

from weeklog.archive.tables import FORMAT, KINDS, Kind
from weeklog.errors import Invalid, TooLarge
from weeklog.json_values import is_object
from weeklog_api.archive.schemas import Manifest
from weeklog_api.archive.writing import FILES, MANIFEST, REMARKS_NAME

MOST_MEMBERS: Final = 20_000
MOST_LINE: Final = 4 * 1024 * 1024
MOST_MANIFEST: Final = 1024 * 1024
MOST_CONTENTS: Final = 4 * 1024 * 1024  # the table of contents, which is read as one
MOST_ROWS: Final = 200_000  # of all kinds together: their ids are held while they come in
MOST_ROWS_BYTES: Final = 1024 * 1024 * 1024  # of all kinds together, unpacked
MOST_FILES: Final = 4  # times what the archive may weigh, unpacked: most files are packed already
BATCH: Final = 500  # rows that are held at a time,
BATCH_BYTES: Final = 4 * 1024 * 1024  # and of which size: a page is a row of a megabyte
MOST_RATIO: Final = 200  # text packs to a tenth
IN_PARTS: Final = "bring it in parts, each with its manifest, with ?merge=true"
_SMALL: Final = 1024 * 1024  # may have any ratio
_PIECE: Final = 256 * 1024
_ENCRYPTED: Final = 0x1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LISTS: Final = frozenset({f"{kind.name}.jsonl" for kind in KINDS} | {REMARKS_NAME})


class Archive:
    def __init__(self, zipped: zipfile.ZipFile, most_file: int, most_files: int) -> None:
        self._zipped, self._most_file = zipped, most_file
        self._members = _known_members(zipped)
        _check_whole(self._members.values(), most_files)

    def manifest(self) -> Manifest:
        raw = b"".join(self._pieces(MANIFEST, MOST_MANIFEST))
        try:
            said = orjson.loads(raw)
            if is_object(said) and said.get("format") != FORMAT:
                raise _wrong(
                    MANIFEST, f"is of a format that is not known here: this weeklog reads format {FORMAT}"
                )
            return Manifest.model_validate(said)
        except (orjson.JSONDecodeError, ValidationError) as error:
            raise _wrong(MANIFEST, f"cannot be read: {_first(error)}") from error

    def numbered(self, kind: Kind) -> Iterator[tuple[int, dict[str, Any]]]:
        """By the number of its line; each checked to have the columns of its kind, and no others."""
        return ((number, row) for number, row, _ in self._rows(kind))

    def batches(self, kind: Kind) -> Iterator[list[dict[str, Any]]]:
        batch: list[dict[str, Any]] = []
        size = 0
        for _, row, length in self._rows(kind):
            batch.append(row)
            size += length
            if len(batch) == BATCH or size > BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _rows(self, kind: Kind) -> Iterator[tuple[int, dict[str, Any], int]]:
        """And how long its line is."""
        name = f"{kind.name}.jsonl"
        if name not in self._members:
            return
        for number, line in enumerate(self._lines(name), start=1):
            if not line:
                continue
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise _wrong(name, f"line {number} is not JSON: export the account again") from error
            if not is_object(row) or row.keys() != set(kind.columns):
                raise _wrong(name, f"line {number} has other columns than a row of this kind")
            yield number, row, len(line)  # what is in it, Postgres checks

    def has_file(self, revision_id: str) -> bool:
        return f"{FILES}{revision_id}" in self._members

    def file(self, revision_id: str) -> Iterator[bytes]:
        return self._pieces(f"{FILES}{revision_id}", self._most_file)

    def _lines(self, name: str) -> Iterator[bytes]:
        rest = b""
        for piece in self._pieces(name, MOST_ROWS_BYTES):
            *whole, rest = (rest + piece).split(b"\n")
            if len(rest) > MOST_LINE:
                raise TooLarge(f"body: {name} has a line of more than {MOST_LINE // 1024 // 1024} MiB")
            yield from whole
        if rest:
            yield rest

    def _pieces(self, name: str, most: int) -> Iterator[bytes]:
        if (member := self._members.get(name)) is None:
            raise _wrong(name, "is missing: send an archive as GET /v1/account/export answers it")
        read = 0
        with _readable(), self._zipped.open(member) as packed:
            while piece := packed.read(_PIECE):
                read += len(piece)
                if read > most:
                    raise TooLarge(f"body: {name} unpacks to more than {most // 1024 // 1024} MiB")
                if read > _SMALL and read > MOST_RATIO * max(1, member.compress_size):
                    raise _wrong(name, f"unpacks to more than {MOST_RATIO} times its size")
                yield piece


@contextmanager
def open_archive(path: Path, most_file: int, most: int) -> Generator[Archive]:
    """`most` = what the archive itself may weigh."""
    with _readable(), _Pieces(path, "r") as file, zipfile.ZipFile(file) as zipped:
        yield Archive(zipped, most_file, MOST_FILES * most)


class _Pieces(io.FileIO):
    """A file that is never read whole: the table of contents says of itself how long it is, and a long one is
    read, and becomes an object for each of its lines, before anybody has counted them."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MOST_CONTENTS:
            raise TooLarge(f"body: the .zip has more than {MOST_MEMBERS:,} members, the most that are read")
        return super().read(size)


@contextmanager
def _readable() -> Generator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Invalid.field(
            "body", "is no .zip that can be read: send what GET /v1/account/export answered"
        ) from error


def _known_members(zipped: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members = zipped.infolist()
    if len(members) > MOST_MEMBERS:
        raise TooLarge(f"body: the .zip has {len(members):,} members, and at most {MOST_MEMBERS:,} are read")
    known: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        _check(member)
        if member.filename in known:
            raise _wrong(member.filename, "is in the archive twice")
        known[member.filename] = member
    return known


def _check_whole(members: Iterable[zipfile.ZipInfo], most_files: int) -> None:
    """What a member says of its size is true in one way: no more of it than that is ever unpacked."""
    rows = files = 0
    for member in members:
        if member.filename.startswith(FILES):
            files += member.file_size
        else:
            rows += member.file_size
    for what, size, most in (("rows", rows, MOST_ROWS_BYTES), ("files", files, most_files)):
        if size > most:
            raise TooLarge(
                f"body: the {what} of the archive unpack to more than {most // 1024 // 1024:,} MiB: {IN_PARTS}"
            )


def _check(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    if name not in _LISTS and name != MANIFEST and not _is_file(name):
        raise _wrong(name, "is no part of an account's archive: leave it out")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _wrong(name, "is a link")
    if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
        raise _wrong(name, "is encrypted, or packed in an unusual way: use plain deflate")


def _is_file(name: str) -> bool:
    revision = name.removeprefix(FILES)
    try:
        return name.startswith(FILES) and str(UUID(revision)) == revision
    except ValueError:
        return False


def _wrong(name: str, why: str) -> Invalid:
    return Invalid.field("body", f"the member {name[:200]!r} {why}")


def _first(error: orjson.JSONDecodeError | ValidationError) -> str:
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
    return "it is not JSON"
