"""One generated question."""

from dataclasses import dataclass

from tests.acceptance.questions.families.expected import Expected


@dataclass(frozen=True)
class Case:
    lang: str
    operator: str
    subject: str
    filter: str
    ask: str
    expected: Expected
    before: tuple[str, ...] = ()  # asked before it, in the same conversation

    @property
    def family(self) -> tuple[str, str, str, str]:
        return self.lang, self.operator, self.subject, self.filter
