from weeklog_chat_worker.asker import Exchange
from weeklog_chat_worker.context import LONGEST_ANSWER, MOST_CHARACTERS, fitting


def test_a_short_conversation_is_given_whole() -> None:
    history = (Exchange("a?", "b"), Exchange("c?", "d"))
    assert fitting(history) == history


def test_the_oldest_are_left_out_and_that_is_said() -> None:
    history = tuple(Exchange(f"question {number}", "x" * 5000) for number in range(8))
    kept = fitting(history)
    assert [one.question for one in kept] == [f"question {number}" for number in range(4, 8)]
    assert kept[0].answer.startswith("(Earlier exchanges of this conversation are left out.)")
    assert sum(len(one.question) + len(one.answer) for one in kept[1:]) < MOST_CHARACTERS


def test_a_long_answer_is_cut_and_says_so() -> None:
    (kept,) = fitting((Exchange("q", "x" * 50_000),))
    assert len(kept.answer) < LONGEST_ANSWER + 20
    assert kept.answer.endswith("(shortened)")
