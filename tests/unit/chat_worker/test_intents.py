from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.dates import Known, Period
from weeklog_chat_worker.models.offline.intents import Intent, understand

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))
TUESDAY = Period("on Tuesday 6 October 2026", date(2026, 10, 6), date(2026, 10, 6))
WEEK_1, WEEK_2 = Period("in week 1", week=1), Period("in week 2", week=2)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What is still open?", Intent("open", status="open")),
        ("what's left from week 1?", Intent("open", WEEK_1, "open")),
        ("Which tasks about Terraform are not finished?", Intent("open", status="open", subject="Terraform")),
        ("What did I do on 6 October?", Intent("find", TUESDAY)),
        ("What have I done last week?", Intent("find", WEEK_1)),
        ("what is in week 2", Intent("find", WEEK_2)),
        ("Show me week 2", Intent("find", WEEK_2)),
        ("What did I finish in week 2?", Intent("find", WEEK_2)),
        ("list the dropped entries of last week", Intent("find", WEEK_1, "dropped")),
        ("find entries about the Terraform module", Intent("find", subject="Terraform module")),
        ('find "still open"', Intent("find", subject="still open")),
        ("“docker compose”", Intent("find", subject="docker compose")),
        ("When did I last work on docker?", Intent("find", subject="docker")),
        ("entries tagged #aws", Intent("find", tag="aws")),
        ("what did I do about docker in week 2?", Intent("find", WEEK_2, subject="docker")),
        ("How many entries in week 1?", Intent("count", WEEK_1)),
        ("How many entries are still open in week 2?", Intent("count", WEEK_2, "open")),
        ("How many entries about terraform are done?", Intent("count", None, "done", subject="terraform")),
        ("How many days did I log in week 1?", Intent("count", WEEK_1, of_days=True)),
        ("what are my objectives for this week", Intent("objectives", WEEK_2)),
        ("goals", Intent("objectives")),
        (
            "What is in week 14?",
            Intent("unclear", problem="There is no week 14: the programme has weeks 1 to 12."),
        ),
        ("What is kubernetes?", Intent("unknown", subject="kubernetes")),
        ("hello", Intent("unknown", subject="hello")),
        ("", Intent("unknown")),
    ],
)
def test_a_question_is_understood_as(question: str, intent: Intent) -> None:
    assert understand(question, KNOWN) == intent
