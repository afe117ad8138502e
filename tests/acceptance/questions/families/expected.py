"""What a generated question's answer has to hold, and whether it does."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.acceptance.questions.facts import Answer, read_fact
from tests.acceptance.questions.families.worklog import EntryRow, Reply


@dataclass(frozen=True)
class Expected:
    """All that is given must hold. `absent`: there is nothing, and the answer says so."""

    cites: frozenset[str] | None = None  # exactly these entries
    cites_some: frozenset[str] = frozenset()  # these among others
    says: tuple[str | int, ...] = ()
    silent: tuple[str, ...] = ()
    absent: bool = False

    def lacks(self, reply: Reply) -> list[str]:
        answer = Answer(reply.text)
        found = [f"does not say: {one}" for one in self.says if not read_fact(one).holds(answer)]
        found += [f"says: {one}" for one in self.silent if read_fact(one).occurs(answer)]
        found += [f"does not cite: {one}" for one in sorted(self.cites_some - reply.cited)]
        if self.cites is not None and self.cites != reply.cited:
            found += [f"does not cite: {one}" for one in sorted(self.cites - reply.cited)]
            found += [f"cites too: {one}" for one in sorted(reply.cited - self.cites)]
        if self.absent and not read_fact(_NOTHING).holds(answer):
            found.append("does not say that there is nothing")
        return [*found, *(f"unsupported: {one}" for one in reply.marks)]


_NOTHING = r"/\b(no|not|nothing|none|without)\b|không|chưa/"


def these(rows: Iterable[EntryRow]) -> Expected:
    """Where there are none the answer says so, and may show what comes nearest."""
    cited = frozenset(row.text for row in rows)
    return Expected(cites=cited) if cited else Expected(absent=True)
