"""What a question wants: a form, and what it is limited to. Pure, English, one table."""

import re
from dataclasses import dataclass
from typing import Literal

from weeklog_chat_worker.models.offline.dates import Known, Period, Unclear, read_period
from weeklog_chat_worker.tools import Status, StatusFilter

Form = Literal["count", "open", "objectives", "find", "unclear", "unknown"]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# The first that is found decides. What the pattern matched is no part of the subject.
FORMS: dict[Form, re.Pattern[str]] = {
    "count": _words(r"\bhow\s+(?:many|often)\b|\bcount\b|\b(?:the\s+)?number\s+of\b"),
    "objectives": _words(r"\b(?:objectives?|goals?)\b"),
    "open": _words(
        r"\b(?:still\s+|yet\s+)?(?:open|unfinished|pending|outstanding|remaining|left(?:\s+over)?|to\s?do|in\s+progress"
        r"|incomplete|not\s+(?:yet\s+)?(?:done|finished))\b|\bcarr(?:y|ied)\s+over\b"
    ),
    "find": _words(
        r"\bwhat\s+(?:did|have|had|was|were|do|am)\s+(?:i|we)?(?:\s+(?:been\s+)?(?:do(?:ne|ing)?|work(?:ed|ing)?(?:\s+on)?"
        r"|log(?:ged)?|finish(?:ed)?|completed?|writ(?:e|ten)|learn(?:ed|t)?))?\b"
        r"|\bwhat\s+(?:happened|is|was|'s)\s+(?=in\b|on\b|about\b|during\b|$)"
        r"|\bwhen\s+(?:did|was|have)\s+(?:i|we)?\s*(?:last\s+|first\s+)?"
        r"|\b(?:did|have)\s+i\s+(?:ever\s+)?"
        r"|\b(?:show|list|find|search(?:\s+for)?|look\s+for|give\s+me|summari[sz]e)\b"
        r"|\b(?:about|mention(?:s|ing|ed)?|related\s+to|regarding|concerning|tagged)\b"
    ),
}
_STATUSES: dict[Status, re.Pattern[str]] = {
    "done": _words(r"\b(?:done|finished|completed?)\b"),
    "doing": _words(r"\b(?:doing|started|being\s+done)\b"),
    "planned": _words(r"\bplanned\b"),
    "dropped": _words(r"\b(?:dropped|cancelled|canceled)\b"),
}
_TAG = re.compile(
    r"#(?P<hash>[\w][\w-]*)|\btagged\s+(?:with\s+|as\s+)?[\"'“]?(?P<word>[\w][\w-]*)[\"'”]?", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“”](.{1,80}?)[\"“”]")
_FILLERS = frozenset({
    "a", "about", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can",
    "concerning", "could", "day", "days", "did", "do", "does", "during", "entries", "entry", "ever", "for",
    "from", "had", "has", "have", "i", "in", "is", "it", "item", "items", "its", "list", "log", "logged",
    "me", "mention", "mentioned", "mentioning", "mentions", "my", "of", "on", "or", "our", "please",
    "regarding", "related", "rows", "s", "show", "so", "still", "stuff", "task", "tasks", "tell", "that",
    "the", "their", "them", "there", "these", "they", "thing", "things", "this", "those", "to", "us",
    "was", "we", "were", "what", "when", "where", "which", "who", "will", "with", "work", "worked",
    "working", "worklog", "would", "what's", "yet", "you",
})  # fmt: skip


@dataclass(frozen=True)
class Intent:
    form: Form
    period: Period | None = None
    status: StatusFilter | None = None
    tag: str | None = None
    subject: str = ""  # the words that entries have to contain
    of_days: bool = False  # counts days instead of entries
    problem: str = ""  # unclear: what has to be said differently


def understand(question: str, known: Known) -> Intent:
    words = re.sub(r"[?!¿]+", " ", question).strip()
    try:
        period, rest = read_period(words, known)
    except Unclear as unclear:
        return Intent("unclear", problem=str(unclear))
    tag, rest = _take_tag(rest)
    phrase, rest = _take_phrase(rest)
    form, rest = _take_form(rest)
    of_days = form == "count" and bool(re.search(r"\bdays?\b", rest, re.IGNORECASE))
    status, rest = _take_status(rest, form)
    subject = phrase or _subject(rest)
    if form == "find" and not (period or tag or subject or status):
        form = "unknown"
    if form == "unknown" and (period or tag or phrase):
        form = "find"
    if form == "unknown":
        return Intent("unknown", subject=_subject(words))
    return Intent(form, period, status, tag, subject, of_days)


def _take_tag(words: str) -> tuple[str | None, str]:
    match = _TAG.search(words)
    return (match["hash"] or match["word"], _without(words, match)) if match else (None, words)


def _take_phrase(words: str) -> tuple[str, str]:
    """A quoted phrase is the subject, whatever it says."""
    match = _QUOTED.search(words)
    return (match[1].strip(), _without(words, match)) if match else ("", words)


def _take_form(words: str) -> tuple[Form, str]:
    for form, pattern in FORMS.items():
        if match := pattern.search(words):
            return form, _without(words, match)
    return "unknown", words


def _take_status(words: str, form: Form) -> tuple[StatusFilter | None, str]:
    if form == "open":
        return "open", words
    if form == "count" and (still := FORMS["open"].search(words)):
        return "open", _without(words, still)
    for status, pattern in _STATUSES.items():
        if match := pattern.search(words):
            return status, _without(words, match)
    return None, words


def _subject(words: str) -> str:
    kept = re.findall(r"[^\s,;:()\"“”]+", words)
    return " ".join(
        word for word in (one.strip(".'’") for one in kept) if word and word.lower() not in _FILLERS
    )


def _without(words: str, match: re.Match[str]) -> str:
    return f"{words[: match.start()]} {words[match.end() :]}"
