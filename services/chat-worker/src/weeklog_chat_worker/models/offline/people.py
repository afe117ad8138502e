"""Whose worklog a question is about: "what has Lan got open?" asked by somebody who may read it. Pure."""

import re
from collections.abc import Sequence

from weeklog.language.folding import folded
from weeklog_chat_worker.models.offline.vocabulary import Vocabulary

_SHORTEST = 2  # letters of a part of a name


def find_person(said: str, people: Sequence[str], words: Vocabulary) -> tuple[str | None, str]:
    """The name as it was said, and the question as if its bearer had asked it; none when it is about the asker.

    Names stand in any case; a part of one only with a capital, so that "an entry" is about nobody called An.
    """
    match = _name_in(said, people, words)
    if match is None or words.compiled(words.joints["first person"]).search(_without(said, match).lower()):
        return None, said
    text = said
    for pattern, instead in words.as_asked:
        text = re.sub(pattern.replace("NAME", re.escape(match[0])), instead, text, flags=re.IGNORECASE)
    return match[0], " ".join(text.split())


def _without(said: str, match: re.Match[str]) -> str:
    return f"{said[: match.start()]} {said[match.end() :]}"


def _name_in(said: str, people: Sequence[str], words: Vocabulary) -> re.Match[str] | None:
    plain = folded(said) if len(folded(said)) == len(said) else said.lower()
    for name in sorted(people, key=len, reverse=True):
        if match := re.search(rf"(?<!\w){re.escape(folded(name))}(?!\w)", plain):
            return re.compile(re.escape(said[match.start() : match.end()])).search(said, match.start())
    parts = sorted(
        {part for name in people for part in name.split() if len(part) >= _SHORTEST}, key=len, reverse=True
    )
    for part in parts:
        for match in re.finditer(rf"(?<!\w){re.escape(folded(part))}(?!\w)", plain):
            if said[match.start()].isupper() and not (match.start() == 0 and part.lower() in words.fillers):
                return re.compile(re.escape(said[match.start() : match.end()])).search(said, match.start())
    return None
