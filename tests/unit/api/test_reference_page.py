"""The reference: every part can be reached, and every line that tries an operation out can be pasted into a shell."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from weeklog_api.problem_types import CATALOGUE
from weeklog_api.reference_page import curl_line, draw_problems, draw_reference

DESCRIBED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "contracts" / "openapi.json").read_text(encoding="utf-8")
)
OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in DESCRIBED["paths"].items()
    for method, operation in methods.items()
]


def test_every_link_leads_to_one_place_of_the_page() -> None:
    page = draw_reference(DESCRIBED)
    anchors = re.findall(r" id='([^']+)'", page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"href='#([^']+)'", page)) <= set(anchors)
    assert {operation["operationId"] for _, _, operation in OPERATIONS} <= set(anchors)


def test_the_pages_need_no_script_and_no_other_host() -> None:
    for page in (draw_reference(DESCRIBED), draw_problems("problems", "All.", CATALOGUE.values())):
        assert "<script" not in page
        assert "@import" not in page
        assert "url(" not in page
        assert "light-dark(" in page


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_each_line_is_one_command_that_sends_the_example(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    words = shlex.split(curl_line(method, path, operation))
    assert words[0] == "curl"
    assert words[-1].startswith("$WEEKLOG_URL/")
    assert not set("{}<>; ") & set(words[-1])
    assert ("Authorization: Bearer $WEEKLOG_TOKEN" in words) == (operation.get("security") != [])
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        sent = json.loads(words[words.index("--json") + 1])
        assert sent == content["application/json"].get("example", sent)
