"""Every number and every text that a caller sends has an end, or a reason for having none."""

from collections.abc import Iterator
from typing import Any

from tests.contracts.test_openapi import openapi

Schema = dict[str, Any]

_CALENDAR = "is looked for in the calendar, which is in memory: 404"
_OWN_WORDS = "its own check knows what it may be, and says so in better words"
_HEADER = "is compared with what there is, and never kept"
_MODELS = "what OpenAI's clients send: the body has an end, and only its text is kept, in pieces that have"
ENDLESS = {
    "path number": _CALENDAR,
    "path secret": "only its hash is looked for",
    "path model": "is compared with the names that there are",
    "header if-match": _HEADER,
    "header if-none-match": _HEADER,
    "header last-event-id": _HEADER,
    "query tag": _OWN_WORDS,
    "EntryNew.tags": _OWN_WORDS,
    "EntryPatch.tags": _OWN_WORDS,
    "ProposalEdit.tags": _OWN_WORDS,
    "SuggestionEdit.tags": _OWN_WORDS,
    "CompetencyNew.tags": _OWN_WORDS,
    "ProgrammeNew.zone": _OWN_WORDS,
    "ProgrammePatch.zone": _OWN_WORDS,
    "MePatch.zone": _OWN_WORDS,
    "CompletionNew.model": _MODELS,
    "CompletionNew.modalities": _MODELS,
    "CompletionNew.n": _MODELS,
    "ResponseNew.model": _MODELS,
    "ResponseNew.input": _MODELS,
    "ResponseNew.previous_response_id": _MODELS,
    "path response_id": "is read as an id, or is none",
    "SentMessage.content": _MODELS,
    "TextPart.text": _MODELS,
    "Body_import_pages.files": "files have their own limits, told in docs/api.md",
}
_ENDS = {"integer": ("maximum", "exclusiveMaximum"), "string": ("maxLength", "pattern", "enum", "const")}
_WITH_ENDS = ("uuid", "date", "date-time", "time", "binary")  # formats


class _Walk:
    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._seen: set[str] = set()

    def sent(self) -> Iterator[tuple[str, Schema]]:
        """Where it is sent, and what of it has no end."""
        for methods in self._document["paths"].values():
            for operation in methods.values():
                for one in operation.get("parameters", ()):
                    yield from self._endless(f"{one['in']} {one['name'].lower()}", one["schema"])
                for content in operation.get("requestBody", {}).get("content", {}).values():
                    yield from self._endless("body", content["schema"])

    def _endless(self, where: str, schema: Schema) -> Iterator[tuple[str, Schema]]:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name not in self._seen:
                self._seen.add(name)
                yield from self._endless(name, self._document["components"]["schemas"][name])
            return
        for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
            yield from self._endless(where, one)
        if "items" in schema:
            yield from self._endless(where, schema["items"])
        for name, field in schema.get("properties", {}).items():
            yield from self._endless(f"{where}.{name}", field)
        ends = _ENDS.get(schema.get("type", ""))
        if ends and schema.get("format") not in _WITH_ENDS and not any(end in schema for end in ends):
            yield where, schema


def test_what_is_sent_has_an_end_or_a_reason() -> None:
    found = dict(_Walk(openapi()).sent())
    assert {where: schema for where, schema in found.items() if where not in ENDLESS} == {}
