"""What the offline assistant asks its tools fits what they take, however long a question's words are."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.answering import first_calls
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.lookup import asked_words
from weeklog_chat_worker.models.offline.parse.references import understand_all
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.tools.catalogue import TOOLS

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))
FORMS = (
    "list entries about {}", "what about {}?", "how many {}", "why did {} fail?", "who worked on {}?",
    "entries without {}",
    "is the {} task done?", "which objectives mention {}?", "what was carried over about {}", "#{}",
    "entries tagged {}",
    "mục nào về {}", "có bao nhiêu {}", "tại sao {} hỏng?", "việc nào không có {}",
)  # fmt: skip
WORDS = st.sampled_from(
    ["a", "lỗi", "route-", "parcel ", "kho hàng ", "“to” ", "bug or ", "x, ", "mentor's "]
)


@given(st.sampled_from(FORMS), st.lists(WORDS, min_size=1, max_size=4), st.integers(1, 400))
def test_each_call_is_taken_by_its_tool(form: str, words: list[str], times: int) -> None:
    question = form.format("".join(words) * times)[:4000]
    for query in understand_all([question], KNOWN):
        calls = [*first_calls(query, KNOWN), Call("known_words", {"words": asked_words(query)})]
        for call in calls:
            TOOLS[call.tool].arguments.model_validate(call.arguments)
