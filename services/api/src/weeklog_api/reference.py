"""`/docs`: the reference of this API as one plain page, drawn here from `/openapi.json`. `/problems`: what
each kind of problem means.

The usual documentation pages load their scripts from other hosts; this one needs no script, and no network.
"""

import orjson
from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from weeklog_api.problem_types import CATALOGUE
from weeklog_api.reference_page import draw_problems, draw_reference
from weeklog_api.rights import public

router = APIRouter(include_in_schema=False)


# Not coroutines: both run in threads, for the description takes long to make.
@router.get("/openapi.json")
@public
def openapi(request: Request) -> Response:
    return Response(orjson.dumps(request.app.openapi()), media_type="application/json")


@router.get("/docs", response_class=HTMLResponse)
@public
def docs(request: Request) -> HTMLResponse:
    return HTMLResponse(draw_reference(request.app.openapi()))


@router.get("/problems", response_class=HTMLResponse)
@public
async def problems() -> HTMLResponse:
    about = "What this API answers when it refuses."
    return HTMLResponse(draw_problems("problems", about, CATALOGUE.values()))


@router.get("/problems/{name}", response_class=HTMLResponse)
@public
async def problem_page(name: str) -> HTMLResponse:
    """Where the `type` of a problem leads."""
    if (found := CATALOGUE.get(name)) is None:
        raise HTTPException(404)
    about = "One of the <a href=/problems>kinds of problems</a>."
    return HTMLResponse(draw_problems(found.title, about, [found]))
