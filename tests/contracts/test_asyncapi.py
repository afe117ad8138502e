"""The frames of the socket, as programs hold on to them. A change of them shows here, and is meant:

`python -m tests.contracts.test_asyncapi` writes `docs/asyncapi.json` anew.
"""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from tests.support.stack import ROOT
from weeklog.events.catalogue import Event
from weeklog_api.realtime.connection import Frame

STORED = ROOT / "docs/asyncapi.json"
CLIENT_FRAMES = {"Authenticate", "Subscribe", "Unsubscribe"}


def asyncapi() -> dict[str, Any]:
    frames = sorted(Frame.__subclasses__(), key=lambda model: model.__name__)
    events = sorted(
        (model for model in Event.__subclasses__() if "type" in model.model_fields), key=lambda m: m.__name__
    )
    names = [model.__name__ for model in (*frames, *events)]
    _, schemas = models_json_schema([(model, "serialization") for model in (*frames, *events)])
    messages = {
        name: {"payload": _event(name) if name not in {f.__name__ for f in frames} else _ref(name)}
        for name in names
    }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "weeklog live events", "version": "1", "description": "See docs/streams.md."},
        "channels": {
            "stream": {
                "address": "/v1/stream",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
            }
        },
        "operations": {
            "say": _operation("receive", sorted(CLIENT_FRAMES)),
            "hear": _operation("send", [name for name in names if name not in CLIENT_FRAMES]),
        },
        "components": {"messages": messages, "schemas": schemas["$defs"]},
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _event(name: str) -> dict[str, Any]:
    position = {"type": ["string", "null"], "description": "attempt-sequence; null = made by the gateway"}
    properties = {"stream": {"type": "string"}, "position": position, "event": _ref(name)}
    return {"type": "object", "required": list(properties), "properties": properties}


def _operation(action: str, names: list[str]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/stream"},
        "messages": [{"$ref": f"#/channels/stream/messages/{name}"} for name in names],
    }


def models() -> list[type[BaseModel]]:
    return [*Frame.__subclasses__(), *Event.__subclasses__()]


def test_the_frames_are_the_ones_that_were_agreed_on() -> None:
    assert asyncapi() == json.loads(STORED.read_text())


def test_every_frame_refuses_what_it_does_not_know() -> None:
    assert [model.__name__ for model in models() if model.model_config.get("extra") != "forbid"] == []


if __name__ == "__main__":
    STORED.write_text(json.dumps(asyncapi(), indent=1) + "\n")
