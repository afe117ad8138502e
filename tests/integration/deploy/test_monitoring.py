"""The dashboard and the alerts name metrics that weeklog's processes show, and no others."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

from tests.support.stack import EVERYTHING, running_stack
from tests.support.waiting import eventually
from weeklog_local.ports import free_port

DEPLOY = Path(__file__).parents[3] / "deploy"
ALERTS = DEPLOY / "prometheus/alerts.yml"
BY_PROMETHEUS = {"up"}
_METRIC = re.compile(r"\b(?:weeklog|process|python)_\w+|\bup\b")
_SELECTED = re.compile(r"(\w+)\{([^}]*)\}")
_GROUPED = re.compile(r"\bby \(([^)]*)\)")
_KNOWN_LABELS = {"queue", "kind", "way", "state", "end", "status", "method", "route", "le", "instance", "job"}


def rules() -> list[dict[str, Any]]:
    parser: Any = YAML(typ="safe")
    read = parser.load(ALERTS)
    return [rule for group in read["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    return json.loads((DEPLOY / "grafana/weeklog.json").read_text())["panels"]


EXPRESSIONS = [rule["expr"] for rule in rules()] + [
    target["expr"] for panel in panels() for target in panel["targets"]
]


@pytest.fixture(scope="module")
def shown() -> Iterator[set[str]]:
    """The names of all samples that the processes may show."""
    ports = {name: free_port() for name in EVERYTHING}
    with running_stack(processes=()) as stack:
        for name, port in ports.items():
            stack.start(name, env={"WEEKLOG_METRICS_PORT": str(port)})
        yield {name for port in ports.values() for name in eventually(lambda port=port: scraped(port))}


def scraped(port: int) -> set[str]:
    try:
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text
    except httpx.TransportError:  # it is starting
        return set()
    kinds = re.findall(r"^# TYPE (\w+) (\w+)$", text, re.MULTILINE)
    return {
        name + ending
        for name, kind in kinds
        for ending in (("_bucket", "_sum", "_count") if kind == "histogram" else ("",))
    }


def test_every_metric_that_they_name_is_shown_by_a_process(shown: set[str]) -> None:
    named = {name for expression in EXPRESSIONS for name in _METRIC.findall(expression)}
    assert len(named) > 15
    assert named - shown - BY_PROMETHEUS == set()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_closed_and_its_labels_are_known(expression: str) -> None:
    for opening, closing in ("()", "[]", "{}"):
        assert expression.count(opening) == expression.count(closing)
    matchers = ",".join(labels for _, labels in _SELECTED.findall(expression))
    selected = re.findall(r"(\w+)(?:=|!)", re.sub(r'"[^"]*"', "", matchers))
    grouped = [label.strip() for labels in _GROUPED.findall(expression) for label in labels.split(",")]
    assert {*selected, *grouped} <= _KNOWN_LABELS


def test_every_alert_says_what_is_wrong_and_how_much_that_matters() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)
    for rule in rules():
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["annotations"]["summary"]
        used = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]))
        grouped = {label for labels in _GROUPED.findall(rule["expr"]) for label in labels.split(", ")}
        assert used <= grouped | {"instance"}, rule["alert"]


def test_the_panels_have_each_a_place_and_a_number_of_their_own() -> None:
    assert len({panel["id"] for panel in panels()}) == len(panels())
    assert len({(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels()}) == len(panels())


def test_promtool_accepts_rules_and_scrapes() -> None:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    for words in (("rules", ALERTS), ("config", DEPLOY / "prometheus/prometheus.yml")):
        subprocess.run([program, "check", *words], check=True, capture_output=True, text=True)
