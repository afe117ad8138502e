import pytest

from weeklog.language.plain_text import plain_text


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("Drew the diagram", "Drew the diagram"),
        ("- Read the handbook\n- Drew the routes", "Read the handbook; Drew the routes"),
        ("- Build a VPC by hand:\n  - Two subnets\n  - Routes", "Build a VPC by hand: Two subnets; Routes"),
        ("one <br> two<br/>three", "one; two; three"),
        ("Set up the VPC\nand its subnets", "Set up the VPC and its subnets"),
        ("1. first\n2) second", "first; second"),
        ("2026 was long - and good", "2026 was long - and good"),
        ("", ""),
    ],
)
def test_lists_become_clauses_and_words_stay(markdown: str, line: str) -> None:
    assert plain_text(markdown) == line
