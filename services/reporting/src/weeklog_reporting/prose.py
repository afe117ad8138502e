"""Facts -> sentences, each with the entries behind it. Pure. People's words are quoted as they stand, never reworded."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from weeklog.language.plain_text import plain_text
from weeklog.vocabulary import ObjectiveState, ReviewSection
from weeklog_reporting.facts import Aim, Carried, Claim, Entry, Facts

MOST_TAGS = 5
_STATES: dict[ObjectiveState, str] = {
    "open": "",
    "met": " It was met.",
    "missed": " It was missed.",
    "carried": " It goes on in a later week.",
}


class Sentence(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    section: ReviewSection
    text: str
    evidence: tuple[UUID, ...] = ()  # none: nothing in the week supports it


def write_sentences(facts: Facts) -> tuple[Sentence, ...]:
    return (
        *(_objective(aim) for aim in facts.objectives),
        *(_done(entry) for entry in facts.with_status("done")),
        *_open(facts),
        *(_achievement(claim) for claim in facts.achievements),
        *_numbers(facts),
    )


def _objective(aim: Aim) -> Sentence:
    ticked = " It is ticked as done." if aim.done else _STATES[aim.state]
    works = f"{_entries(len(aim.evidence))} about it." if aim.evidence else "no entry is about it."
    return Sentence(
        section="objectives", text=f"“{plain_text(aim.text)}”: {works}{ticked}", evidence=aim.evidence
    )


def _done(entry: Entry) -> Sentence:
    return Sentence(section="done", text=f"{_when(entry)}: “{plain_text(entry.text)}”", evidence=(entry.id,))


def _open(facts: Facts) -> Iterator[Sentence]:
    before = {one.entry: one for one in facts.carried}
    for entry in facts.unfinished:
        state = "In progress" if entry.status == "doing" else "Planned"
        earlier = before.get(entry.id)
        carried = _carried(earlier) + (", carried on since" if entry.carried_to else "")
        evidence = (entry.id, earlier.before) if earlier else (entry.id,)
        yield Sentence(
            section="open",
            text=f"{state} since {_day(entry.start_on)}{carried}: “{plain_text(entry.text)}”",
            evidence=evidence,
        )
    for entry in facts.left_behind:
        yield Sentence(
            section="open",
            text=f"Unfinished in the week before and not taken up again: “{plain_text(entry.text)}”",
            evidence=(entry.id,),
        )


def _carried(earlier: Carried | None) -> str:
    if earlier is None:
        return ""
    if earlier.weeks is None:
        return ", carried over from the week before"
    return f", open for the {_ordinal(earlier.weeks)} week"


def _ordinal(number: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    return words[number - 1] if number <= len(words) else f"{number}th"


def _achievement(claim: Claim) -> Sentence:
    unproven = "" if claim.evidence else " (claimed; no entry of the week supports it)"
    return Sentence(
        section="achievements", text=f"“{plain_text(claim.text)}”{unproven}", evidence=claim.evidence
    )


def _numbers(facts: Facts) -> Iterator[Sentence]:
    everything = tuple(entry.id for entry in facts.entries)
    if not everything:
        yield Sentence(section="numbers", text=f"Week {facts.number} has no entries.")
    else:
        states = ", ".join(f"{count} {status}" for status, count in facts.by_status.items() if count)
        days = "1 day" if len(facts.days) == 1 else f"{len(facts.days)} days"
        yield Sentence(
            section="numbers", text=f"{_entries(len(everything))} on {days}: {states}.", evidence=everything
        )
        dropped = facts.with_status("dropped")
        for entry in dropped:
            yield Sentence(
                section="numbers", text=f"Dropped: “{plain_text(entry.text)}”", evidence=(entry.id,)
            )
    if facts.missing_days:
        yield Sentence(
            section="numbers", text=f"No entry on {_listed(_day(day) for day in facts.missing_days)}."
        )
    if tags := facts.tags[:MOST_TAGS]:
        uses = _listed(f"{use.what} ({len(use.entries)})" for use in tags)
        evidence = tuple(dict.fromkeys(entry for use in tags for entry in use.entries))
        yield Sentence(section="numbers", text=f"Tags: {uses}.", evidence=evidence)
    if facts.resources:
        count = len(facts.resources)
        evidence = tuple(dict.fromkeys(entry for use in facts.resources for entry in use.entries))
        text = f"{count} resource{'' if count == 1 else 's'} in {_entries(len(evidence))}."
        yield Sentence(section="numbers", text=text, evidence=evidence)


def _when(entry: Entry) -> str:
    if entry.start_on == entry.end_on:
        return _day(entry.start_on)
    return f"{_day(entry.start_on)} to {_day(entry.end_on)}"


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _listed(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
