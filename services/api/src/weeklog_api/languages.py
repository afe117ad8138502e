"""In which language somebody is spoken to who is not known: by page or by `Accept-Language`."""

from typing import Annotated

from fastapi import Depends, Query, Request

from weeklog.vocabulary import Language


async def language_of(
    request: Request, lang: Annotated[Language | None, Query(description="of what is answered")] = None
) -> Language:
    """As asked for, else as the browser prefers; English where it does not say."""
    if lang is not None:
        return lang
    first = request.headers.get("accept-language", "").strip().lower()
    return "vi" if first.startswith("vi") else "en"


Spoken = Annotated[Language, Depends(language_of)]
