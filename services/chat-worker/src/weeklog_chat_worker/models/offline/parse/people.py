"""Whose worklog a question is about: "what has Lan got open?" asked by somebody who may read it. Pure."""

import re
from collections.abc import Sequence

from weeklog.language.folding import folded, has_accents
from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.periods import Known

_SHORTEST = 2  # letters of a part of a name


def find_person(said: str, people: Sequence[str], words: Vocabulary) -> tuple[str | None, str]:
    """The name as it was said, and the question as if its bearer had asked it; none when it is about the asker. For
    whom the answer is ("for my mentor") says nothing of that.

    Names stand in any case; a part of one that is also a word only with a capital, so that "an entry" is about nobody
    called An.
    """
    match = _name_in(said, people, words)
    if match is None:
        return None, said
    told = _from_them(said, match[0], words.as_told)
    rest = words.compiled(words.joints["for whom"]).sub(" ", _without(said, match).lower())
    if told == said and words.compiled(words.joints["first person"]).search(rest):
        return None, said
    return match[0], " ".join(_from_them(told, match[0], words.as_asked).split())


def of_oneself(said: str, known: Known, words: Vocabulary) -> str:
    """ "What did Khanh do today?" asked by Khanh, as if they had said "I". "Khanh and I" or "with Khanh" means a
    namesake."""
    match = _name_in(said, (known.asker,), words) if known.asker else None
    match = match or (None if known.people else _role_in(said, words))
    if match is None:
        return said
    around = f"{said[: match.start()].lower()}NAME{said[match.end() :].lower()}"
    if any(words.compiled(words.joints[one]).search(around) for one in ("namesake", "first person")):
        return said
    return " ".join(_from_them(said, match[0], words.as_asked).split())


def _role_in(said: str, words: Vocabulary) -> re.Match[str] | None:
    """ "What did the intern get done?": in an intern's own worklog."""
    return words.compiled(words.joints["own role"]).search(said.lower())


def without_names(said: str, known: Known) -> str:
    """A Vietnamese name does not make a question Vietnamese."""
    parts = {part for name in (known.asker, *known.people, *known.readers) for part in name.split()}
    named = [part for part in parts if has_accents(part)]
    return (
        re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, named))})(?!\w)", " ", said, flags=re.IGNORECASE)
        if named
        else said
    )


def _from_them(said: str, name: str, table: Sequence[tuple[str, str]]) -> str:
    """As the one with the name would ask it."""
    for pattern, instead in table:
        said = re.sub(pattern.replace("NAME", re.escape(name)), instead, said, flags=re.IGNORECASE)
    return said


def named_again(said: str, name: str, words: Vocabulary) -> str:
    """ "Has she submitted?", "her week 3": with the name that was said before. A question that names somebody says
    whom it is about."""
    for pattern, instead in words.as_said_before:
        said = re.sub(pattern, instead.replace("NAME", name), said, flags=re.IGNORECASE)
    return said


def _is_whole(written: str, name: str, words: Vocabulary) -> bool:
    """ "What did Lan do" does not name Lan Đỗ with both her names."""
    return written.lower() == name.lower() or not any(
        part.islower() and folded(part) in words.fillers for part in written.split()
    )


def _is_meant(said: str, match: re.Match[str], part: str, words: Vocabulary) -> bool:
    """A part of a name, not a word: "minh" may be I, "An" may begin a question, "lần" is not Lan."""
    written = said[match.start() : match.end()]
    if folded(written) != written.lower() and written.lower() != part.lower():
        return False
    if match[0] not in words.fillers and match[0] not in words.markers:
        return True
    return written[0].isupper() and (match.start() > 0 or match[0] not in words.fillers)


def everybody(said: str, words: Vocabulary) -> str | None:
    """The question as one of those whom the asker follows would ask it; none when it is not about all of them."""
    text = said
    for pattern, instead in words.as_everybody:
        text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    return " ".join(text.split()) if text != said else None


def named_in(said: str, people: Sequence[str], words: Vocabulary) -> tuple[str, ...]:
    """Every name that is said, in its order."""
    found = [match for name in people if (match := _name_in(said, (name,), words))]
    return tuple(dict.fromkeys(match[0] for match in sorted(found, key=lambda one: one.start())))


def only_of(said: str, name: str, names: Sequence[str]) -> str:
    """The question with one name in the place of all: "what did Lan and Minh do" of Minh."""
    others = "|".join(map(re.escape, names))
    one = rf"(?<!\w)(?:{others})(?!\w)"
    return re.sub(rf"{one}(?:\W+(?:\w+\W+)?{one})+", name, said, count=1)


def _without(said: str, match: re.Match[str]) -> str:
    return f"{said[: match.start()]} {said[match.end() :]}"


def _name_in(said: str, people: Sequence[str], words: Vocabulary) -> re.Match[str] | None:
    plain = folded(said) if len(folded(said)) == len(said) else said.lower()
    for name in sorted(people, key=len, reverse=True):
        match = re.search(rf"(?<!\w){re.escape(folded(name))}(?!\w)", plain)
        if match and _is_whole(said[match.start() : match.end()], name, words):
            return re.compile(re.escape(said[match.start() : match.end()])).search(said, match.start())
    parts = sorted(
        {part for name in people for part in name.split() if len(part) >= _SHORTEST}, key=len, reverse=True
    )
    for part in parts:
        for match in re.finditer(rf"(?<!\w){re.escape(folded(part))}(?!\w)", plain):
            if _is_meant(said, match, part, words):
                return re.compile(re.escape(said[match.start() : match.end()])).search(said, match.start())
    return None
