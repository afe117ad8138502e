"""Edits of the asker's draft review, as a proposal: what is written when it is accepted keeps to the review's own
rules."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from weeklog.proposals.catalogue import ReviewLineProposed, ReviewProposed
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.lines import StoredLine, line_id
from weeklog.reviews.prose.shortening import shortened
from weeklog.reviews.prose.write import write_lines
from weeklog.reviews.round import EDITABLE
from weeklog.reviews.storing import read_lines
from weeklog.reviews.week_rows import HeldReviewWeekRow, hold_reviews, week_rows
from weeklog.vocabulary import Language, ReviewSection
from weeklog.weeks import reads as worklog
from weeklog.weeks.patterns import patterns
from weeklog.weeks.reads import FoundReviewRow
from weeklog_chat_worker.tools.edited_reviews import (
    EditedLine,
    NoReviewEdit,
    ReviewEdits,
    end_of,
    lines_about,
)
from weeklog_chat_worker.tools.worklog import Worklog

_MOST_TEXT = 4000
_LANGUAGES: tuple[Language, ...] = ("en", "vi")
_NOTES = "notes"  # where a line stands that belongs to no section


class ReviewEdit(BaseModel):
    change: Annotated[
        Literal["add", "reword", "remove", "move", "shorten", "translate"],
        Field(
            description="add: `text` under `section`; reword: the line that `words` name says `text`; move: the line, "
            "or else the entry, that `words` name stands under `section`; remove, shorten: the lines that `words` or "
            "`section` name; translate: what was drafted, into `language`"
        ),
    ]
    week: Annotated[int | None, Field(ge=0, le=999, description="left out: that of the latest review")] = None
    words: Annotated[str, Field(max_length=300, description="words of the line that is meant")] = ""
    text: Annotated[str, Field(max_length=_MOST_TEXT)] = ""
    section: ReviewSection | None = None
    language: Language | None = None


@dataclass(frozen=True)
class _Draft:
    """A review that may be edited."""

    row: FoundReviewRow
    lines: tuple[StoredLine, ...]

    def meant(self, wanted: ReviewEdit) -> list[StoredLine]:
        """The lines that the words, or else the section, name."""
        here = [line for line in self.lines if wanted.section in (None, line.section)]
        return lines_about(wanted.words, here) if wanted.words else here

    def refuse(
        self, why: Literal["no such line", "several lines", "nothing shorter", "no other words"],
        lines: Sequence[StoredLine] = (),
    ) -> NoReviewEdit:  # fmt: skip
        return NoReviewEdit(why=why, week=self.row.week, lines=tuple(line.text for line in lines))


async def propose_review_edit(log: Worklog, wanted: ReviewEdit) -> ReviewEdits | NoReviewEdit:
    """Propose an edit of the asker's own draft review, for the asker to accept. Nothing is saved by this. A review
    that was submitted is not edited; when no line or several lines fit, nothing is proposed."""
    async with log.begin() as work:
        rows = await work.all(worklog.find_reviews, **log.mine, week=wanted.week, to_week=wanted.week)
    if not rows:
        return NoReviewEdit(why="no review", week=wanted.week)
    row = rows[-1]
    if row.state == "pending":
        return NoReviewEdit(why="not drafted", week=row.week)
    if row.state not in EDITABLE:
        return NoReviewEdit(why="not editable", week=row.week, state=row.state)
    draft = _Draft(row, read_lines(row.lines))
    made = await _edited(log, draft, wanted)
    return made if isinstance(made, NoReviewEdit) else _proposed(log, draft, made, wanted)


async def _edited(
    log: Worklog, draft: _Draft, wanted: ReviewEdit
) -> Sequence[ReviewLineProposed] | NoReviewEdit:
    match wanted.change:
        case "add":
            return [_new(draft, wanted.text or wanted.words, wanted.section)]
        case "reword":
            return _reworded(draft, wanted)
        case "remove":
            return [_removed(line) for line in draft.meant(wanted)] or draft.refuse("no such line")
        case "move":
            return await _moved(log, draft, wanted)
        case "shorten":
            return _shortened(draft, wanted)
        case "translate":
            return await _translated(log, draft, wanted.language or "en")


def _new(draft: _Draft, text: str, section: str | None) -> ReviewLineProposed:
    under = section or _NOTES
    return ReviewLineProposed(change="add", section=under, text=text, after=end_of(under, draft.lines))


def _removed(line: StoredLine) -> ReviewLineProposed:
    return ReviewLineProposed(change="remove", id=line.id, section=line.section, was=line.text)


def _changed(line: StoredLine, text: str) -> ReviewLineProposed:
    return ReviewLineProposed(change="change", id=line.id, section=line.section, was=line.text, text=text)


def _reworded(draft: _Draft, wanted: ReviewEdit) -> Sequence[ReviewLineProposed] | NoReviewEdit:
    meant = draft.meant(wanted)
    if len(meant) == 1 and wanted.text:
        return [_changed(meant[0], wanted.text)]
    return draft.refuse("several lines" if meant else "no such line", meant)


def _shortened(draft: _Draft, wanted: ReviewEdit) -> Sequence[ReviewLineProposed] | NoReviewEdit:
    meant = draft.meant(wanted)
    fewer = [(line, shortened(line.text)) for line in meant]
    edits = [_changed(line, text) for line, text in fewer if text != line.text]
    return edits or draft.refuse("nothing shorter" if meant else "no such line")


async def _moved(
    log: Worklog, draft: _Draft, wanted: ReviewEdit
) -> Sequence[ReviewLineProposed] | NoReviewEdit:
    """Of what no line speaks, an entry of the week may; else the words themselves are the new line."""
    section = wanted.section or _NOTES
    meant = lines_about(wanted.words, [line for line in draft.lines if line.section != section])
    if len(meant) > 1:
        return draft.refuse("several lines", meant)
    if not meant:
        return [await _quoted(log, draft, wanted.words, section)]
    after = end_of(section, [line for line in draft.lines if line.id != meant[0].id])
    moved = _changed(meant[0], meant[0].text).model_copy(
        update={"change": "move", "section": section, "after": after}
    )
    return [moved]


async def _quoted(log: Worklog, draft: _Draft, words: str, section: str) -> ReviewLineProposed:
    new = _new(draft, words[:1].upper() + words[1:], section)
    found = {"patterns": patterns(words), "week": draft.row.week}
    async with log.begin() as work:
        rows = await work.all(worklog.find_entries, **log.mine, **found, limit=2)
    if len(rows) != 1:
        return new
    return new.model_copy(update={"text": rows[0].text, "evidence": (rows[0].id,)})


async def _translated(
    log: Worklog, draft: _Draft, language: Language
) -> Sequence[ReviewLineProposed] | NoReviewEdit:
    """The week is told again in the other language: a line that still says what was drafted is written anew."""
    async with log.begin() as work:
        row = await work.one(hold_reviews, reviews=[draft.row.id], owners=[log.asker.person_id], waiting=True)
    if row is None:
        return draft.refuse("no other words")
    told = {one: await asyncio.to_thread(_texts, row, one, log) for one in _LANGUAGES}
    edits = [
        _changed(line, told[language][line.id])
        for line in draft.lines
        if line.id in told[language]
        and line.text != told[language][line.id]
        and (not line.touched or any(line.text == texts.get(line.id) for texts in told.values()))
    ]
    return edits or draft.refuse("no other words")


def _texts(row: HeldReviewWeekRow, language: Language, log: Worklog) -> dict[object, str]:
    now = datetime.combine(log.asker.today, time(12), ZoneInfo(row.zone))
    facts = find_facts(week_rows(replace(row, language=language), now))
    return {line_id(row.id, line.key): line.text for line in write_lines(facts, language)}


def _proposed(
    log: Worklog, draft: _Draft, edits: Sequence[ReviewLineProposed], wanted: ReviewEdit
) -> ReviewEdits:
    log.proposals.append(
        ReviewProposed(
            review_id=draft.row.id, week=draft.row.week, version=draft.row.version, lines=tuple(edits)
        )
    )
    rewritten = {one.id for one in edits}
    kept = [line for line in draft.lines if line.touched and line.id not in rewritten]
    return ReviewEdits(
        week=draft.row.week,
        lines=tuple(
            EditedLine(change=one.change, section=one.section, was=one.was, text=one.text) for one in edits
        ),
        kept=len(kept) if wanted.change == "translate" else 0,
    )
