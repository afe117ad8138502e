"""Comparing two texts: what is shown makes both of them again, and no pair of texts takes long."""

import random
import time
from collections.abc import Callable

import pytest

from weeklog_api.artifacts.compare import MOST_LINES, line_diff

Texts = tuple[list[str], list[str]]


def check(left: list[str], right: list[str]) -> int:
    """How many lines differ; fails when the lines do not make both texts again."""
    lines = line_diff("\n".join(left), "\n".join(right))
    assert lines is not None
    assert [line.text for line in lines if line.left is not None] == left
    assert [line.text for line in lines if line.right is not None] == right
    assert [line.left for line in lines if line.left] == list(range(1, len(left) + 1))
    assert [line.right for line in lines if line.right] == list(range(1, len(right) + 1))
    assert all((line.change == "same") == bool(line.left and line.right) for line in lines)
    return sum(line.change != "same" for line in lines)


def test_what_differs_is_told_shortly() -> None:
    assert check(["a", "b", "c"], ["a", "x", "c"]) == 2
    assert check(["a"] * 50, ["a"] * 60) == 10
    assert check(list("abcabba"), list("cbabac")) == 5
    assert check(["{", "a", "}", "{", "b", "}"], ["{", "a", "}", "{", "new", "}", "{", "b", "}"]) == 3
    assert check([str(one) for one in range(3000)], [str(one) for one in range(0, 3000, 2)]) == 1500
    assert check([], []) == check(["a"], ["a"]) == 0
    assert check([], ["a"]) == check(["a"], []) == 1
    assert line_diff("a\n" * (MOST_LINES + 1), "a") is None


def test_it_makes_both_texts_again_whatever_they_are() -> None:
    chance = random.Random(7)
    for _ in range(400):
        words = [str(one) for one in range(chance.choice((1, 2, 5, 40)))]
        left, right = (chance.choices(words, k=chance.randrange(30)) for _ in range(2))
        check(left, right)


def alternating() -> Texts:
    """Half of the lines in common, forty times each, and the other half in one text alone: a search that begins anew
    after each line it has found takes a quarter of a minute."""
    common = [f"c{number % 50}" for number in range(MOST_LINES // 2)]
    return (
        [line for number, one in enumerate(common) for line in (one, f"l{number}")],
        [line for number, one in enumerate(common) for line in (one, f"r{number}")],
    )


def two_words() -> Texts:
    chance = random.Random(1)
    left, right = (chance.choices("ab", k=MOST_LINES) for _ in range(2))
    return left, right


def far_apart() -> Texts:
    return ["a"] * MOST_LINES, ["b", *["a"] * (MOST_LINES - 3), "b", "b"]


def shuffled() -> Texts:
    lines = [str(one) for one in range(MOST_LINES)]
    return lines, random.Random(1).sample(lines, MOST_LINES)


def twice_each() -> Texts:
    lines = [str(one // 2) for one in range(MOST_LINES)]
    return random.Random(1).sample(lines, MOST_LINES), random.Random(2).sample(lines, MOST_LINES)


@pytest.mark.parametrize("make", [alternating, two_words, far_apart, shuffled, twice_each])
def test_the_hardest_texts_take_less_than_some_seconds(make: Callable[[], Texts]) -> None:
    left, right = make()
    began = time.process_time()
    check(left, right)
    taken = time.process_time() - began
    print(f"{make.__name__}: {taken:.2f} s")
    assert taken < 4  # on a slow machine; a third of a second here
