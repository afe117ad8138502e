"""`/docs`: the reference of this API as one plain page, drawn here from `/openapi.json`. `/problems`: what each kind of
problem means.

The usual documentation pages load their scripts from other hosts; this one needs no script, and no network.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from weeklog_api.problem_types import CATALOGUE, ProblemType
from weeklog_api.rights import public

router = APIRouter(include_in_schema=False)

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
code { font: 14px/1.5 ui-monospace, monospace } h2 { margin-top: 3rem } article { margin: 1.5rem 0 }
table { border-collapse: collapse } td, th { text-align: left; padding: .1rem 1rem .1rem 0; vertical-align: top }
"""


# Not coroutines: both run in threads, for the description takes long to make.
@router.get("/openapi.json")
@public
def openapi(request: Request) -> Response:
    return Response(orjson.dumps(request.app.openapi()), media_type="application/json")


@router.get("/docs", response_class=HTMLResponse)
@public
def docs(request: Request) -> HTMLResponse:
    return HTMLResponse(render(request.app.openapi()))


@router.get("/problems", response_class=HTMLResponse)
@public
async def problems() -> HTMLResponse:
    return HTMLResponse(_problems("problems", "What this API answers when it refuses.", CATALOGUE.values()))


@router.get("/problems/{name}", response_class=HTMLResponse)
@public
async def problem_page(name: str) -> HTMLResponse:
    """Where the `type` of a problem leads."""
    if (found := CATALOGUE.get(name)) is None:
        raise HTTPException(404)
    return HTMLResponse(
        _problems(found.title, "One of the <a href=/problems>kinds of problems</a>.", [found])
    )


def render(openapi: dict[str, Any]) -> str:
    info = openapi["info"]
    operations = [
        (operation["tags"][0] if operation.get("tags") else "other", method.upper(), path, operation)
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    ]
    tags = list(dict.fromkeys(tag for tag, *_ in operations))
    sections = [
        f"<h2>{escape(tag)}</h2>" + "".join(_operation(*rest) for of, *rest in operations if of == tag)
        for tag in tags
    ]
    models = "".join(_model(name, schema) for name, schema in openapi["components"]["schemas"].items())
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(info['title'])}: API</title>"
        f"<style>{_STYLE}</style><main><h1>{escape(info['title'])}</h1><p>{escape(info['summary'])}. "
        f"{escape(info['description'])} The same for programs: <a href=/openapi.json>/openapi.json</a>. "
        "What it answers when it refuses: <a href=/problems>/problems</a>.</p>"
        f"{''.join(sections)}<h2>models</h2>{models}</main></html>"
    )


def _problems(title: str, about: str, kinds: Iterable[ProblemType]) -> str:
    """`about` is HTML."""
    parts = "".join(
        f"<article><h2><a href={one.path}>{escape(one.title)}</a></h2><p>{escape(one.meaning)}</p>"
        f"<p><b>What to do.</b> {escape(one.remedy)}</p>"
        f"<table>{_row('status', '', str(one.status), required=False)}{_row('type', '', one.path, required=False)}"
        "</table></article>"
        for one in kinds
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>weeklog: {escape(title)}</title>"
        f"<style>{_STYLE}</style><main><h1>{escape(title)}</h1><p>{about}</p>{parts}</main></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = [
        _row(one["name"], one["in"], _kind(one["schema"]), bool(one.get("required")))
        for one in operation.get("parameters", [])
    ]
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        rows.append(_row("body", media, _kind(content.get("schema", {})), required=True))
    for status, response in operation["responses"].items():
        schemas = [_kind(content.get("schema", {})) for content in response.get("content", {}).values()]
        rows.append(_row(status, "answer", schemas[0] if schemas else "", required=False))
    text = operation.get("description", "")
    return (
        f"<article><h3><code>{method} {escape(path)}</code></h3><p>{escape(text)}</p>"
        f"<table>{''.join(rows)}</table></article>"
    )


def _model(name: str, schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = [
        _row(field, "", _kind(kind), field in required)
        for field, kind in schema.get("properties", {}).items()
    ]
    return (
        f"<article id={escape(name, quote=True)}><h3><code>{escape(name)}</code></h3>"
        f"<p>{escape(schema.get('description', ''))}</p><table>{''.join(rows)}</table></article>"
    )


def _row(name: str, place: str, kind: str, required: bool) -> str:
    need = "required" if required else ""
    return f"<tr><td><code>{escape(name)}</code><td>{escape(place)}<td>{kind}<td>{need}"


def _kind(schema: dict[str, Any]) -> str:
    """As HTML."""
    if ref := schema.get("$ref"):
        name = escape(ref.rsplit("/", 1)[-1])
        return f"<a href='#{name}'>{name}</a>"
    if many := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(_kind(one) for one in many)
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if "enum" in schema:
        return escape(", ".join(str(value) for value in schema["enum"]))
    return escape(str(schema.get("format") or schema.get("const") or schema.get("type") or "anything"))
