"""Whatever a person types comes back from its page as it was typed, and Hugo shows it."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from weeklog.hugo import (
    Content,
    ContentItem,
    ContentRow,
    Page,
    Resource,
    WeekInfo,
    content_of,
    new_page,
    read_page,
    write_page,
)
from weeklog.language.code_spans import code_spans

FIRST, LAST = date(2026, 10, 19), date(2026, 10, 25)
PIECES = (
    "{{<", "{{%", ">}}", "%}}", "/*", "*/", "`", "``", "```", "~~~", "|", "\\", "\\|", "<br>", "<br/>", "<!--", "-->",
    "<code >",
    "</code>", "- ", "  - ", "    - ", "* ", "+ ", "1. ", "10) ", "# ", "---", "===", "> ", "[x] ", "[ ] ",
    "[ref]: http://a.b",
    "&nbsp;", "&#0124;", "&#032;", "&#00124;", "&amp;", "\n", "\n\n", "\n\n\n", " ", "  ", "word", "two words",
    "<div>", "<b>",
    "| a | b |", "|---|---|", ": ", "**", "*x*", "http://x.y/z_(a)", "\\#", "\\-", "1\\.", "{\\{<", "{{</* x */>}}",
    "{{< x >}}",
    "{{% /n %}}", "`a|b`", "C:\\", "•", "&emsp;+ ", "họp", "हिन्दी", "\u00a0", "\u3000", "\u2028", "List<String>",
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
).filter(str.strip)
TITLE = ANY_TEXT.map(str.strip).filter(
    lambda text: text and not any(ord(one) < 160 and not one.isprintable() for one in text)
)
ADDRESS = st.sampled_from(
    ["https://a.b/c", "https://e.f/(x)", "https://e.f/a|b", "mailto:a@b.c", "https://a.b/c_d*e"]
)
RESOURCE = st.one_of(TITLE.map(Resource), st.builds(Resource, TITLE, ADDRESS))


def page_of(objectives: Sequence[tuple[str, bool | None]], achievements: Sequence[str],
    rows: Sequence[ContentRow]) -> Page:  # fmt: skip
    content = Content(
        tuple(ContentItem(text, done) for text, done in objectives),
        tuple(rows),
        tuple(ContentItem(text) for text in achievements),
    )
    raw = new_page(content, WeekInfo(1, FIRST, LAST), language="en")
    return read_page(raw, "content/week1/_index.md")


def row(text: str, resources: tuple[Resource, ...] = ()) -> ContentRow:
    return ContentRow(text, "", FIRST, FIRST, resources)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(ANY_TEXT, st.booleans()), max_size=3),
    st.lists(ANY_TEXT, max_size=3),
    st.lists(st.tuples(ANY_TEXT, st.lists(RESOURCE, max_size=2).map(tuple)), max_size=3),
)
def test_any_text_is_read_back_as_it_was_typed(
    objectives: list[tuple[str, bool]],
    achievements: list[str],
    rows: list[tuple[str, tuple[Resource, ...]]],
) -> None:
    page = page_of(objectives, achievements, [row(text, links) for text, links in rows])
    assert [(item.text, item.done) for item in page.objectives] == objectives
    assert [item.text for item in page.achievements] == achievements
    assert [one.text for one in page.rows] == [text for text, _ in rows]
    assert [[(link.title, link.url) for link in one.resources] for one in page.rows] == [
        [(link.title, link.url) for link in links] for _, links in rows
    ]
    assert write_page(page, content_of(page)) == page.raw


@pytest.mark.parametrize("text", ["\n{{<d>", "{{<d>\n", "\n\n{{<a\n\n\nb>", "- x\n{{%d>\n"])
def test_line_ends_are_kept_where_everything_is_escaped(text: str) -> None:
    page = page_of([(text, None)], [text], [row(text)])
    assert [one.text for one in (*page.objectives, *page.achievements, *page.rows)] == [text] * 3


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_an_edit_of_any_text_is_read_back_and_touches_nothing_else(before: str, after: str) -> None:
    page = page_of([(before, None), ("other", True)], [], [row(before), row("other")])
    content = content_of(page)
    edited = Content(
        (ContentItem(after, None, 0, 0), *content.objectives[1:]),
        (ContentRow(after, content.rows[0].day_label, FIRST, FIRST, origin=0), *content.rows[1:]),
        content.achievements,
    )
    now = read_page(write_page(page, edited), page.path)
    assert [item.text for item in now.objectives] == [after, "other"]
    assert [one.text for one in now.rows] == [after, "other"]


SHOWN = (
    ("# of users counted", "# of users counted"),
    ("---", "---"),
    ("~~~", "~~~"),
    ("```", "```"),
    ("<!-- note", "<!-- note"),
    ("<!-- a --> b", "<!-- a --> b"),
    ("<!--more-->", "<!--more-->"),
    ("[ref]: http://a.b", "[ref]: http://a.b"),
    ("[^1]: foot", "[^1]: foot"),
    ("    four", "four"),
    ("* a", "* a"),
    ("1. x", "1. x"),
    ("10) y", "10) y"),
    ("> q", "> q"),
    ("[x] boxed", "[x] boxed"),
    ("C:\\", "C:\\"),
    ("`C:\\tmp`", "C:\\tmp"),
    ("`a\\|b`", "a\\|b"),
    ("`a\\\\|b`", "a\\\\|b"),
    ("a\\|b", "a|b"),
    ("a\\\\|b", "a\\|b"),
    ("x \\\\\\| y", "x \\| y"),
    ("a | b", "a | b"),
    ("use <br> here", "use <br> here"),
    ("`<br>`", "<br>"),
    ("List<String> and Map<K, V>", "List<String> and Map<K, V>"),
    ("{{<", "{{<"),
    ("half {{%", "half {{%"),
    ("`{{<`", "{{<"),
    ("{{< nosuch >}}", "{{< nosuch >}}"),
    ("`{{< x >}}`", "{{< x >}}"),
    ("{{</* ok */>}}", "{{</* ok */>}}"),
    ("{{% notice %}} hi {{% /notice %}}", "{{% notice %}} hi {{% /notice %}}"),
    ("{\\{< x", "{{< x"),
    ("**bold** and `code`", "bold and code"),
    ("run `a\nb` now", "run a b now"),
    ("a\n- sub", "a - sub"),
    ("term\n: def", "term : def"),
    ("title\n===", "title ==="),
    ("| a | b |\n|---|---|", "| a | b | |---|---|"),
)


@pytest.fixture(scope="module")
def hugo() -> str:
    program = shutil.which("hugo")
    if program is None:
        pytest.skip("`hugo` is not installed; what it shows was not looked at")
    return program


class _Words(HTMLParser):
    """The words of each cell and each item, line breaks as spaces."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "li"):
            self.found.append("")
            self._open = True
        elif tag == "br" and self._open:
            self.found[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in ("td", "li")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1] += data


