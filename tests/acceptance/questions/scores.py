"""What each answer lacks, and the score of a set."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tests.acceptance.questions.facts import Answer
from tests.acceptance.questions.invention import Checker
from tests.acceptance.questions.product import Asked, Worklog

BAR = 0.95


@dataclass(frozen=True)
class Result:
    asked: Asked
    lacks: tuple[str, ...]
    unsupported: tuple[str, ...]

    @property
    def right(self) -> bool:
        return not self.lacks


@dataclass(frozen=True)
class Score:
    name: str
    results: tuple[Result, ...]

    @property
    def share(self) -> float:
        return sum(result.right for result in self.results) / len(self.results) if self.results else 1.0

    @property
    def unsupported(self) -> list[str]:
        return [
            f"{result.asked.question.ask!r}: {why}" for result in self.results for why in result.unsupported
        ]

    @property
    def passes(self) -> bool:
        return self.share >= BAR and not self.unsupported

    def told(self) -> str:
        """The misses, then the figures."""
        lines = [_miss(result) for result in self.results if result.lacks or result.unsupported]
        groups: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            question = result.asked.question
            groups[f"  {question.lang:<3} {question.kind}"].append(result)
        for name, results in sorted(groups.items()):
            lines.append(f"{name:<32} {sum(r.right for r in results):>4} of {len(results)}")
        right = sum(result.right for result in self.results)
        lines.append(
            f"{self.name}: {right} of {len(self.results)} ({self.share:.1%}), unsupported statements: "
            f"{len(self.unsupported)}"
        )
        return "\n".join(lines)


def score(name: str, worklog: Worklog, asked: Sequence[Asked]) -> Score:
    checker = Checker(worklog)
    for one in asked:
        for cite in one.question.cites:
            if not any(map(cite.fits, worklog.entries)):
                print(f"{one.question.place}: no entry of the worklog fits the citation {str(cite)!r}")
    return Score(
        name, tuple(Result(one, tuple(_lacks(one)), tuple(checker.unsupported(one))) for one in asked)
    )


def _lacks(asked: Asked) -> list[str]:
    question, reply = asked.question, asked.reply
    if reply["state"] != "done":
        return [f"the reply is {reply['state']}: {reply.get('error')}"]
    answer, citations = Answer(reply["text"]), reply["citations"]
    lacks = [f"does not say: {fact}" for fact in question.must_say if not fact.holds(answer)]
    lacks += [f"says: {fact}" for fact in question.must_not_say if fact.occurs(answer)]
    lacks += [f"does not cite: {cite}" for cite in question.cites if not any(map(cite.fits, citations))]
    if question.only_cites:
        lacks += [
            f"cites too: week {one['week']}, {one['start_on']}, {one['text'][:80]!r}"
            for one in citations
            if not any(cite.fits(one) for cite in question.cites)
        ]
    return lacks


def _miss(result: Result) -> str:
    question = result.asked.question
    text = str(result.asked.reply["text"])
    shown = text if len(text) < 1500 else f"{text[:1500]} …"
    lines = [
        f"{'MISS' if result.lacks else 'UNSUPPORTED'}  {question.place}  [{question.lang}, {question.kind}]"
    ]
    lines += [f"  first: {earlier}" for earlier in question.history]
    lines += [f"  asked: {question.ask}", *(f"  {why}" for why in result.lacks)]
    lines += [f"  unsupported: {why}" for why in result.unsupported]
    return "\n".join([*lines, *(f"    | {line}" for line in shown.splitlines()), ""])
