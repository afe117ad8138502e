"""A language model's words for lines of a draft: which lines it may word, and how long its words hold. Pure.

Words hold as long as what they were written from: the line as the program words it, and the entries behind it. So a
draft that is made again keeps them, and a line whose entries have changed is the program's until it is worded anew.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson

from weeklog.reviews.document import Document
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.week import Facts
from weeklog.reviews.lines import Line
from weeklog.reviews.prose.frames import Frame, frames_of

MOST_WORDED: Final = 40  # lines of one review


@dataclass(frozen=True, slots=True)
class Wording:
    text: str  # of the whole line
    author: str


Wordings = Mapping[str, Wording]  # by what each was written from


def author_of(model: str) -> str:
    return f"model {model}"


def basis_of(frame: Frame, entries: Mapping[UUID, Entry]) -> str:
    line = frame.line
    behind = [_told(entries[one]) for one in line.evidence if one in entries]
    told = orjson.dumps([line.key, line.section, line.text, behind])
    return hashlib.sha256(told).hexdigest()[:32]


def _told(entry: Entry) -> tuple[object, ...]:
    return (entry.id, entry.text, entry.start_on, entry.end_on, entry.status, entry.tags)


def wordings_in(document: Document) -> dict[str, Wording]:
    """Those that its lines bear, also where a person has changed them since."""
    return {
        line.basis: Wording(line.drafted or line.text, line.author)
        for line in document.lines
        if line.basis is not None
    }


def worded(lines: Iterable[Line], facts: Facts, language: str, wordings: Wordings) -> tuple[Line, ...]:
    """With the words that still hold."""
    if not wordings:
        return tuple(lines)
    bases = bases_of(facts, language)
    return tuple(_worded(line, bases.get(line.key), wordings) for line in lines)


def bases_of(facts: Facts, language: str) -> dict[str, str]:
    """What a model's words for each line would be written from, by the line's key."""
    entries = _by_id(facts.entries)
    return {frame.line.key: basis_of(frame, entries) for frame in frames_of(facts, language)}


def _worded(line: Line, basis: str | None, wordings: Wordings) -> Line:
    found = None if basis is None else wordings.get(basis)
    if found is None:
        return line
    return line.model_copy(update={"text": found.text, "author": found.author, "basis": basis})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that is to be worded."""

    frame: Frame
    basis: str


def wanted(
    document: Document, facts: Facts, language: str, refused: Collection[str] = ()
) -> tuple[Wanted, ...]:
    """None that a person has touched or deleted, none that is worded already, and none whose words were `refused` as
    it is: a model costs money each time."""
    theirs = document.deleted | {line.key for line in document.lines if line.touched}
    known = {*wordings_in(document), *refused}
    entries = _by_id(facts.entries)
    frames = (frame for frame in frames_of(facts, language) if frame.line.key not in theirs)
    found = [Wanted(frame, basis_of(frame, entries)) for frame in frames]
    return tuple(one for one in found if one.basis not in known)[:MOST_WORDED]


def _by_id(entries: Sequence[Entry]) -> dict[UUID, Entry]:
    return {entry.id: entry for entry in entries}
