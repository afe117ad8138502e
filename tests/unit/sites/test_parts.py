"""A file of several weeks goes in as a page a week, and comes out as the file it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.hugo import read_page, split_weeks
from weeklog.sites.file import File
from weeklog.sites.parts import in_one, in_parts, whole_of

OPENINGS = (
    "## Week {}",
    "## Minggu {}",
    "## Tuần {}",
    "## Semana {}",
    "## 第{}周",
    "## Week {}: tasks",
    "**Week {}**",
    "# Tuần thứ {}",
    "### WEEK-{}",
)


def file_of(opening: str, weeks: list[int], newline: str = "\n") -> bytes:
    lines = ["# Log of my placement", ""]
    for week in weeks:
        lines += [
            opening.format(week),
            "",
            "| Task | Status |",
            "| --- | --- |",
            f"| Chore {week} | Done |",
            "",
        ]
    return newline.join(lines).encode()


@pytest.mark.parametrize("opening", OPENINGS)
@given(
    weeks=st.lists(st.integers(1, 60), min_size=2, max_size=8, unique=True).map(sorted),
    newline=st.sampled_from(("\n", "\r\n")),
    bom=st.booleans(),
)
def test_each_week_is_a_page_and_the_pages_are_the_file(
    opening: str, weeks: list[int], newline: str, bom: bool
) -> None:
    raw = (b"\xef\xbb\xbf" if bom else b"") + file_of(opening, weeks, newline)
    parts = split_weeks(raw, "logs/log.md")
    assert [week for week, _ in parts] == weeks
    assert b"".join(part for _, part in parts) == raw


@pytest.mark.parametrize("opening", OPENINGS)
def test_lists_below_the_weeks_are_their_tasks(opening: str) -> None:
    raw = "".join(f"{opening.format(week)}\n\n- Dug {week}\n- Tiled {week}\n\n" for week in (1, 2)).encode()
    parts = split_weeks(raw, "logs/log.md")
    assert [[row.text for row in read_page(part).rows] for _, part in parts] == [
        [f"Dug {week}", f"Tiled {week}"] for week in (1, 2)
    ]


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("1.3-Week3/_index.md", file_of("## Week {}", [3, 4])),
        ("log.md", file_of("## Week {}", [3, 3])),
        ("log.md", file_of("## Week {}", [4, 3, 5])),
        ("2026-10-19.md", file_of("## Week {}", [3, 4])),
        ("log.md", file_of("## Plan for next week (week {})", [4, 5])),
        ("log.md", b'---\ntitle: "Week 3"\n---\n' + file_of("## Week {}", [3, 4])),
        ("log.md", b"## Week 1\n\n## Week 2\n"),
        ("log.md", b""),
    ],
)
def test_a_page_of_one_week_stays_one(path: str, raw: bytes) -> None:
    assert split_weeks(raw, path) == ()


def test_parts_are_named_after_their_file_and_joined_in_it() -> None:
    raw = file_of("## Week {}", [1, 2])
    parts = in_parts([File("logs/log.md", raw), File("week3.md", b"x")])
    assert [part.path for part in parts] == ["logs/log.md/week-1.md", "logs/log.md/week-2.md", "week3.md"]
    assert in_one({part.path: (part.raw, part.raw) for part in parts}) == {
        "logs/log.md": (raw, raw),
        "week3.md": (b"x", b"x"),
    }
    assert whole_of("logs/log.md/week-2.md") == "logs/log.md"
    assert whole_of("logs/week-2.md") == "logs/week-2.md"
