"""A week's rows, through facts, to sentences."""

from datetime import date
from uuid import UUID

from weeklog.vocabulary import Status
from weeklog_reporting.facts import (
    Achievement,
    Aim,
    Carried,
    Claim,
    Day,
    Entry,
    Facts,
    Objective,
    Resource,
    Use,
    WeekRows,
    find_facts,
)
from weeklog_reporting.prose import Sentence, write_sentences

VPC, MODULE, IMAGE, OLD, LEFT = (UUID(int=number) for number in range(1, 6))


def entry(
    id_: UUID, text: str, day: int, last: int = 0, *, status: Status = "done", tags: tuple[str, ...] = ()
) -> Entry:
    docs = (Resource(title="docs", url="https://example.com/docs"),) if id_ == VPC else ()
    return Entry(
        id=id_, text=text, start_on=date(2026, 10, day), end_on=date(2026, 10, last or day), status=status,
        tags=tags, resources=docs,
    )  # fmt: skip


VPC_ENTRY = entry(VPC, "Set up the VPC\nand its subnets", 12, tags=("aws",))
MODULE_ENTRY = entry(MODULE, "Write the Terraform module", 13, 14, status="doing", tags=("aws", "iac"))
IMAGE_ENTRY = entry(IMAGE, "Build the image", 16, status="planned")
OLD_ENTRY = entry(OLD, "write the  Terraform module.", 6, status="doing")
LEFT_ENTRY = entry(LEFT, "Read about IAM", 7, status="planned")

WEEK = WeekRows(
    number=2,
    first_day=date(2026, 10, 12),
    last_day=date(2026, 10, 18),
    today=date(2026, 10, 16),
    entries=(IMAGE_ENTRY, MODULE_ENTRY, VPC_ENTRY),
    unfinished_before=(OLD_ENTRY, LEFT_ENTRY),
    objectives=(
        Objective(id=UUID(int=10), text="Have Terraform modules for the network", done=True),
        Objective(id=UUID(int=11), text="Sleep", done=None),
    ),
    achievements=(
        Achievement(id=UUID(int=20), text="A network", evidence=(VPC, UUID(int=99))),
        Achievement(id=UUID(int=21), text="Fluent in Rust"),
    ),
)
FACTS = Facts(
    number=2,
    entries=(VPC_ENTRY, MODULE_ENTRY, IMAGE_ENTRY),
    by_status={"done": 1, "doing": 1, "planned": 1, "dropped": 0},
    days=(
        Day(day=date(2026, 10, 12), entries=(VPC,)),
        Day(day=date(2026, 10, 13), entries=(MODULE,)),
        Day(day=date(2026, 10, 14), entries=(MODULE,)),
        Day(day=date(2026, 10, 16), entries=(IMAGE,)),
    ),
    missing_days=(date(2026, 10, 15),),
    carried=(Carried(entry=MODULE, before=OLD),),
    left_behind=(LEFT_ENTRY,),
    objectives=(
        Aim(text="Have Terraform modules for the network", done=True, evidence=(MODULE,)),
        Aim(text="Sleep", done=None, evidence=()),
    ),
    achievements=(Claim(text="A network", evidence=(VPC,)), Claim(text="Fluent in Rust", evidence=())),
    tags=(Use(what="aws", entries=(VPC, MODULE)), Use(what="iac", entries=(MODULE,))),
    resources=(Use(what="https://example.com/docs", entries=(VPC,)),),
)


def test_the_facts_of_a_week() -> None:
    assert find_facts(WEEK) == FACTS


