"""Words for the same act or state: no meaning holds two words that a lie would exchange."""

from itertools import permutations

import pytest

from weeklog.language.paraphrases import stems_of_ways
from weeklog.language.stems import stem

EXCHANGED = (  # in each row any word is a lie where another of them is true
    ("finish", "start", "block", "plan", "abandon"),
    ("xong", "đang", "hoãn", "chưa"),
    ("rise", "fall"),
    ("increase", "decrease"),
    ("tăng", "giảm"),
    ("up", "down"),
    ("before", "after"),
    ("trước", "sau"),
    ("staging", "production", "development"),
    ("approve", "review", "reject", "write"),
    ("duyệt", "viết", "đọc", "sửa"),
    ("draft", "write", "publish"),
    ("test", "design", "build"),
    ("all", "some", "none", "most"),
    ("tất cả", "một số", "không"),
    ("prove", "suspect", "guess"),
    ("minute", "hour", "day", "week"),
    ("phút", "giờ", "ngày", "tuần"),
    ("intern", "mentor", "manager"),
    ("enable", "disable"),
    ("bật", "tắt"),
    ("send", "receive"),
    ("gửi", "nhận"),
    ("buy", "sell"),
    ("mua", "bán"),
    ("add", "remove"),
    ("thêm", "bỏ"),
    ("stable", "flaky"),
    ("easy", "hard"),
    ("fast", "slow"),
)
SAME = (
    ("handed in", "submitted"),
    ("sorted out", "fixed"),
    ("flaky", "unstable"),
    ("kept an eye on", "monitored"),
    ("went out", "shipped"),
    ("turned on", "enabled"),
    ("repo", "repository"),
    ("chốt", "thống nhất"),
    ("nộp", "gửi"),
    ("csdl", "cơ sở dữ liệu"),
    ("soát", "kiểm tra"),
    ("chập chờn", "không ổn định"),
)


def says(phrase: str, other: str) -> bool:
    ways = stems_of_ways(phrase)
    stems = " ".join(map(stem, other.split()))
    return stems in ways.words or f" {stems} " in ways.phrases


@pytest.mark.parametrize("row", EXCHANGED)
def test_no_word_stands_for_one_that_makes_it_a_lie(row: tuple[str, ...]) -> None:
    assert [pair for pair in permutations(row, 2) if says(*pair)] == []


@pytest.mark.parametrize("pair", SAME)
def test_what_says_the_same_stands_either_way(pair: tuple[str, str]) -> None:
    assert says(*pair)
    assert says(*reversed(pair))
