"""The pages `/docs` and `/problems` as HTML: drawn from what the API says of itself, without a script. Pure."""

import json
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

from weeklog_api.problem_types import ProblemType

Described = Mapping[str, Any]
"""A part of `/openapi.json`."""
_CODE: Final = re.compile(r"`([^`]+)`")
_STYLE: Final = Path(__file__).with_name("reference.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class _Operation:
    tag: str
    method: str
    path: str
    described: Described

    @property
    def anchor(self) -> str:
        return escape(self.described["operationId"], quote=True)


def draw_reference(openapi: Described) -> str:
    info = openapi["info"]
    operations = [
        _Operation(
            operation["tags"][0] if operation.get("tags") else "other", method.upper(), path, operation
        )
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    ]
    tags = list(dict.fromkeys(one.tag for one in operations))
    sections = "".join(_section(tag, [one for one in operations if one.tag == tag]) for tag in tags)
    models = "".join(_model(name, schema) for name, schema in openapi["components"]["schemas"].items())
    about = (
        f"{escape(info['summary'])}. {_text(info['description'])} The same for programs: "
        "<a href=/openapi.json>/openapi.json</a>. What it answers when it refuses: <a href=/problems>/problems</a>."
    )
    trying = (
        "Each operation has a line that tries it out: set <code>WEEKLOG_URL</code> to this address and "
        "<code>WEEKLOG_TOKEN</code> to a token (<a href='#make_token'>POST /v1/tokens</a>). A click selects the whole "
        "line."
    )
    main = (
        f"<h1>{escape(info['title'])}</h1><p>{about}</p><p>{trying}</p>{sections}<h2 "
        f"id='models'>models</h2>{models}"
    )
    return _page(f"{info['title']}: API", main, [*tags, "models"])


def draw_problems(title: str, about: str, kinds: Iterable[ProblemType]) -> str:
    """`about` is HTML."""
    parts = "".join(
        f"<article><h2><a href={one.path}>{escape(one.title)}</a></h2><p>{_text(one.meaning)}</p>"
        f"<p><b>What to do.</b> {_text(one.remedy)}</p>"
        f"{_table([_row('status', '', str(one.status)), _row('type', '', one.path)])}</article>"
        for one in kinds
    )
    return _page(f"weeklog: {title}", f"<h1>{escape(title)}</h1><p>{about}</p>{parts}", [])


def _page(title: str, main: str, places: Sequence[str]) -> str:
    links = "".join(f"<li><a href='#{escape(one, quote=True)}'>{escape(one)}</a>" for one in places)
    nav = f"<nav aria-label='Parts of the API'><ul>{links}</ul></nav>" if places else ""
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>"
        f"<meta name=viewport content='width=device-width, initial-scale=1'>"
        f"<link rel=icon href=/favicon.svg><style>{_STYLE}</style>"
        f"<body{' class=with-nav' if places else ''}><a class=skip href='#main'>Skip to the text</a>"
        f"{nav}<main id='main' tabindex=-1>{main}</main></html>"
    )


def _section(tag: str, operations: Sequence[_Operation]) -> str:
    links = "".join(
        f"<li><a href='#{one.anchor}'><code>{one.method} {escape(one.path)}</code></a>" for one in operations
    )
    parts = "".join(_operation(one) for one in operations)
    return f"<h2 id='{escape(tag, quote=True)}'>{escape(tag)}</h2><ul class=places>{links}</ul>{parts}"


def _operation(one: _Operation) -> str:
    described = one.described
    rows = [
        _row(named["name"], named["in"], _kind(named["schema"]), required=bool(named.get("required")))
        for named in described.get("parameters", [])
    ]
    for media, content in described.get("requestBody", {}).get("content", {}).items():
        rows.append(_row("body", media, _kind(content.get("schema", {})), required=True))
    for status, response in described["responses"].items():
        schemas = [_kind(content.get("schema", {})) for content in response.get("content", {}).values()]
        rows.append(_row(status, "answer", schemas[0] if schemas else ""))
    return (
        f"<article id='{one.anchor}'><h3><code><span class=method>{one.method}</span> {escape(one.path)}</code></h3>"
        f"<p>{_text(described.get('description', ''))}</p>{_table(rows)}<details><summary>Try it</summary>"
        f"<pre tabindex=0><code "
        f"class=line>{escape(curl_line(one.method, one.path, described))}</code></pre></details></article>"
    )


def curl_line(method: str, path: str, described: Described) -> str:
    """A line for a shell that sends the operation's example; names in capital letters are to be filled in."""
    parts = ["curl", *([] if method == "GET" else ["-X", method])]
    if described.get("security") != []:
        parts += ["-H", '"Authorization: Bearer $WEEKLOG_TOKEN"']
    wanted = [named for named in described.get("parameters", []) if named.get("required")]
    parts += [part for one in wanted if one["in"] == "header" for part in ("-H", _header(one["name"]))]
    parts += _body(described.get("requestBody", {}).get("content", {}))
    for one in wanted:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", one["name"].upper())
    query = "&".join(f"{one['name']}={one['name'].upper()}" for one in wanted if one["in"] == "query")
    return " ".join([*parts, f'"$WEEKLOG_URL{path}{"?" + query if query else ""}"'])


def _header(name: str) -> str:
    return shlex.quote(f'{name}: "1"' if name.casefold() == "if-match" else f"{name}: {name.upper()}")


def _body(content: Mapping[str, Described]) -> list[str]:
    for media, body in content.items():
        if media == "application/json":
            return ["--json", shlex.quote(json.dumps(body.get("example"), ensure_ascii=False))]
        if media == "multipart/form-data":
            return ["-F", "files=@FILE"]
        return ["-H", shlex.quote(f"Content-Type: {media}"), "--data-binary", "@FILE"]
    return []


def _model(name: str, schema: Described) -> str:
    required = schema.get("required", [])
    rows = [
        _row(field, "", _kind(kind), required=field in required)
        for field, kind in schema.get("properties", {}).items()
    ]
    return (
        f"<article id='{escape(name, quote=True)}'><h3><code>{escape(name)}</code></h3>"
        f"<p>{_text(schema.get('description', ''))}</p>{_table(rows)}</article>"
    )


def _text(said: str) -> str:
    """As HTML, with its code spans."""
    return _CODE.sub(r"<code>\1</code>", escape(said))


def _table(rows: Iterable[str]) -> str:
    return f"<div class=wide tabindex=0><table>{''.join(rows)}</table></div>"


def _row(name: str, place: str, kind: str, *, required: bool = False) -> str:
    need = "required" if required else ""
    return f"<tr><td><code>{escape(name)}</code><td>{escape(place)}<td>{kind}<td>{need}"


def _kind(schema: Described) -> str:
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
