"""What entries have to contain: quotations, tags, and the words that remain when all others have been
understood. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from weeklog.language.folding import lowered
from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.parse.text import EDGES, TOKEN, Words
from weeklog_chat_worker.models.offline.parse.times.joining import TAKEN
from weeklog_chat_worker.models.offline.query import Flag
from weeklog_chat_worker.tools.entries import StatusFilter

_QUOTED = re.compile(r"[\"“”«»](.{1,80}?)[\"“”«»]")
_HASH = re.compile(r"(?<![\w&])#(?P<tag>[^\W\d][\w./-]*)")


LONGEST: Final = 200
"""Characters of a subject. No entry is found by more words than that, and the tools take little more."""
STATUSES: tuple[StatusFilter, ...] = ("open", "blocked", "doing", "planned", "dropped", "done")


def quotations(left: Words) -> tuple[str, ...]:
    """A quoted phrase is the subject, whatever it says."""
    found = list(_QUOTED.finditer(left.text))
    for match in found:
        left.take(match)
    return within(one for match in found if (one := left.said[match.start(1) : match.end(1)].strip()))


def within(words: Iterable[str]) -> tuple[str, ...]:
    """The first words, with `LONGEST` characters at most."""
    kept: list[str] = []
    room = LONGEST
    for one in words:
        if room <= 0:
            break
        kept.append(one[:room].strip())
        room -= len(one) + 1
    return tuple(kept)


def hash_tag(left: Words) -> str | None:
    match = _HASH.search(left.text)
    if match is None:
        return None
    left.take(match)
    return left.said[match.start("tag") : match.end("tag")].rstrip(".")


def named_tag(left: Words) -> str | None:
    match = left.search(left.words.flags[Flag.TAGGED])
    if match is None:
        return None
    name = next(name for name, value in match.groupdict().items() if value)
    if left.words.compiled(left.words.joints["more tags"]).match(left.text, match.end()):
        blank = " " * (match.start(name) - match.start())
        left.text = f"{left.text[: match.start()]}{blank}{left.text[match.start(name) :]}"
        return None  # several: words of entries' tags are looked for like those of their texts
    found = left.said[match.start(name) : match.end(name)].rstrip(".?")
    left.take(match)
    return found


def presence(left: Words, of: Literal["links", "tags"]) -> bool | None:
    """ "Entries without a link" are a limit, and no question about links; so are "entries with a tag"."""
    for name, is_there in ((f"no {of}", False), (f"with {of}", True)):
        if match := left.search(left.words.joints[name]):
            left.take(match)
            return is_there
    return None


def excluded(left: Words) -> tuple[tuple[str, ...], StatusFilter | None]:
    """ "Apart from meetings and the load test", "except what is planned", "not blocked": taken away, so that
    nothing of it is asked for."""
    for status in STATUSES[1:-1]:
        if negated := left.search(f"{left.words.joints['not in state']}(?:{left.words.statuses[status]})"):
            left.take(negated)
            return (), status
    match = left.search(left.words.joints["except"]) or left.search(left.words.joints["except after"])
    if match is None:
        return (), None
    what = "what" if match["what"] else "what2"
    for status in STATUSES:
        if left.words.compiled(left.words.statuses[status]).search(match[what]):
            left.take(match)
            return (), status
    items = left.words.compiled(left.words.joints["items"]).split(
        left.said[match.start(what) : match.end(what)]
    )
    found = tuple(" ".join(subject_of(Words(_owner(item, left.words), left.words))) for item in items)
    if any(found):
        left.take(match)
        _take_rest(left, match.end())
    return tuple(one for one in found if one), None


def _owner(item: str, words: Vocabulary) -> str:
    """ "Leave out Emma's order": all that says Emma, as no entry need say both."""
    match = words.compiled(words.joints["owner"]).search(item)
    return match["owner"] if match else item


def _take_rest(left: Words, end: int) -> None:
    """ "Without the meetings, what is left?": all else, and not only what is still open."""
    rest = left.words.compiled(left.words.joints["except rest"]).search(left.text, end)
    if rest:
        left.take(rest)


def verb_of(left: Words) -> str:
    match = left.search(left.words.flags[Flag.VERB])
    return left.said[match.start("verb") : match.end("verb")] if match else ""


def counted_noun(left: Words) -> str:
    """ "How many bugs": what is counted. Taken before the question's own words are."""
    match = left.search(left.words.flags[Flag.COUNTED])
    return left.said[match.start("noun") : match.end("noun")] if match else ""


