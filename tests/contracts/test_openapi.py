"""The surface that programs hold on to. A change of it shows here, and is meant:

`python -m tests.contracts.test_openapi` writes the file anew.
"""

import json
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

from weeklog_api.app import create_app
from weeklog_api.request_examples import EXAMPLES
from weeklog_api.settings import ApiSettings

# Its own types are partly unknown to a strict checker.
validator: Final[Any] = import_module("jsonschema").Draft202012Validator
STORED = Path(__file__).with_name("openapi.json")


def openapi() -> dict[str, Any]:
    settings = ApiSettings(
        database_url="postgresql://nobody@127.0.0.1:1/none",
        redis_url="redis://127.0.0.1:1/0",
        secret_key=SecretStr("0" * 32),
    )
    return create_app(settings).openapi()


def test_the_api_is_the_one_that_was_agreed_on() -> None:
    assert openapi() == json.loads(STORED.read_text())


def test_every_operation_has_a_name_of_its_own_and_says_what_it_answers() -> None:
    operations = [one for path in openapi()["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names))
    assert all(one["responses"] for one in operations)


def test_it_says_how_to_sign_in_where_it_is_and_how_it_refuses() -> None:
    described = openapi()
    assert described["servers"]
    assert set(described["components"]["securitySchemes"]) == {"token", "session"}
    operations = {one["operationId"]: one for path in described["paths"].values() for one in path.values()}
    public = {name for name, one in operations.items() if not one["security"]}
    assert public == {
        "read_invitation", "accept_invitation", "sign_in", "read_password_link", "use_password_link",
        "read_oidc", "start_oidc", "finish_oidc", "list_signing_keys", "verify_file", "read_calendar", "livez",
        "receive_from_code_host", "readyz", "metrics",
    }  # fmt: skip
    assert operations["complete"]["x-weeklog-scopes"] == ["read", "write"]
    refusals = {
        name: set(one["responses"]["4XX"]["content"])
        for name, one in operations.items()
        if "4XX" in one["responses"]
    }
    # Their clients look for a form of its own.
    as_openai = {"complete", "respond", "read_response", "list_models", "read_model"}
    assert as_openai < refusals.keys()
    for name, media in refusals.items():
        assert media == {"application/json" if name in as_openai else "application/problem+json"}, name


def test_every_body_in_json_has_an_example_that_is_taken() -> None:
    described = openapi()
    operations = [one for path in described["paths"].values() for one in path.values()]
    bodies = {
        one["operationId"]: body
        for one in operations
        if (body := one.get("requestBody", {}).get("content", {}).get("application/json"))
        and body["schema"].get("format") != "binary"
    }
    assert EXAMPLES.keys() == bodies.keys()
    wrong = [
        f"{name}: {error.message}"
        for name, body in bodies.items()
        for error in validator(body["schema"] | {"components": described["components"]}).iter_errors(
            body["example"]
        )
    ]
    assert wrong == []


if __name__ == "__main__":
    STORED.write_text(json.dumps(openapi(), indent=2, ensure_ascii=False) + "\n")
