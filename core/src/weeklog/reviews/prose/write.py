"""Facts -> the lines of a review, in one language. Every line carries the records behind it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar
from uuid import UUID

from weeklog.reviews.facts.clauses import clauses_of
from weeklog.reviews.facts.linking import Clause
from weeklog.reviews.facts.open_work import Blocked, Open
from weeklog.reviews.facts.progress import Claim, Conflict, Progress
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.themes import Theme
from weeklog.reviews.facts.week import LONGEST_WEEK, Facts, evidence_of
from weeklog.reviews.lines import Certainty, Line
from weeklog.reviews.prose.phrases import STATUSES, Phrases, phrases_of
from weeklog.reviews.prose.quoting import plain, quote, topic

MOST_QUOTES: Final = 4  # of one line; its evidence holds the rest
IN_SUMMARY: Final = 5  # outcomes of a kind
IN_THEME: Final = 2  # quotes
ONE_DAY: Final = timedelta(days=1)


def write_lines(facts: Facts, language: str) -> tuple[Line, ...]:
    """Sections that have nothing to say are left out; an empty week is one sentence."""
    writer = Writer(facts, phrases_of(language))
    if not facts.entries:
        return tuple(writer.empty())
    written = tuple(writer.lines())
    return (*written, *writer.left_out(written))


@dataclass(frozen=True)
class Writer:
    facts: Facts
    say: Phrases

    def lines(self) -> Iterator[Line]:
        yield self.summary()
        yield from map(self.objective, self.facts.objectives)
        yield from map(self.theme, self.facts.themes)
        yield from map(self.achievement, self.facts.claims)
        yield from self.learnt()
        yield from self.feedback()
        yield from map(self.blocked, self.facts.blocked)
        yield from self.open()
        yield from self.next()
        yield from self.check()

    def empty(self) -> Iterator[Line]:
        week = self.facts.rows.number
        if self.facts.away:
            why = plain(self.facts.away[0][1])
            text = self.say.empty_away.format(week=week, why=why)
        elif self.facts.rows.holidays and not self.facts.working_days and self._is_over:
            text = self.say.empty_holiday.format(week=week)
        else:
            text = self.say.empty.format(week=week)
        yield Line(key="summary", section="summary", text=text)

    @property
    def _is_over(self) -> bool:
        return self.facts.rows.today >= self.facts.rows.last_day

    def summary(self) -> Line:
        parts = [*self.days_logged(), *self._outcomes()]
        return Line(key="summary", section="summary", text=" ".join(parts), evidence=_ids(self.facts.entries))

    def days_logged(self) -> Iterator[str]:
        due = len(self.facts.working_days)
        logged = len(set(self.facts.working_days).intersection(self.facts.logged_days))
        if due and logged == due:
            few = {1: self.say.one_day_logged, 2: self.say.both_days_logged}
            yield few.get(due, self.say.all_days_logged.format(m=due))
        elif due:
            yield self.say.days_logged.format(n=logged, m=due)

    def _outcomes(self) -> Iterator[str]:
        for kind, form in self.say.outcomes.items():
            own = [one for one in self.facts.outcomes if one.kind == kind]
            widest = set(map(id, sorted(own, key=lambda one: -len(one.entries))[:IN_SUMMARY]))
            told = [f"{topic(one.title)} ({self._on(one.entries)})" for one in own if id(one) in widest]
            if len(own) > len(widest):
                more = sum(len(one.entries) for one in own if id(one) not in widest)
                told.append(self.say.more.format(n=more))
            if told:
                yield form.format(outcomes="; ".join(told))

    def objective(self, one: Progress) -> Line:
        parts = [f"{topic(one.objective.text)}:"]
        sure: Certainty = "sure"
        if one.link.clauses:
            parts.append(f"{self._quotes_with_days(one.link.clauses)}.")
        elif one.link.likely:
            sure = "unsure"
            parts.append(self.say.may_be_about.format(quotes=self._quotes_with_days(one.link.likely)))
        parts.append(self.stands(one))
        parts += [self._conflict(conflict) for conflict in one.conflicts]
        evidence = one.link.entries or one.link.likely_entries
        conflicting = tuple(conflict.clause.entry.id for conflict in one.conflicts)
        return Line(
            key=f"objective:{one.objective.id}", section="objectives", text=" ".join(parts),
            evidence=tuple(dict.fromkeys((*evidence, *conflicting))), certainty="unsure" if one.conflicts else sure,
        )  # fmt: skip

    def stands(self, one: Progress) -> str:
        own = one.objective.state
        return self.say.states[one.proposed] if own == "open" else self.say.stands[own]

    def _conflict(self, conflict: Conflict) -> str:
        says = self.say.says.get(conflict.why, "").format(status=self._status(conflict.clause.entry))
        told = {
            "quote": quote(conflict.clause.text),
            "day": self.say.weekday(conflict.clause.entry.start_on),
            "says": says,
        }
        if conflict.claim is None:
            return self.say.conflict.format(**told)
        if not conflict.sure:
            form = self.say.conflict_asked
        else:
            form = self.say.conflict_stage if conflict.why == "stage" else self.say.conflict_claim
        return form.format(**told, claim=topic(conflict.claim.text))

    def theme(self, theme: Theme) -> Line:
        key = f"theme:{theme.source}:{theme.title.casefold()}"
        told = theme.clauses if len(theme.clauses) <= IN_THEME else (theme.clauses[0], theme.clauses[-1])
        text = f"{topic(theme.title)} ({self.days(theme.clauses)}): {self._quotes(told)}."
        return Line(key=key, section="themes", text=text, evidence=theme.entries)

    def achievement(self, claim: Claim) -> Line:
        heading = f"{plain(claim.heading).rstrip(':')}: " if claim.heading else ""
        text = f"{heading}{topic(claim.achievement.text)}"
        key = f"achievement:{claim.achievement.id}"
        if claim.link.clauses:
            text = f"{text} ({self.days(claim.link.clauses)})."
            return Line(key=key, section="achievements", text=text, evidence=claim.link.entries)
        if claim.link.likely:
            asked = self.say.may_be_about.format(quotes=self._quotes_with_days(claim.link.likely))
            return Line(
                key=key, section="achievements", text=f"{text}. {asked}", evidence=claim.link.likely_entries,
                certainty="unsure",
            )  # fmt: skip
        return Line(key=key, section="achievements", text=f"{text}.", certainty="unsure")

    def learnt(self) -> Iterator[Line]:
        by_day: dict[date, list[Clause]] = {}
        for clause in self.facts.learnt:
            by_day.setdefault(clause.entry.start_on, []).append(clause)
        for day, clauses in by_day.items():
            text = self.say.studied.format(day=capital(self.say.weekday(day)), quotes=self._quotes(clauses))
            yield Line(key=f"learnt:{day}", section="learnt", text=text, evidence=evidence_of(clauses))

    def feedback(self) -> Iterator[Line]:
        for kind, form, clauses in (
            ("received", self.say.feedback_received, self.facts.received),
            ("asked", self.say.feedback_asked, self.facts.asked),
        ):
            for entry, clause in {one.entry.id: one for one in clauses}.items():
                text = form.format(day=self.say.weekday(clause.entry.start_on), quote=quote(clause.text))
                yield Line(key=f"feedback:{kind}:{entry}", section="feedback", text=text, evidence=(entry,))
        for remark in self.facts.remarks:
            text = self.say.remark.format(who=plain(remark.author), quote=quote(remark.text))
            yield Line(key=f"feedback:remark:{remark.id}", section="feedback", text=text)

    def blocked(self, one: Blocked) -> Line:
        parts = [self.say.waiting_since.format(quote=quote(one.clause), day=self.say.day(one.since))]
        if one.times > 1:
            parts.append(self.say.said_times.format(n=one.times))
        return Line(
            key=f"blocked:{one.entry.id}", section="blocked", text=" ".join(parts), evidence=one.evidence
        )

    def open(self) -> Iterator[Line]:
        stuck = {one.entry.id for one in self.facts.blocked}
        for one in self.facts.open:
            if one.closed_by is None and one.entry.id not in stuck:
                yield self._open(one)
        for left in self.facts.left:
            text = self.say.left.format(quote=quote(left.entry.text))
            yield Line(
                key=f"open:{left.entry.id}",
                section="open",
                text=text,
                evidence=(left.entry.id,),
                certainty="unsure",
            )

    def _open(self, one: Open) -> Line:
        weeks = self.say.weeks_open.format(n=one.weeks) if one.weeks > 1 else ""
        state = self.say.open_states.get(one.entry.status, "")
        text = self.say.open_since.format(
            state=state, day=self.say.day(one.since), weeks=weeks, quote=quote(_first(one.entry))
        )
        return Line(
            key=f"open:{one.entry.id}", section="open", text=text, evidence=(one.entry.id, *one.before)
        )

    def next(self) -> Iterator[Line]:
        stuck = {one.entry.id for one in self.facts.blocked}
        for one in self.facts.blocked:
            yield self._plan(
                f"next:{one.entry.id}", self.say.unblock.format(quote=quote(one.clause)), one.evidence
            )
        for one in self.facts.open:
            if one.closed_by is None and one.entry.id not in stuck:
                yield self._plan(
                    f"next:{one.entry.id}",
                    self.say.go_on.format(quote=quote(_first(one.entry))),
                    (one.entry.id,),
                )
        for aim in self.facts.objectives:
            if aim.proposed in ("open", "missed", "studied", "doing"):
                evidence = aim.link.entries
                yield self._plan(
                    f"next:{aim.objective.id}",
                    self.say.work_on.format(quote=topic(aim.objective.text)),
                    evidence,
                )
        for remark in self.facts.remarks:
            if remark.open:
                text = self.say.answer.format(who=plain(remark.author), quote=quote(remark.text))
                yield self._plan(f"next:{remark.id}", text, ())

    def _plan(self, key: str, text: str, evidence: tuple[UUID, ...]) -> Line:
        return Line(key=key, section="next", text=text, evidence=evidence)

    def check(self) -> Iterator[Line]:
        facts, say = self.facts, self.say
        if facts.missing_days:
            days = say.listed([say.weekday(day) for day in facts.missing_days])
            yield Line(
                key="check:missing", section="check", text=say.missing.format(days=days), certainty="unsure"
            )
        for why in dict.fromkeys(why for _, why in facts.away):
            days = say.listed([say.weekday(day) for day, other in facts.away if other == why])
            yield Line(
                key=f"check:away:{plain(why)}",
                section="check",
                text=say.away.format(days=days, why=plain(why)),
            )
        for one in facts.open:
            if one.closed_by is not None:
                yield self._maybe_closed(one)
        for claim in facts.claims:
            yield from self._check_claim(claim)
        for aim in facts.objectives:
            if aim.link.certainty == "none":
                yield self._unlinked(f"check:{aim.objective.id}", aim.objective.text)
        for entry in facts.outside:
            text = say.outside.format(quote=quote(_first(entry)), day=say.day(entry.start_on))
            yield Line(
                key=f"check:outside:{entry.id}",
                section="check",
                text=text,
                evidence=(entry.id,),
                certainty="unsure",
            )
        if facts.page_date_outside is not None:
            text = say.page_date.format(day=facts.page_date_outside.isoformat())
            yield Line(key="check:page_date", section="check", text=text, certainty="unsure")

    def _check_claim(self, claim: Claim) -> Iterator[Line]:
        if claim.link.certainty == "none":
            yield self._unlinked(f"check:{claim.achievement.id}", claim.achievement.text)
        for conflict in claim.conflicts:
            yield Line(
                key=f"check:conflict:{claim.achievement.id}", section="check", text=self._conflict(conflict),
                evidence=(conflict.clause.entry.id,), certainty="unsure",
            )  # fmt: skip

    def _unlinked(self, key: str, text: str) -> Line:
        return Line(
            key=key, section="check", text=self.say.not_linked.format(quote=topic(text)), certainty="unsure"
        )

    def _maybe_closed(self, one: Open) -> Line:
        other = next(entry for entry in self.facts.entries if entry.id == one.closed_by)
        text = self.say.maybe_closed.format(
            quote=quote(_first(one.entry)), status=self._status(one.entry), other=quote(_last(other)),
            day=self.say.weekday(other.start_on),
        )  # fmt: skip
        evidence = tuple(dict.fromkeys((one.entry.id, other.id)))
        return Line(
            key=f"check:open:{one.entry.id}",
            section="check",
            text=text,
            evidence=evidence,
            certainty="unsure",
        )

    def left_out(self, written: Iterable[Line]) -> Iterator[Line]:
        """Every entry that no line of substance names: the summary names them all."""
        named = {one for line in written if line.section != "summary" for one in line.evidence}
        for entry in self.facts.entries:
            if entry.id not in named:
                words = "; ".join(quote(clause) for clause in _some(_texts(entry)))
                text = (
                    self.say.dropped.format(quote=words)
                    if entry.status == "dropped"
                    else f"{capital(self._on([entry]))}: {words}."
                )
                yield Line(key=f"left_out:{entry.id}", section="left_out", text=text, evidence=(entry.id,))

    def _status(self, entry: Entry) -> str:
        return STATUSES[self.say.language].get(entry.status, entry.status)

    def days(self, clauses: Iterable[Clause]) -> str:
        return self._on(one.entry for one in clauses)

    def _on(self, entries: Iterable[Entry]) -> str:
        """The days on which they were worked on: `Monday and Wednesday – Friday`."""
        spans = {(entry.start_on, entry.end_on) for entry in entries}
        days = sorted({day for first, last in spans for day in self._worked(first, last)})
        runs: list[list[date]] = []
        for day in days:
            if runs and day - runs[-1][-1] == ONE_DAY:
                runs[-1].append(day)
            else:
                runs.append([day])
        return self.say.listed([self._run(run) for run in runs])

    def _run(self, days: Sequence[date]) -> str:
        first, last = self.say.weekday(days[0]), self.say.weekday(days[-1])
        return first if len(days) == 1 else f"{first} – {last}"

    def _worked(self, start: date, end: date) -> Iterable[date]:
        """The days of an entry within the week. One that lies outside keeps the day that it bears."""
        first, last = max(start, self.facts.rows.first_day), min(end, self.facts.rows.last_day)
        if first == last:
            return (first,)
        count = min((last - first).days + 1, LONGEST_WEEK)
        return [first + ONE_DAY * index for index in range(count)] or [start]

    def _quotes(self, clauses: Sequence[Clause]) -> str:
        return "; ".join(_quoted(one) for one in _some(_without_headings(clauses)))

    def _quotes_with_days(self, clauses: Sequence[Clause]) -> str:
        """The first and the last ones; what lies between is in the evidence."""
        told: dict[str, list[Entry]] = {}
        for one in _without_headings(clauses):
            told.setdefault(_quoted(one), []).append(one.entry)
        return "; ".join(f"{words} ({self._on(entries)})" for words, entries in _some(tuple(told.items())))


def _without_headings(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """A heading is told with the clauses that stand under it, and alone only when none of them is told."""
    told = {(one.entry.id, one.heading) for one in clauses if one.heading}
    return [one for one in clauses if (one.entry.id, one.text.rstrip(":").rstrip()) not in told]


def _quoted(clause: Clause) -> str:
    """With its heading: `Two public subnets` alone does not say of what."""
    own = quote(clause.text.rstrip(":"))
    return f"{quote(clause.heading)}: {own}" if clause.heading else own


T = TypeVar("T")


def _some(parts: Sequence[T]) -> Sequence[T]:
    if len(parts) <= MOST_QUOTES:
        return parts
    return (*parts[: MOST_QUOTES // 2], *parts[-MOST_QUOTES // 2 :])


def _texts(entry: Entry) -> Sequence[str]:
    return clauses_of(entry.text) or (entry.text,)


def _first(entry: Entry) -> str:
    return _texts(entry)[0].rstrip(": ")


def _last(entry: Entry) -> str:
    return _texts(entry)[-1]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ids(entries: Iterable[Entry]) -> tuple[UUID, ...]:
    return tuple(entry.id for entry in entries)
