"""Validation errors in the caller's words: the field as it was sent, what is wrong, what to do."""

from types import UnionType
from typing import Any, Union, get_args, get_origin

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel

from weeklog.errors import Fault

Place = tuple[str | int, ...]

_REMEDY = {
    "missing": "is missing: send it",
    "string_unicode": "holds half of a surrogate pair, which is no character: send valid Unicode",
    "uuid_parsing": "is not an id: take it from an earlier answer",
    "model_attributes_type": "must be a JSON object, sent with `Content-Type: application/json`",
    "dict_type": "must be a JSON object",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "set_type": "must be a list",
    "frozen_set_type": "must be a list",
    "string_type": "must be a string",
    "date_from_datetime_parsing": "must be a date such as 2026-10-05",
    "date_from_datetime_inexact": "must be a date such as 2026-10-05",
    "date_parsing": "must be a date such as 2026-10-05",
    "date_type": "must be a date such as 2026-10-05",
    "time_parsing": "must be a time such as 17:00",
    "time_type": "must be a time such as 17:00",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
}


def faults_of(error: RequestValidationError, route: object) -> list[Fault]:
    return [_fault(details, _body_model(route)) for details in error.errors()]


def _fault(details: dict[str, Any], model: object) -> Fault:
    source, place = details["loc"][0], details["loc"][1:]
    kind = details["type"]
    if kind == "json_invalid":
        return Fault("", f"the body is not JSON (at character {place[0]}): check it, and send it in UTF-8")
    field = ".".join(str(part) for part in place)
    if kind == "missing" and not field:
        return Fault("", f"the {source} is missing: send a JSON object")
    if kind == "extra_forbidden":
        return Fault(field, _unknown(source, model, place[:-1]))
    return Fault(field, _REMEDY.get(kind) or _plain(details))


def _plain(details: dict[str, Any]) -> str:
    message: str = details["msg"]
    match details["type"]:
        case "string_too_short" | "too_short":
            least = details["ctx"]["min_length"]
            return "must not be empty" if least == 1 else f"must have at least {least} {_unit(details)}"
        case "string_too_long" | "too_long":
            return f"must have at most {details['ctx']['max_length']} {_unit(details)}"
        case "value_error":  # our own words
            return message.removeprefix("Value error, ")
        case _:
            return message[0].lower() + message[1:]


def _unit(details: dict[str, Any]) -> str:
    return "characters" if details["type"].startswith("string") else "values"


def _unknown(source: str, model: object, place: Place) -> str:
    known = sorted(_fields(model, place)) if source == "body" else []
    if not known:
        return "is not known here: leave it out"
    return f"is not a field here: leave it out, or use one of {', '.join(known)}"


def _body_model(route: object) -> object:
    body = getattr(route, "body_field", None)
    return None if body is None else body.field_info.annotation


def _fields(kind: object, place: Place) -> list[str]:
    """The field names of the model at this place inside `kind`."""
    for part in place:
        kind = _inside(kind, part)
    kind = _not_none(kind)
    return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []


def _inside(kind: object, part: str | int) -> object:
    kind = _not_none(kind)
    if isinstance(part, int):
        return next(iter(get_args(kind)), None)
    if isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
        return kind.model_fields[part].annotation
    return None


def _not_none(kind: object) -> object:
    if get_origin(kind) in (Union, UnionType):
        return next((one for one in get_args(kind) if one is not type(None)), None)
    return kind
