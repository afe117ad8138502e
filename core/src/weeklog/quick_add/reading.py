"""Takes an entry's line apart, from both of its ends."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Final, Literal

from weeklog.calendar import Week
from weeklog.errors import Invalid
from weeklog.language.characters import TAG, composed, tag_key
from weeklog.language.code_spans import code_spans
from weeklog.quick_add.days import MOST_WORDS, TIES, Phrase, Seen, check_clear, days_of, read_phrase
from weeklog.quick_add.marks import ENDS, LONGEST_LINK, trimmed
from weeklog.vocabulary import Status

Meaning = Literal["status", "day", "tag", "link", "hours"]

LONGEST_PHRASE: Final = 100
MOST_TAGS: Final = 20
MOST_LINKS: Final = 30

_BOXES: Final[dict[str, Status]] = {
    "": "planned", " ": "planned", "x": "done", "/": "doing", "!": "blocked", "-": "dropped",
}  # fmt: skip
_SAID: Final[dict[str, Status]] = {
    "todo": "planned", "to do": "planned", "planned": "planned", "plan": "planned", "cần làm": "planned",
    "sẽ làm": "planned", "doing": "doing", "wip": "doing", "in progress": "doing", "đang làm": "doing",
    "blocked": "blocked", "stuck": "blocked",
    "bị chặn": "blocked", "đang kẹt": "blocked", "đang vướng": "blocked", "vướng": "blocked", "done": "done",
    "xong": "done", "đã xong": "done", "dropped": "dropped", "bỏ": "dropped", "đã bỏ": "dropped",
}  # fmt: skip
_STATUS: Final = re.compile(
    rf"(?:[-*+]\s+)?\[(?P<box>[ xX/!-]?)\](?=\s)|(?P<said>{'|'.join(_SAID)})\s*:(?!//)", re.IGNORECASE
)
_URL: Final = r"https?://[^\s<>\"`]+"
_TAG: Final = rf"#(?P<tag>(?=[^\W\d]){TAG})"
# Behind these an address at the end belongs to the sentence.
_LINK_TIES: Final = frozenset(
    {
        "and", "at", "by", "from", "in", "of", "on", "per", "read", "see", "the", "theo", "to", "trên", "tại", "từ",
        "under", "via", "và", "with", "xem", "đọc", "ở"
    }
)  # fmt: skip
# `2h`, `1.5h`, `1h30`, `90m`: one word.
_HOURS: Final = re.compile(
    r"(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)(?:h|hrs?|hours?|giờ)(?:(?P<rest>[0-5]\d)m?)?|(?P<minutes>\d{1,4})(?:m|mins?"
    r"|phút)",
    re.IGNORECASE,
)
MOST_HOURS: Final = 1000
# Behind these hours at the end belong to the sentence: they count, and stay where they are.
_HOUR_TIES: Final = frozenset(
    {"after", "about", "for", "in", "over", "within", "khoảng", "mất", "sau", "trong"}
)
_WORD: Final = re.compile(r"\S+")
_DASHES: Final = "-–—"
_WITHIN: Final = re.compile(
    r"(?<!!)\[(?P<title>[^\[\]\n]{1,500})\]\((?P<target>https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)"
    rf"|(?<!\S)[<(]?(?P<url>{_URL})|(?<!\S){_TAG}"
)


@dataclass(frozen=True)
class Understood:
    at: int  # where in the line
    words: str
    meaning: Meaning
    value: str  # a status, an ISO day (two with `/` between), a tag, an address, hours
    taken: bool  # out of the text


@dataclass(frozen=True)
class QuickEntry:
    line: str  # as it was understood: in Unicode's composed form
    text: str
    first: date | None  # none = nothing is said of the day
    last: date | None
    status: Status | None
    tags: tuple[str, ...]
    links: tuple[tuple[str, str], ...]  # title, address
    hours: float | None
    understood: tuple[Understood, ...]


def read_quick(
    line: str,
    today: date,
    weeks: Sequence[Week],
    *,
    status: Status | None = None,
    dated: bool = False,
    counted: bool = False,
) -> QuickEntry:
    """`status`, `dated` (its days) and `counted` (its hours) tell what is known already: that is not looked for.
    Raises Invalid, naming `quick`."""
    reading = _Reading(composed(line), dated=dated, stated=status is not None, counted=counted)
    reading.read()
    planned = (status or reading.status) == "planned"
    days = None
    if reading.day is not None:
        at, phrase = reading.day
        days = days_of(phrase, Seen(today, weeks, planned))
        if not planned and status is None and reading.status is None and days[0] > today:
            reading.status = "planned"
            reading.note(Understood(at, phrase.words, "status", "planned", taken=False))
        reading.note(Understood(at, phrase.words, "day", "/".join(dict.fromkeys(map(str, days))), taken=True))
    return QuickEntry(
        line=reading.line,
        text=reading.text(),
        first=days and days[0],
        last=days and days[1],
        status=reading.status,
        tags=tuple(dict.fromkeys(one.value for one in reading.all("tag"))),
        hours=reading.hours,
        links=tuple(
            dict.fromkeys((reading.titles.get(one.at, one.value), one.value) for one in reading.all("link"))
        ),
        understood=tuple(sorted(reading.notes, key=lambda one: (one.at, one.meaning))),
    )


@dataclass
class _Reading:
    """The text left is `line[start:end]`."""

    line: str
    dated: bool
    stated: bool
    counted: bool
    start: int = 0
    end: int = 0
    status: Status | None = None
    hours: float | None = None
    day: tuple[int, Phrase] | None = None
    notes: list[Understood] = field(default_factory=list[Understood])
    titles: dict[int, str] = field(default_factory=dict[int, str])

    def read(self) -> None:
        self.end = len(self.line.rstrip())
        self.start = len(self.line) - len(self.line.lstrip())
        while self._status_at_start() or self._mark_at_start() or self._day_at_start():
            self._skip_spaces()
        while self._mark_at_end() or self._day_at_end():
            pass
        self._marks_within()

    def text(self) -> str:
        left = self.line[self.start : self.end].strip()
        if left:
            return left
        if links := self.all("link"):  # an address alone is what was done
            self.notes = [replace(one, taken=one.taken and one.meaning != "link") for one in self.notes]
            return " ".join(one.words for one in links)
        raise Invalid.field("quick", "says when or how, and not what: add what was done")

    def all(self, meaning: Meaning) -> list[Understood]:
        return sorted((one for one in self.notes if one.meaning == meaning), key=lambda one: one.at)

    def note(self, one: Understood) -> None:
        self.notes.append(one)

    def _status_at_start(self) -> bool:
        if self.stated or self.status is not None:
            return False
        match = _STATUS.match(self.line, self.start, self.end)
        if match is None:
            return False
        box: str | None = match["box"]
        self.status = _BOXES[box.lower()] if box is not None else _SAID[match["said"].lower()]
        self.note(Understood(match.start(), match[0], "status", self.status, taken=True))
        self.start = match.end()
        return True

    def _mark_at_start(self) -> bool:
        word = _WORD.match(self.line, self.start, self.end)
        if word is None or not (
            self._take_mark(word.start(), word[0]) or self._take_hours(word.start(), word[0], taken=True)
        ):
            return False
        self.start = word.end()
        return True

    def _mark_at_end(self) -> bool:
        words = self._last_words()
        if not words:
            return False
        before = words[-2][0].lower() if len(words) > 1 else ""
        word = words[-1]
        closes = word[0].count(")") > word[0].count("(")  # what was opened further on the left
        if word[0].lower().startswith("http") and (closes or before.rstrip(ENDS) in _LINK_TIES):
            return False
        if before.rstrip(ENDS) in _HOUR_TIES and self._take_hours(word.start(), word[0], taken=False):
            return False
        if not (
            self._take_mark(word.start(), word[0]) or self._take_hours(word.start(), word[0], taken=True)
        ):
            return False
        self._cut(word.start())
        return True

    def _take_mark(self, at: int, word: str) -> bool:
        if match := re.fullmatch(rf"{_TAG}[{ENDS}]*", word):
            return self._take_tag(at, word, match["tag"], taken=True)
        if re.match(_URL, word):
            return self._take_link(at, word, word, taken=True)
        return False

    def _take_hours(self, at: int, word: str, *, taken: bool) -> bool:
        hours = None if self.counted or self.hours is not None else _hours(word.rstrip(ENDS))
        if hours is None:
            return False
        self.hours = hours
        self.note(Understood(at, word, "hours", f"{hours:g}", taken=taken))
        return True

    def _take_tag(self, at: int, words: str, tag: str, *, taken: bool) -> bool:
        if len(self.all("tag")) >= MOST_TAGS:
            return False
        self.note(Understood(at, words, "tag", tag_key(tag), taken=taken))
        return True

    def _take_link(self, at: int, words: str, address: str, *, taken: bool) -> bool:
        url = trimmed(address)
        if url is None or len(self.all("link")) >= MOST_LINKS:
            return False
        self.note(Understood(at, words, "link", url, taken=taken))
        return True

    def _day_at_start(self) -> bool:
        if self.dated or self.day is not None:
            return False
        words = list(islice(_WORD.finditer(self.line, self.start, self.end), MOST_WORDS + 1))
        for count in range(min(MOST_WORDS, len(words)), 0, -1):
            following = _plain(words[count][0]) if count < len(words) else None
            phrase = read_phrase(_joined(words[:count]), following)
            if phrase is not None:
                at, end = words[0].start(), words[count - 1].end()
                self.start = self._behind_dash(end)
                self.day = (at, Phrase(self.line[at : self.start].strip(), phrase.first, phrase.last))
                return True
        for count in range(min(MOST_WORDS, len(words)), 0, -1):
            check_clear(_joined(words[:count]), _plain(words[count][0]) if count < len(words) else None)
        return False

    def _day_at_end(self) -> bool:
        if self.dated or self.day is not None:
            return False
        words = self._last_words()
        for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
            phrase = read_phrase(_joined(words[-count:]), None)
            if phrase is None:
                continue
            if _plain(words[-count - 1][0]) in TIES:
                return False
            at, end = words[-count].start(), self.end
            self.day = (at, Phrase(self.line[at:end], phrase.first, phrase.last))
            self._cut(at)
            return True
        return False

    def _marks_within(self) -> None:
        """They count, and stay where they are."""
        code = code_spans(self.line[: self.end])
        for match in _WITHIN.finditer(self.line, self.start, self.end):
            inside = bisect_right(code, (match.start(), len(self.line))) - 1
            if inside >= 0 and match.start() < code[inside][1]:
                continue
            if match["tag"]:
                self._take_tag(match.start(), match[0], match["tag"], taken=False)
            elif (
                self._take_link(match.start(), match[0], match["target"] or match["url"], taken=False)
                and match["title"]
            ):
                self.titles[match.start()] = match["title"].strip()[:500]

    def _last_words(self) -> list[re.Match[str]]:
        """As many as are ever looked at, each whole: no more than the end of a long text is read."""
        begin = max(self.start, self.end - 2 * LONGEST_LINK)
        words = list(_WORD.finditer(self.line, begin, self.end))
        if words and begin > self.start and not self.line[begin - 1].isspace():
            del words[0]
        return words[-MOST_WORDS - 1 :]

    def _skip_spaces(self) -> None:
        while self.start < self.end and self.line[self.start].isspace():
            self.start += 1

    def _behind_dash(self, at: int) -> int:
        dash = re.compile(r"\s+[-–—:]+(?=\s)").match(self.line, at, self.end)
        return dash.end() if dash else at

    def _cut(self, at: int) -> None:
        """What stood between the text and what is taken goes with it."""
        end = at
        while end > self.start:
            last, before = self.line[end - 1], self.line[end - 2 : end - 1]
            if not (last.isspace() or last in ",;" or (last in _DASHES and (not before or before.isspace()))):
                break
            end -= 1
        self.end = end


def _hours(word: str) -> float | None:
    match = _HOURS.fullmatch(word)
    if match is None:
        return None
    minutes = int(match["minutes"] or match["rest"] or 0)
    hours = round(float((match["hours"] or "0").replace(",", ".")) + minutes / 60, 2)
    return hours if 0 < hours <= MOST_HOURS else None


def _plain(word: str) -> str:
    return word.lower().rstrip(ENDS)


def _joined(words: Sequence[re.Match[str]]) -> str:
    if words[-1].end() - words[0].start() > LONGEST_PHRASE:
        return ""
    joined = " ".join(word[0].lower() for word in words).rstrip(ENDS)
    return joined[1:-1] if joined[:1] == "(" and joined[-1:] == ")" else joined
