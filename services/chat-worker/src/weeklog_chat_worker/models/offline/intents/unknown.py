"""Questions that are not understood."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, seek
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.evidence import bearing, instead
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query

_SOME = 0.3  # of the words, what a row must say to be shown


def unknown(query: Query, known: Known) -> Sequence[Call]:
    return seek(query, least=_SOME)


def not_understood(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if found := bearing(query, results):
        return instead(replace(query, intent=Intent.LIST), found, say)
    return [say("not understood"), "", say("can"), "", say("no model")]


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
