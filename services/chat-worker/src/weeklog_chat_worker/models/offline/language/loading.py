"""The languages that the offline assistant speaks: each is a folder of data files under `language/`.

Nothing else knows a word. A pattern is one string, or a list of alternatives; `<name>` in it stands for a
fragment of its file or of `words.toml`, or for the words of a table (`<wd>`, `<month>`, `<num>` …, see
`vocabulary.py`).
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from weeklog.language.translations import COMPOUNDS
from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.language.vocabulary import EditPattern, Vocabulary, without_marks
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent

_HERE = Path(__file__).parent
_FRAGMENT = re.compile(r"<(\w+)>")
_LOAN_NOUNS = ("tasks?", "logs?", "links?", "entries", "goals", "objectives")  # that are said in any language
_TABLES = ("weekdays", "months", "numbers", "ordinals", "vague", "days", "steps", "units", "merged")


@cache
def read_vocabulary(code: Language) -> Vocabulary:
    """Raises ValueError when a file lacks a table or names a fragment that there is not."""
    words, dates = _file(code, "words"), _file(code, "dates")
    fragments: Mapping[str, str] = words["fragments"]
    return Vocabulary(
        code=code,
        **{name: words[name] for name in _TABLES},
        dates=tuple((one["reader"], _pattern(one["says"], dates["fragments"])) for one in dates["date"]),
        joints=_patterns(_file(code, "joints"), fragments),
        intents=tuple(
            (Intent(one["name"]), _pattern(one["says"], fragments))
            for one in _file(code, "intents")["intent"]
        ),
        edits=_edits(code, fragments),
        sections=_file(code, "edits")["sections"],
        flags={Flag(name): says for name, says in _patterns(_file(code, "flags"), fragments).items()},
        statuses=_patterns(_file(code, "statuses"), fragments),
        follow_up=_pattern(words["follow_up"], fragments),
        fillers=frozenset(words["fillers"]),
        soft=frozenset(words["soft"]),
        compounds=COMPOUNDS[code],
        markers=frozenset(words["markers"]),
        as_told=tuple((_pattern(says, fragments), instead) for says, instead in words["as_told"]),
        as_asked=tuple((pattern, instead) for pattern, instead in words["as_asked"]),
        as_said_before=tuple((pattern, instead) for pattern, instead in words["as_said_before"]),
        as_everybody=tuple((_pattern(says, fragments), instead) for says, instead in words["as_everybody"]),
        short_forms=(
            *((short, long) for short, long in words["short_forms"]),
            *((rf"(?<![\w#\"“]){loan}(?!\w)", native) for loan, native in words["loans"].items()),
        ),
        loans=re.compile(rf"(?<!\w)(?:{'|'.join((*words['loans'], *_LOAN_NOUNS))})(?!\w)"),
        slips=tuple(words["slips"]),
        day_first=words["day_first"],
    )


def _edits(code: Language, fragments: Mapping[str, str]) -> tuple[EditPattern, ...]:
    read = _file(code, "edits")
    own = fragments | read["fragments"] | {"sections": "|".join(read["sections"].values())}
    return tuple(
        EditPattern(one["change"], _filled(one["says"], own), one.get("after", "")) for one in read["edit"]
    )


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    """Fragments of this file hold others."""
    while (whole := _pattern(pattern, fragments)) != pattern:
        pattern = whole
    return pattern


@cache
def read_phrases(code: Language) -> Say:
    """How answers are worded in it."""
    said = _file(code, "phrases")
    return Say(code, said["phrases"], said["weekdays"], said["months"], said["day_format"])


def _file(code: Language, name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / code / f"{name}.toml").read_text(encoding="utf-8"))


def _patterns(table: Mapping[str, Any], fragments: Mapping[str, str]) -> dict[str, str]:
    return {name: _pattern(says, fragments) for name, says in table.items()}


def _pattern(says: str | list[str], fragments: Mapping[str, str]) -> str:
    joined = says if isinstance(says, str) else "|".join(says)
    return _FRAGMENT.sub(lambda place: fragments.get(place[1], place[0]), joined)


def _checked(words: Vocabulary, like: Vocabulary) -> Vocabulary:
    """Raises ValueError where a language lacks what another one has."""
    lacks = [
        *(name for name in Flag if name not in words.flags),
        *(name for name in like.joints if name not in words.joints),
        *(name for name in like.statuses if name not in words.statuses),
        *({name for name, _ in like.intents} - {name for name, _ in words.intents}),
    ]
    if lacks:
        raise ValueError(f"language {words.code!r} has no words for {', '.join(sorted(lacks))}")
    return words


ENGLISH = read_vocabulary("en")
VIETNAMESE = _checked(read_vocabulary("vi"), ENGLISH)
VIETNAMESE_PLAIN = without_marks(VIETNAMESE)
SAY: Mapping[Language, Say] = {"en": read_phrases("en"), "vi": read_phrases("vi")}
