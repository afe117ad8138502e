"""Every text that a caller sends arrives composed, in every model that a request may hold."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest
from pydantic import ValidationError, ValidationInfo

from tests.contracts.test_openapi import openapi
from weeklog.quick_add import read_quick
from weeklog_api.entries.schemas import EntryNew
from weeklog_api.schemas import Typed

WORD = "h\u1ecdp"  # họp


def _models(one: type[Typed] = Typed) -> Iterator[type[Typed]]:
    for model in one.__subclasses__():
        yield model
        yield from _models(model)


def _sent(document: dict[str, Any]) -> set[str]:
    """Names of the schemas that requests hold, at any depth."""
    schemas: dict[str, Any] = document["components"]["schemas"]
    found: set[str] = set()
    waiting: list[Any] = [
        operation["requestBody"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if "requestBody" in operation
    ]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += cast("list[Any]", one)
        elif isinstance(one, dict):
            one = cast("dict[str, Any]", one)
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting += one.values()
    return found


def test_every_model_of_a_request_composes_its_text() -> None:
    document = openapi()
    composing = {model.__name__ for model in _models()}
    objects = {
        name
        for name in _sent(document)
        if "properties" in document["components"]["schemas"][name] and not name.startswith("Body_")
    }
    assert objects - composing == set()


class _Info:
    def __init__(self, field_name: str) -> None:
        self.field_name = field_name


def test_every_field_is_composed_or_named_as_sent() -> None:
    decomposed = unicodedata.normalize("NFD", WORD)
    for model in set(_models()):
        for name in model.model_fields:
            expected = decomposed if name in model.as_sent else WORD
            info = cast("ValidationInfo", _Info(name))
            assert model.compose_text(decomposed, info) == expected, (model, name)
            assert model.compose_text([decomposed], info) == [expected], (model, name)


def test_half_a_character_is_refused_where_it_stands() -> None:
    with pytest.raises(ValidationError, match="surrogate") as refused:
        EntryNew.model_validate({"text": "a\ud800"})
    assert refused.value.errors()[0]["loc"] == ("text",)


@pytest.mark.parametrize("tag", ["हिन्दी", "ho\u0323p", "İ", "\u1112\u1161\u11ab\u1100\u1173\u11af"])
def test_the_field_and_the_quick_line_make_one_tag(tag: str) -> None:
    field = EntryNew.model_validate({"text": "a", "tags": [tag]}).tags
    quick = read_quick(f"a #{tag}", date(2026, 10, 19), ()).tags
    assert field == quick
    assert unicodedata.is_normalized("NFC", field[0])
