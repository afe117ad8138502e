from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from weeklog.calendar import numbered_weeks
from weeklog.vocabulary import Status
from weeklog_chat_worker.models.offline.answering import answer
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.tools.results import (
    Achievement,
    Achievements,
    CommentRow,
    Comments,
    Counts,
    Entries,
    EntryRow,
    Evidence,
    Group,
    Groups,
    NoSuchWeek,
    Objective,
    Objectives,
    Summary,
    SummaryLine,
    Told,
)

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))
NONE = Entries(total=0, entries=())
NOTHING_BEARS = Evidence(whole=False, entries=())


def said(question: str, *results: Any) -> Sequence[str]:
    return answer(understand([question], KNOWN), results, KNOWN)


def row(ref: int, text: str, day: int = 5, last: int = 0, status: Status = "done") -> EntryRow:
    start, end = date(2026, 10, day), date(2026, 10, last or day)
    return EntryRow(ref=ref, week=1, start_on=start, end_on=end, status=status, text=text, tags=())


def rows(*entries: EntryRow, total: int = 0) -> Entries:
    return Entries(total=total or len(entries), entries=entries)


def test_open_work_is_quoted_and_cited_line_by_line() -> None:
    found = rows(
        row(1, "Terraform\n- module<br>- tests", 6, 8, "doing"), row(2, "Docker", 7, status="planned")
    )
    assert said("What is still open?", found) == [
        "2 entries are still open:",
        "",
        "- Tuesday 6 October to Thursday 8 October, week 1 (doing): Terraform; module; tests [1]",
        "- Wednesday 7 October, week 1 (planned): Docker [2]",
    ]


def test_nothing_is_said_with_the_limits_as_understood() -> None:
    assert said("What is open in week 1?", NONE) == ["Nothing is open in week 1."]
    assert said("find entries about Terraform in week 3", NONE) == [
        "Your worklog has no entry about “Terraform” in week 3."
    ]
    assert said("tuần 3 tôi làm gì về Terraform?", NONE) == [
        "Nhật ký của bạn không có mục nào về “Terraform” trong tuần 3."
    ]


def test_yes_or_no_stands_before_what_shows_it() -> None:
    assert (
        said("Did I work on Docker in week 1?", rows(row(1, "Docker image")))[0]
        == "Yes: 1 entry about “Docker” in week 1:"
    )
    assert said("Did I work on Docker in week 1?", NONE) == [
        "Your worklog has no entry about “Docker” in week 1."
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "is the varnish dry?",
        "has Mr. Vu paid for the oven?",
        "did nothing break in week 1?",
        "did I hand in the oven?",
    ],
)
def test_rows_that_say_the_words_are_no_yes_to_what_they_do_not_tell(asked: str) -> None:
    assert not said(asked, rows(row(1, "Varnish is not dry, Mr. Vu has not paid for the oven")))[
        0
    ].startswith("Yes")


def test_of_a_time_a_worklog_tells_that_there_is_nothing() -> None:
    assert said("Did I log anything in week 1?", NONE) == ["No: Your worklog has no entry in week 1."]
    assert said("tuần 1 mình có làm gì không?", NONE) == [
        "Không: Nhật ký của bạn không có mục nào trong tuần 1."
    ]


def test_when_nothing_contains_all_words_the_closest_rows_are_shown_as_such() -> None:
    near = Evidence(whole=False, entries=(row(1, "Docker image"),))
    assert said("find entries about docker poem", NONE, near) == [
        "No row has all of “docker poem”; these come closest:",
        "",
        "- Monday 5 October, week 1: Docker image [1]",
    ]


def test_what_says_the_same_in_other_words_is_an_answer_and_no_denial() -> None:
    found = Evidence(
        whole=True,
        entries=(row(1, "Quét lỗ hổng bằng Trivy"),),
        others=(Told(kind="objective", week=2, text="No critical vulnerabilities"),),
    )
    assert said("find entries about vulnerabilities", NONE, found) == [
        "2 rows about “vulnerabilities”:",
        "",
        "- Monday 5 October, week 1: Quét lỗ hổng bằng Trivy [1]",
        "- week 2, objective: No critical vulnerabilities",
    ]


def test_a_reason_is_answered_with_the_rows_that_bear_on_it() -> None:
    found = Evidence(whole=True, entries=(row(1, "Lambda crashed: out of memory above 8 MB"),))
    assert said("Why did Lambda crash?", found) == [
        "This bears on it:",
        "",
        "- Monday 5 October, week 1: Lambda crashed: out of memory above 8 MB [1]",
        "",
        "I cannot say more than these rows do.",
    ]


