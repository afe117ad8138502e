"""Random texts -> pages -> a real build by Hugo -> read again: each text comes back as it was typed.

    python -m tests.acceptance.typed_texts [N] [--seed SEED]

Every text stands once as an objective, an achievement, a task and the title of a link. Where `hugo` is installed it
builds all the pages at once, and has to show the letters and digits of each plain text.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.unit.hugo.test_typed_text import PIECES, built_site, page_of, row
from weeklog.hugo import Page, Resource

A_PAGE = 50  # texts
MARKUP = frozenset("<>&[]`|*_\\~#:={}")
ALPHABETS = (
    "abc xyz",
    "ạảấầẩ đĐ ơưƯ",
    "日本語 中文",
    "हिन्दी",
    "עברית",
    "é e\u0301",
    "🙂👩‍💻",
    "0123 45.6%",
    "\t\u00a0\u200b",
)


def typed(chance: random.Random) -> str:
    """What a person may type: pieces of markup, of many scripts, or of any code points."""
    how = chance.random()
    if how < 1 / 3:
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))
    elif how < 2 / 3:
        text = "".join(chance.choices(chance.choice(ALPHABETS), k=chance.randint(1, 40)))
    else:
        text = "".join(
            map(
                chr,
                (
                    chance.choice((chance.randint(32, 126), chance.randint(160, 0xD7FF)))
                    for _ in range(chance.randint(1, 40))
                ),
            )
        )
    return text if text.strip() else "word"


def page_with(texts: Sequence[str]) -> Page:
    titles = [" ".join(text.split()) or "link" for text in texts]
    rows = [
        row(text, (Resource(title if title.isprintable() else "link", "https://a.b/c"),))
        for text, title in zip(texts, titles, strict=True)
    ]
    return page_of([(text, None) for text in texts], texts, rows)


def differences(page: Page, texts: Sequence[str]) -> list[str]:
    found = (
        [one.text for one in page.objectives],
        [one.text for one in page.achievements],
        [one.text for one in page.rows],
    )
    return [text for read in found for text, back in zip(texts, read, strict=True) if text != back]


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def not_shown(seen: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The plain texts whose letters the first items of the built page do not show, in their order."""
    return [
        text
        for text, shown in zip(texts, seen, strict=False)
        if MARKUP.isdisjoint(text) and letters(text) != letters(shown)
    ]


def run(count: int, seed: int) -> list[str]:
    """The texts that differ."""
    chance = random.Random(seed)
    texts = [typed(chance) for _ in range(count)]
    parts = [texts[at : at + A_PAGE] for at in range(0, count, A_PAGE)]
    pages = [page_with(part) for part in parts]
    wrong = [text for page, part in zip(pages, parts, strict=True) for text in differences(page, part)]
    if (hugo := shutil.which("hugo")) is None:
        print("`hugo` is not installed; what it shows was not looked at")
        return wrong
    with tempfile.TemporaryDirectory() as folder:
        shown = built_site(hugo, Path(folder), pages)
    return wrong + [text for seen, part in zip(shown, parts, strict=True) for text in not_shown(seen, part)]


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("count", nargs="?", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    wrong = run(given.count, given.seed)
    for text in wrong[:20]:
        print(repr(text))
    print(f"{given.count} texts, {len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
