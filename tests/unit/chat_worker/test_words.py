from datetime import date

from weeklog_chat_worker.models.offline.dates import Period
from weeklog_chat_worker.models.offline.intents import Intent
from weeklog_chat_worker.models.offline.words import MOST_LINES, answer
from weeklog_chat_worker.tools import (
    Counts,
    Entries,
    EntryRow,
    NoSuchWeek,
    Objective,
    Objectives,
    Status,
    WeekRow,
)

WEEK_1 = Period("in week 1", week=1)
NONE = Entries(total=0, entries=())


def row(ref: int, text: str, day: int = 5, last: int = 0, status: Status = "done") -> EntryRow:
    start, end = date(2026, 10, day), date(2026, 10, last or day)
    return EntryRow(ref=ref, week=1, start_on=start, end_on=end, status=status, text=text, tags=())


def rows(*entries: EntryRow, total: int = 0) -> Entries:
    return Entries(total=total or len(entries), entries=entries)


def test_open_work_is_quoted_and_cited_line_by_line() -> None:
    found = rows(
        row(1, "Terraform\n- module<br>- tests", 6, 8, "doing"), row(2, "Docker", 7, status="planned")
    )
    assert answer(Intent("open", status="open"), [found]) == [
        "2 entries are still open:",
        "",
        "- Tue 6 Oct to Thu 8 Oct (doing): Terraform; module; tests [1]",
        "- Wed 7 Oct (planned): Docker [2]",
    ]


def test_nothing_open_is_said_plainly() -> None:
    assert answer(Intent("open", WEEK_1, "open"), [NONE]) == ["Nothing is open in week 1."]


def test_what_was_searched_for_is_repeated() -> None:
    intent = Intent("find", WEEK_1, "done", "aws", "docker image")
    assert answer(intent, [rows(row(3, "Docker image"))]) == [
        "1 entry with status “done” tagged “aws” about “docker image” in week 1:",
        "",
        "- Mon 5 Oct: Docker image [3]",
    ]


def test_when_nothing_contains_all_words_the_nearest_are_shown_as_such() -> None:
    intent = Intent("find", subject="docker poem")
    assert answer(intent, [NONE, rows(row(1, "Docker image"))]) == [
        "Your worklog has no entry about “docker poem”.",
        "",
        "The nearest that I find:",
        "",
        "- Mon 5 Oct: Docker image [1]",
    ]


def test_counts_are_the_databases() -> None:
    counts = Counts(entries=3, days=2, planned=1, doing=0, done=2, dropped=0)
    assert answer(Intent("count", WEEK_1), [counts]) == ["3 entries (2 done, 1 planned) in week 1."]
    assert answer(Intent("count", WEEK_1, of_days=True), [counts]) == ["2 days with 3 entries in week 1."]


def test_a_week_is_told_whole() -> None:
    week = WeekRow(
        number=1,
        first_day=date(2026, 10, 5),
        last_day=date(2026, 10, 11),
        objectives=(Objective(text="Learn", done=True), Objective(text="Build", done=None)),
        achievements=("A VPC",),
        entries=rows(row(1, "VPC")),
    )
    assert answer(Intent("find", WEEK_1), [week]) == [
        "**Week 1**, Mon 5 Oct to Sun 11 Oct: 1 entry.",
        "", "Objectives:", "", "- [x] Learn", "- Build",
        "", "Entries:", "", "- Mon 5 Oct: VPC [1]",
        "", "Achievements:", "", "- A VPC",
    ]  # fmt: skip


def test_more_than_fits_is_counted() -> None:
    many = rows(*(row(number, "x") for number in range(1, 41)), total=57)
    lines = answer(Intent("find", subject="x"), [many])
    assert len(lines) == 2 + MOST_LINES + 1
    assert lines[-1] == "\n… and 37 more: narrow the question to see them."


def test_objectives() -> None:
    assert answer(Intent("objectives"), [Objectives(objectives=())]) == ["No objectives are set this week."]
    aims = Objectives(objectives=(Objective(text="Learn", done=False),))
    assert answer(Intent("objectives", WEEK_1), [aims]) == ["1 objective in week 1:", "", "- [ ] Learn"]


def test_a_week_that_is_not_there() -> None:
    assert answer(Intent("find", WEEK_1), [NoSuchWeek(asked=40, first=1, last=12)]) == [
        "There is no week 40: the programme has weeks 1 to 12."
    ]


def test_what_is_not_understood_is_said_and_a_model_named() -> None:
    first, *between, last = answer(Intent("unknown", subject="docker"), [rows(row(1, "Docker image"))])
    assert first.startswith("I did not understand the question.")
    assert between == ["", "These entries fit its words best:", "", "- Mon 5 Oct: Docker image [1]", ""]
    assert "needs a language model" in last


def test_a_problem_with_the_question_is_the_answer() -> None:
    assert answer(Intent("unclear", problem="Which one?"), []) == ["Which one?"]
