"""Who is meant by `@name` in a text. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID


def mentioned(text: str, people: Mapping[UUID, str]) -> list[UUID]:
    """People by their whole name, or by one word of it that only one of them has; the rest stays text."""
    called = dict(_calls(people))
    if not called:
        return []
    longest_first = sorted(called, key=len, reverse=True)
    # Not behind a letter or digit: that is an e-mail address.
    pattern = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    found = (called.get(match[1].casefold()) for match in pattern.finditer(_composed(text)))
    return [one for one in dict.fromkeys(found) if one is not None]


def _composed(text: str) -> str:
    """A letter and its accent are one character, however they were typed."""
    return unicodedata.normalize("NFC", text)


def _calls(people: Mapping[UUID, str]) -> Iterator[tuple[str, UUID]]:
    names = {person_id: _composed(name).casefold().strip() for person_id, name in people.items()}
    said = Counter(word for name in names.values() for word in {name, "".join(name.split()), *name.split()})
    for person_id, name in names.items():
        for word in (name, "".join(name.split()), *name.split()):
            if word and said[word] == 1:
                yield word, person_id
