"""What a client's JSON schema may ask of an answer, by generated schemas and by those that packages write."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from weeklog_api.completions.shapes import WHOLE, Form, form_of, shaped

CITED = {"label": "1", "entry_id": "e1", "week": 2, "start_on": "2026-10-13", "text": 'Built "it"'}
REPLY = {"text": "You built it [1].\n", "citations": [CITED, CITED | {"label": "2"}]}


class Link(BaseModel):
    url: str
    week: int


class Answered(BaseModel):
    """As `client.chat.completions.parse` sends a model."""

    citations: list[Link]
    answer: str


def schema_of(form: Form, draw: st.DrawFn) -> dict[str, Any]:
    """A schema that asks for some of a form, in some order."""
    if isinstance(form, str):
        return draw(st.sampled_from([{"type": form}, {"type": [form, "null"], "title": "T"}, {}]))
    if isinstance(form, list):
        return {"type": "array", "items": schema_of(form[0], draw)}
    names = draw(st.lists(st.sampled_from(sorted(form)), unique=True))
    properties = {name: schema_of(form[name], draw) for name in names}
    strict = {"required": names, "additionalProperties": False}
    return {"type": "object", "properties": properties} | draw(st.sampled_from([strict, {}]))


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    return schema_of(WHOLE, draw)


@given(schemas())
def test_what_is_asked_for_is_answered_so_that_it_fits(schema: dict[str, Any]) -> None:
    value = orjson.loads(shaped(REPLY, form_of(schema), "https://log"))
    assert Draft202012Validator(schema).is_valid(value)  # pyright: ignore[reportUnknownMemberType]
    assert list(value) == list(schema["properties"])


def test_a_model_of_pydantic_is_filled() -> None:
    told = Answered.model_validate_json(shaped(REPLY, form_of(Answered.model_json_schema()), "https://log"))
    assert told.answer == REPLY["text"]
    assert told.citations == [Link(url="https://log/#/entry/e1", week=2)] * 2


def an_object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (None, "schema is missing"),
        (an_object(mood={"type": "string"}), "no answer has 'mood': an answer has `answer`"),
        (an_object(answer={"type": "integer"}), "answer is of the type 'string'"),
        (an_object(answer={"type": "string", "pattern": "^x"}), "cannot be held to 'pattern'"),
        (an_object(citations={"items": an_object(page={})}), r"no answer has 'citations\[\].page'"),
        (an_object(answer=True), "must be a JSON object"),
        ({"type": "array"}, "the whole is of the type 'object'"),
        ({"required": [["x"]]}, "no answer has"),
        ({"properties": []}, "must be a JSON object"),
        ({"$ref": "#"}, "refers to itself"),
        ({"$ref": "https://example.org"}, "refers to nothing"),
        (an_object(answer={"$ref": "#/$defs/Gone"}), "refers to nothing"),
    ],
)
def test_what_no_answer_has_is_refused_before_it_is_asked(schema: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        form_of(schema)
