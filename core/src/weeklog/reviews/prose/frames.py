"""The lines that a language model may word, each between the words that stay the program's: counts, days, states.

What asks its owner something (`May be about it, please confirm`), what was counted (blocked, open) and what is quoted
from others stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from weeklog.reviews.facts.week import Facts
from weeklog.reviews.lines import Line
from weeklog.reviews.prose.phrases import phrases_of
from weeklog.reviews.prose.quoting import topic
from weeklog.reviews.prose.write import Writer, capital


@dataclass(frozen=True, slots=True)
class Frame:
    """`line` as the program words it."""

    line: Line
    before: str = ""
    after: str = ""

    def around(self, words: str) -> str:
        return " ".join(part for part in (self.before, words, self.after) if part)


def frames_of(facts: Facts, language: str) -> tuple[Frame, ...]:
    return tuple(_frames(facts, Writer(facts, phrases_of(language)))) if facts.entries else ()


def _frames(facts: Facts, writer: Writer) -> Iterator[Frame]:
    if facts.outcomes:
        yield Frame(writer.summary(), before=" ".join(writer.days_logged()))
    for aim in facts.objectives:
        if aim.link.clauses and not aim.conflicts:
            yield Frame(writer.objective(aim), f"{topic(aim.objective.text)}:", writer.stands(aim))
    for theme in facts.themes:
        yield Frame(writer.theme(theme), f"{topic(theme.title)} ({writer.days(theme.clauses)}):")
    days = {entry.id: entry.start_on for entry in facts.entries}
    for line in writer.learnt():
        day = days[line.evidence[0]]
        yield Frame(line, f"{capital(writer.say.weekday(day))}:")
