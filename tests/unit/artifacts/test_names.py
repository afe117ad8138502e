import pytest

from weeklog_api.artifacts.names import file_name

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "name",
    [
        "a.png",
        "a\u00a0b.png",
        "a\u3000b.png",
        "a\u2009b.png",
        "co\u00adop.png",
        "\u200f\u0627.png",
        f"{FAMILY}.png",
        "so\u0302\u0301.png",
        "\ufeffa.png",
        "...png",
    ],
)
def test_names_that_people_have_are_kept(name: str) -> None:
    assert file_name(name) == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a/b.png", "without a folder"),
        ("a\\b.png", "without a folder"),
        ("..", "name of a folder"),
        ("a\tb.png", "control character (U+0009)"),
        ("a\x7f.png", "control character (U+007F)"),
        ("a\x85.png", "control character (U+0085)"),
        ("a\x00.png", "control character (U+0000)"),
        ("a\u2028.png", "line break (U+2028)"),
        ("a\u2029.png", "line break (U+2029)"),
        ("a\ud800.png", "surrogate"),
        ("a\u202egnp.exe", "turns the direction"),
        ("a\u2067b.png", "turns the direction"),
    ],
)
def test_others_are_refused_each_with_its_reason(name: str, reason: str) -> None:
    with pytest.raises(ValueError, match="rename the file") as refused:
        file_name(name)
    assert reason in str(refused.value)
