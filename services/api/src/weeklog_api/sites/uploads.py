"""What was sent to be imported: many Markdown files, or one .zip of a site."""

import asyncio
from collections.abc import Sequence

from fastapi import UploadFile

from weeklog.errors import Invalid, TooLarge
from weeklog.sites.files import File
from weeklog_api.sites.archive import MOST_FILE_BYTES, is_zip, unpack

_HEAD = 4


async def read_uploads(uploads: Sequence[UploadFile]) -> list[File]:
    """Raises Invalid or TooLarge, naming the file."""
    zipped = [one for one in uploads if await _is_zip(one)]
    if not zipped:
        return [await _read(one) for one in uploads]
    if len(uploads) > 1:
        raise Invalid.field("files", "send either one .zip or Markdown files, not both")
    raw = await zipped[0].read()
    return await asyncio.to_thread(unpack, raw)


async def _is_zip(upload: UploadFile) -> bool:
    head = await upload.read(_HEAD)
    await upload.seek(0)
    return is_zip(upload.filename or "", head)


async def _read(upload: UploadFile) -> File:
    if (upload.size or 0) > MOST_FILE_BYTES:
        raise TooLarge(f"files: {upload.filename!r} is larger than 2 MiB: leave it out, or split it")
    return File(upload.filename or "", await upload.read())
