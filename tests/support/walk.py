"""Every operation of an OpenAPI document that names a thing or a person, as a request with given ids.

Ids are found by the parameter's or the field's name. A name that is in no table fails the walk: whoever adds an
operation says there what the name names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

Schema = dict[str, Any]
Ids = Mapping[str, str]

UNKNOWN = "that names a thing the walk knows nothing of"


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    in_path: tuple[str, ...]  # the ids in its address, by parameter
    query: Mapping[str, Schema]
    by_person: bool  # it takes `?person=`
    body: Schema | None
    media_type: str | None
    bodies: Sequence[Any] = field(default_factory=tuple[Any, ...])  # given by hand, instead of made

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Walk:
    """`plain` path parameters name no thing, with a value each; `in_bodies` and `in_queries` say which id a field
    holds."""

    document: Schema
    plain: Mapping[str, str]
    in_bodies: Mapping[str, str]
    in_queries: Mapping[str, str]
    bodies: Mapping[str, Sequence[Any]]  # by operation, with "{entry_id}" and so on where ids go

    def operations(self) -> Iterator[Operation]:
        for path, methods in self.document["paths"].items():
            for method, said in methods.items():
                yield self._operation(method.upper(), path, said)

    def unnamed(self, ids: Ids) -> list[str]:
        """What the tables do not know."""
        lacks = [
            f"{operation.name}: {{{name}}}"
            for operation in self.operations()
            for name in operation.in_path
            if name not in ids
        ]
        for operation in self.operations():
            lacks += [
                f"{operation.name}: field {name!r}"
                for name in self._ids_in(operation.body or {})
                if name not in self.in_bodies
            ]
            lacks += [
                f"{operation.name}: ?{name}="
                for name, schema in operation.query.items()
                if self._is_id(schema) and name != "person" and name not in self.in_queries
            ]
        return lacks

    def names_something(self, operation: Operation) -> bool:
        in_query = any(self._is_id(schema) for schema in operation.query.values())
        return bool(operation.in_path) or in_query or any(self._ids_in(operation.body or {}))

    def requests(self, operation: Operation, ids: Ids) -> Iterator[dict[str, Any]]:
        """What to give `client.request`: one for each body that was given by hand, else one."""
        path = operation.path.format(**self.plain, **{name: ids[name] for name in operation.in_path})
        query = {name: self._in_query(name, schema, ids) for name, schema in operation.query.items()}
        asked = {
            "method": operation.method,
            "url": path,
            "params": {name: value for name, value in query.items() if value is not None},
            "headers": {"If-Match": "*"},
        }
        for body in operation.bodies:
            yield asked | {"json": _filled(body, ids)}
        if operation.bodies:
            return
        if operation.media_type == "application/json":
            yield asked | {"json": self._example(operation.body or {}, "", ids)}
        elif operation.media_type == "multipart/form-data":
            yield asked | {"files": {"files": ("week-1.md", b"x")}}
        elif operation.media_type:
            yield asked | {"content": b"%PDF-1.4"}
        else:
            yield asked

    def _operation(self, method: str, path: str, said: Schema) -> Operation:
        parameters: list[Schema] = said.get("parameters", [])
        content: Schema = said.get("requestBody", {}).get("content", {})
        media_type = next(iter(content), None)
        schema = content[media_type].get("schema") if media_type else None
        return Operation(
            method=method,
            path=path,
            in_path=tuple(
                one["name"] for one in parameters if one["in"] == "path" and one["name"] not in self.plain
            ),
            query={
                one["name"]: one["schema"]
                for one in parameters
                if one["in"] == "query" and (one["required"] or self._is_id(one["schema"]))
            },
            by_person=any(one["in"] == "query" and one["name"] == "person" for one in parameters),
            body=schema,
            media_type=media_type,
            bodies=self.bodies.get(f"{method} {path}", ()),
        )

    def _in_query(self, name: str, schema: Schema, ids: Ids) -> Any:
        if name == "person":
            return None  # asked for by itself
        return ids[self.in_queries[name]] if self._is_id(schema) else self._example(schema, name, ids)

    def _choices(self, schema: Schema) -> list[Schema]:
        """Without references, alternatives and null."""
        if "$ref" in schema:
            return self._choices(self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
        for word in ("anyOf", "oneOf", "allOf"):
            if word in schema:
                return [choice for one in schema[word] for choice in self._choices(one)]
        return [] if schema.get("type") == "null" else [schema]

    def _is_id(self, schema: Schema) -> bool:
        return any(choice.get("format") == "uuid" for choice in self._choices(schema))

    def _ids_in(self, schema: Schema, name: str = "") -> Iterator[str]:
        for choice in self._choices(schema):
            if choice.get("format") == "uuid":
                yield name
            for field_name, one in choice.get("properties", {}).items():
                yield from self._ids_in(one, field_name)
            if "items" in choice:
                yield from self._ids_in(choice["items"], name)

    def _example(self, schema: Schema, name: str, ids: Ids) -> Any:
        """The least that fits, with every id that it can hold."""
        choice: Schema = next(iter(self._choices(schema)), Schema())
        if "const" in choice or "enum" in choice:
            return choice.get("const", choice.get("enum", [None])[0])
        match choice.get("type"):
            case "object":
                return self._object(choice, ids)
            case "array":
                wanted = choice.get("minItems") or any(self._ids_in(choice["items"], name))
                return [self._example(choice["items"], name, ids)] if wanted else []
            case "string" if choice.get("format") == "uuid":
                return ids[self.in_bodies[name]]
            case kind:
                return _plain(kind, choice)

    def _object(self, schema: Schema, ids: Ids) -> Schema:
        required = schema.get("required", [])
        return {
            name: self._example(one, name, ids)
            for name, one in schema.get("properties", {}).items()
            if name in required or any(self._ids_in(one, name))
        }


def _plain(kind: str | None, schema: Schema) -> Any:
    """A value that is no id."""
    texts = {"date": "2026-10-06", "time": "17:00"}
    match kind:
        case "string":
            return texts.get(schema.get("format", ""), "x" * max(schema.get("minLength", 1), 1))
        case "integer" | "number":
            return max(schema.get("minimum", 1), 1)
        case "boolean":
            return True
        case _:
            return None


def _filled(body: Any, ids: Ids) -> Any:
    """With the ids where a text is "{entry_id}"."""
    if isinstance(body, dict):
        return {name: _filled(one, ids) for name, one in cast("Schema", body).items()}
    if isinstance(body, list):
        return [_filled(one, ids) for one in cast("list[Any]", body)]
    if isinstance(body, str) and body.startswith("{") and body.endswith("}"):
        return ids[body[1:-1]]
    return body