def test_every_sentence_quotes_people_word_for_word_and_names_its_entries() -> None:
    assert write_sentences(FACTS) == (
        Sentence(
            section="objectives",
            text="“Have Terraform modules for the network”: 1 entry about it. It is ticked as done.",
            evidence=(MODULE,),
        ),
        Sentence(section="objectives", text="“Sleep”: no entry is about it."),
        Sentence(section="done", text="Monday 12 October: “Set up the VPC and its subnets”", evidence=(VPC,)),
        Sentence(
            section="open",
            text="In progress since Tuesday 13 October, carried over from the week before: “Write the Terraform module”",
            evidence=(MODULE, OLD),
        ),
        Sentence(
            section="open", text="Planned since Friday 16 October: “Build the image”", evidence=(IMAGE,)
        ),
        Sentence(
            section="open",
            text="Unfinished in the week before and not taken up again: “Read about IAM”",
            evidence=(LEFT,),
        ),
        Sentence(section="achievements", text="“A network”", evidence=(VPC,)),
        Sentence(
            section="achievements",
            text="“Fluent in Rust” (claimed; no entry of the week supports it)",
            evidence=(),
        ),
        Sentence(
            section="numbers",
            text="3 entries on 4 days: 1 done, 1 doing, 1 planned.",
            evidence=(VPC, MODULE, IMAGE),
        ),
        Sentence(section="numbers", text="No entry on Thursday 15 October."),
        Sentence(section="numbers", text="Tags: aws (2) and iac (1).", evidence=(VPC, MODULE)),
        Sentence(section="numbers", text="1 resource in 1 entry.", evidence=(VPC,)),
    )


def test_an_empty_week_says_so_and_invents_nothing() -> None:
    empty = WeekRows(
        number=3, first_day=date(2026, 10, 19), last_day=date(2026, 10, 25), today=date(2026, 10, 20)
    )
    assert write_sentences(find_facts(empty)) == (
        Sentence(section="numbers", text="Week 3 has no entries."),
        Sentence(section="numbers", text="No entry on Monday 19 October and Tuesday 20 October."),
    )


def test_weekends_holidays_and_days_to_come_are_not_missing() -> None:
    rows = WEEK.model_copy(
        update={"entries": (), "holidays": (date(2026, 10, 13),), "today": date(2026, 10, 14)}
    )
    assert find_facts(rows).missing_days == (date(2026, 10, 12), date(2026, 10, 14))


def test_a_week_that_has_not_begun_misses_nothing() -> None:
    rows = WEEK.model_copy(update={"entries": (), "today": date(2026, 10, 1)})
    assert find_facts(rows).missing_days == ()


def test_facts_survive_storage() -> None:
    assert Facts.model_validate(FACTS.model_dump(mode="json")) == FACTS


def test_what_was_carried_over_is_told_once_with_how_long_it_has_been_open() -> None:
    first, second, alone = UUID(int=6), UUID(int=7), UUID(int=8)
    within = entry(MODULE, "Write the module", 13, status="doing").model_copy(
        update={"carried_from": OLD, "carried_to": first, "weeks_open": 3}
    )
    goes_on = entry(first, "Write the module", 15, status="doing").model_copy(
        update={"carried_from": MODULE, "carried_to": second, "weeks_open": 3}
    )
    same_week = entry(alone, "Drew it", 16, status="planned").model_copy(update={"carried_from": IMAGE})
    week = WEEK.model_copy(
        update={"entries": (within, goes_on, same_week), "unfinished_before": (LEFT_ENTRY,)}
    )
    facts = find_facts(week)
    told = [sentence for sentence in write_sentences(facts) if sentence.section == "open"]
    assert [(sentence.text, sentence.evidence) for sentence in told] == [
        (
            "In progress since Thursday 15 October, open for the third week, carried on since: “Write the module”",
            (first, MODULE),
        ),
        ("Planned since Friday 16 October: “Drew it”", (alone,)),
        ("Unfinished in the week before and not taken up again: “Read about IAM”", (LEFT,)),
    ]


def test_an_objective_is_told_with_its_state_and_the_entries_it_names() -> None:
    aims = (
        Objective(id=UUID(int=10), text="Sleep", state="met", done=None, evidence=(VPC,)),
        Objective(id=UUID(int=11), text="Run", state="missed", done=False),
        Objective(id=UUID(int=12), text="Swim", state="carried", done=None),
    )
    told = write_sentences(find_facts(WEEK.model_copy(update={"objectives": aims})))
    assert [(one.text, one.evidence) for one in told if one.section == "objectives"] == [
        ("“Sleep”: 1 entry about it. It was met.", (VPC,)),
        ("“Run”: no entry is about it. It was missed.", ()),
        ("“Swim”: no entry is about it. It goes on in a later week.", ()),
    ]
