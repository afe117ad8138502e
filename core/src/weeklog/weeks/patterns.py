"""Words that are looked for, as regular expressions of Postgres. Pure."""

import re
import unicodedata

from weeklog.language.irregular import forms_of

_WORD = re.compile(r'(?:"[^"]+"|[^\s|"]+)(?:\|(?:"[^"]+"|[^\s|"]+))*')
_ENDINGS = r"(s|es|ed|d|ing|er|ers|ment|ments|ion|ions|'s)?"
_HYPHENED = re.compile(r"[a-z]{2,}(?:-[a-z]{2,})+")
_SHORTEST_DOUBLED = 3  # letters: `run` of `running`, `stop` of `stopped`
_SHORTEST_STEM = 4


def patterns(words: str) -> list[str] | None:
    """Each word, and each "quoted phrase", as a regular expression; none when there are none.

    `họp|meeting` is either. English endings do not matter: "test" finds tests and testing. A word is found where a
    word begins and ends.
    """
    asked = _WORD.findall(unicodedata.normalize("NFC", words).lower())
    return ["|".join(map(_either, one.split("|"))) for one in asked] or None


def _either(one: str) -> str:
    one = one.strip('"')
    return f"({_phrase(one) if ' ' in one else _word(one)})"


def _phrase(phrase: str) -> str:
    return r"\m" + r"\s+".join(map(_escape, phrase.split()))


def _word(word: str) -> str:
    if _HYPHENED.fullmatch(word):
        return _hyphened(word)
    begins = r"\m" if word[0].isalnum() else ""
    if not (word.isascii() and word.isalpha()):
        return f"{begins}{_escape(word)}" + (r"\M" if word[-1].isalnum() else "")
    ways = "|".join(map(_stem, (word, *forms_of(word))))
    return rf"\m({ways})\M" if "|" in ways else rf"\m{ways}\M"


def _hyphened(word: str) -> str:
    """`catch-ups` finds catch-up, catch up and catchup."""
    *parts, last = word.split("-")
    return r"\m" + "[-[:space:]]?".join((*parts, last.removesuffix("s"))) + r"s?\M"


def _stem(word: str) -> str:  # noqa: PLR0911 - a table: one line for each ending
    if len(word) > _SHORTEST_STEM:
        for ending in ("ies", "ied"):
            if word.endswith(ending):
                return f"{word[:-3]}(y|ies|ied|ying)"
        if word.endswith(("ion", "ions")) and len(word) > 2 * _SHORTEST_STEM - 1:
            return f"{word.removesuffix('s')[:-3]}(ion|ions|e|es|ed|ing|s)?"
        for ending in ("ing", "ed"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _SHORTEST_DOUBLED:
                doubled = stem[:-1] if stem[-1] == stem[-2] else stem
                return f"({stem}|{doubled}|{stem}e){_ENDINGS}"
    if len(word) >= _SHORTEST_STEM and word.endswith("s") and not word.endswith("ss"):
        stem = word.removesuffix("es") if word.endswith(("ses", "xes", "ches", "shes")) else word[:-1]
        return f"({stem}|{stem}e?){_ENDINGS}"
    if len(word) >= _SHORTEST_STEM and word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}(y|ies|ied|ying|ys)"
    if len(word) >= _SHORTEST_STEM and word.endswith("e"):
        return f"{word[:-1]}(e|es|ed|ing|er|ers|ement|ements|ion|ions|e's)"
    return f"{word}({word[-1]})?{_ENDINGS}" if len(word) >= _SHORTEST_DOUBLED else word


def _escape(word: str) -> str:
    return re.sub(r"[^\w]", lambda sign: f"\\{sign[0]}", word)


def pattern(text: str) -> str:
    """An ILIKE pattern that finds the text anywhere."""
    return "%" + text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
