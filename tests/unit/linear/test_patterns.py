import pytest

from tests.support.linear_patterns import fault_of


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r"(a+)+b", "exponential"),
        (r"(ab|ab*)*c", "exponential"),
        (r"(\s+|%%[^\n]*\n)*x", "exponential"),
        (r"(?:\d{1,9})*x", "exponential"),
        (r"\s+$", "quadratic"),
        (r"\d+\d+x", "quadratic"),
        (r"<a\s[^>]*?href", "quadratic"),
        (r"(?:ab)+x", "quadratic"),
        (r"\w+", None),
        (r"(?<!\w)\w+#", None),
        (r"\b\w+#", None),
        (r"<a\s[^<>]*?href", None),
        (r"(?<!,)(?:a+,)*c", "quadratic"),
        (r"<[^<>]{0,200}>", None),
    ],
)
def test_a_search_is_judged(pattern: str, fault: str | None) -> None:
    assert fault_of(pattern, 0, searched=True, whole=False) == fault


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r"\s*x", None),
        (r"\s*:?\s*x", "quadratic"),
        (r"\s*(?::\s*)?x", None),
        (r"(?:\d{1,3},?)*", "exponential"),
    ],
)
def test_a_match_of_the_whole_text_is_judged(pattern: str, fault: str | None) -> None:
    assert fault_of(pattern, 0, searched=False, whole=True) == fault
