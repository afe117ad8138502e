"""A site as one .zip: what is in it is counted while it is unpacked, because what it says of itself is only a
claim."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from weeklog.errors import Invalid, TooLarge
from weeklog.hugo import find_logs
from weeklog.sites.files import File

MOST_MEMBERS: Final = 5000
MOST_FILE_BYTES: Final = 2 * 1024 * 1024
MOST_UNPACKED_BYTES: Final = 128 * 1024 * 1024
MOST_RATIO: Final = 200  # text packs to a tenth, the dullest page to a fiftieth
_SMALL: Final = 64 * 1024  # may have any ratio
_ENCRYPTED: Final = 0x1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_zip(name: str, head: bytes) -> bool:
    return name.lower().endswith(".zip") or head.startswith(b"PK\x03\x04")


def unpack(raw: bytes) -> list[File]:
    """Its week pages; what else a site has is left alone. Raises Invalid or TooLarge, naming the member."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = list(_pages(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Invalid.field("files", "is no .zip that can be read: pack the folder anew") from error
    if not files:
        raise Invalid.field(
            "files",
            "the .zip holds no week page: put each in a folder such as 1.3-Week3, as _index.md, or name it after its "
            "day, such as 2025-09-08.md",
        )
    return files


def _pages(archive: zipfile.ZipFile) -> Iterator[File]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise TooLarge(f"files: the .zip has {len(members):,} members, and at most {MOST_MEMBERS:,} are read")
    for member in members:
        _check(member)
    wanted = set(find_logs(one.filename for one in members))
    unpacked = 0
    for member in members:
        if member.filename in wanted and not member.is_dir():
            wanted.discard(member.filename)  # two of one name: the first counts, as in most tools
            raw = _read(archive, member)
            unpacked += len(raw)
            if unpacked > MOST_UNPACKED_BYTES:
                raise TooLarge("files: the .zip unpacks to more than 128 MiB: send fewer pages at once")
            yield File(member.filename, raw)


def _check(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or name[1:2] == ":":
        raise _refused(name, "is an absolute path: pack the folder with paths relative to it")
    if ".." in parts:
        raise _refused(name, "leaves the folder with `..`: pack it without")
    if "\x00" in name:
        raise _refused(name, "has a name that cannot be stored: rename it")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _refused(name, "is a link: pack the file that it points to")
    if member.flag_bits & _ENCRYPTED:
        raise _refused(name, "is encrypted: pack it without a password")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.compress_type not in _METHODS:
        raise _refused(member.filename, "is packed in an unusual way: use plain deflate, as every tool can")
    with archive.open(member) as packed:
        raw = packed.read(MOST_FILE_BYTES + 1)
    if len(raw) > _SMALL and len(raw) > MOST_RATIO * max(1, member.compress_size):
        raise _refused(member.filename, f"unpacks to more than {MOST_RATIO} times its size: leave it out")
    if len(raw) > MOST_FILE_BYTES:
        raise TooLarge(f"files: {member.filename!r} is larger than 2 MiB: leave it out, or split it")
    return raw


def _refused(name: str, why: str) -> Invalid:
    return Invalid.field("files", f"the member {name[:200]!r} {why}")
