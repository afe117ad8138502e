import pytest

from weeklog_chat_worker.fallback import notice


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What did I do last week?", "cannot be reached"),
        ("Tuần trước tôi làm gì?", "Không kết nối"),
        ("tuan nay toi lam gi", "Không kết nối"),
        ("What did José do?", "cannot be reached"),
    ],
)
def test_it_is_said_in_the_language_of_the_question(question: str, says: str) -> None:
    assert says in notice(question, reached=False)
    assert says not in notice(question, reached=True)
