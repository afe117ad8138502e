"""Whether who is said to have done something is who did it. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited
from weeklog.language.folding import folded
from weeklog.language.irregular import forms_of
from weeklog.language.stems import COMMON, stem, stems_of

_TITLES: Final = ("anh", "chị", "cô", "chú", "thầy", "em", "bạn", "ông", "bà", "bác", "mr", "mrs", "ms", "dr")
_TITLE: Final = rf"(?:(?:{'|'.join(_TITLES)})\.? )?"
_NAME: Final = r"(?P<name>[^\W\d_][\w-]*)"
_ACTOR: Final = re.compile(rf"\b(?i:by|được|bị|do|nhờ)\s+(?i:{_TITLE}){_NAME}")
_PART: Final = re.compile(r"[,;:] ")
_SELF: Final = "i"
_OWN: Final = frozenset(("i", "we", "me", "us", "em", "mình", "tôi", "cháu"))
_WHO: Final = r"(?P<actor>\b(?:[Ii]|[Ww]e|me|us|[^\W\d_a-z][\w-]{1,40})\b)"
_ACTIVE: Final = re.compile(rf"{_WHO} (?:have |has |had |then |also )?(?P<act>[^\W\d_]+)")
_PASSIVE: Final = re.compile(rf"\b(?P<act>[^\W\d_]{{1,30}}) by (?i:{_TITLE}){_WHO}")
_VIETNAMESE: Final = re.compile(
    r"(?<!từ )(?<!với )(?<!cho )(?<!của )(?P<actor>\b(?:em|mình|tôi|cháu|(?:[Aa]nh|[Cc]hị) \w{1,20}))\b"
    r" (?:đã |đang |sẽ |cũng )?(?P<act>[^\W\d_]+)"
)
_OWNER: Final = re.compile(r"(?<![\w-])(?P<name>[^\W\d_][\w-]{0,40})['’]s\b")


def wrong_actors(sentence: str, cited: Cited) -> Iterator[Problem]:
    """`reviewed by Anton` of what Mireille reviewed, and `Anton's notes` of Mireille's."""
    for match in _ACTOR.finditer(sentence):
        name = match["name"]
        part = next(part for part in _PART.split(sentence) if name in part)
        if name[0].isupper() and folded(name) in cited.words and not _acts(name, part, cited):
            yield Problem("order", match[0])
    owners = {match["name"] for match in _OWNER.finditer(cited.text)}
    for match in _OWNER.finditer(sentence):
        if owners and match["name"] not in owners and folded(match["name"]) in cited.words:
            yield Problem("order", match[0])
    yield from _acts_of_others(sentence, cited)


def _acts_of_others(sentence: str, cited: Cited) -> Iterator[Problem]:
    """`The mill refused` of `we refused`, and `I reviewed` of `Priya reviewed`."""
    there = _by_act(cited.text)
    for act, actors in _by_act(sentence).items():
        if act in there and actors.isdisjoint(there[act]) and _is_known(actors, cited):
            yield Problem("order", f"{', '.join(actors)}: {act}")


def _is_known(actors: set[str], cited: Cited) -> bool:
    return any(actor == _SELF or actor in cited.words for actor in actors)


def _by_act(text: str) -> dict[str, set[str]]:
    """Who does what, by the stem of the act: actively, or behind `by`."""
    found: dict[str, set[str]] = {}
    for pattern in (_ACTIVE, _PASSIVE, _VIETNAMESE):
        for match in pattern.finditer(text):
            act = _act(match["act"])
            if act:
                found.setdefault(act, set()).add(_actor(match["actor"].split()[-1]))
    return found


def _act(word: str) -> str:
    low = word.lower()
    if not low.isascii():
        return low
    is_past = low.endswith("ed") or bool(forms_of(low))
    return min(stem(form) for form in (low, *forms_of(low))) if is_past else ""


def _actor(word: str) -> str:
    return _SELF if word.lower() in _OWN else folded(word)


def _acts(name: str, part: str, cited: Cited) -> bool:
    """It begins a part of a record that is about the same, or stands there behind a word that names who did it."""
    begins = re.compile(rf"^(?i:{_TITLE}){re.escape(name)}\b(?!['’]s)")
    behind = re.compile(rf"\b(?i:by|from|được|bị|do|nhờ)\s+(?i:{_TITLE}){re.escape(name)}\b")
    told = [one for clause in cited.clauses for one in _PART.split(clause)]
    about = set(stems_of(part)) - {stem(name), *_TITLES} - COMMON
    return any(
        (begins.search(one) or behind.search(one)) and (len(told) == 1 or about & set(stems_of(one)))
        for one in told
    )