def test_rows_of_another_status_are_no_answer_but_are_shown() -> None:
    found = Evidence(whole=True, entries=(row(1, "Docker image"),))
    assert said("Which docker tasks are blocked?", NONE, found) == [
        "Your worklog has no entry with status blocked about “docker”.",
        "",
        "What it has about “docker”:",
        "",
        "- Monday 5 October, week 1: Docker image [1]",
    ]


def test_what_waits_is_shown_where_advice_is_asked_for() -> None:
    waiting = rows(row(1, "Docker", 7, status="planned"), row(2, "VPN", 8, status="blocked"))
    aims = Objectives(objectives=(Objective(text="Learn Docker", done=False),), total=1)
    assert said("What should I do next?", waiting, aims) == [
        "I give no advice; this is what is waiting, the oldest first.",
        "",
        "Blocked:",
        "",
        "- Thursday 8 October, week 1 (blocked): VPN [2]",
        "",
        "Open or planned:",
        "",
        "- Wednesday 7 October, week 1 (planned): Docker [1]",
        "",
        "Objectives of this week that are not met yet:",
        "",
        "- [ ] Learn Docker",
    ]


def test_a_summary_keeps_to_the_form_that_was_asked_for() -> None:
    lines = tuple(
        SummaryLine(week=1, section=section, text=f"{section} {number}.", refs=(number,))
        for section in ("objectives", "themes", "achievements")
        for number in (1, 2)
    )
    assert said("Summarise week 1 in 2 bullets", Summary(lines=lines)) == [
        "- objectives 1. [1]",
        "- themes 1. [1]",
    ]
    assert said("Give me week 1 in three sentences", Summary(lines=lines)) == [
        "objectives 1. [1] themes 1. [1] achievements 1. [1]"
    ]
    assert said("Write a weekly report for my mentor for week 1", Summary(lines=lines[:1])) == [
        "**Objectives**",
        "",
        "- objectives 1. [1]",
    ]


def test_weeks_without_an_achievement_are_named() -> None:
    found = Achievements(total=1, achievements=(Achievement(week=1, text="Deployed"),))
    assert said("Which weeks have no achievement?", found) == [
        "Weeks up to this one without an achievement:",
        "",
        "- Week 2",
    ]


def test_counts_are_the_databases_and_show_what_they_count() -> None:
    shown = (row(1, "VPC"), row(2, "Docker", 6))
    counts = Counts(entries=2, days=2, weeks=1, planned=1, doing=0, done=1, dropped=0, shown=shown)
    assert said("How many entries in week 1?", counts) == [
        "2 entries (1 done, 1 planned) in week 1.",
        "",
        "- Monday 5 October: VPC [1]",
        "- Tuesday 6 October: Docker [2]",
    ]
    assert said("How many days did I log in week 1?", counts)[0] == "2 days with 2 entries in week 1."


def test_what_is_counted_around_a_week_is_added() -> None:
    one = Counts(entries=3, days=3, planned=1, doing=0, done=2, dropped=0)
    other = Counts(entries=4, days=2, planned=0, doing=0, done=4, dropped=0)
    assert said("How many entries in all weeks but week 3?", one, other) == [
        "7 entries (6 done, 1 planned) not in week 3."
    ]
    assert said("có bao nhiêu việc từ tuần 1 đến tuần 5 không tính tuần 3", one, other) == [
        "7 mục (6 đã xong, 1 dự định) từ tuần 1 đến tuần 5 không phải trong tuần 3."
    ]


def test_the_weekday_of_a_day() -> None:
    none = Counts(entries=0, days=0, planned=0, doing=0, done=0, dropped=0)
    assert said("Is 12 October a Monday?", none) == ["Yes: that is Monday 12 October 2026."]
    assert said("was 12 October a Tuesday", none) == ["No: that is Monday 12 October 2026."]
    assert said("what weekday was 12 October?", none) == ["That is Monday 12 October 2026."]
    assert said("12/10 là thứ mấy?", none) == ["Đó là thứ Hai 12/10/2026."]
    assert said("ngay 12/10 co phai thu ba khong", none) == ["Không: đó là thứ Hai 12/10/2026."]


def test_weeks_are_compared_by_their_counts() -> None:
    more = Counts(entries=5, days=4, planned=0, doing=0, done=5, dropped=0)
    less = Counts(entries=2, days=2, planned=0, doing=0, done=2, dropped=0)
    assert said("compare week 1 and week 2", more, less) == [
        "In week 1 there are 3 more than in week 2.",
        "",
        "- In week 1: 5 entries on 4 days",
        "- In week 2: 2 entries on 2 days",
    ]


def test_the_busiest_week_is_named_with_its_count() -> None:
    groups = Groups(by="week", groups=(Group(key="2", entries=4, days=3), Group(key="1", entries=1, days=1)))
    assert said("which week was the busiest?", groups) == ["Week 2 has the most: 4 entries."]


