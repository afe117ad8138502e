"""Where clients of OpenAI knock as well: they are told where the answers are, in words that they show."""

from fastapi import APIRouter
from starlette.responses import Response

from weeklog_api.completions.refusals import refused
from weeklog_api.rights import public

_ALL = ["GET", "POST", "DELETE"]

router = APIRouter(include_in_schema=False)


@router.api_route("/v1/completions", methods=_ALL)
@public
async def completions() -> Response:
    return _not_here("completions of a bare prompt are not made here: let the client use chat completions")


@router.api_route("/v1/embeddings", methods=_ALL)
@public
async def embeddings() -> Response:
    return _not_here("there are no embeddings here: GET /v1/search finds entries")


@router.api_route("/chat/completions", methods=_ALL)
@router.api_route("/models", methods=["GET"])
@public
async def without_version() -> Response:
    return _not_here("the base address ends with /v1: add it")


@router.api_route("/v1/chat/completions", methods=["GET"])
@public
async def stored() -> Response:
    said = "POST a question here; what was said is in GET /v1/conversations"
    return refused(405, said, code="method_not_allowed", headers={"Allow": "POST"})


def _not_here(said: str) -> Response:
    return refused(404, said, code="unknown_url")
