"""What one question wants, out of its words. Pure.

Words are taken away as they are understood (quotations, tags, times, what is asked), and what remains is the subject: words
that entries have to contain.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from weeklog_chat_worker.models.offline.folding import folded, has_marks, lowered
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear
from weeklog_chat_worker.models.offline.spelling import put_right
from weeklog_chat_worker.models.offline.vocabulary import Code, Vocabulary
from weeklog_chat_worker.models.offline.when import TAKEN, read_periods
from weeklog_chat_worker.models.offline.words_en import ENGLISH, MONTHS, WEEKDAYS
from weeklog_chat_worker.models.offline.words_vi import VIETNAMESE, VIETNAMESE_PLAIN
from weeklog_chat_worker.tools.entries import StatusFilter

LONGEST_QUESTION = 2000  # characters that are read
_QUOTED = re.compile(r"[\"“”«»](.{1,80}?)[\"“”«»]")
_HASH = re.compile(r"(?<![\w&])#(?P<tag>[^\W\d][\w./-]*)")
_TOKEN = re.compile(rf"[^\s,;:()?!{TAKEN}\"“”]+")
_SLIPPERY = (
    *WEEKDAYS,
    *MONTHS,
    "yesterday",
    "tomorrow",
    "entries",
    "happened",
    "objectives",
    "achievements",
    "compare",
    "finished",
    "completed",
    "between",
    "mentioned",
    "unfinished",
    "planned",
    "achieve",
    "achieved",
    "accomplish",
    "accomplished",
    "anything",
    "everything",
    "busiest",
    "complete",
    "tuesday",
)
_EDGES = ".'’`*_–—-…"
_SHORT_FORMS = {
    r"\bwa[td]\b(?=\s+(?:did|do|is|was|were|have|had|i)\b)": "what", r"\bw(?:ut|hta|aht|ht)\b": "what", r"\bwich\b": "which", r"\bh(?:av|vae|ave)\b(?=\s+i\b)": "have", r"\bi\s+hav\b": "i have", r"\bu\b": "you", r"\bur\b": "your", r"\bgimme\b": "give me", r"\banyth?n?g\b": "anything", r"\bw/o\b": "without", r"\bw/(?=\s|\w{3})": "with ", r"\bim\b": "i am",
    r"\b(isn|aren|wasn|weren|haven|hasn|hadn|didn|don|doesn)t\b": r"\1 not", r"\b(is|are|was|were|have|has|had|did|do|does)n't\b": r"\1 not", r"\bwhat'?d\b": "what did", r"\bwhats\b": "what is", r"\byday\b": "yesterday", r"\btmr\b": "tomorrow", r"\bwhat's\b": "what is", r"\bwho's\b": "who is", r"\bhow's\b": "how is", r"\bwhen's\b": "when is", r"\bthat's\b": "that is",
    r"\bthere's\b": "there is", r"\bit's\b": "it is", r"\bcan't\b": "can not", r"\bwon't\b": "will not", r"(?<=\w)n't\b": " not",
    r"\bi've\b": "i have", r"\bi'm\b": "i am", r"\bi'd\b": "i would", r"\bi'll\b": "i will", r"\bwe've\b": "we have",
}  # fmt: skip
_EXPANDED = [(re.compile(short, re.IGNORECASE), long) for short, long in _SHORT_FORMS.items()]
# What these found is asked for, not searched for.
_NAMES_ITSELF = frozenset({
    "objectives", "achievements", "links", "comments", "review", "tags", "open", "carried", "average", "groups",
})  # fmt: skip
_LINES_OF_WEEKS = frozenset({"objectives", "achievements", "review", "comments"})
_ASKED_FLAGS = ("first", "last", "which week", "which day", "tagged", "how many", "days", "weeks")


@dataclass(frozen=True)
class Reading:
    intent: str
    code: Code = "en"
    periods: tuple[Period, ...] = ()
    status: StatusFilter | None = None
    tag: str | None = None
    subject: tuple[str, ...] = ()  # words and phrases that entries have to contain
    verbs: frozenset[str] = frozenset()  # of the subject, those that may only say that something was done
    flags: frozenset[str] = frozenset()
    what: str = ""  # proposals: the words to write, or to find
    to_status: str = ""
    weeks_open: int | None = None
    follows: bool = False  # goes on with the question before
    problem: Unclear | None = None
    topical: frozenset[str] = (
        frozenset()
    )  # of the subject, those that stand where a topic does: "about …", "how many …"
    settled: bool = False  # the subject has been compared with what the worklog says
    instead: tuple[tuple[str, str], ...] = ()  # slips, and what was looked for
    left_out: tuple[str, ...] = ()  # words that the worklog does not say and that were not looked for

    @property
    def period(self) -> Period | None:
        return self.periods[0] if self.periods else None

    def has(self, *flags: str) -> bool:
        return any(flag in self.flags for flag in flags)

    @property
    def limited(self) -> bool:
        return bool(self.periods or self.subject or self.tag or self.status)


def speak_of(question: str, before: Code | None = None) -> Code:
    """By the words that only one of the languages has; without any, the language that was spoken before."""
    vietnamese = english = 0
    for token in _TOKEN.findall(lowered(question)):
        word = token.strip(_EDGES)
        bare = folded(word)
        if bare != word or bare in VIETNAMESE_PLAIN.markers:
            vietnamese += 1
        if word in ENGLISH.markers:
            english += 1
    if vietnamese == english:
        return before or ("vi" if has_marks(question) and not english else "en")
    return "vi" if vietnamese > english else "en"


def vocabulary(code: Code, question: str) -> Vocabulary:
    if code == "en":
        return ENGLISH
    return VIETNAMESE if has_marks(question) else VIETNAMESE_PLAIN


def tidy(question: str) -> str:
    text = unicodedata.normalize("NFC", question[:LONGEST_QUESTION]).replace("’", "'").replace(TAKEN, " ")
    for short, long in _EXPANDED:
        text = short.sub(long, text)
    return " ".join(text.split())


@dataclass
class Words:
    """A question of which less and less is left."""

    said: str
    words: Vocabulary
    text: str = field(init=False)
    whole: str = field(init=False)  # as the text was in the beginning

    def __post_init__(self) -> None:
        self.text = self.whole = folded(self.said) if self.words.plain else lowered(self.said)

    def take(self, match: re.Match[str]) -> None:
        self.text = f"{self.text[: match.start()]}{' ' * len(match[0])}{self.text[match.end() :]}"

    def take_all(self, pattern: str) -> None:
        for match in list(self.words.compiled(pattern).finditer(self.text)):
            self.take(match)

    def search(self, pattern: str) -> re.Match[str] | None:
        return self.words.compiled(pattern).search(self.text)

    def original(self, start: int, end: int) -> str:
        """As it was written, without what has been taken."""
        kept = (
            " " if left == TAKEN else one
            for one, left in zip(self.said[start:end], self.text[start:end], strict=True)
        )  # fmt: skip
        return " ".join("".join(kept).split())


def read(question: str, known: Known, code: Code) -> Reading:
    said = tidy(question)
    if code == "en":
        said = put_right(said, ENGLISH.fillers | ENGLISH.markers, _SLIPPERY)
    left = Words(said, vocabulary(code, said))
    quoted = _quoted(left)
    tag = _tag(left)
    try:
        periods, left.text = read_periods(left.text, known, left.words)
    except Unclear as unclear:
        return Reading("unclear", code, problem=unclear, follows=_follows(left))
    flags = frozenset(name for name, pattern in left.words.flags.items() if left.search(pattern))
    follows = _follows(left)
    intent, match = _intent(left, flags, periods)
    tag = tag or _named_tag(left)
    if intent.startswith("propose ") and match is not None:
        return _proposal(intent, match, left, Reading(intent, code, periods, tag=tag))
    status = _status(left, intent)
    verb = _verb(left)
    weeks_open = _weeks_open(left) if intent == "carried" else None
    counted = _counted(left)
    if intent in _NAMES_ITSELF:
        left.take_all(dict(left.words.intents)[intent])
    if intent == "objectives":
        for name in ("open objective", "missed", "met", "carried"):
            left.take_all(left.words.flags[name])
    for name in _ASKED_FLAGS:
        left.take_all(left.words.flags[name])
    subject = quoted or _subject(left)
    if intent == "count" and counted in subject:
        subject = tuple(
            word for word in subject if word != verb
        )  # "how many bugs have I fixed": bugs are counted
    if intent in _LINES_OF_WEEKS:
        subject = tuple(word for word in subject if word != verb)  # "which objectives did I set"
    made = Reading(
        intent, code, periods, status, tag, subject, frozenset({verb} & set(subject)), flags,
        weeks_open=weeks_open, follows=follows,
        topical=frozenset(quoted) | {counted} | _topical(left, subject),
    )  # fmt: skip
    return _settled(made, quoted)


def _settled(reading: Reading, quoted: Sequence[str]) -> Reading:  # noqa: PLR0911 - one line for each case
    """What was not understood is not guessed: without anything to look up it stays unknown."""
    if reading.intent == "none" and (reading.periods or reading.tag or reading.status or quoted):
        return replace(reading, intent="list")
    if reading.intent == "list" and reading.has("not") and not reading.limited:
        return replace(reading, intent="none")  # "entries without tags" are not all entries
    if reading.intent == "compare" and not (reading.periods or reading.follows):
        return replace(reading, intent="rank" if reading.has("per week", "per day") else "none")
    if reading.intent == "achievements" and reading.periods and all(time.is_day for time in reading.periods):
        return replace(reading, intent="list")  # achievements are a week's
    if reading.intent == "list" and not quoted and reading.subject and all(map(str.isdigit, reading.subject)):
        return replace(reading, subject=(), intent="list" if reading.periods or reading.tag else "none")
    if reading.intent == "status" and not reading.subject:
        if reading.has("everything"):
            return replace(reading, intent="open")
        return replace(reading, intent="count" if reading.has("how many") else "list", status="done")
    if (
        reading.intent in ("list", "count")
        and reading.has("per tag")
        and len(reading.subject) == 1
        and not reading.tag
    ):
        return replace(reading, tag=reading.subject[0], subject=())
    return reading


def _quoted(left: Words) -> tuple[str, ...]:
    """A quoted phrase is the subject, whatever it says."""
    found = list(_QUOTED.finditer(left.text))
    for match in found:
        left.take(match)
    return tuple(one for match in found if (one := left.said[match.start(1) : match.end(1)].strip()))


def _tag(left: Words) -> str | None:
    match = _HASH.search(left.text)
    if match is None:
        return None
    left.take(match)
    return left.said[match.start("tag") : match.end("tag")].rstrip(".")


def _named_tag(left: Words) -> str | None:
    match = left.search(left.words.flags["tagged"])
    if match is None:
        return None
    name = next(name for name, value in match.groupdict().items() if value)
    found = left.said[match.start(name) : match.end(name)].rstrip(".?")
    left.take(match)
    return found


def _intent(
    left: Words, flags: frozenset[str], periods: Sequence[Period]
) -> tuple[str, re.Match[str] | None]:
    for intent, pattern in left.words.intents:
        if intent.startswith("beyond") and "search" in flags and intent != "beyond why":
            continue
        if intent == "today" and not periods and left.words.code == "vi":
            continue
        if match := left.search(pattern):
            return intent, match
    return "none", None


def _follows(left: Words) -> bool:
    return left.search(left.words.follow_up) is not None


def _status(left: Words, intent: str) -> StatusFilter | None:
    if intent in ("objectives", "achievements", "review", "comments", "status"):
        if intent == "status":
            for pattern in left.words.statuses.values():
                left.take_all(pattern)
        return None
    found: StatusFilter | None = "open" if intent == "open" else None
    statuses: tuple[StatusFilter, ...] = ("open", "doing", "planned", "dropped", "done")
    for status in statuses:
        match = left.search(left.words.statuses[status])
        if match is None:
            continue
        left.take_all(left.words.statuses[status])
        if found is None or (found == "open" and status in ("doing", "planned")):
            found = status
    return found


def _verb(left: Words) -> str:
    match = left.search(left.words.flags["verb"])
    return left.said[match.start("verb") : match.end("verb")] if match else ""


def _counted(left: Words) -> str:
    """ "How many bugs": what is counted. Taken before the question's own words are."""
    match = left.search(left.words.flags["counted"])
    return left.said[match.start("noun") : match.end("noun")] if match else ""


