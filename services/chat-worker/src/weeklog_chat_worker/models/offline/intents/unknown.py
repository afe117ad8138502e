"""Questions that are not understood."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, seek
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.evidence import bearing, instead
from weeklog_chat_worker.models.offline.intents.rows import (
    evidence_lines,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query


def unknown(query: Query, known: Known) -> Sequence[Call]:
    return seek(query)


def not_understood(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found = bearing(query, results)
    if found and found.whole:
        return instead(replace(query, intent=Intent.LIST), found, say)
    lines = [say("not understood"), "", say("can")]
    if found:
        lines += ["", say("fits best"), "", *evidence_lines(found, say)]
    return [*lines, "", say("no model")]


def greet(_query: Query, _results: Sequence[Any], say: Say, _known: Known) -> list[str]:
    return [say("greet"), "", say("can")]


def help_(_query: Query, _results: Sequence[Any], say: Say, _known: Known) -> list[str]:
    return [say("can"), "", say("no model")]


OPERATIONS = (
    Operation(Intent.NONE, not_understood, unknown, of_several_times=True, narrows=True),
    Operation(Intent.UNCLEAR, not_understood, is_whole=True),
    Operation(Intent.GREET, greet),
    Operation(Intent.HELP, help_),
)
