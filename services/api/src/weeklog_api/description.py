"""What `/openapi.json` says beyond the routes: how to sign in, where the API is, and in which form it refuses."""

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from weeklog_api.request_examples import EXAMPLES
from weeklog_api.rights import Right, right_of
from weeklog_api.versions import REQUIRED

_PROBLEM: Final = "application/problem+json"
_REFUSAL: Final[Mapping[str, Any]] = {
    "type": "/problems/invalid",
    "title": "The input is not valid",
    "status": 422,
    "detail": "start_on: 2025-10-06 is outside the programme: send a day from 2026-10-05 to 2026-12-27",
    "errors": [
        {
            "field": "start_on",
            "message": "2025-10-06 is outside the programme: send a day from 2026-10-05 to 2026-12-27",
        }
    ],
}
_SCHEMES: Final[Mapping[str, Any]] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of `POST /v1/tokens`, with the scopes read, write or both",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "weeklog_session",
        "description": "The cookie that `POST /v1/sessions` sets, under the name that it is set with. Requests that "
        "change "
        "something must come from the same origin",
    },
}


class DescribedApi(FastAPI):
    """To describe itself takes it more than a second: `reference` lets that happen in a thread."""

    def __init__(self, **options: Any) -> None:
        super().__init__(openapi_url=None, **options)
        self._one_at_a_time = Lock()

    def openapi(self) -> dict[str, Any]:
        """Made when it is first asked for, and kept."""
        with self._one_at_a_time:
            if not self.openapi_schema:
                _complete(super().openapi(), _rights(self))
            return super().openapi()


def _complete(description: dict[str, Any], rights: Mapping[tuple[str, str], Right]) -> None:
    description["servers"] = [{"url": "/", "description": "the address that this was read from"}]
    description["components"]["securitySchemes"] = dict(_SCHEMES)
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            scopes = rights[path, method].scopes
            operation["security"] = [{name: []} for name in _SCHEMES] if scopes else []
            if scopes:
                operation["x-weeklog-scopes"] = sorted(scopes)
            _type_refusals(operation["responses"])
            if (example := EXAMPLES.get(operation["operationId"])) is not None:
                operation["requestBody"]["content"]["application/json"]["example"] = example
            for parameter in operation.get("parameters", ()):
                if parameter["schema"].pop(REQUIRED, False):
                    parameter["required"] = True


def _type_refusals(responses: Mapping[str, Any]) -> None:
    refused = responses.get("4XX", {}).get("content", {})
    if refused.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("/Problem"):
        refused[_PROBLEM] = refused.pop("application/json") | {"example": _REFUSAL}


def _rights(app: FastAPI) -> dict[tuple[str, str], Right]:
    return {(path, method): right for path, method, right in _declared(app)}


def _declared(app: FastAPI) -> Iterator[tuple[str, str, Right]]:
    for context in iter_route_contexts(list(app.routes)):
        if isinstance(context.original_route, APIRoute):
            right = right_of(context.original_route.endpoint)
            for method in context.methods or ():
                yield context.path_format or "", method.lower(), right
