"""The examiner examined: what is true passes, and each kind of invention is found."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.questions.facts import Answer, Cite, read_cite, read_fact
from tests.acceptance.questions.invention import Checker
from tests.acceptance.questions.product import Asked, Worklog
from tests.acceptance.questions.scores import score
from tests.acceptance.questions.sets import Question, find_sets, read_set
from tests.acceptance.questions.words import dates_in, fold


@pytest.mark.parametrize(
    "said",
    [
        "2026-10-06", "6 Oct", "Tue 6 Oct", "06/10/2026", "6 tháng 10", "ngày 6/10", "October 6th",
        "6th of October, 2026",
        "Oct 5 to 6", "5 and 6 Oct", "từ 6 đến 7 tháng 10 năm 2026", "Thứ Ba, 06/10/2026",
    ],
)  # fmt: skip
def test_a_day_is_known_in_any_form(said: str) -> None:
    assert read_fact("2026-10-06").holds(Answer(f"It was on {said}."))
    assert read_fact({"date": "2026-10-06"}).holds(Answer(said))
    assert not read_fact("2026-10-08").holds(Answer(said))


@pytest.mark.parametrize(
    "said", ["week 6, Thu 17 Sep to Wed 23 Sep", "in 6 weeks", "the 14 exercises", "version 1.6"]
)
def test_what_is_no_day_is_not_taken_for_one(said: str) -> None:
    assert not any(day.readings == ((9, 6),) for day in dates_in(fold(said)))


@pytest.mark.parametrize(
    ("fact", "answer", "holds"),
    [
        (3, "three entries", True), (3, "**3** entries [1]", True), (3, "Có ba mục.", True), (3, "13 entries", False),
        (3, "see [3]", False), (3, "on 3 Oct", False), (3, "S3", False), (3, "3. the third of a list", False),
        ("3 entries", "13 entries", False), ("3 entries", "Three entries.", True), ("VÉ “tàu”", 'vé "tàu"', True),
        (["none", "nothing"], "There is nothing.", True), ("/week.*9/", "Week 2, week 9", True),
        ({"any": ["x", 7]}, "7 days", True), ("6 Oct: fixed", "Tue 6 Oct: fixed", True),
    ],
)  # fmt: skip
def test_facts_are_matched_as_people_write_them(fact: Any, answer: str, *, holds: bool) -> None:
    assert read_fact(fact).holds(Answer(answer)) is holds


def test_what_must_not_be_said_is_a_whole_word() -> None:
    assert not read_fact("ill").occurs(Answer("It will be done"))
    assert read_fact("ill").occurs(Answer("You were ill."))


def test_a_citation_is_known_by_words_week_and_day() -> None:
    citation = {"text": "Wrote the  runbook", "week": 2, "start_on": "2026-10-13"}

    assert read_cite("the runbook").fits(citation)
    assert read_cite("2026-10-13").fits(citation)
    assert read_cite({"week": 2, "day": "Tue"}).fits(citation)
    assert not read_cite({"week": 3, "text": "runbook"}).fits(citation)
    assert not Cite(day=0).fits(citation)


def _entry(
    number: int, text: str, start: str, end: str = "", status: str = "done", hours: float | None = None
) -> dict[str, Any]:
    return {
        "id": str(number), "text": text, "start_on": start, "end_on": end or start, "status": status, "tags": ["aws"],
        "resources": [], "hours": hours,
    }  # fmt: skip


WORKLOG = Worklog(
    datetime.fromisoformat("2026-10-16T17:00:00+07:00"),
    [
        {
            "number": 1, "first_day": "2026-10-05", "last_day": "2026-10-11",
            "objectives": [{"text": "Know the tools", "done": True}], "achievements": [{"text": "Knows Git"}],
            "entries": [
                _entry(1, "Read the handbook:<br>- chapter 1<br>- chapter 2", "2026-10-05", hours=2.5),
                _entry(2, "Built a VPC with 4 subnets", "2026-10-06", "2026-10-08", "doing", 9),
            ],
        },
        {
            "number": 2, "first_day": "2026-10-12", "last_day": "2026-10-18", "objectives": [], "achievements": [],
            "entries": [_entry(3, "Hosted the page in a bucket", "2026-10-12", hours=4.5)],
        },
    ],
)  # fmt: skip


def _asked(text: str, *cited: int, ask: str = "What did I do in week 1?") -> Asked:
    entries = {entry["id"]: entry for entry in WORKLOG.entries}
    rows = [entries[str(number)] for number in cited]
    citations = [
        {
            "label": str(label),
            "entry_id": row["id"],
            "week": row["week"],
            "start_on": row["start_on"],
            "text": row["text"],
        }
        for label, row in enumerate(rows, 1)
    ]
    return Asked(Question(ask, "en", "week", "here"), {"state": "done", "text": text, "citations": citations})


TRUE = """\
**Week 1**, Mon 5 Oct to Sun 11 Oct: 2 entries (1 done, 1 doing).

- [x] Know the tools

- Mon 5 Oct: Read the handbook: chapter 1; chapter 2 [1]
- Tue 6 Oct to Thu 8 Oct (doing): Built a VPC with 4 subnets [2]

Achievements:

