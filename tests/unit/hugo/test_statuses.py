"""What the author's word for the state of a task means."""

import pytest

from weeklog.hugo.read.statuses import status_of
from weeklog.vocabulary import Status, words_of

MEANINGS = {
    "planned": ("To be done", "Will be finished", "cannot be done", "sẽ hoàn thành", "akan selesai", "完了予定",
        "Not done yet", "Chưa xong", "To do", "No iniciado", "belum selesai", "未完成", "❌", "[ ]", "0%",
        "pendiente"),
    "doing": ("Almost done", "mostly finished", "done (but not merged)", "hoàn thành một phần", "sắp xong",
        "casi terminado", "几乎完成", "ほぼ完了", "Not blocked", "On-going", "60 %", "3/5", "Done 80%", "🚧",
        "đang làm dở",
        "en curso", "sedang dikerjakan", "进行中"),
    "blocked": ("Blocked by the network", "On hold", "⛔", "bị chặn", "en espera", "卡住"),
    "done": ("Done without problems", "✅", "**Done**", "Hoàn thành ✔", "100%", "terminado", "sudah selesai", "已完成",
        "[x]", "5/5"),
    "dropped": ("Cancelled", "đã hủy", "cancelado", "dibatalkan", "取消"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status"), [(word, status) for status, words in MEANINGS.items() for word in words]
)
def test_words_signs_and_shares_say_how_far_a_task_is(words: str, status: str) -> None:
    assert status_of(words) == (status if status in words_of(Status) else "doing")


@pytest.mark.parametrize("words", ["", "-", "purple", "see the board", "done?"])
def test_what_is_not_known_means_nothing(words: str) -> None:
    assert status_of(words) is None
