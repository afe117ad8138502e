"""Asks a running API, operation by operation, whether its description is true: requests are generated from the
description, proper ones and improper ones, and the answers are held against it.

    python -m tests.support.conformance CASES

asks so many and prints what was found, by operation and kind.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

import requests
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable

from tests.support.stack import Stack, running_stack

# Its own types are partly unknown to a strict checker.
schemathesis: Final[Any] = import_module("schemathesis")
failures: Final[Any] = import_module("schemathesis.core.failures")
results: Final[Any] = import_module("schemathesis.core.result")
_CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
# After these nothing could be written any more, or nobody is there to write it.
_LAST: Final = ("archive_programme", "leave_programme", "delete_account")
_SECONDS: Final = 30.0  # for one answer


@dataclass
class Asked:
    """What was asked, and what was not as described."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter[int])
    findings: Counter[str] = field(default_factory=Counter[str])
    slowest: float = 0.0  # seconds


def ask_everything(stack: Stack, cases: int) -> Asked:
    """`cases` of each operation, about; half of them with wrong input."""
    schemathesis.checks.load_all_checks()
    schemathesis.serializer.alias("application/zip", "application/octet-stream")
    with stack.client() as client:
        description = client.get("/openapi.json").json()
        ids = _ids(client)
    asked = Asked()
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {stack.token}"
        for operation in _operations(description):
            for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
                for case in _cases(operation, mode, (cases + 1) // 2):
                    _hold(case, stack, session, ids, asked)
    return asked


def _operations(description: dict[str, Any]) -> Iterable[Any]:
    schema = schemathesis.openapi.from_dict(description)
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, results.Ok)]
    answered_at_once = [one for one in found if not _streams(one.definition.raw)]
    return sorted(answered_at_once, key=lambda one: one.definition.raw["operationId"] in _LAST)


def _streams(operation: dict[str, Any]) -> bool:
    """Without an end."""
    return any("text/event-stream" in one.get("content", {}) for one in operation["responses"].values())


def _cases(operation: Any, mode: Any, count: int) -> list[Any]:
    """The same ones each time. None where nothing wrong can be sent, to what takes no input."""
    found: list[Any] = []

    @seed(20261127)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large,
                               HealthCheck.large_base_example],
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def collect(case: Any) -> None:
        found.append(case)

    with suppress(Unsatisfiable):
        collect()
    return found


def _hold(case: Any, stack: Stack, session: requests.Session, ids: dict[str, str], asked: Asked) -> None:
    if asked.cases % 2:  # what is there is asked for as often as what is not
        named: dict[str, Any] = case.path_parameters or {}
        case.path_parameters = {name: ids.get(name, value) for name, value in named.items()}
    began = time.perf_counter()
    response = case.call(base_url=stack.url, session=session, timeout=_SECONDS)
    asked.slowest = max(asked.slowest, time.perf_counter() - began)
    asked.cases += 1
    asked.statuses[response.status_code] += 1
    try:
        case.validate_response(response, checks=list(schemathesis.checks.CHECKS.get_by_names(_CHECKS)))
    except failures.FailureGroup as group:
        for finding in _told(group, case, response):
            asked.findings[finding] += 1


def _told(group: Any, case: Any, response: Any) -> Iterator[str]:
    for failure in group.exceptions:
        said = " ".join(str(failure).split())[:300]
        yield f"{case.operation.label}: {response.status_code}: {type(failure).__name__}: {said}"


def _ids(client: Any) -> dict[str, str]:
    """Of what is there."""
    entry = client.post("/v1/entries", json={"text": "Built the door"}).json()["id"]
    comment = client.post("/v1/comments", json={"anchor": {"kind": "entry", "id": entry}, "text": "Which?"})
    artifact = client.post("/v1/artifacts", params={"name": "a.txt"}, content=b"text").json()["id"]
    conversation = client.post("/v1/conversations", json={}).json()["id"]
    asked = client.post(f"/v1/conversations/{conversation}/messages", json={"text": "What?"}).json()
    return {
        "entry_id": entry,
        "comment_id": comment.json()["id"],
        "thread_id": comment.json()["id"],
        "artifact_id": artifact,
        "conversation_id": conversation,
        "message_id": asked["message"]["id"],
        "reply_id": asked["reply"]["id"],
        "person_id": client.get("/v1/me").json()["person"]["id"],
        "number": "1",
    }


def main(cases: int) -> None:
    with running_stack(now="2026-10-16T10:00:00+07:00", processes=("api",)) as stack:
        began = time.perf_counter()
        with stack.client() as client:
            operations = sum(len(path) for path in client.get("/openapi.json").json()["paths"].values())
        asked = ask_everything(stack, max(2, cases // operations))
    print(f"{asked.cases} cases in {time.perf_counter() - began:.0f} s, slowest {asked.slowest:.2f} s")
    print(dict(sorted(asked.statuses.items())))
    for finding, count in asked.findings.most_common():
        print(f"{count:5} {finding}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
