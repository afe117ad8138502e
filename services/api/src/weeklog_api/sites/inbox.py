from weeklog.sites import inbox
from weeklog.sites.report import PageChoice
from weeklog.sites.week_pages import read_site
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.cursors import read_cursor, write_cursor
from weeklog_api.identity import Identity
from weeklog_api.sites.schemas import (
    Answer,
    AnswerName,
    Inbox,
    InboxFilters,
    Question,
    QuestionPlace,
    Settlement,
)
from weeklog_api.sites.service import owner


async def list_questions(work: UnitOfWork, identity: Identity, filters: InboxFilters) -> Inbox:
    """In the order of weeks, pages and lines; settling some on the way leaves out none of the others."""
    mine = owner(identity)
    found = inbox.open_questions(await read_site(work, mine), mine.weeks)
    after = read_cursor(filters.cursor, _place)[0] if filters.cursor else None
    asked = [
        one
        for one in found
        if filters.path in (None, one.path)
        and filters.kind in (None, one.asked.kind)
        and (after is None or one.order > after)
    ]
    shown = asked[: filters.limit]
    more = len(asked) > len(shown)
    return Inbox(
        items=[_question(one) for one in shown],
        next_cursor=write_cursor(shown[-1].order, shown[-1].page_id) if more else None,
        open=len(found),
    )


async def settle(work: UnitOfWork, identity: Identity, answer: Answer) -> Settlement:
    meant = inbox.Answer(answer.path, answer.key, answer.value, answer.scope)
    return _settlement(await inbox.settle(work, owner(identity), meant))


async def take_back(work: UnitOfWork, identity: Identity, answer: AnswerName) -> Settlement:
    return _settlement(await inbox.take_back(work, owner(identity), answer.path, answer.key, answer.scope))


def _settlement(settled: inbox.Settled) -> Settlement:
    return Settlement(settled=len(settled.pages), pages=list(settled.pages), open=settled.open)


def _question(one: inbox.OpenQuestion) -> Question:
    asked = one.asked
    return Question(
        path=one.path,
        week=one.week,
        language=one.language,
        key=asked.key,
        kind=asked.kind,
        place=QuestionPlace(line=asked.place.line, row=asked.place.row, column=asked.place.column),
        question=asked.question,
        evidence=list(asked.evidence),
        choices=[PageChoice(value=choice.value, label=choice.label) for choice in asked.choices],
        chosen=asked.chosen,
        confidence=asked.confidence,
        scopes=list(asked.scopes),
    )


def _place(key: object) -> tuple[int, str, int, str]:
    match key:
        case [int(week), str(path), int(line), str(name)]:
            return week, path, line, name
        case _:
            raise ValueError