- Knows Git"""


def test_an_answer_of_rows_is_supported() -> None:
    assert Checker(WORKLOG).unsupported(_asked(TRUE, 1, 2)) == []


@pytest.mark.parametrize(
    ("true", "invented"),
    [
        ("2 entries (", "5 entries ("),
        ("1 doing", "8 doing"),
        ("Mon 5 Oct:", "Fri 9 Oct:"),
        ("(doing)", "(done)"),
        ("4 subnets", "6 subnets"),
        ("[2]", "[7]"),
        ("chapter 2 [1]", "chapter 2 [2]"),
        ("- Knows Git", "- Knows Kubernetes"),
        ("- [x] Know", "- [ ] Know"),
        ("**Week 1**", "**Week 9**"),
        ("Mon 5 Oct to", "Mon 21 Sep to"),
        ("Achievements:", 'You wrote "the subnets were hard".'),
    ],
)
def test_each_invention_is_one_unsupported_statement(true: str, invented: str) -> None:
    assert true in TRUE
    assert len(Checker(WORKLOG).unsupported(_asked(TRUE.replace(true, invented), 1, 2))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Your worklog has no entry on Wed 14 Oct.",
        'There is no entry about "week".',
        'I can say what you did ("what is in week 3?").',
        "There is no week 15: the programme has weeks 1 to 2.",
        "Entries from 5 to 8 October: 2.",
        "3 entries with the tag “aws”, on 5 days.",
    ],
)
def test_what_is_true_without_a_citation_is_supported(text: str) -> None:
    asked = _asked(text, ask="show week 15 of aws")
    assert Checker(WORKLOG).unsupported(asked) == []


HOURS = """\
16 hours in 3 entries.

- Week 1: 11.5 hours
- Week 2: 4.5 hours

11,5 giờ trong 2 mục trong tuần 1.

Week 1 has 7 hours more than week 2.

4.5 hours in 1 entry about “bucket”.

- Mon 5 Oct: Read the handbook: chapter 1; chapter 2 [1] (2.5 hours)"""


def test_sums_of_hours_are_supported() -> None:
    assert Checker(WORKLOG).unsupported(_asked(HOURS, 1, ask="sum up my time")) == []


@pytest.mark.parametrize(
    ("true", "wrong"),
    [
        ("16 hours", "16.5 hours"), ("in 3 entries", "in 4 entries"), ("1: 11.5", "1: 4.5"), ("2: 4.5", "2: 16"),
        ("11,5 giờ", "12 giờ"), ("2 mục", "3 mục"), ("7 hours more", "4.5 hours more"), ("in 1 entry", "in 2 entries"),
        ("4.5 hours in 1 entry about", "9 hours in 1 entry about"), ("(2.5 hours)", "(9 hours)"),
        ("7 hours more than week 2", "7 hours more than week 1"),
    ],
)  # fmt: skip
def test_each_wrong_sum_of_hours_is_found(true: str, wrong: str) -> None:
    assert true in HOURS
    assert len(Checker(WORKLOG).unsupported(_asked(HOURS.replace(true, wrong), 1, ask="sum up my time"))) == 1


@pytest.mark.parametrize(("part", "true"), [("a VPC with 4 subnets", True), ("a VPC with 6 subnets", False)])
def test_a_part_of_an_entry_may_be_quoted(part: str, *, true: bool) -> None:
    line = f"- Network (Tuesday): “{part}”. [1]"
    assert (not Checker(WORKLOG).unsupported(_asked(line, 2))) is true


@pytest.mark.parametrize(
    ("open_entry", "later", "true"), [("2", "3", True), ("3", "2", False), ("2", "9", False)]
)
def test_a_line_may_point_to_a_later_entry(open_entry: str, later: str, *, true: bool) -> None:
    entries = {entry["id"]: entry for entry in WORKLOG.entries}
    text, start = (entries[open_entry][name] for name in ("text", "start_on"))
    line = f"- {start} ({entries[open_entry]['status']}, perhaps done, see [{later}]): {text} [{open_entry}]"
    assert (not Checker(WORKLOG).unsupported(_asked(line, 1, 2, 3))) is true


def test_a_score_names_what_is_missing() -> None:
    question = Question(
        "How many?", "en", "count", "here", must_say=(read_fact(2),), must_not_say=(read_fact("VPC"),),
        cites=(read_cite("bucket"),)
    )  # fmt: skip
    scored = score("a set", WORKLOG, [Asked(question, _asked(TRUE, 1, 2).reply)])

    assert (scored.share, scored.passes) == (0, False)
    assert scored.results[0].lacks == ("says: VPC", "does not cite: bucket")
    assert "a set: 0 of 1" in scored.told()


def test_a_folder_is_read_however_it_is_laid_out(tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.mkdir()
    (one / "questions.yml").write_text(
        "- what is open?\n- {q: còn gì, history: [hôm qua], must_say: 3, cites: 2026-10-05}\n"
    )
    (one / "set.yaml").write_text(
        "now: 2026-10-09T17:30:00\nprogramme: {calendar: [{number: 1, first_day: 2026-10-05, last_day: 2026-10-11}]}\n"
    )

    read = read_set(find_sets([tmp_path])[0])

    assert [question.lang for question in read.questions] == ["en", "vi"]
    assert read.questions[1].history == ("hôm qua",)
    assert read.now is not None
    assert read.now.isoformat() == "2026-10-09T17:30:00+07:00"
    assert (str(read.starts_on), len(read.calendar)) == ("2026-10-05", 1)
