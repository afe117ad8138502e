from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog_chat_worker.thoughts import ThoughtSplitter

WHOLE = (
    ("<think>plan</think>Answer.", "plan", "Answer."),
    ("<think>\nplan\n</think>\n\nAnswer.", "\nplan\n", "Answer."),
    ("<Thinking>plan</Thinking>Answer.", "plan", "Answer."),
    ("<reasoning>a</reasoning>One.\n<reasoning>b</reasoning>Two.", "ab", "One.\nTwo."),
    ("<think>never closed", "never closed", ""),
    ("<|channel|>analysis<|message|>plan<|end|><|start|>assistant<|channel|>final<|message|>Answer.", "plan",
        "Answer."),
    ("plan\n</think>\nAnswer.", "plan\n", "Answer."),
    ("Answer with a < b and <em>.", "", "Answer with a < b and <em>."),
    ("The tag <think> opens a thought.", "", "The tag <think> opens a thought."),
    ("```\n<think>\n```\ndone", "", "```\n<think>\n```\ndone"),
    ("<think>look: `</b>`</think>ok", "look: `</b>`", "ok"),
    ("ends with <", "", "ends with <"),
    ("<th", "", "<th"),
)  # fmt: skip


def split(parts: list[str]) -> tuple[str, str]:
    splitter, text, thinking = ThoughtSplitter(), "", ""
    for number, words in enumerate(parts, 1):
        said = splitter.read(words, last=number == len(parts))
        if said.all_was_thinking:
            text, thinking = "", text + thinking
        text, thinking = text + said.text, thinking + said.thinking
    return thinking, text


@pytest.mark.parametrize(("said", "thinking", "text"), WHOLE)
def test_thoughts_are_told_from_the_answer(said: str, thinking: str, text: str) -> None:
    assert split([said]) == (thinking, text)


@given(st.sampled_from(WHOLE), st.data())
def test_however_it_is_cut_the_parts_are_the_same(case: tuple[str, str, str], data: st.DataObject) -> None:
    said, thinking, text = case
    cuts = sorted(data.draw(st.lists(st.integers(0, len(said)), max_size=8)))
    assert split([said[a:b] for a, b in pairwise([0, *cuts, len(said)])]) == (thinking, text)


@given(st.text(st.characters(exclude_characters="<")))
def test_text_without_marks_is_all_answer(text: str) -> None:
    assert split([text]) == ("", text)
