"""Reads a folder of questions that somebody wrote. Liberal in what it accepts; what it cannot use it names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from tests.acceptance.questions.facts import Cite, Fact, read_cite, read_fact

_SETTINGS = ("now", "zone", "programme", "site", "seed")
_KNOWN = {
    "ask", "question", "q", "lang", "language", "kind", "history", "must_say", "must_not_say", "may_say", "cites",
    "only_cites", "id", "note", "why",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    ask: str
    lang: str
    kind: str
    place: str
    history: tuple[str, ...] = ()  # asked before it, in the same conversation
    must_say: tuple[Fact, ...] = ()
    must_not_say: tuple[Fact, ...] = ()
    may_say: tuple[Fact, ...] = ()  # true numbers and dates that the checker cannot derive
    cites: tuple[Cite, ...] = ()
    only_cites: bool = False  # and no others


@dataclass(frozen=True)
class QuestionSet:
    name: str
    questions: tuple[Question, ...]
    now: datetime | None = None
    zone: str = "Asia/Ho_Chi_Minh"
    starts_on: date | None = None
    weeks: int | None = None
    calendar: tuple[Mapping[str, Any], ...] = ()
    site: Path | None = None
    seed: Mapping[str, Any] = field(default_factory=dict[str, Any])


def read_set(folder: Path) -> QuestionSet:
    """All YAML files of the folder together are one set."""
    settings: dict[str, Any] = {}
    asked: list[tuple[str, Any]] = []
    files = {
        path: _mapping(read_yaml(path)) for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    }
    seeds = {
        folder / str(mapping["seed"]) for mapping in files.values() if isinstance(mapping.get("seed"), str)
    }
    for path, mapping in files.items():
        if path in seeds:
            continue
        settings |= {name: mapping[name] for name in _SETTINGS if mapping.get(name) is not None}
        asked += [(f"{path.name} {n}", one) for n, one in enumerate(mapping.get("questions") or [], 1)]
        if "ask" in mapping:
            asked.append((path.name, mapping))
    if not asked:
        raise ValueError(
            f"{folder}: no questions; write them under `questions:` in set.yaml (docs/assistant.md)"
        )
    programme: dict[str, Any] = settings.get("programme") or {}
    calendar = tuple(programme.get("calendar") or ())
    seed: Any = settings.get("seed") or {}
    zone = str(settings.get("zone") or programme.get("zone") or "Asia/Ho_Chi_Minh")
    return QuestionSet(
        name=folder.resolve().name,
        questions=tuple(_question(place, raw) for place, raw in asked),
        now=_moment(settings.get("now"), zone),
        zone=zone,
        starts_on=_date(programme.get("starts_on") or (calendar and calendar[0]["first_day"]) or None),
        weeks=int(programme["weeks"]) if isinstance(programme.get("weeks"), int) else None,
        calendar=calendar or tuple(programme["weeks"] if isinstance(programme.get("weeks"), list) else ()),
        site=(folder / str(settings["site"])).resolve() if settings.get("site") else None,
        seed=_mapping(read_yaml(folder / seed) if isinstance(seed, str) else seed, "entries"),
    )


def find_sets(folders: Sequence[Path]) -> list[Path]:
    """Each folder is a set, or holds sets."""
    found: list[Path] = []
    for folder in folders:
        inner = [path for path in sorted(folder.iterdir()) if path.is_dir() and _has_yaml(path)]
        found += [folder] if _has_yaml(folder) else inner
        if not found:
            raise ValueError(f"{folder}: no *.yaml in it, nor in its folders")
    return found


def _has_yaml(folder: Path) -> bool:
    is_code = (folder / "__init__.py").exists()
    return not is_code and (any(folder.glob("*.yaml")) or any(folder.glob("*.yml")))


def _question(place: str, raw: Any) -> Question:
    one: dict[str, Any] = {"ask": raw} if isinstance(raw, str) else raw
    ask = next((str(one[name]) for name in ("ask", "question", "q") if one.get(name)), "")
    if not ask:
        raise ValueError(f"{place}: `ask` is missing")
    if strange := one.keys() - _KNOWN:
        print(f"{place}: {', '.join(map(repr, strange))} is not used")
    return Question(
        ask=ask,
        lang=str(one.get("lang") or one.get("language") or ("vi" if re.search("[à-ỹđ]", ask.casefold()) else "en")),
        kind=str(one.get("kind") or "other"),
        place=place,
        history=tuple(
            earlier if isinstance(earlier, str) else str(earlier.get("ask") or earlier.get("question"))
            for earlier in many(one.get("history"))
        ),
        must_say=tuple(read_fact(fact) for fact in many(one.get("must_say"))),
        must_not_say=tuple(read_fact(fact) for fact in many(one.get("must_not_say"))),
        may_say=tuple(read_fact(fact) for fact in many(one.get("may_say"))),
        cites=tuple(read_cite(cite) for cite in many(one.get("cites"))),
        only_cites=bool(one.get("only_cites")),
    )  # fmt: skip


def _mapping(raw: Any, name: str = "questions") -> dict[str, Any]:
    """A list alone is what the file is expected to list."""
    return {name: raw} if isinstance(raw, list) else raw or {}


def many(raw: Any) -> list[Any]:
    """One alone is a list of one."""
    if raw is None:
        return []
    return list[Any](raw) if isinstance(raw, (list, tuple)) else [raw]


def read_yaml(path: Path) -> Any:
    """Days and moments stay text: what `2026-10-06` means is decided where it is used."""
    reader: Any = YAML(typ="safe", pure=True)
    reader.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", type(reader.constructor).construct_yaml_str
    )
    return reader.load(path.read_text(encoding="utf-8"))


def _date(raw: Any) -> date | None:
    return raw if raw is None or isinstance(raw, date) else date.fromisoformat(str(raw))


def _moment(raw: Any, zone: str) -> datetime | None:
    """Without an offset it is the time of the zone."""
    if raw is None:
        return None
    moment = datetime.fromisoformat(str(raw))
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
