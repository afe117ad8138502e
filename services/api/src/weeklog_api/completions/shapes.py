"""Structured output: the answer and its citations, in the shape that a client's JSON schema asks for. Pure.

An answer has `answer` and `citations`. A schema is met when all that it names is something an answer has, of the
type that it has there; whatever else a schema demands (a pattern, an enumeration) nobody here could promise.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from weeklog.json_values import is_array, is_object

Form = str | list["Form"] | dict[str, "Form"]  # a type of JSON, a list of one form, or an object of forms

_CITATION: Form = {
    "label": "string",
    "entry_id": "string",
    "week": "integer",
    "start_on": "string",
    "text": "string",
    "url": "string",
}
WHOLE: Form = {"answer": "string", "citations": [_CITATION]}
_HAS = (
    "an answer has `answer` (string) and `citations` (array of objects with label, entry_id, week, start_on, text, "
    "url): ask for these, or leave the format out and read the text"
)
_NOTES = {"title", "description", "$defs", "definitions", "$schema", "default", "required", "$ref", "type"}
_ANYTHING: dict[str, Any] = {}  # the schema that anything fits
_MOST_REFERENCES = 8  # from one to the next; more go in a circle


def form_of(schema: object) -> Form:
    """What of an answer a schema asks for, in its order. Raises ValueError."""
    if not is_object(schema):
        raise ValueError("its schema is missing, or no JSON object: send one")
    return _fitted(schema, WHOLE, schema, "")


def shaped(reply: Mapping[str, Any], form: Form, base_url: str) -> str:
    cited = [{**one, "url": entry_address(base_url, one)} for one in reply["citations"]]
    return orjson.dumps(_picked({"answer": reply["text"], "citations": cited}, form)).decode()


def entry_address(base_url: str, cited: Mapping[str, Any]) -> str:
    """Where the page opens what is cited."""
    return f"{base_url}/#/entry/{cited['entry_id']}"


def _fitted(schema: object, form: Form, root: dict[str, Any], where: str) -> Form:
    schema = _resolved(schema, root)
    if not is_object(schema):
        raise ValueError(f"the schema of {where or 'the whole'} must be a JSON object")
    if isinstance(form, dict):
        _check(schema, "object", {"properties", "additionalProperties"}, where)
        return _fields(schema, form, root, where)
    if isinstance(form, list):
        _check(schema, "array", {"items"}, where)
        return [_fitted(schema.get("items", {}), form[0], root, f"{where}[]")]
    _check(schema, form, set(), where)
    return form


def _fields(schema: dict[str, Any], form: dict[str, Form], root: dict[str, Any], where: str) -> Form:
    asked = schema.get("properties", dict.fromkeys(form, _ANYTHING))
    required = schema.get("required", [])
    if not is_object(asked) or not is_array(required):
        raise ValueError("properties must be a JSON object, and required a list of names")
    asked = {str(name): _ANYTHING for name in required} | asked
    if unknown := [name for name in asked if name not in form]:
        raise ValueError(f"no answer has {_place(where, unknown[0])!r}: {_HAS}")
    return {name: _fitted(one, form[name], root, _place(where, name)) for name, one in asked.items()}


def _check(schema: dict[str, Any], kind: str, more: set[str], where: str) -> None:
    wanted = schema.get("type", kind)
    if kind != wanted and not (is_array(wanted) and kind in wanted):
        raise ValueError(f"{where or 'the whole'} is of the type {kind!r}: {_HAS}")
    if beyond := sorted(schema.keys() - _NOTES - more):
        raise ValueError(
            f"{where or 'the whole'} cannot be held to {beyond[0]!r}: leave that out of the schema"
        )


def _resolved(schema: object, root: dict[str, Any]) -> object:
    for _ in range(_MOST_REFERENCES):
        if not is_object(schema) or "$ref" not in schema:
            return schema
        schema = _pointed(str(schema["$ref"]), root)
    raise ValueError("a $ref of the schema refers to itself: write out what it stands for")


def _pointed(reference: str, root: dict[str, Any]) -> object:
    found: object = root
    for part in reference.removeprefix("#").split("/")[1:]:
        found = found.get(part) if is_object(found) else None
    if found is None or not reference.startswith("#"):
        raise ValueError("a $ref of the schema refers to nothing in it: put it into $defs")
    return found


def _picked(value: Any, form: Form) -> Any:
    if isinstance(form, dict):
        return {name: _picked(value[name], one) for name, one in form.items()}
    return [_picked(one, form[0]) for one in value] if isinstance(form, list) else value


def _place(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
