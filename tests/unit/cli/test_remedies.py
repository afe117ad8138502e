"""What somebody at a terminal is told to do is something that can be done there."""

import re

import pytest

from tests.support.stack import ROOT
from weeklog_cli.errors import Refused
from weeklog_cli.remedies import in_commands

# Only programs can come to these: the command never sends what they are about.
OF_PROGRAMS = re.compile(
    r"description\.py|reference_page\.py|problem_types\.py|completions/|mcp/|If-Match|no embeddings|imports/"
)
SPOKEN = re.compile(r"""f?"([^"\n]*(?:\b(?:GET|PUT|POST|PATCH|DELETE) /v1/|with PUT\b|\?merge=)[^"\n]*)\"""")


def test_every_remedy_of_the_api_that_speaks_http_has_a_command() -> None:
    sources = [*ROOT.glob("services/api/src/**/*.py"), *ROOT.glob("core/src/weeklog/**/*.py")]
    left = [
        said
        for source in sources
        for line in source.read_text().splitlines()
        if not line.strip().startswith(('"""', "#"))
        for said in SPOKEN.findall(line)
        if SPOKEN.search(f'"{in_commands(said)}"') and not OF_PROGRAMS.search(f"{source} {said}")
    ]
    assert left == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "the programme has no language model of its own to test: choose one with PUT",
            "the programme has no language model of its own to test: choose one with `weeklog assistant choose`",
        ),
        (
            "you already have 3 entries in 'Cloud': repeat with ?merge=true to add what is missing",
            "you already have 3 entries in 'Cloud': repeat with --merge to add what is missing",
        ),
        ("it is gone", "it is gone"),
    ],
)
def test_a_refusal_names_the_command_and_its_document_stays_the_api_s(said: str, shown: str) -> None:
    refused = Refused({"title": "Conflict", "status": 409, "detail": said, "errors": []})
    assert str(refused) == shown
    assert refused.document()["detail"] == said
