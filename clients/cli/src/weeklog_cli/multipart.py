"""A form with files, as browsers send it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4


@dataclass(frozen=True)
class Part:
    name: str  # of the file
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Form:
    body: bytes
    content_type: str

    @classmethod
    def of(cls, fields: Mapping[str, str], files: Iterable[Part]) -> "Form":
        """The files are the field `files`."""
        boundary = uuid4().hex
        parts = [*_fields(fields), *_files(files)]
        written = b"".join(b"--%b\r\n%b\r\n" % (boundary.encode(), part) for part in parts)
        return cls(written + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}")


def _fields(fields: Mapping[str, str]) -> Iterator[bytes]:
    for name, value in fields.items():
        yield f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()


def _files(files: Iterable[Part]) -> Iterator[bytes]:
    for one in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{_escaped(one.name)}"\r\n'
        yield f"{head}Content-Type: {one.content_type}\r\n\r\n".encode() + one.content


def _escaped(name: str) -> str:
    return re.sub(r'[\x00-\x1f"]', lambda sign: f"%{ord(sign[0]):02X}", name)