def _weeks_open(left: Words) -> int | None:
    match = left.search(left.words.flags["weeks open"])
    if match is None:
        return None
    left.take(match)
    return left.words.number(match["ord"] or match["n"])


def _subject(left: Words) -> tuple[str, ...]:
    """English: each word by itself. Vietnamese: words that stand together are one phrase, as its words are several syllables."""
    text = left.words.filler.sub(lambda match: " " * len(match[0]), left.text)
    words: list[str] = []
    last_end = -1
    for match in _TOKEN.finditer(text):
        word = left.said[match.start() : match.end()].strip(_EDGES)
        word = re.sub(r"'s$", "", word)
        if not any(map(str.isalnum, word)) or lowered(word) in left.words.fillers:
            continue
        gap = left.whole[last_end : match.start()] if words else ""
        if left.words.code == "vi" and gap == " ":
            words[-1] = f"{words[-1]} {word}"
        elif left.words.compiled(left.words.joints["or"]).fullmatch(gap):
            words[-1] = f"{words[-1]}|{word}"
        else:
            words.append(word)
        last_end = match.end()
    return tuple(_merged(words, left.words))


def _merged(words: Sequence[str], table: Vocabulary) -> Iterator[str]:
    before = ""
    for word in words:
        together = table.merged.get(f"{lowered(before)} {lowered(word)}") if before else None
        if together is None and before:
            yield before
        before = together or word
    if before:
        yield before


def _topical(left: Words, subject: Sequence[str]) -> frozenset[str]:
    """Words after "about", "on", "with", and those that stand together with them; words before "tasks", "entries"."""
    found: set[str] = set()
    said = lowered(left.said)
    for topic in left.words.compiled(left.words.flags["topic"]).finditer(left.whole):
        at = topic.end()
        for word in subject:
            start = said.find(lowered(word.partition("|")[0]), at)
            if start < 0 or TAKEN in left.text[at:start]:
                continue
            if not left.words.compiled(left.words.joints["in topic"]).fullmatch(left.whole, at, start):
                break
            found.add(word)
            at = start + len(word)
    for word in subject:
        end = said.find(lowered(word)) + len(word)
        if left.words.compiled(left.words.joints["kind of"]).match(left.whole, end):
            found.add(word)
    return frozenset(found)


def _proposal(intent: str, match: re.Match[str], left: Words, reading: Reading) -> Reading:
    what = left.original(match.start("what"), match.end("what"))
    what = what.strip(" .,:;-\"“”'")
    if intent != "propose status":
        return replace(reading, what=what)
    return replace(reading, what=what, to_status=match["to"], subject=_subject(Words(what, left.words)))
