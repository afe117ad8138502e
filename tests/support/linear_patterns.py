"""Which regular expressions take more than linear time on some text.

A pattern is read as an automaton whose states are its characters (Glushkov). It is exponential when one text leads
from a state back to itself in two ways; it is quadratic when one text can be split between two loops in several
places. A search is a loop before the pattern. Python tries all those ways when the rest of the pattern does not
match.

What is judged is only ever too strict: lookaheads and back references are left out. Patterns that are refused for no
reason are named, with the reason why they are linear, by the test that uses this.
"""

import re._constants as op
import re._parser as parser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

MANY = 10  # a repeat of more is taken for one without end where it is repeated itself
_SAMPLES = "aZéậЖ0९ _\n\t\u00a0-.…#\u0300"
_IS = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
}
_IS_NOT = {
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
}


@dataclass
class Part:
    """Of a pattern: what it begins and ends with, and whether it may be empty. A guard is the set of characters,
    one of which must stand before what comes next."""

    first: dict[int, int] = field(default_factory=dict)  # state -> guard
    last: set[int] = field(default_factory=set)
    empty: bool = True
    guard: int = -1


class Automaton:
    def __init__(self, pattern: str | bytes, flags: int, *, searched: bool, whole: bool) -> None:
        if isinstance(pattern, bytes):
            pattern = pattern.decode("latin-1")
        parsed = parser.parse(pattern, flags & ~256 if flags & 256 else flags)
        self.ignores_case = bool(parsed.state.flags & 2)
        self.sees_ends = bool(parsed.state.flags & 16)
        self.alphabet = _alphabet(parsed, self.ignores_case)
        self.all = (1 << len(self.alphabet)) - 1
        self.masks: list[int] = []
        self._of_item: dict[str, int] = {}
        self.follow: dict[int, dict[int, int]] = {}
        self.doubled: set[tuple[int, int]] = set()  # followed in two ways
        self.fails_at_the_end = whole
        start = self._leaf(self.all) if searched else None
        part = self._sequence(parsed, in_loop=False)
        if start is not None:
            self._join({next(iter(start.first))}, start.first)
            self._join(start.last, part.first)
        self.accepting: set[int] = set() if self.fails_at_the_end else part.last

    def is_exponential(self) -> bool:
        loops = self._loops()
        doubled = any(
            a in loops and loops[a] is loops.get(b) and b not in self.accepting for a, b in self.doubled
        )
        return doubled or any(self._two_ways_back(state, inside) for state, inside in loops.items())

    def is_quadratic(self) -> bool:
        loops = self._loops()
        return any(
            (p, q, q) in self._reach((p, p, q), [loops[p], set(self.follow), loops[q]])
            for p, q in product(loops, loops)
            if p != q and not loops[q] & self.accepting
        )

    def _loops(self) -> dict[int, set[int]]:
        """States that can be come back to, each with the others of its loops."""
        component = _components({a: list(after) for a, after in self.follow.items()})
        members: dict[int, set[int]] = {}
        for state, root in component.items():
            members.setdefault(root, set()).add(state)
        return {
            state: members[root]
            for state, root in component.items()
            if len(members[root]) > 1 or state in self.follow[state]
        }

    def _two_ways_back(self, state: int, inside: set[int]) -> bool:
        if state in self.accepting:
            return False
        forward = self._reach((state, state), [inside, inside])
        return any(a != b and (state, state) in self._reach((a, b), [inside, inside]) for a, b in forward)

    def _reach(self, start: tuple[int, ...], allowed: list[set[int]]) -> set[tuple[int, ...]]:
        seen: set[tuple[int, ...]] = set()
        waiting = [start]
        while waiting:
            at = waiting.pop()
            before = self._shared(at)
            for nexts in product(*(self.follow.get(s, {}).items() for s in at)):
                states = tuple(state for state, _ in nexts)
                guards = before
                for _, guard in nexts:
                    guards &= guard
                if states in seen or not guards or not self._shared(states):
                    continue
                if all(s in these for s, these in zip(states, allowed, strict=True)):
                    seen.add(states)
                    waiting.append(states)
        return seen

    def _shared(self, states: Iterable[int]) -> int:
        mask = self.all
        for state in states:
            mask &= self.masks[state]
        return mask

    def _sequence(self, items: Iterable[Any], *, in_loop: bool) -> Part:
        whole = Part()
        for item in items:
            part = self._item(item, in_loop=in_loop)
            self._join(whole.last, part.first, whole.guard)
            if whole.empty:
                for state, guard in part.first.items():
                    whole.first[state] = guard & whole.guard
            if part.empty:
                whole.last |= part.last
                whole.guard &= part.guard
            else:
                whole.last, whole.empty, whole.guard = part.last, False, part.guard
        return whole

    def _item(self, item: tuple[Any, Any], *, in_loop: bool) -> Part:
        kind, said = item
        match kind:
            case op.SUBPATTERN | op.ATOMIC_GROUP:
                return self._sequence(said[3] if kind == op.SUBPATTERN else said, in_loop=in_loop)
            case op.BRANCH:
                return self._either([self._sequence(one, in_loop=in_loop) for one in said[1]])
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                return self._repeat(*said, in_loop=in_loop)
            case op.ASSERT | op.ASSERT_NOT:
                return self._assertion(kind, *said)
            case op.AT:
                return self._boundary(said)
            case _:
                back = kind in (op.GROUPREF, op.GROUPREF_EXISTS)
                return self._leaf(self.all if back else self._mask(item))

    def _repeat(self, least: int, most: Any, repeated: Iterable[Any], *, in_loop: bool) -> Part:
        endless = most == op.MAXREPEAT
        loops = endless or (in_loop and most > 1)
        part = self._sequence(repeated, in_loop=in_loop or endless or most >= MANY)
        if loops:
            self._join(part.last, part.first)
        part.empty = part.empty or not least
        if not least:
            part.guard = -1
        return part

    def _either(self, parts: list[Part]) -> Part:
        whole = Part(empty=any(part.empty for part in parts), guard=-1)
        for part in parts:
            whole.first |= part.first
            whole.last |= part.last
        return whole

    def _assertion(self, kind: Any, direction: int, said: Any) -> Part:
        if direction > 0:
            self.fails_at_the_end = True  # it may stand behind the last character, and refuse it
            return Part()
        if len(said) != 1 or said[0][0] not in (op.IN, op.LITERAL, op.NOT_LITERAL, op.ANY):
            return Part()
        mask = self._mask(said[0])
        return Part(guard=mask if kind == op.ASSERT else self.all & ~mask)

    def _boundary(self, where: Any) -> Part:
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return Part(guard=self._of("\n") if where == op.AT_BEGINNING and self.sees_ends else 0)
        self.fails_at_the_end = True
        if where == op.AT_BOUNDARY:
            return Part(guard=_WORD_EDGE)
        return Part()

    def _of(self, characters: str) -> int:
        return sum(1 << n for n, c in enumerate(self.alphabet) if c in characters)

    def _leaf(self, mask: int) -> Part:
        state = len(self.masks)
        self.masks.append(mask)
        self.follow[state] = {}
        return Part({state: -1}, {state}, empty=False)

    def _join(self, last: Iterable[int], first: dict[int, int], guard: int = -1) -> None:
        for a, (b, own) in product(last, first.items()):
            if b in self.follow[a]:
                self.doubled.add((a, b))
            both = (
                guard & own if _WORD_EDGE not in (guard, own) else self._edge(b) & _plain(guard) & _plain(own)
            )
            self.follow[a][b] = self.follow[a].get(b, 0) | both

    def _edge(self, state: int) -> int:
        words = sum(1 << n for n, c in enumerate(self.alphabet) if c.isalnum() or c == "_")
        mask = self.masks[state]
        if not mask & ~words:
            return self.all & ~words
        return words if not mask & words else self.all

    def _mask(self, item: tuple[Any, Any]) -> int:
        said = repr(item)
        if said not in self._of_item:
            self._of_item[said] = sum(1 << n for n, c in enumerate(self.alphabet) if self._fits(item, c))
        return self._of_item[said]

    def _fits(self, item: tuple[Any, Any], character: str) -> bool:
        forms = {character, character.lower(), character.upper()} if self.ignores_case else {character}
        return any(_fits(item, one) for one in forms if len(one) == 1)


