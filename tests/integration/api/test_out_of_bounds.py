"""No value of a caller's is too much for the database: it is refused where it comes in, by its name."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.contracts.test_openapi import openapi
from weeklog.db.engine import Database
from weeklog.ids import PersonId

Schema = dict[str, Any]

Values = Callable[[Schema], list[Any]]

HUGE = 10**30
MANY = 20_000  # values of one list, or fields of one object
NULS = ("a\x00b", "a\x00b@example.org", "http://127.0.0.1/\x00", "https://example.org/a\x00b")
DAYS = ("0001-01-01", "9999-12-31")
_EXAMPLES = {"uuid": str(uuid4()), "date": "2026-10-06", "time": "17:00", "binary": "file"}
_DOCUMENT = openapi()
# It ends another way than others: its own tests hold it.
_STREAMS = {"GET /v1/replies/{reply_id}/events", "GET /v1/account/export"}


def _operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in _DOCUMENT["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/v1/") and f"{method.upper()} {path}" not in _STREAMS
    ]


def _shape(schema: Schema) -> Schema:
    """Of what may also be null, what it is else."""
    if "$ref" in schema:
        return _shape(_DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return next(_shape(one) for one in schema["anyOf"] if one.get("type") != "null")
    return schema


def _extremes(schema: Schema) -> list[Any]:
    match _shape(schema):
        case {"type": "integer"}:
            return [HUGE, -HUGE]
        case {"type": "string", "format": "date"}:
            return list(DAYS)
        case {"type": "string", "format": _} | {"type": "string", "enum": _} | {"type": "string", "const": _}:
            return []
        case {"type": "string"}:
            return list(NULS)
        case {"type": "array", "items": items}:
            return [[one] for one in _extremes(items)]
        case _:
            return []


def _example(schema: Schema, name: str = "") -> Any:
    match _shape(schema):
        case {"type": "integer"}:
            return 1
        case {"type": "array", "items": items}:
            return [_example(items)]
        case {"type": "object", **kind}:
            return _body(kind)
        case {"type": "boolean"}:
            return True
        case kind:
            said = {"email": "an@example.org", "zone": "Europe/Berlin"}.get(name, "one and all of it")
            return kind.get("enum", [kind.get("const") or _EXAMPLES.get(kind.get("format", ""), said)])[0]


def _body(kind: Schema) -> dict[str, Any]:
    fields: dict[str, Schema] = kind.get("properties", {})
    return {name: _example(fields[name], name) for name in kind.get("required", ())}


def _crowds(schema: Schema) -> list[Any]:
    match _shape(schema):
        case {"type": "array"}:
            return [[0] * MANY]
        case {"type": "object"}:
            return [dict.fromkeys(map(str, range(MANY)), 1)]
        case _:
            return []


def _changed(kind: Schema, values: Values, at: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """Bodies that are in order but for one field, at any depth."""
    fields: dict[str, Schema] = kind.get("properties", {})
    for name, schema in fields.items():
        for value in values(schema):
            yield ".".join((*at, name)), _body(kind) | {name: value}
        inner = _shape(schema)
        rows = inner.get("type") == "array"
        if (one := _shape(inner["items"]) if rows else inner).get("type") == "object":
            for field, body in _changed(one, values, (*at, name)):
                yield field, _body(kind) | {name: [body] if rows else body}


def _requests(
    method: str, path: str, operation: dict[str, Any], values: Values = _extremes
) -> Iterator[tuple[str, httpx.Request]]:
    """In order but for one value each, in the address or, of `values`, in the body."""
    asked = [one for one in operation.get("parameters", ()) if one["in"] in ("path", "query")]
    ids = {one["name"]: str(_example(one["schema"])) for one in asked if one["in"] == "path"}
    needed = {
        one["name"]: _example(one["schema"]) for one in asked if one["in"] == "query" and one.get("required")
    }
    kinds = operation.get("requestBody", {}).get("content", {})
    kind = _shape(kinds["application/json"]["schema"]) if "application/json" in kinds else {}

    def request(ids: dict[str, str], query: dict[str, Any], body: Any) -> httpx.Request:
        address = "http://weeklog.test" + re.sub(r"{(\w+)}", lambda found: ids[found[1]], path)
        return httpx.Request(method, address, params=query, json=body, headers={"If-Match": "*"})

    for one in asked:
        for value in _extremes(one["schema"]):
            if one["in"] == "query":
                yield one["name"], request(ids, needed | {one["name"]: value}, _body(kind))
            elif "/" not in str(value):
                changed = {one["name"]: str(value).replace("\x00", "%00")}
                yield one["name"], request(ids | changed, needed, _body(kind))
    for field, body in _changed(kind, values):
        yield field, request(ids, needed, body)
    for body in values({"type": "object"}) if kind else ():
        yield "", request(ids, needed, body)


async def test_no_value_is_too_much(client: httpx.AsyncClient) -> None:
    failed: list[str] = []
    for method, path, operation in _operations():
        for field, request in _requests(method, path, operation):
            request.headers.update(client.headers)
            answer = await client.send(request)
            if answer.status_code >= 500:
                failed.append(f"{method} {path} {field}: {request.url} {request.content!r}")
    assert not failed


async def test_what_is_refused_of_many_values_is_said_in_few_words(client: httpx.AsyncClient) -> None:
    long: dict[str, int] = {}
    asked = 0
    for method, path, operation in _operations():
        for field, request in _requests(method, path, operation, _crowds):
            request.headers.update(client.headers)
            answer = await client.send(request)
            asked += 1
            if answer.status_code >= 500 or len(answer.content) > 20_000:
                long[f"{method} {path} {field}"] = len(answer.content)
    assert long == {}
    assert asked > 50


DEEP = b"[" * 50_000 + b"]" * 50_000


@pytest.mark.parametrize("body", [DEEP, b'{"text": "\xff"}', b'{"text": %s}' % (b"1" * 5000)])
async def test_a_body_that_cannot_be_read_is_refused_with_what_to_send(
    client: httpx.AsyncClient, body: bytes
) -> None:
    answer = await client.post("/v1/entries", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, "send JSON in UTF-8" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("field", ["tokens_per_person_day", "tokens_per_month"])
@pytest.mark.parametrize("tokens", [HUGE, 2**63, -1])
async def test_limits_are_what_can_be_kept(
    client: httpx.AsyncClient, system: Database, an: PersonId, field: str, tokens: int
) -> None:
    await system.all("update members set role = 'lead' where person_id = $1", an)
    answer = await client.put("/v1/programme/usage/limits", json={field: tokens})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize(
    "path",
    ["/v1/entries", "/v1/search?q=x", "/v1/export?format=csv", "/v1/usage", "/v1/absences"],
)
async def test_a_span_that_ends_before_it_begins_is_refused(client: httpx.AsyncClient, path: str) -> None:
    sep = "&" if "?" in path else "?"
    backwards = await client.get(f"{path}{sep}from=2026-10-09&to=2026-10-08")
    assert backwards.status_code == 422, backwards.text
    assert "exchange" in backwards.text
    assert (await client.get(f"{path}{sep}from=2026-10-08&to=2026-10-08")).status_code == 200
