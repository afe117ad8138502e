"""An imported page against what the week holds: which row is which entry, and what the file really changed. Pure.

Rows are recognised by what they say, so that ids survive. A field is taken from the file only where the file
differs from the page as it was stored and from the page as it would be exported now; so an edit made here is not
undone by a file that knows nothing of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from weeklog.calendar import Week
from weeklog.hugo import Item, Page
from weeklog.language.characters import composed
from weeklog.sites.content import Line, is_line, line_of
from weeklog.sites.rows import KnownEntry, RowValues, is_entry, values_of

ALIKE: Final = 0.6  # how much of two texts must agree for the one to be the other, edited
ALIKE_ON_SAME_DAYS: Final = 0.45
MOST_COMPARED: Final = 10_000  # lines that changed, each with each: more of them are another list
MOST_WORDS: Final = 60  # by which a line is recognised


@dataclass(frozen=True, slots=True)
class Known:
    """An entry, and the rows that stand for it: on the stored page, and on the page as exported now."""

    entry: KnownEntry
    looks: tuple[RowValues, ...]


@dataclass(frozen=True, slots=True)
class MergedRow:
    entry: KnownEntry | None  # none = new
    page_row: int
    values: RowValues


@dataclass(frozen=True, slots=True)
class Merge:
    rows: tuple[MergedRow, ...]
    removed: tuple[KnownEntry, ...]  # they stood on the stored page, and the file has them no more
    kept: tuple[KnownEntry, ...]  # logged elsewhere, and not on the file


def merge_rows(new: Page, week: Week, known: Sequence[Known]) -> Merge:
    wanted = [(index, values_of(new, index, week)) for index, row in enumerate(new.rows) if is_entry(row)]
    matches = _match([values for _, values in wanted], known)
    rows = tuple(
        MergedRow(found.entry, index, _taken(values, found)) if found else MergedRow(None, index, values)
        for (index, values), found in zip(wanted, matches, strict=True)
    )
    here = {found.entry.id for found in matches if found}
    gone = [one.entry for one in known if one.entry.id not in here]
    return Merge(
        rows,
        removed=tuple(entry for entry in gone if entry.page_row is not None),
        kept=tuple(entry for entry in gone if entry.page_row is None),
    )


def merge_lines(
    new: Sequence[Item], stored: Sequence[Item] | None, exported: Sequence[Item], now: Sequence[Line]
) -> list[Line]:
    """The file's lines in its order, then what the week has beyond the stored page. `stored` is None at the first
    import."""
    said, was = _lines(new), _lines(stored or ())
    if stored is not None and said == was:
        return list(now)
    here = {line.text: line for line in now}
    unchanged = {*was, *_lines(exported)}
    merged = [
        here.get(line.text, line) if line in unchanged else line
        for line in said
        if line.text in here or line not in was
    ]
    held = {line.text for line in (*said, *was)}
    return merged + [line for line in now if line.text not in held]


def merge_share(now: Sequence[Line], shown: Sequence[Line], merged: Sequence[Line]) -> list[Line]:
    """The week's lines, with those that one page alone showed replaced by what that page has now. What another page
    says too is the week's once."""
    left, rest, at = Counter(shown), list[Line](), None
    for line in now:
        if left[line]:
            left[line] -= 1
            at = len(rest) if at is None else at
        else:
            rest.append(line)
    others = Counter(rest)
    fresh: list[Line] = []
    for line in merged:
        if others[line]:
            others[line] -= 1
        else:
            fresh.append(line)
    place = len(rest) if at is None else at
    return [*rest[:place], *fresh, *rest[place:]]


def same_lines(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each line that is there now, which one it was: the one with its words, else one with most of them."""
    by_text: dict[str, list[int]] = defaultdict(list)
    for at, text in reversed(list(enumerate(before))):
        by_text[text].append(at)
    found = [by_text[text].pop() if by_text[text] else None for text in after]
    free = {at: _words(before[at]) for at in sorted(set(range(len(before))) - set(found))}
    new = [index for index, at in enumerate(found) if at is None]
    if len(free) * len(new) > MOST_COMPARED:
        return found
    for index in new:
        words = _words(after[index])
        likeness = {at: _shared(words, others) for at, others in free.items()}
        best = max(likeness, key=lambda at: likeness[at], default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[index] = best
            del free[best]
    return found


def _words(text: str) -> Counter[str]:
    return Counter(text.casefold().split()[:MOST_WORDS])


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _lines(items: Sequence[Item]) -> list[Line]:
    return [line_of(item) for item in items if is_line(item)]


def _taken(values: RowValues, known: Known) -> RowValues:
    """The entry's values, but for the fields that the file changed."""
    fields = {
        name: getattr(values, name)
        for name in RowValues.__dataclass_fields__
        if all(getattr(values, name) != getattr(look, name) for look in known.looks)
    }
    return replace(known.entry.values, **fields)


def _match(wanted: Sequence[RowValues], known: Sequence[Known]) -> list[Known | None]:
    found: list[Known | None] = [None] * len(wanted)
    free = {one.entry.id: one for one in known}
    for strict in (True, False):
        by_key: dict[object, list[Known]] = defaultdict(list)
        for one in free.values():
            for look in one.looks:
                by_key[_key(look, strict=strict)].append(one)
        for index, values in enumerate(wanted):
            same = (one for one in by_key[_key(values, strict=strict)] if one.entry.id in free)
            if found[index] is None and (one := next(same, None)) is not None:
                found[index] = free.pop(one.entry.id)
    _match_edited(wanted, found, list(free.values()))
    return found


def _key(values: RowValues, *, strict: bool) -> object:
    text = " ".join(composed(values.text).split())
    return (text, values.start_on, values.end_on) if strict else text


def _match_edited(wanted: Sequence[RowValues], found: list[Known | None], free: list[Known]) -> None:
    """A row between two known ones is the entry that stood between them, if it is alike."""
    for index, values in enumerate(wanted):
        if found[index] is not None:
            continue
        low = max((_row(one) for one in found[:index] if one), default=-1)
        high = min((row for one in found[index + 1 :] if one and (row := _row(one)) > low), default=None)
        for one in _between(free, low, high):
            if any(_alike(values, look) for look in one.looks):
                found[index] = one
                free.remove(one)
                break


def _row(known: Known) -> int:
    return -1 if known.entry.page_row is None else known.entry.page_row


def _between(free: Sequence[Known], low: int, high: int | None) -> Iterator[Known]:
    for one in list(free):
        if (
            one.entry.page_row is not None
            and one.entry.page_row > low
            and (high is None or one.entry.page_row < high)
        ):
            yield one


def _alike(values: RowValues, look: RowValues) -> bool:
    same_days = (values.start_on, values.end_on) == (look.start_on, look.end_on)
    alike = SequenceMatcher(None, values.text, look.text, autojunk=False).ratio()
    return alike >= (ALIKE_ON_SAME_DAYS if same_days else ALIKE)