_WORD_EDGE = -2


def _plain(guard: int) -> int:
    return -1 if guard == _WORD_EDGE else guard


def _fits(item: tuple[Any, Any], character: str) -> bool:
    kind, said = item
    match kind:
        case op.LITERAL:
            return ord(character) == said
        case op.NOT_LITERAL:
            return ord(character) != said
        case op.ANY:
            return True
        case op.RANGE:
            return said[0] <= ord(character) <= said[1]
        case op.CATEGORY:
            return not _IS[_IS_NOT[said]](character) if said in _IS_NOT else _IS[said](character)
        case op.IN:
            negated = said[0][0] == op.NEGATE
            return negated != any(_fits(one, character) for one in said if one[0] != op.NEGATE)
        case _:
            raise NotImplementedError(f"{kind} in a pattern")


def _alphabet(parsed: Any, ignores_case: bool) -> list[str]:
    found = set(_SAMPLES)
    for kind, said in _leaves(parsed):
        codes = said if kind == op.RANGE else (said,) if kind in (op.LITERAL, op.NOT_LITERAL) else ()
        found |= {chr(code) for code in codes}
    if ignores_case:
        found |= {form for c in found for form in (c.lower(), c.upper()) if len(form) == 1}
    return sorted(found)


def _leaves(parsed: Any) -> Iterator[tuple[Any, Any]]:
    for item in parsed:
        if isinstance(item, parser.SubPattern):
            yield from _leaves(item)
        elif isinstance(item, tuple | list):
            if len(item) == 2 and item[0] in (op.LITERAL, op.NOT_LITERAL, op.RANGE):
                yield item[0], item[1]
            else:
                yield from _leaves([one for one in item if isinstance(one, tuple | list | parser.SubPattern)])


def _components(edges: dict[int, list[int]]) -> dict[int, int]:
    """Strongly connected ones (Kosaraju), without recursion."""
    order: list[int] = []
    seen: set[int] = set()
    for root, first in edges.items():
        stack = [(root, iter(first))] if root not in seen else []
        seen.add(root)
        while stack:
            state, after = stack[-1]
            following = next((s for s in after if s not in seen), None)
            if following is None:
                order.append(stack.pop()[0])
            else:
                seen.add(following)
                stack.append((following, iter(edges[following])))
    back: dict[int, list[int]] = {s: [] for s in edges}
    for a, after in edges.items():
        for b in after:
            back[b].append(a)
    component: dict[int, int] = {}
    for root in reversed(order):
        waiting = [root]
        while waiting:
            state = waiting.pop()
            if state not in component:
                component[state] = root
                waiting += back[state]
    return component


def fault_of(pattern: str | bytes, flags: int, *, searched: bool, whole: bool) -> str | None:
    """`exponential`, `quadratic`, or none when the pattern is linear."""
    automaton = Automaton(pattern, flags, searched=searched, whole=whole)
    if automaton.is_exponential():
        return "exponential"
    return "quadratic" if automaton.is_quadratic() else None
