"""What an intent is: which tools it asks, how it answers, and what may be done with it. Each stands in a file
of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from weeklog_chat_worker.models.offline.calls import Call, Plan
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Achievements,
    Comments,
    Counts,
    Entries,
    Evidence,
    Groups,
    Hours,
    HoursBy,
    Objectives,
)

Answer: TypeAlias = "Callable[[Query, Sequence[Any], Say, Known], list[str]]"
Further: TypeAlias = "Callable[[Query, Sequence[Any]], Sequence[Call]]"


def no_calls(_query: Query, _known: Known) -> Sequence[Call]:
    return ()


def no_further(_query: Query, _results: Sequence[Any]) -> Sequence[Call]:
    return ()


@dataclass(frozen=True)
class Operation:
    intent: Intent
    answer: Answer
    plan: Plan = no_calls  # the first calls of the tools
    further: Further = no_further  # what the first results make necessary
    of_several_times: bool = False  # answers for each of several times
    narrows: bool = False  # may be limited to what was spoken of before
    lists_rows: bool = False  # of which one may be spoken of next
    stands_alone: bool = False  # as one of two questions in one sentence
    takes_its_words: bool = False  # what shows it is asked for, not searched for
    own_words: bool = False  # as before, but the words stand in `joints.toml` as "NAME words"
    compares_words: bool = False  # where nothing is found, its words are compared with those of the worklog
    seeks_evidence: bool = False  # where nothing is found, rows are ranked by its words
    of_weeks: bool = False  # its rows belong to weeks, not to days
    is_whole: bool = False  # is never split into two questions
    is_refusal: bool = False
    never: frozenset[Flag] = frozenset()  # forms of an answer that it does not have


def found_nothing(results: Sequence[Any]) -> bool:
    return all(map(is_empty, results))


def is_empty(result: object) -> bool:
    match result:
        case (
            Entries(total=0)
            | Counts(entries=0)
            | Objectives(total=0)
            | Achievements(total=0)
            | Comments(total=0)
            | Groups(groups=())
            | HoursBy(total=Hours(entries=0))
            | Evidence(entries=(), others=())
        ):
            return True
        case _:
            return False
