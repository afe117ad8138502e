"""Edits of one's own draft review: "add to my review that the demo went well". Pure.

They are read before anything else of a sentence: what is to be written is no time, no topic and nobody's name.
"""

import re

from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.language.vocabulary import EditPattern
from weeklog_chat_worker.models.offline.parse.text import Words, vocabulary
from weeklog_chat_worker.models.offline.parse.times.joining import read_periods
from weeklog_chat_worker.models.offline.periods import Known, Unclear
from weeklog_chat_worker.models.offline.query import Intent, Query, ReviewEdit

_QUOTES = " .,:;-\"“”'"


def review_edit(said: str, known: Known, code: Language) -> Query | None:
    left = Words(said, vocabulary(code, said))
    for edit in left.words.edits:
        if edit.after and known.about not in (edit.after, "review"):
            continue
        if match := left.words.compiled(edit.says).match(left.text):
            return _query(edit, match, left, known)
    return None


def _query(edit: EditPattern, match: re.Match[str], left: Words, known: Known) -> Query:
    groups = match.groupdict()
    time = groups.get("time") or groups.get("time2") or ""
    try:
        periods = read_periods(time, known, left.words)[0]
    except Unclear as unclear:
        return Query(Intent.UNCLEAR, left.words.code, problem=unclear)
    made = ReviewEdit(
        edit.change,
        words=_written(left, match, "words"),
        text=_capital(_written(left, match, "what")),
        section=_section(left, groups.get("section")),
        language=_language(groups.get("language")),
    )
    return Query(Intent.PROPOSE_REVIEW, left.words.code, periods, said=left.said, edit=made)


def _written(left: Words, match: re.Match[str], group: str) -> str:
    if not match.groupdict().get(group):
        return ""
    return left.original(*match.span(group)).strip(_QUOTES)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _section(left: Words, named: str | None) -> str | None:
    sections = left.words.sections.items()
    return next(
        (name for name, says in sections if named and left.words.compiled(says).fullmatch(named)), None
    )


def _language(named: str | None) -> Language | None:
    if named is None:
        return None
    return "vi" if named.startswith("vi") else "en"
