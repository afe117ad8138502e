"""Refused fields are named as they were typed."""

import pytest

from weeklog_cli.errors import Refused
from weeklog_cli.fields import as_typed, parameters
from weeklog_cli.main import build_app


@pytest.mark.parametrize(
    ("arguments", "field", "typed"),
    [
        (("log", "--plain", "text"), "tags.0", "--tag"),
        (("log", "text"), "tags.1", "--tag (the 2nd)"),
        (("log",), "resources.0.url", "--resource"),
        (("log",), "quick", "text"),
        (("edit", "8.2"), "hours", "--hours"),
        (("edit",), "end_on", "--until"),
        (("block",), "blocked_since", "--since"),
        (("absence", "add"), "nothing_like_it", "nothing_like_it"),
        (("log",), "", ""),
        ((), "tags.0", "tags.0"),
    ],
)
def test_a_field_is_the_option_that_gave_it(arguments: tuple[str, ...], field: str, typed: str) -> None:
    params = parameters(build_app(arguments), arguments)
    assert as_typed(field, params).casefold() == typed.casefold()


def test_the_document_keeps_the_fields_of_the_api() -> None:
    faults = [{"field": "tags.0", "message": "must have no spaces"}]
    problem = {"title": "The input is not valid", "status": 422, "detail": "", "errors": faults}
    refused = Refused(problem)  # pyright: ignore[reportArgumentType] - read from JSON elsewhere
    assert refused.told(parameters(build_app(("log",)), ("log",))) == "--tag: must have no spaces"
    assert refused.document()["errors"][0]["field"] == "tags.0"
