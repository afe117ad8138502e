from contextlib import suppress

import pytest

from tests.support.timed import slowest_ms_per_kb
from weeklog.errors import Invalid, Unsupported
from weeklog_api.artifacts.kinds import HEAD_BYTES, kind_of
from weeklog_api.artifacts.openings import begins_mermaid, begins_svg


@pytest.mark.parametrize(
    "text",
    [
        "<svg>",
        "<svg/>",
        "\ufeff <?xml version='1.0'?>\n<!-- a -- b -->\n<!DOCTYPE svg PUBLIC 'x'>\n<svg\nwidth='1'>",
        "<!-- one --><!-- two --><svg >",
    ],
)
def test_a_drawing_is_recognised(text: str) -> None:
    assert begins_svg(text)


@pytest.mark.parametrize(
    "text", ["", "<svgx>", "<svg", "<!-- never closed <svg>", "<html><svg>", "<?xml <svg>"]
)
def test_what_is_no_drawing_is_not(text: str) -> None:
    assert not begins_svg(text)


@pytest.mark.parametrize(
    "text",
    [
        "graph TD\n",
        "\ufeff\n\n  %% a remark\n  stateDiagram-v2",
        "---\ntitle: x\n---\nflowchart LR",
        "---\r\ntitle: x\r\n---\r\n\r\npie\r\n",
        "sankey-beta;",
    ],
)
def test_a_diagram_is_recognised(text: str) -> None:
    assert begins_mermaid(text)


@pytest.mark.parametrize(
    "text", ["", "graphs", "graph-x", "---\ntitle: x\ngraph", "a graph", "%% graph", "---\n---\n"]
)
def test_what_is_no_diagram_is_not(text: str) -> None:
    assert not begins_mermaid(text)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.mmd", "a.svg"])
def test_telling_the_kind_of_a_file_takes_linear_time(name: str) -> None:
    def told(text: str) -> None:
        with suppress(Invalid, Unsupported):
            kind_of(text.encode()[:HEAD_BYTES], name, "")

    assert slowest_ms_per_kb(told, size=HEAD_BYTES) < 1