def built_site(hugo: str, folder: Path, pages: Sequence[Page]) -> list[list[str]]:
    """What a reader sees in each item and cell of each page, by one real build."""
    (folder / "layouts" / "_default").mkdir(parents=True)
    for number, page in enumerate(pages, 1):
        (folder / "content" / f"week{number}").mkdir(parents=True)
        (folder / "content" / f"week{number}" / "_index.md").write_bytes(page.raw)
    for name in ("list", "single"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text("{{ .Content }}")
    (folder / "config.toml").write_text(
        'baseURL = "http://localhost/"\n[markup.goldmark.renderer]\n'
        "unsafe = true\n[markup.goldmark.extensions]\ntypographer = false\nlinkify = false\n"
    )
    done = subprocess.run([hugo, "--quiet", "-s", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [_seen(folder / "public" / f"week{number}" / "index.html") for number in range(1, len(pages) + 1)]


def _seen(file: Path) -> list[str]:
    words = _Words()
    words.feed(file.read_text())
    return [" ".join(one.split()) for one in words.found]


def test_hugo_shows_what_was_typed(hugo: str, tmp_path: Path) -> None:
    texts = [text for text, _ in SHOWN]
    page = page_of([(text, None) for text in texts], ["done"], [row(text) for text in texts])
    (seen,) = built_site(hugo, tmp_path, [page])
    count = len(texts)
    expected = [shown for _, shown in SHOWN]
    assert seen[:count] == expected
    assert seen[count + 1 : count + 5 * count : 5] == expected


INLINE = st.lists(
    st.sampled_from(
        ["{{<", "{{%", ">}}", "%}}", "/*", "*/", "`", "``", "|", "\\", "\\|", "{\\{%", "# ", "- ", "1. ", "> ", "[x] ",
            "[", "]", "(", ")",
         "!", " ", "word", "two words", "*", "**", "_", "&amp;", "&#0124;", "C:\\", "•", "%", "{", "}", "họp", "=",
         "+"]
    ),
    min_size=1, max_size=12,
).map("".join).map(str.strip).filter(bool)  # fmt: skip


def _as_markdown_shows(text: str) -> str:
    words = _Words()
    words.feed(f"<li>{MarkdownIt('commonmark').renderInline(text)}</li>")
    return " ".join(words.found[0].split())


def _texts(count: int) -> Iterator[str]:
    """Lines that only inline syntax can change. The reference has no opinion on what stands in half a code span."""
    found: list[str] = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(INLINE)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return iter(dict.fromkeys(found))


def test_hugo_shows_random_lines_as_markdown_does(hugo: str, tmp_path: Path) -> None:
    texts = list(_texts(200))
    page = page_of([(text, None) for text in texts], ["done"], [row(text) for text in texts])
    (seen,) = built_site(hugo, tmp_path, [page])
    count = len(texts)
    expected = [_as_markdown_shows(text) for text in texts]
    items = [(a, b, c) for a, b, c in zip(texts, seen, expected, strict=False) if b != c]
    cells = [
        (a, b, c)
        for a, b, c in zip(texts, seen[count + 1 : count + 5 * count : 5], expected, strict=True)
        if b != c
    ]
    assert (items, cells) == ([], [])


def test_a_shortcode_that_its_author_wrote_stays_one() -> None:
    raw = page_of([], [], [row("see")]).raw.replace(b"| see |", b'| see {{< ref "a.md" >}} |')
    page = read_page(raw, "content/week1/_index.md")
    text = 'see {{< ref "a.md" >}}'
    assert page.rows[0].text == text
    content = content_of(page)
    edited = Content(
        (), (ContentRow(f"{text} and {{{{< x >}}}}", "2", FIRST, FIRST, origin=0),), content.achievements
    )
    assert b'| see {{< ref "a.md" >}} and {{</* x */>}} |' in write_page(page, edited)


@pytest.mark.parametrize("below", ["{{% /notice %}}", "{{< /tab >}}", "A sentence below the table."])
def test_a_new_row_is_the_tables_last_whatever_stands_below_it(below: str) -> None:
    raw = page_of([], [], [row("one"), row("two")]).raw
    lines = raw.decode().split("\n")
    at = max(number for number, line in enumerate(lines) if line.startswith("|")) + 1
    lines.insert(at, below)
    page = read_page("\n".join(lines).encode(), "content/week1/_index.md")
    assert [one.text for one in page.rows] == ["one", "two"]
    content = content_of(page)
    written = write_page(
        page, Content(content.objectives, (*content.rows, row("three")), content.achievements)
    )
    now = written.decode().split("\n")
    assert now[at] == "| 2 | three | 10/19/2026 | 10/19/2026 |  |"
    assert now[at + 1] == below


def test_code_is_between_runs_of_as_many_backticks() -> None:
    text = "a `b` \\`c` ``d`e`` `f"
    assert [text[start:end] for start, end in code_spans(text)] == ["`b`", "` ``d`"]
