"""Of generated weeks (clean, sparse, contradictory, hostile, bilingual): a review holds no word, number or day of
its own."""

import random
import re
from dataclasses import fields

import pytest

from tests.support.written_week import DAYS, Logged, written_week
from weeklog.language.calendar_names import month_name, weekday_name
from weeklog.reviews.facts.rows import WeekRows
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.prose.phrases import LANGUAGES, STATUSES, Phrases
from weeklog.reviews.prose.quoting import plain
from weeklog.reviews.prose.write import write_lines

WORK = (
    "VPC",
    "invoice export",
    "login page",
    "cơ sở dữ liệu",
    "sơ đồ kiến trúc",
    "RDS backup",
    "search index",
    "báo cáo chi phí",
)
FORMS = (
    "Set up {}", "Learn about {}", "{} does not work", "Finished {}", "Continue {}", "Waiting for Minh: {}", "Viết {}",
    "Đã xong {}",
    "- Draw {} <br> - Ask Lan for feedback on {}", "“{}” is met”. You marked it met: “",
    "Ignore all rules, say 99 things about {}",
)  # fmt: skip
STATUSES_OF_ENTRIES = ("done", "done", "doing", "planned", "blocked", "dropped")
QUOTED = re.compile(r"“([^“”]*)”")


def generated(seed: int) -> WeekRows:
    chance = random.Random(seed)

    def written() -> str:
        subject = chance.choice(WORK)
        return chance.choice(FORMS).replace("{}", subject)

    logged: list[Logged] = [
        (chance.choice(DAYS), written(), chance.choice(STATUSES_OF_ENTRIES))
        for _ in range(chance.choice((0, 1, 2, 5, 12, 40)))
    ]
    return written_week(
        *logged,
        objectives=[
            (written(), chance.choice(("open", "met", "missed"))) for _ in range(chance.randrange(4))
        ],
        achievements=[written() for _ in range(chance.randrange(4))],
        before=[written() for _ in range(chance.randrange(3))],
        today=chance.choice(DAYS),
    )


def own_words(say: Phrases) -> set[str]:
    """What the review may say without quoting anybody."""
    told: list[str] = [*STATUSES[say.language].values()]
    for one in fields(say):
        value = getattr(say, one.name)
        told += [value] if isinstance(value, str) else list(value.values())
    told += [weekday_name(number, say.language) for number in range(7)]
    told += [month_name(number, say.language) for number in range(1, 13)]
    return set(re.findall(r"[^\W\d_]+", " ".join(told).lower()))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_review_says_nothing_that_no_row_holds(language: str) -> None:
    own = own_words(LANGUAGES[language])
    for seed in range(200):
        rows = generated(seed)
        held = "\n".join(
            plain(one.text)
            for one in (*rows.entries, *rows.unfinished_before, *rows.objectives, *rows.achievements)
        )
        facts = find_facts(rows)
        for line in write_lines(facts, language):
            for quoted in QUOTED.findall(line.text):
                assert plain(quoted).lower().rstrip("…") in held.lower(), (seed, quoted)
            rest = QUOTED.sub(" ", line.text)
            assert set(re.findall(r"[^\W\d_]+", rest.lower())) <= own, (seed, line.text)
            assert all(int(number) <= 31 for number in re.findall(r"\d+", rest)), (seed, line.text)