def test_objectives_and_their_states() -> None:
    aims = Objectives(objectives=(Objective(text="Learn", done=None, week=1, state="missed"),), total=1)
    assert said("objectives of week 1", aims) == ["1 objective in week 1 (1 missed):", "", "- Learn (missed)"]


def test_a_week_that_is_not_there() -> None:
    assert said("show week 40") == ["There is no week 40: the programme has weeks 1 to 12."]
    assert said("show week 2", NoSuchWeek(asked=40, first=1, last=12)) == [
        "There is no week 40: the programme has weeks 1 to 12."
    ]


def test_what_the_log_cannot_say_is_refused_without_a_guess() -> None:
    assert said("why was I away?", NOTHING_BEARS) == [
        "I looked for “away” and found nothing, so I cannot say why."
    ]
    assert said("thời tiết mai thế nào?") == [
        "Tôi không thể trả lời: điều đó không có trong nhật ký của bạn, và tôi không biết gì khác."
    ]


def test_what_is_not_understood_is_said_and_a_model_named() -> None:
    lines = said("wibble")
    assert lines[0] == "I did not understand the question, so I do not answer it."
    assert "WEEKLOG_LLM_MODEL" in lines[-1]


def test_a_number_that_a_row_says_stands_before_the_count_of_rows() -> None:
    shown = (row(1, "Viết 22 bài kiểm thử cho API"), row(2, "Deployed to the test cluster"))
    counts = Counts(entries=2, days=2, planned=0, doing=0, done=2, dropped=0, shown=shown)
    lines = said("How many tests did I write?", counts)
    assert lines[0] == "This says how many:"
    assert "22" in lines[2]
    assert "[2]" not in " ".join(lines)


def test_comments_are_those_about_the_words() -> None:
    rows = (
        CommentRow(week=1, about="Cost estimate", text="Add the load balancer", on=date(2026, 10, 6), mine=False,
            resolved=False),
        CommentRow(week=1, about="Load test", text="How many users?", on=date(2026, 10, 7), mine=False,
            resolved=False),
    )  # fmt: skip
    every, none = Comments(total=2, comments=rows), Comments(total=0, comments=())
    asked = "what did my mentor comment on the cost estimate?"
    assert said(asked, Comments(total=1, comments=rows[:1]), every)[0] == "1 comment:"
    assert said(asked, none, every)[:3] == [
        "No comment says “cost estimate”; these are the others.", "", "2 comments:"
    ]  # fmt: skip
    assert said("which comments did I get?", every)[0] == "2 comments:"


def test_all_that_takes_several_days_is_listed() -> None:
    found = rows(row(1, "Kubernetes", 5, 7), row(2, "Terraform", 8, 9))
    assert said("which entries took more than one day?", found)[0] == "2 entries over more than one day:"
    assert said("which entry took the longest?", found)[0] == "The longest:"


def test_rows_that_say_all_of_it_stand_before_a_refusal() -> None:
    found = Evidence(whole=True, entries=(row(1, "They liked the demo"),))
    lines = said("was the demo good?", found)
    assert lines[0] == "This bears on it:"
    assert lines[-1].startswith("I say no more than these rows do.")


def test_what_is_only_planned_is_no_yes() -> None:
    assert said("did I do the boat trip?", rows(row(1, "Boat trip", status="planned")))[0].startswith(
        "1 entry"
    )


def test_a_topic_of_another_time_is_shown_as_such() -> None:
    found = Evidence(whole=True, entries=(row(1, "Docker image"),))
    lines = said("entries about docker in week 2", NONE, NOTHING_BEARS, found)
    assert lines[:3] == ["Your worklog has no entry about “docker” in week 2.", "", "At other times:"]


def test_where_no_objective_is_met_all_of_the_week_are_told_with_their_states() -> None:
    none, open_one = Objectives(objectives=()), Objective(text="Zorbel", done=None, week=2, state="open")
    lines = said("which goals of week 2 are reached?", none, Objectives(objectives=(open_one,), total=1))
    assert lines[0] == "No objective is met in week 2."
    assert lines[-1] == "- Zorbel (open, not met yet)"


def test_rows_that_bear_on_objectives_stand_beside_no_others() -> None:
    found = Evidence(whole=True, entries=(row(1, "Zorbel on time"),))
    lines = said("were the zorbel goals of week 2 met?", Objectives(objectives=()), found, found)
    assert any("Zorbel on time" in line for line in lines)


def test_a_heat_that_no_row_about_the_topic_says_is_looked_for_in_all_rows() -> None:
    about = Entries(total=1, entries=(row(1, "Filled the zorbel"),))
    every = Entries(total=2, entries=(row(1, "Filled the zorbel"), row(2, "Reached 31 °C at noon")))
    lines = said("hottest zorbel", about, every)
    assert lines[0] == "No entry about “zorbel” says such a figure; of all entries:"
    assert "[2]" in lines[-1]