def subject_of(left: Words) -> tuple[str, ...]:
    """English: each word by itself. Vietnamese: words that stand together are one phrase, as its words are
    several syllables."""
    whole = _spans(left)
    text = left.words.filler.sub(
        lambda match: match[0] if _is_within(match, whole) else " " * len(match[0]), left.text
    )
    kept = left.words.compiled(left.words.joints["kept"])
    words: list[str] = []
    last_end = -1
    for match in TOKEN.finditer(text):
        word = left.said[match.start() : match.end()].strip(EDGES)
        word = re.sub(r"'s$", "", word)
        if not any(map(str.isalnum, word)) or (
            lowered(word) in left.words.fillers
            and not (_is_kept(match, (text, left.text), kept) or _is_within(match, whole))
        ):
            continue
        gap = left.whole[last_end : match.start()] if words else ""
        joins = left.words.code == "vi" or _is_one(whole, last_end, match.start())
        joins = joins and not _is_beside_name(left.names, last_end, match.start())
        if gap == " " and joins:
            words[-1] = f"{words[-1]} {word}"
        elif _is_also(gap, left.whole[match.end() :]) or left.words.compiled(
            left.words.joints["or"]
        ).fullmatch(gap):
            words[-1] = f"{words[-1]}|{word}"
        else:
            words.append(word)
        last_end = match.end()
    parted = (part for word in words for part in _without_doing(word, left.words))
    return within(_merged(tuple(parted), left.words))


def soft_of(left: Words) -> tuple[str, ...]:
    """Fillers that are words of work in other sentences: "focus", "record", "split". They may be what is
    asked about."""
    words = (left.said[match.start() : match.end()].strip(EDGES) for match in TOKEN.finditer(left.text))
    return within(word for word in dict.fromkeys(map(lowered, words)) if word in left.words.soft)


def _without_doing(phrase: str, words: Vocabulary) -> tuple[str, ...]:
    """ "sửa lỗi đăng nhập", "phong vũ biểu sửa": a verb of doing, and what is done to it."""
    if words.code != "vi" or lowered(phrase) in words.compounds:
        return (phrase,)
    phrase = _without_classifier(phrase, words)
    doing = words.joints["doing"]
    if verb := words.compiled(rf"(?:{doing})(?=\s)").match(lowered(phrase)):
        return (phrase[: verb.end()], phrase[verb.end() :].strip())
    if verb := words.compiled(rf"(?<=\s)(?:{doing})$").search(lowered(phrase)):
        return (phrase[: verb.start()].strip(), phrase[verb.start() :])
    return (phrase,)


def _without_classifier(phrase: str, words: Vocabulary) -> str:
    """ "ca Miu", "vụ mái tôn", "con máy cũ": rows need not say of what kind a thing is. A compound is one word."""
    if words.compound.match(lowered(phrase)):
        return phrase
    match = words.compiled(rf"^(?:{words.joints['classifier']})\s+(?=\S)").match(phrase)
    if match is None:
        match = words.compiled(rf"^(?:{words.joints['classifier of one']})\s+(?=\S)").match(phrase)
    rest = phrase[match.end() :] if match else ""
    is_name = rest[:1].isupper() or (rest.isascii() and not words.plain)
    if not rest or rest[0].isdigit() or (words.plain and not is_name):
        return phrase
    return rest if is_name or " " in rest or (match and _is_of_kind(match[0], words)) else phrase


def _is_of_kind(said: str, words: Vocabulary) -> bool:
    """Words that say nothing of a thing: "vụ", "đợt"; one that counts animals may be part of what is meant."""
    return words.compiled(rf"(?:{words.joints['classifier']})\s+").fullmatch(said) is not None


def _is_also(gap: str, rest: str) -> bool:
    """ "Complaints (queries)": another name of the same."""
    return gap == " (" and rest.startswith(")")


def _spans(left: Words) -> list[tuple[int, int]]:
    """Where words of several syllables stand."""
    return [match.span() for match in left.words.compound.finditer(left.text)]


def _is_one(spans: Sequence[tuple[int, int]], end: int, start: int) -> bool:
    """Whether two words are parts of one compound: "time zones"."""
    return any(first < end and start < last for first, last in spans)


def _is_beside_name(names: Sequence[tuple[int, int]], end: int, start: int) -> bool:
    """A time that is part of a name may stand apart from its noun: "họp cuối tuần", "họp vào cuối tuần"."""
    return any(end == last or start == first for first, last in names)


def _is_kept(match: re.Match[str], texts: Sequence[str], kept: re.Pattern[str]) -> bool:
    """Whether a little word is what is asked about: "how many plan entries", whatever of its sentence is left."""
    return any(kept.match(one, match.start()) for one in texts)


def _is_within(match: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


def _merged(words: Sequence[str], table: Vocabulary) -> Iterator[str]:
    before = ""
    for word in words:
        together = table.merged.get(f"{lowered(before)} {lowered(word)}") if before else None
        if together is None and before:
            yield before
        before = together or word
    if before:
        yield before


def topical_of(left: Words, subject: Sequence[str]) -> frozenset[str]:
    """Words after "about", "on", "with", and those that stand together with them; words before "tasks", "entries"."""
    found: set[str] = set()
    said = lowered(left.said)
    for topic in left.words.compiled(left.words.flags[Flag.TOPIC]).finditer(left.whole):
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
