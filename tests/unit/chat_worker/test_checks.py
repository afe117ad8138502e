from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog.ids import PersonId, new_id
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.checks import MOST_MARKS, check, facts_of
from weeklog_chat_worker.citations import Citations, Cited
from weeklog_chat_worker.tools.results import Counts

ASKER = Asker(
    PersonId(new_id()),
    new_id(),
    "An",
    "Internship",
    date(2026, 10, 16),
    numbered_weeks(date(2026, 10, 5), 12),
)
COUNTS = Counts(entries=5, days=3, weeks=1, planned=0, doing=1, done=4, dropped=0)


def marked(text: str, question: str = "what did I do?") -> list[tuple[str, str]]:
    citations = Citations()
    citations.number(
        Cited(
            new_id(),
            1,
            date(2026, 10, 6),
            "Cut the Docker image from 1.2 GB to 180 MB with Linh",
            tags=("docker",),
        )
    )
    citations.number(
        Cited(new_id(), 2, date(2026, 10, 12), "Terraform module", date(2026, 10, 14), weeks_open=7)
    )
    marks = check(text, citations, facts_of([question], ASKER, [COUNTS]))
    return [(text[mark["start"] : mark["end"]], mark["why"]) for mark in marks]


@pytest.mark.parametrize(
    "text",
    [
        "On 6 October you cut the Docker image to 180 MB with Linh [1].",
        "Ngày 6/10 bạn giảm image Docker còn 180 MB [1].",
        "- Tuesday 6 October, week 1: Cut the Docker image from 1.2 GB to 180 MB with Linh [1]",
        "You worked on the Terraform module from 12 to 14 October [2].",
        "- Monday 12 October, week 2 (doing, open for 7 weeks): Terraform module [2]",
        "- Thứ hai 12 tháng 10, tuần 2 (đang làm, mở 7 tuần): Terraform module [2]",
        "You logged 5 entries on 3 days, 4 of them done.",
        "Week 3 starts on 19 October.",
        "Today is 16 October 2026.",
        "Your worklog does not mention anything like that.",
    ],
)
def test_what_stands_in_the_rows_passes(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Terraform has been open for 8 weeks [2].", [("8", "not in what is cited")]),
        ("You worked on it for 7 days [2].", [("7", "not in what is cited")]),
        ("On 7 October you cut the image [1].", [("7 October", "not in what is cited")]),
        ("You cut the image to 90 MB [1].", [("90", "not in what is cited")]),
        ("You cut it with Minh [1].", [("Minh", "not in what is cited")]),
        ("You wrote the Terraform module in week 5 [2].", [("week 5", "not in what is cited")]),
        ("You used Kubernetes [9].", [("Kubernetes", "nothing is cited"), ("[9]", "unknown citation")]),
        ("You logged 7 entries.", [("7", "nothing is cited")]),
        ("You logged seven entries.", [("seven", "nothing is cited")]),
        ("You said “it was wonderful” [1].", [("“it was wonderful”", "not in what is cited")]),
        ("Did it on 6 October [1]. Then Terraform on 20 October [2].", [("20 October", "not in what is cited")]),
        ("You cut the image of a container from docker.", []),
        (
            "You cut the Docker image from 1.2 GB to 180 MB.",
            [("Docker", "nothing is cited"), ("1.2 GB", "nothing is cited"), ("180 MB", "nothing is cited")],
        ),
    ],
)  # fmt: skip
def test_what_does_not_is_marked(text: str, marks: list[tuple[str, str]]) -> None:
    assert marked(text) == marks


def test_an_entry_that_is_told_again_without_its_number_is_marked() -> None:
    assert marked("you wrote the terraform module and modules") == []
    text = "then you cut the docker image with linh, from large to small"
    assert marked(text) == [(text, "nothing is cited")]


def test_what_the_question_says_may_be_repeated() -> None:
    assert marked("Your worklog has no entry about “Kafka” in week 9.", "what about Kafka in week 9?") == []


def test_an_answer_that_is_all_invention_has_an_end() -> None:
    assert len(marked("1 " * 20_000)) <= MOST_MARKS
    assert len(marked("7777, " * 10_000)) == MOST_MARKS
    assert marked("7777 " * 10) == [(" ".join(["7777"] * 10), "nothing is cited")]
