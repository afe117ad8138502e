"""What an achievement claims of its subject: all of it or a part, and what was done. Pure."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from weeklog.language.folding import lowered
from weeklog.language.irregular import is_past_form
from weeklog.language.measures import amounts_of
from weeklog.language.numbers import find_numbers
from weeklog.language.paraphrases import ways_of
from weeklog.language.stems import COMMON, stem, words_of
from weeklog.reviews.facts.clauses import said
from weeklog.reviews.facts.parts import says_part
from weeklog.reviews.facts.terms import Terms, terms_of

_WHOLE: Final = re.compile(
    r"\b(?:all|every|each|both|whole|entire(?:ly)?|full(?:y)?|complete(?:ly)?|everything|everyone|always|never"
    r"|tất cả|toàn bộ|mọi|(?<!kể )cả|đủ|đều|nào cũng|luôn|trọn)\b"
)
_LIMITED: Final = re.compile(
    r"\b(?:not|yet|except|apart from|but|part(?:ly|ially)|half|most(?:ly)?|some|draft(?!ed)|start(?:ed)?|began|begun"
    r"|first|progress|so far|still|nearly|almost|only|majority|chưa|thiếu|còn|trừ|nháp|bắt đầu|mới chỉ|một phần|nửa"
    r"|hầu hết)\b|n['’]t\b|\bmới \d"
)
_SHARE: Final = re.compile(r"(?<![\w/.,])(\d{1,4}) ?/ ?(\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,4})(?![\w/])")
_PARTICIPLE: Final = re.compile(
    r"\b[a-z]{2,30}ed\b|(?<=\bđã )(?:được )?\w{1,12}(?: \w{1,12})?|(?<=\bxong )\w{1,12}"
)
_DID: Final = re.compile(r"\bđã (?:được )?(\w{1,12})")
_NUMBER: Final = re.compile(r"\d+")
_REACHED: Final = re.compile(r"\b(?:all|total(?: of)?|đủ|tất cả|cả|tổng(?: cộng)?) (\d+)\b")


@dataclass(frozen=True)
class Achieved:
    """`whole`: nothing of its subject is left. `limited`: it says itself that something is."""

    text: str
    whole: bool
    limited: bool

    @cached_property
    def subject(self) -> Terms:
        """Without the words that only tell that something was done; all of them, when it says nothing else."""
        subject = terms_of(_PARTICIPLE.sub(" ", self.text))
        return subject if subject.weights else terms_of(self.text)

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(number.value for number in find_numbers(self.text))

    @cached_property
    def counts(self) -> frozenset[int]:
        """Of things, which an entry may count otherwise: `eleven bikes`, not `300 ms` and not `version 4`."""
        measured = {one.start for one in amounts_of(self.text) if one.has_unit or not one.kind}
        found = (one for one in find_numbers(self.text) if one.start not in measured)
        return frozenset(one.value for one in found if one.value > 1)

    @cached_property
    def acts(self) -> frozenset[str]:
        """The stems of what was done, and of what says the same in either language."""
        words = words_of(self.text)
        acts = {*words[:1], *filter(_is_past, words), *_DID.findall(lowered(self.text))} - COMMON
        return frozenset(stem(way) for act in acts for way in ways_of(act) if " " not in way)

    def is_reached_in(self, text: str) -> bool:
        """`đủ 13` of a claim about 13; `text` in lower case."""
        return any(match[1] in _NUMBER.findall(self.text) for match in _REACHED.finditer(text))


@lru_cache(maxsize=2048)
def achieved(text: str) -> Achieved:
    low = lowered(text)
    return Achieved(text, _WHOLE.search(low) is not None, _is_limited(low))


def _is_limited(text: str) -> bool:
    shares = ((_digits(match[1]), _digits(match[2])) for match in _SHARE.finditer(text))
    return (
        says_part(text)
        or any(part < whole for part, whole in shares)
        or said(text).open
        or _LIMITED.search(text) is not None
    )


def _digits(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _is_past(word: str) -> bool:
    return word.endswith("ed") or is_past_form(word)
