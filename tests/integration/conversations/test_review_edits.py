"""Edits of a draft review, as the assistant's tool proposes them: on a real database, nothing is written."""

import json
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from tests.support.people import RecordingPublisher, make_person
from weeklog.calendar import Week
from weeklog.db.base import Query
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.ids import new_id
from weeklog.programmes.tables import find_membership, list_weeks
from weeklog.proposals.catalogue import ReviewProposed
from weeklog.reviews.drafting import draft, save_drafts
from weeklog.reviews.tables import ask_for_review
from weeklog.reviews.week_rows import hold_reviews
from weeklog.unit_of_work import Store
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.tools import TOOLS, Worklog
from weeklog_chat_worker.tools.edited_reviews import NoReviewEdit, ReviewEdits
from weeklog_chat_worker.tools.results import Result

FRIDAY = date(2026, 10, 9)  # in week 1
AT = datetime(2026, 10, 9, 10, tzinfo=UTC)
ENTRIES = (
    ("Laid the parquet", 5, "done"),
    ("Painted the barn", 6, "done"),
    ("Fixed the kiln", 7, "done"),
    ("Cleaned the well", 7, "done"),
    ("Order glazing from the supplier", 8, "planned"),
)


@pytest.fixture
async def log(system: Database, app_database: Database) -> Worklog:
    """A week with five entries, and its draft."""
    store = Store(app_database, RecordingPublisher())
    person = await make_person(system)
    async with store.begin(person) as work:
        programme = (await work.all(find_membership, person_id=person))[0].id
        weeks = await work.all(list_weeks, programme_id=programme)
        for text, day, status in ENTRIES:
            await work.run(Query(entries.insert().values(
                    id=new_id(), person_id=person, programme_id=programme, week=1, text=text, status=status,
                    start_on=date(2026, 10, day), end_on=date(2026, 10, day), tags=[],
                )))  # fmt: skip
        review_id = new_id()
        await work.run(ask_for_review, id=review_id, person_id=person, programme_id=programme, week=1)
        row = await work.one(hold_reviews, reviews=[review_id], owners=[person], waiting=True)
        assert row is not None
        await work.run(save_drafts, drafts=[draft(row, AT).stored], at=AT)
    known = tuple(Week(one.number, one.first_day, one.last_day) for one in weeks)
    return Worklog(Asker(person, programme, "An", "Internship", FRIDAY, known), partial(store.begin, person))


async def propose(log: Worklog, change: str, **wanted: Any) -> Result:
    return await TOOLS["propose_review_edit"].use(log, json.dumps({"change": change, **wanted}))


async def lines_of(log: Worklog) -> list[dict[str, Any]]:
    async with log.begin() as work:
        return await work.value("select lines from reviews where person_id = $1", log.asker.person_id)


async def test_a_line_is_added_at_the_end_of_its_section_and_nothing_is_written(log: Worklog) -> None:
    before = await lines_of(log)
    made = await propose(log, "add", text="The demo went well", section="achievements")
    assert isinstance(made, ReviewEdits)
    assert [(one.change, one.section, one.text) for one in made.lines] == [
        ("add", "achievements", "The demo went well")
    ]
    [proposed] = log.proposals
    assert isinstance(proposed, ReviewProposed)
    behind = next(one for one in before if one["id"] == str(proposed.lines[0].after))
    assert behind["section"] in ("summary", "objectives", "themes", "achievements")
    assert await lines_of(log) == before


async def test_the_summary_is_shortened_and_quotes_what_it_quoted(log: Worklog) -> None:
    made = await propose(log, "shorten", section="summary")
    assert isinstance(made, ReviewEdits)
    [edited] = made.lines
    assert len(edited.text) < len(edited.was)
    assert edited.text.startswith(edited.was.split(";")[0])


async def test_the_whole_draft_is_told_in_the_other_language_but_for_what_a_person_wrote(
    log: Worklog,
) -> None:
    lines = await lines_of(log)
    lines[0] |= {"text": "I enjoyed it", "touched": True}
    async with log.begin() as work:
        await work.run("update reviews set lines = $1 where person_id = $2", lines, log.asker.person_id)
    made = await propose(log, "translate", language="vi")
    assert isinstance(made, ReviewEdits)
    assert made.kept == 1
    assert "I enjoyed it" not in [one.was for one in made.lines]
    assert any("Planned since" in one.was and "Planned" not in one.text for one in made.lines)
    assert (await propose(log, "translate", language="en")) == NoReviewEdit(why="no other words", week=1)


async def test_lines_are_removed_moved_and_reworded_by_what_they_say(log: Worklog) -> None:
    removed = await propose(log, "remove", words="the glazing")
    assert isinstance(removed, ReviewEdits)
    assert {one.change for one in removed.lines} == {"remove"}
    assert all("glazing" in one.was for one in removed.lines)
    reworded = await propose(log, "reword", words="well", text="The well is clean")
    assert isinstance(reworded, ReviewEdits)
    assert (reworded.lines[0].change, reworded.lines[0].text) == ("change", "The well is clean")
    moved = await propose(log, "move", words="painting the barn", section="next")
    assert isinstance(moved, ReviewEdits)
    assert [(one.change, one.section) for one in moved.lines] == [("move", "next")]
    new = await propose(log, "move", words="call the school", section="next")
    assert isinstance(new, ReviewEdits)
    assert [(one.change, one.text) for one in new.lines] == [("add", "Call the school")]


async def test_what_no_line_says_is_not_edited(log: Worklog) -> None:
    assert await propose(log, "remove", words="spaceships") == NoReviewEdit(why="no such line", week=1)
    assert await propose(log, "add", text="x", week=2) == NoReviewEdit(why="no review", week=2)
    assert log.proposals == []


@pytest.mark.parametrize(("state", "why"), [("pending", "not drafted"), ("submitted", "not editable")])
async def test_a_review_that_cannot_be_edited_is_not(log: Worklog, state: str, why: str) -> None:
    async with log.begin() as work:
        await work.run("update reviews set state = $1 where person_id = $2", state, log.asker.person_id)
    made = await propose(log, "add", text="The demo went well")
    assert isinstance(made, NoReviewEdit)
    assert (made.why, made.week, log.proposals) == (why, 1, [])
