"""Whether what a language model wrote may stand as a line of a review. Pure.

Each sentence names the entries that it is about, and claims nothing but what these say. The checker of the claims is
the one that marks the assistant's answers (`weeklog.claims`); a review is stricter, because nobody sees what was
refused: the program's own line stands in its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from weeklog.claims.instructions import without_instructions
from weeklog.claims.records import Cited, CitedRecord
from weeklog.claims.wording import faults_of_wording
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.prose.frames import Frame
from weeklog.reviews.prose.quoting import plain

LONGEST_SENTENCE: Final = 220  # characters; a quotation of the program's is as long
MOST_SENTENCES: Final = 6  # of one line
MOST_CITED: Final = 5  # entries behind one sentence: more, and it could be about anything
_VERBATIM: Final = re.compile(r"(?:https?://|www\.)\S+|`[^`\n]*`|(?<!\S)[^\s@]+@\S+")
_ENDS: Final = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    evidence: tuple[UUID | None, ...]  # none = an entry that nobody knows


def line_of(frame: Frame, sentences: Sequence[Sentence]) -> str:
    return frame.around(" ".join(_ended(plain(one.text)) for one in sentences))


def faults_of(frame: Frame, sentences: Sequence[Sentence], entries: Mapping[UUID, Entry]) -> tuple[str, ...]:
    """Why the line may not stand, for whoever wrote it; none = it may."""
    if not sentences:
        return ("nothing was written",)
    if len(sentences) > MOST_SENTENCES:
        return (f"more than {MOST_SENTENCES} sentences",)
    return tuple(fault for one in sentences for fault in _faults(frame, one, entries))


def _faults(frame: Frame, sentence: Sentence, entries: Mapping[UUID, Entry]) -> Iterator[str]:
    text, cited = sentence.text.strip(), [one for one in sentence.evidence if one is not None]
    if not text or len(text) > LONGEST_SENTENCE:
        yield f"a sentence has 1 to {LONGEST_SENTENCE} characters"
    elif not cited or len(sentence.evidence) > MOST_CITED:
        yield f"a sentence names 1 to {MOST_CITED} entries"
    elif len(cited) < len(sentence.evidence) or not set(cited) <= set(frame.line.evidence) & entries.keys():
        yield "it names an entry that this line is not about"
    else:
        yield from _unborne(text, [entries[one] for one in dict.fromkeys(cited)])


def _unborne(text: str, cited: Sequence[Entry]) -> Iterator[str]:
    said = "\n".join(one.text for one in cited)
    for match in _VERBATIM.finditer(text):
        if match[0].rstrip(".,;:!?)") not in said:
            yield f"no entry holds {match[0]!r}"
    found = faults_of_wording(plain(text), Cited(tuple(map(_record, cited))))
    yield from (f"{one.kind}: no entry that it names says {one.said!r}" for one in found)


def _record(entry: Entry) -> CitedRecord:
    return CitedRecord("\n".join((told_by(entry), *entry.tags)), entry.start_on, entry.end_on, entry.status)


def told_by(entry: Entry) -> str:
    """What a sentence may stand on; empty when all of it tells somebody what to write."""
    return without_instructions(entry.text)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(_ENDS) else f"{sentence}."
