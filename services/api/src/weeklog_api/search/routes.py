from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from weeklog_api.dependencies import CurrentIdentity
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.search import service
from weeklog_api.search.schemas import Hits, SearchAsked

router = APIRouter(prefix="/v1/search", tags=["search"])


@router.get("", response_model=Hits)
@needs("read")
async def search_worklogs(
    request: Request, asked: Annotated[SearchAsked, Query()], identity: CurrentIdentity
) -> Response:
    """Entries, objectives, achievements and comments that say the words of `q`, the best first.

    Accents and word forms do not matter; `cau hinh` finds `cấu hình`, `deploying` finds `deploy`. When few rows
    say all the words, words that differ by a slip of the fingers count too, then rows that say some of them. Where
    the gateway has the model for it, rows that mean something alike are found besides.
    """
    parts = parts_of(request)
    found = await service.search(parts.store, identity, asked, parts.settings.semantic)
    return Response(found.model_dump_json(), media_type="application/json")
