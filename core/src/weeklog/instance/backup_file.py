"""The file of a backup: a tar archive that is sealed at its end.

    tables/<name>.gz    the table's rows as COPY writes them, in the order of its primary key
    files/<key>         the bytes of an artifact's revision
    manifest.json       what there is, each with its SHA-256
    SHA256              of every byte before this member's header

Any tar reads it. It appears under its name when it is complete, and only its owner may read it.
"""

import gzip
import hashlib
import os
import tarfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from io import BufferedWriter, BytesIO, FileIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, Final, Self, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from weeklog.instance.errors import InstanceError

if TYPE_CHECKING:  # a name that Python 3.11 does not have
    from typing_extensions import Buffer

FORMAT: Final = "weeklog-backup/1"
_MANIFEST, _SEAL = "manifest.json", "SHA256"
_CHUNK: Final = 1024 * 1024
_DIGEST_CHARACTERS: Final = 64


class StoredTable(BaseModel):
    model_config = ConfigDict(frozen=True)

    columns: tuple[str, ...]
    rows: int
    sha256: str  # of the rows before compression


class StoredFile(BaseModel):
    model_config = ConfigDict(frozen=True)

    bytes: int
    sha256: str


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True)

    format: str
    made_at: AwareDatetime
    revision: str  # of the schema
    secret: str  # a fingerprint of WEEKLOG_SECRET_KEY, which is not in the file
    tables: Mapping[str, StoredTable]
    files: Mapping[str, StoredFile]
    deleted: tuple[
        str, ...
    ] = ()  # revisions of artifacts that their owners deleted while the backup was made
    lacking: tuple[str, ...] = ()  # files that rows name and the store did not have


class BackupWriter:
    """Use as a context: what is not sealed when it ends is removed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.part")
        self._hashed = _Hashed(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        self._tar = tarfile.open(fileobj=self._hashed, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by `seal`

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hashed.close()
        self._part.unlink(missing_ok=True)

    @contextmanager
    def member(self, name: str) -> Generator[IO[bytes]]:
        """What is written to it becomes a member, once it ends without an error."""
        with TemporaryFile(dir=self.path.parent) as spooled:
            yield spooled
            size = spooled.tell()
            spooled.seek(0)
            self._add(name, size, spooled)

    def seal(self, manifest: Manifest) -> None:
        self._add_bytes(_MANIFEST, manifest.model_dump_json(indent=1).encode())
        self._add_bytes(_SEAL, self._hashed.digest().encode())
        self._tar.close()
        self._hashed.sync()
        self._part.rename(self.path)
        _sync_folder(self.path.parent)

    def _add_bytes(self, name: str, data: bytes) -> None:
        self._add(name, len(data), BytesIO(data))

    def _add(self, name: str, size: int, source: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, source)


class BackupReader:
    """Opens only what is whole. Raises InstanceError, which says what is wrong with the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._tar = tarfile.open(path, "r:")  # noqa: SIM115 - closed by `__exit__`
            self._members = {one.name: one for one in self._tar.getmembers()}
            self.manifest = self._verified()
        except FileNotFoundError as error:
            raise InstanceError(f"There is no file {path}.") from error
        except (OSError, tarfile.TarError, ValidationError, ValueError, KeyError, EOFError) as error:
            raise InstanceError(f"{path} is no backup, or not a whole one: take another.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._tar.close()

    @contextmanager
    def table(self, name: str) -> Generator[BinaryIO]:
        with self._open(f"tables/{name}.gz") as packed, gzip.GzipFile(fileobj=packed) as rows:
            yield cast("BinaryIO", rows)

    @contextmanager
    def file(self, key: str) -> Generator[IO[bytes]]:
        with self._open(f"files/{key}") as source:
            yield source

    def _open(self, name: str) -> IO[bytes]:
        found = self._tar.extractfile(self._members[name])
        if found is None:
            raise KeyError(name)
        return found

    def _verified(self) -> Manifest:
        seal = self._members[_SEAL]
        with self._open(_SEAL) as source:
            said = source.read(_DIGEST_CHARACTERS).decode("ascii")
        if _digest_until(self._path, seal.offset) != said:
            raise InstanceError(f"{self._path} was damaged: its SHA-256 is not what it says. Take another.")
        with self._open(_MANIFEST) as source:
            manifest = Manifest.model_validate_json(source.read())
        if manifest.format != FORMAT:
            raise InstanceError(
                f"{self._path} is of the format {manifest.format}, which this weeklog does not know."
            )
        return manifest


class _Hashed(BufferedWriter):
    """A file that is written once, from its beginning to its end."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(FileIO(descriptor, "wb"))
        self._hash = hashlib.sha256()

    def write(self, data: "Buffer", /) -> int:
        self._hash.update(data)
        return super().write(data)

    def digest(self) -> str:
        return self._hash.hexdigest()

    def sync(self) -> None:
        self.flush()
        os.fsync(self.fileno())


def _digest_until(path: Path, end: int) -> str:
    found = hashlib.sha256()
    with path.open("rb") as source:
        while end > 0 and (chunk := source.read(min(_CHUNK, end))):
            found.update(chunk)
            end -= len(chunk)
    return found.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
