"""What a sentence claims that nothing it cites bears out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal

from weeklog.claims.causes import unfounded_causes
from weeklog.claims.records import Cited
from weeklog.language.calendar_names import MONTHS, WEEKDAYS
from weeklog.language.folding import folded, lowered
from weeklog.language.named_days import MONTH_WORDS, WEEKDAY_WORDS, months_in, weekdays_in
from weeklog.language.numbers import find_numbers, read_number
from weeklog.language.stems import COMMON, stem, stems_of
from weeklog.reviews.facts.clauses import said
from weeklog.reviews.facts.subjects import GENERIC, GENERIC_VI
from weeklog.reviews.facts.terms import ORDINARY, TELLING, terms_of

Kind = Literal[
    "number", "weekday", "month", "date", "name", "quantity", "state", "negation", "cause", "order", "words"
]
LONGEST: Final = 2_000  # characters of a sentence that is checked; a longer one is refused
_SUPPORTED: Final = 0.6  # of its telling words: then a sentence speaks of what it cites
_FAMILIAR: Final = frozenset(map(stem, GENERIC)) | GENERIC | COMMON | GENERIC_VI
_DATE: Final = re.compile(
    r"(?<![\w/.])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?(?![\w/])|\b(\d{4})-(\d{2})-(\d{2})\b"
)
_CODE: Final = re.compile(r"https?://\S+|`[^`\n]*`")
_NAME: Final = re.compile(r"(?<!\w)[^\W\d_][\w'’.+#-]*")
_PLAIN_FORM: Final = re.compile(r"(?:ed|ing|ly|tion|ment|ness)$")
_BEGINS: Final = frozenset(
    [
        "wrote",
        "built",
        "made",
        "drew",
        "ran",
        "set",
        "got",
        "gave",
        "took",
        "sent",
        "met",
        "held",
        "led",
        "put",
        "cut",
        "began",
        "went",
        "came",
        "saw",
        "found",
        "left",
        "kept",
        "brought",
        "fixed",
        "moved",
        "both",
        "work",
        "most",
        "some",
        "many",
        "several",
        "overall",
        "meanwhile",
        "later",
        "then",
        "next",
        "first",
        "finally",
        "also",
        "still",
        "here",
        "there",
        "however",
        "despite",
        "although",
        "though",
        "while",
        "each",
        "every",
        "no",
        "not",
        "never",
        "nothing",
        "none",
        "all",
        "only",
        "during",
        "after",
        "before",
        "because",
        "since",
        "due",
        "thanks",
        "as",
        "if",
        "when",
        "where",
        "with",
        "without",
        "from",
        "within",
        "over",
        "new",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "they",
        "their",
        "he",
        "she",
        "his",
        "her",
        "we",
        "our",
        "you",
        "your",
        "i",
        "my",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "for",
        "to",
        "of",
        "and",
        "or",
        "but",
        "so",
        "yet",
        "more",
        "less",
    ]
)
_QUANTITIES: Final = re.compile(
    r"(?<!in )\b(?:only|all|every|everything|everyone|always|never|none|nobody|nothing|most|majority|half|twice"
    r"|double[ds]?|tripled?|dozens?|several|many|hundreds?|thousands?|entire(?:ly)?|whole)\b|"
    r"\b(?:chỉ|tất cả|toàn bộ|mọi|luôn|hầu hết|phần lớn|một nửa|gấp đôi|gấp ba|hàng chục|hàng trăm)\b",
    re.IGNORECASE,
)
_SAME_QUANTITY: Final = {
    "everything": "all",
    "every": "all",
    "entire": "all",
    "entirely": "all",
    "whole": "all",
    "everyone": "all",
    "toàn bộ": "tất cả",
    "mọi": "tất cả",
}
_NEGATION: Final = re.compile(
    r"\b(?:not|no(?!\. ?\d)|never|without|none|nothing|nobody|cannot|neither|nor|fail(?:s|ed|ing)?|failure|unable"
    r"|lacks?|lacking|missing|broken|rejected|refused|unsuccessful\w*|impossible)\b|n['’]t\b|\b(?:không|chưa|chẳng|thiếu|hỏng|lỗi"
    r"|thất bại|từ chối)\b",
    re.IGNORECASE,
)
_RUNNING: Final = re.compile(
    r"\b(?:works?|working|worked|runs?|passes|passed|succeed(?:s|ed)?|approved|accepted|green|stable|live|chạy được"
    r"|hoạt động tốt|đạt)\b",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(
    r"\b(from|to|into|onto|instead of|rather than|before|after|over|with|by|against|từ|sang|đến|trước|sau|thay cho"
    r"|thay vì)\s+(?:(?:the|a|an|our|my)\s+)?([^\W_][\w.+#-]*)",
    re.IGNORECASE,
)
_AGENTS: Final = frozenset(("by", "instead of", "rather than", "thay cho", "thay vì"))
_OPPOSITES: Final = {
    "before": frozenset(("after",)),
    "after": frozenset(("before",)),
    "from": frozenset(("to", "into")),
    "to": frozenset(("from",)),
    "into": frozenset(("from",)),
    "trước": frozenset(("sau",)),
    "sau": frozenset(("trước",)),
    "từ": frozenset(("sang", "đến")),
    "sang": frozenset(("từ",)),
    "đến": frozenset(("từ",)),
}
_RESULT: Final = re.compile(
    r"\b(?:granted|approved|accepted|resolved|received|signed|won|rejected|cancelled|canceled|improved|reduced"
    r"|increased|doubled|saved|"
    r"merged|released|shipped|launched|published|certified|mastered|spearheaded|optimi[sz]ed|achieved)\b",
    re.IGNORECASE,
)
_PARTLY: Final = re.compile(
    r"\b\w+ of (?:the )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+teen)\b|\bso far\b",
    re.IGNORECASE,
)
_DONE_STATUS: Final = "done"
_GOING_ON: Final = re.compile(r"\b(?:being|to be|will be|half|partly|đang)\b", re.IGNORECASE)
_FINISHED: Final = re.compile(
    r"\b(?:finished|completed?|done|closed|xong|hoàn thành|hoàn tất)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Problem:
    kind: Kind
    said: str


def problems_of(sentence: str, cited: Cited) -> tuple[Problem, ...]:
    """None when every claim stands on what is cited. A sentence that cites nothing may only say what is known."""
    if len(sentence) > LONGEST:
        return (Problem("words", "it is too long"),)
    text = _CODE.sub(lambda match: " " * len(match[0]), sentence)
    return tuple(chain.from_iterable(check(text, cited) for check in _CHECKS))


def _dates(text: str, cited: Cited) -> Iterator[Problem]:
    known = {(day.day, day.month) for day in cited.days}
    for match in _DATE.finditer(text):
        day, month = (int(match[1]), int(match[2])) if match[1] else (int(match[6]), int(match[5]))
        if (day, month) not in known and folded(match[0]) not in cited.words:
            yield Problem("date", match[0])


def _weekdays(text: str, cited: Cited) -> Iterator[Problem]:
    known = {day.weekday() for day in cited.days}
    for word, weekday in weekdays_in(text):
        if weekday not in known and not _has(cited, word):
            yield Problem("weekday", word)


def _months(text: str, cited: Cited) -> Iterator[Problem]:
    written = (match[2] or match[5] for match in _DATE.finditer(cited.text))  # `3/11` is in November
    known = {day.month for day in cited.days} | {int(month) for month in written}
    for word, month in months_in(text):
        if month not in known and not _has(cited, word):
            yield Problem("month", word)


def _numbers(text: str, cited: Cited) -> Iterator[Problem]:
    left = _DATE.sub(lambda match: " " * len(match[0]), text)
    for pattern, _ in (WEEKDAY_WORDS, MONTH_WORDS):
        left = pattern.sub(lambda match: " " * len(match[0]), left)
    for number in find_numbers(left):
        words = left[number.start : number.end]
        if number.value == 1 and not words.isdigit():  # `one of`, `first`, `một`
            continue
        day = any(number.value == one.day for one in cited.days) and not number.ordinal
        if number.ordinal and number.value <= len(cited.records):  # `a third one is blocked`
            continue
        if number.value not in cited.numbers and not (day and _is_beside_month(text, number.end)):
            yield Problem("number", words)


def _is_beside_month(text: str, end: int) -> bool:
    return MONTH_WORDS[0].match(text, end + 1) is not None


def _names(sentence: str, cited: Cited) -> Iterator[Problem]:
    """Words with a capital, wherever they stand: also the first one, unless it is an ordinary word."""
    text = sentence
    for pattern, _ in (WEEKDAY_WORDS, MONTH_WORDS):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    begins = True
    for match in _NAME.finditer(text):
        word = match[0].rstrip(".'’-").removesuffix("'s").removesuffix("’s")
        first, begins = begins, match[0].endswith(".") or text[match.end() : match.end() + 1] in '.!?:“"('
        if not any(one.isupper() for one in word) or _has(cited, word):
            continue
        low = lowered(word)
        if low in WEEKDAYS or low in MONTHS or stem(low) in cited.keys or low.removesuffix("s") in cited.keys:
            continue
        if read_number(low) is not None:  # `Fourteen tests`: numbers are looked up by themselves
            continue
        if low == "i" or (
            (first or text[max(0, match.start() - 2) : match.start()].strip() in ("“", '"', "("))
            and _is_ordinary(low)
        ):
            continue
        yield Problem("name", word)


def _is_ordinary(word: str) -> bool:
    return (
        word in _FAMILIAR
        or stem(word) in _FAMILIAR
        or word in _BEGINS
        or _PLAIN_FORM.search(word) is not None
    )


def _quantities(text: str, cited: Cited) -> Iterator[Problem]:
    said_there = {_quantity(match[0]) for match in _QUANTITIES.finditer(cited.text)}
    for match in _QUANTITIES.finditer(text):
        if _quantity(match[0]) not in said_there:
            yield Problem("quantity", match[0])


def _quantity(word: str) -> str:
    low = lowered(word)
    return _SAME_QUANTITY.get(low, low)


def _states(text: str, cited: Cited) -> Iterator[Problem]:
    """It is called finished, and no record is done, or the records say that it is not."""
    told = said(text)
    if finished := _wrongly_finished(text, cited):
        yield Problem("state", finished)
        return
    for match in _RESULT.finditer(text):
        if stem(match[0]) not in cited.stems:
            yield Problem("state", match[0])
            return
    if _PARTLY.search(text) or _GOING_ON.search(text) or not (told.done or _RUNNING.search(text)):
        return
    if any(one.done for one in cited.said) and not any(one.failing for one in cited.said):
        return
    unfinished = cited.statuses and _DONE_STATUS not in cited.statuses
    contrary = any(one.failing or one.open or one.blocked for one in cited.said)
    if told.done and (unfinished or contrary) and not told.open:
        yield Problem("state", "finished")
    elif any(one.failing for one in cited.said) and not told.failing and not _NEGATION.search(text):
        yield Problem("state", "works")


def _wrongly_finished(text: str, cited: Cited) -> str:
    """The word that calls finished what no record has done."""
    match = _FINISHED.search(text)
    if match is None or not _is_unfinished(cited) or stem(match[0]) in cited.stems:
        return ""
    is_limited = _NEGATION.search(text) or _PARTLY.search(text) or said(text).open or _GOING_ON.search(text)
    return "" if is_limited else match[0]


def _negations(text: str, cited: Cited) -> Iterator[Problem]:
    said_not = _NEGATION.search(text)
    if said_not is not None and not _NEGATION.search(cited.text):
        if stem(said_not[0]) not in cited.stems and not (
            _is_unfinished(cited) and _FINISHED.search(text)
        ):  # "it is not done yet"
            yield Problem("negation", said_not[0])
    elif said_not is None and _denied(text, cited) and not (said(text).open or said(text).blocked):
        yield Problem("negation", "what is cited says the contrary")


def _denied(text: str, cited: Cited) -> bool:
    """Every clause denies something, and the sentence speaks of what one of them denies."""
    denials = [(clause, _NEGATION.search(clause)) for clause in cited.clauses]
    stems = set(stems_of(text))
    return all(found for _, found in denials) and any(
        stems & set(stems_of(clause[found.end() :] or clause)) for clause, found in denials if found
    )


def is_going_on(text: str) -> bool:
    """It tells of something that is not at its end."""
    return bool(_GOING_ON.search(text) or _PARTLY.search(text) or said(text).open or said(text).blocked)


def _is_unfinished(cited: Cited) -> bool:
    return bool(cited.statuses) and _DONE_STATUS not in cited.statuses


def _causes(text: str, cited: Cited) -> Iterator[Problem]:
    yield from (Problem("cause", said) for said in unfounded_causes(text, cited))


def _order(text: str, cited: Cited) -> Iterator[Problem]:
    """`from MySQL to Postgres` is not `from Postgres to MySQL`."""
    there: dict[str, set[str]] = {}
    for match in _ORDERED.finditer(cited.text):
        there.setdefault(lowered(match[1]), set()).add(stem(match[2].rstrip(".-")))
    for match in _ORDERED.finditer(text):
        word, place = lowered(match[1]), stem(match[2].rstrip(".-"))
        others = {other for other, words in there.items() if place in words}
        if word in others:
            continue
        is_swapped = word in there and (others or (word in _AGENTS and place in cited.stems))
        if is_swapped or others & _OPPOSITES.get(word, frozenset()):
            yield Problem("order", match[0])


def _words(text: str, cited: Cited) -> Iterator[Problem]:
    """Most of what it speaks of must stand in what it cites."""
    weights = terms_of(text).weights
    telling = {
        key
        for key, weight in weights.items()
        if weight >= TELLING or (weight >= ORDINARY and not _is_ordinary(key))
    }
    missing = sorted(key for key in telling if key not in cited.keys and key not in cited.words)
    subject = any(weights[key] >= TELLING for key in missing)
    if subject or len(missing) > (1 - _SUPPORTED) * len(telling):
        yield Problem("words", ", ".join(missing))


def _has(cited: Cited, word: str) -> bool:
    low = folded(word)
    return low in cited.words and re.search(rf"(?<!\w){re.escape(low)}(?!\w)", cited.words) is not None


_CHECKS: Final[tuple[Callable[[str, Cited], Iterator[Problem]], ...]] = (
    _dates, _weekdays, _months, _numbers, _names, _quantities, _states, _negations, _causes, _order, _words,
)  # fmt: skip
