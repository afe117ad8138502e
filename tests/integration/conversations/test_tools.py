"""The assistant's tools, on a real database, under one person's identity."""

import asyncio
import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import pytest

from tests.support.people import RecordingPublisher, make_person
from weeklog.absences.tables import insert_absence
from weeklog.calendar import Week
from weeklog.db.base import Query
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.ids import PersonId, new_id
from weeklog.programmes.tables import find_membership, list_weeks
from weeklog.unit_of_work import Store
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.checks import facts_of
from weeklog_chat_worker.tools import TOOLS, Worklog
from weeklog_chat_worker.tools.entries import Find
from weeklog_chat_worker.tools.results import Evidence

FRIDAY = date(2026, 10, 16)  # in week 2


async def a_worklog(store: Store, person: PersonId) -> Worklog:
    async with store.begin(person) as work:
        programme = (await work.all(find_membership, person_id=person))[0].id
        rows = await work.all(list_weeks, programme_id=programme)
        weeks = tuple(Week(row.number, row.first_day, row.last_day) for row in rows)
        for text, first, last, week, status, tags in (
            ("Set up the VPC", 5, 5, 1, "done", ["aws"]),
            ("Databases: took a backup", 6, 8, 1, "done", ["aws", "Data"]),
            ("Viết tài liệu cơ sở dữ liệu", 9, 9, 1, "doing", []),
            ("Docker image", 12, 12, 2, "planned", ["docker"]),
        ):
            await work.run(Query(entries.insert().values(
                    id=new_id(), person_id=person, programme_id=programme, week=week, text=text, status=status,
                    start_on=date(2026, 10, first), end_on=date(2026, 10, last), tags=tags,
                )))  # fmt: skip
    return Worklog(Asker(person, programme, "An", "Internship", FRIDAY, weeks), partial(store.begin, person))


@pytest.fixture
async def log(system: Database, app_database: Database) -> Worklog:
    store = Store(app_database, RecordingPublisher())
    other = await make_person(system, "binh@example.com")
    await a_worklog(store, other)  # somebody else's, which nothing may show
    return await a_worklog(store, await make_person(system))


async def add(log: Worklog, text: str, *, day: int, status: str = "done", tags: Sequence[str] = ()) -> None:
    """An entry of October 2026, in week 2."""
    asker = log.asker
    async with log.begin() as work:
        await work.run(Query(entries.insert().values(
                id=new_id(), person_id=asker.person_id, programme_id=asker.programme_id, week=2, text=text,
                status=status,
                start_on=date(2026, 10, day), end_on=date(2026, 10, day), tags=list(tags),
            )))  # fmt: skip


async def use(log: Worklog, tool: str, arguments: str = "{}") -> Any:
    return await TOOLS[tool].use(log, arguments)


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        ('{"text": "database"}', ["Databases: took a backup"]),
        ('{"text": "co so du lieu"}', ["Viết tài liệu cơ sở dữ liệu"]),
        ('{"text": "\\"cơ sở\\""}', ["Viết tài liệu cơ sở dữ liệu"]),
        ('{"text": "VPC|docker"}', ["Set up the VPC", "Docker image"]),
        ('{"text": "base"}', []),
        ('{"tag": "data"}', ["Databases: took a backup"]),
        ('{"with_tags": false}', ["Viết tài liệu cơ sở dữ liệu"]),
        ('{"with_tags": true, "week": 2}', ["Docker image"]),
        ('{"with_links": true}', []),
        ('{"with_links": false, "week": 2}', ["Docker image"]),
        ('{"weekdays": [3]}', ["Databases: took a backup"]),
        ('{"status": "open"}', ["Viết tài liệu cơ sở dữ liệu", "Docker image"]),
        ('{"week": 1, "to_week": 2, "order": "newest", "limit": 1}', ["Docker image"]),
        ('{"order": "longest", "several_days": true}', ["Databases: took a backup"]),
        (
            '{"from_day": "2026-10-08", "to_day": "2026-10-09"}',
            ["Databases: took a backup", "Viết tài liệu cơ sở dữ liệu"],
        ),
    ],
)
async def test_entries_are_found(log: Worklog, arguments: str, texts: list[str]) -> None:
    found = await use(log, "find_entries", arguments)
    assert [entry.text for entry in found.entries] == texts


async def test_counts_come_with_what_they_count(log: Worklog) -> None:
    counts = await use(log, "count_entries", '{"week": 1}')
    assert (counts.entries, counts.days, counts.weeks, counts.done, counts.doing) == (3, 5, 1, 2, 1)
    assert len(counts.shown) == 3


async def test_entries_are_counted_by_week_day_tag_and_month(log: Worklog) -> None:
    async def by(key: str) -> list[tuple[str, int]]:
        found = await use(log, "count_by", f'{{"by": "{key}"}}')
        return [(group.key, group.entries) for group in found.groups]

    assert await by("week") == [("1", 3), ("2", 1)]
    assert await by("tag") == [("aws", 2), ("Data", 1), ("docker", 1)]
    assert await by("month") == [("2026-10", 4)]
    assert (await by("day"))[:2] == [("2026-10-05", 1), ("2026-10-06", 1)]
    assert await by("status") == [("done", 2), ("doing", 1), ("planned", 1)]


async def test_working_days_without_an_entry(log: Worklog) -> None:
    empty = await use(log, "empty_days", '{"from_day": "2026-10-05", "to_day": "2026-10-16"}')
    assert [day.day for day in empty.days] == [13, 14, 15, 16]


async def absent(log: Worklog, first: int, last: int, part: str, reason: str) -> None:
    asker = log.asker
    async with log.begin() as work:
        await work.one(
            insert_absence, id=new_id(), person_id=asker.person_id, programme_id=asker.programme_id,
            created_by=asker.person_id, first_day=date(2026, 10, first), last_day=date(2026, 10, last), part=part,
            reason=reason,
        )  # fmt: skip


async def test_days_away_are_read_from_absences_and_from_entries(log: Worklog) -> None:
    await absent(log, 8, 12, "day", "leave")  # over a weekend
    await absent(log, 14, 14, "morning", "sick")
    await add(log, "Half day off, dentist", day=13)
    await add(log, "Packed the parcels off", day=15)
    away = await use(log, "days_away")
    assert (away.total, away.days, away.told_days) == (2, 3.5, 1)
    assert [one.text for one in away.entries.entries] == ["Half day off, dentist"]
    in_week = await use(log, "days_away", '{"week": 2}')
    assert (in_week.total, in_week.days) == (2, 1.5)
    sick = await use(log, "days_away", '{"sick": true}')
    assert ([one.reason for one in sick.absences], sick.entries.total) == (["sick"], 0)


@pytest.mark.parametrize(
    ("text", "is_away", "is_sick"),
    [
        ("Leave: the wedding of a cousin", True, False),
        ("Off sick, slept all day", True, True),
        ("Nghỉ ốm, sốt 39 độ", True, True),
        ("Worked the morning only, moved house", True, False),
        ("Xin nghỉ buổi chiều", True, False),
        ("The drone flight was called off", False, False),
        ("Leaves of the lime tree fell into the gutter", False, False),
        ("Khóa học bị hủy vì thầy ốm", False, False),
        ("Nghỉ trưa với cả nhóm", False, False),
        ("A sick dog came in at noon", False, False),
        ("Half day: showed the pupils round", False, False),
    ],
)
async def test_only_entries_that_tell_of_days_off_are_shown(
    log: Worklog, text: str, is_away: bool, is_sick: bool
) -> None:
    await add(log, text, day=15)
    assert ((await use(log, "days_away")).entries.total == 1) is is_away
    assert ((await use(log, "days_away", '{"sick": true}')).entries.total == 1) is is_sick


async def test_what_is_proposed_is_kept_and_not_written(log: Worklog) -> None:
    await use(log, "propose_entry", '{"text": "Fixed the build", "start_on": "2026-10-15"}')
    made = await use(log, "propose_status", '{"words": "docker", "status": "done"}')
    assert (made.text, made.status) == ("Docker image", "done")
    assert [proposed.kind for proposed in log.proposals] == ["entry", "status"]
    assert (await use(log, "find_entries", '{"text": "build"}')).total == 0
    assert (await use(log, "find_entries", '{"text": "docker"}')).entries[0].status == "planned"


async def test_nothing_is_proposed_when_more_than_one_may_be_meant(log: Worklog) -> None:
    choices = await use(log, "propose_status", '{"words": "d|v", "status": "dropped"}')
    assert log.proposals == []
    assert choices.choices.total == 0
    choices = await use(log, "propose_status", '{"words": "aws", "status": "dropped"}')
    assert (log.proposals, choices.choices.total) == ([], 2)


async def test_reviews_comments_and_lines_of_weeks_may_be_missing(log: Worklog) -> None:
    assert (await use(log, "reviews")).reviews == ()
    assert (await use(log, "comments")).total == 0
    assert (await use(log, "objectives", '{"week": 1, "state": "unmet"}')).objectives == ()
    assert (await use(log, "achievements")).total == 0
    assert (await use(log, "programme")).this_week == 2


async def test_an_entry_without_an_end_in_sight_stalls_nothing(log: Worklog) -> None:
    async with log.begin() as work:
        await work.run(Query(entries.insert().values(
                id=new_id(), **log.mine, week=2, text="A slip of the year", status="doing",
                start_on=date(2026, 10, 13), end_on=date(2199, 12, 31),
            )))  # fmt: skip
    async with asyncio.timeout(10):  # a stall ends only with the statement, after thirty
        counts = await use(log, "count_entries", "{}")
        assert (counts.entries, counts.days) == (5, 407)  # of one entry, 401 days at the most
        for by in ("week", "day", "weekday", "month", "tag", "status"):
            await use(log, "count_by", f'{{"by": "{by}"}}')
        found = await use(log, "find_entries", '{"order": "longest", "several_days": true}')
        assert found.entries[0].text == "A slip of the year"
        await use(log, "empty_days", '{"from_day": "0001-01-01", "to_day": "9999-12-31"}')
        facts_of(["how long?"], log.asker, [Find(from_day=date.min, to_day=date.max), found])


@pytest.mark.parametrize(
    ("words", "texts", "whole"),
    [
        (["database"], ["Databases: took a backup", "Viết tài liệu cơ sở dữ liệu"], True),
        (["sao lưu"], ["Databases: took a backup"], True),
        (["back-up"], ["Databases: took a backup"], True),
        (["dockre"], [], False),
        (["VPC", "spaceship"], ["Set up the VPC"], False),
        (["spaceship"], [], False),
    ],
)
async def test_evidence_is_ranked_and_crosses_languages(
    log: Worklog, words: list[str], texts: list[str], whole: bool
) -> None:
    found = await TOOLS["evidence"].use(log, json.dumps({"words": words}))
    assert isinstance(found, Evidence)
    assert (sorted(row.text for row in found.entries), found.whole) == (texts, whole)


async def test_evidence_knows_words_near_in_meaning_and_ranks_them_behind(log: Worklog) -> None:
    await add(log, "The pupils screamed at the blackout", day=13)
    await add(log, "Kids' corner painted", day=14)
    found = await use(log, "evidence", '{"words": ["kids", "scared"]}')
    assert [row.text for row in found.entries] == [
        "The pupils screamed at the blackout",
        "Kids' corner painted",
    ]
    assert not found.whole


async def test_beside_what_says_all_of_it_stands_what_says_much(log: Worklog) -> None:
    await add(log, "Restored the database backup", day=13)
    found = await use(log, "evidence", '{"words": ["restored", "database"]}')
    assert [row.text for row in found.entries] == ["Restored the database backup"]
    assert {row.text for row in found.close} <= {"Databases: took a backup", "Viết tài liệu cơ sở dữ liệu"}


async def test_accents_tell_words_apart_in_a_row_and_not_in_its_tags(log: Worklog) -> None:
    await add(log, "Kết thúc đợt đo", day=13)
    await add(log, "Đơn hàng", day=13, tags=["kẹt"])
    found = await use(log, "evidence", '{"words": ["kẹt"]}')
    assert [row.text for row in found.entries] == ["Đơn hàng"]


async def test_a_word_without_accents_in_the_other_language_is_no_word_with_them(log: Worklog) -> None:
    await add(log, "Trèo lên mái", day=13)
    await add(log, "Treo rèm", day=13)
    for asked, texts in (("hung", ["Treo rèm"]), ("treo", ["Treo rèm", "Trèo lên mái"])):
        found = await use(log, "evidence", json.dumps({"words": [asked]}))
        assert sorted(row.text for row in found.entries) == texts


@pytest.mark.parametrize(
    ("later", "finished"),
    [
        ("Error messages of the API in Vietnamese: all nine done", True),
        ("Error messages of the API in Vietnamese: three of nine, stuck on the rest", False),
        ("Painted the fence", False),
    ],
)
async def test_open_work_of_which_a_later_entry_speaks_as_finished(
    log: Worklog, later: str, finished: bool
) -> None:
    await add(log, "Error messages of the API in Vietnamese (two of nine done)", day=13, status="doing")
    await add(log, later, day=15)
    rows = (await use(log, "find_entries", '{"status": "open"}')).entries
    [row] = [row for row in rows if row.text.startswith("Error messages")]
    assert (row.finished_in is not None) is finished


async def test_evidence_keeps_to_the_time_that_is_asked_for(log: Worklog) -> None:
    found = await use(log, "evidence", '{"words": ["docker"], "week": 1}')
    assert found.entries == ()
    assert (await use(log, "evidence", '{"words": ["docker"], "week": 2}')).entries[0].text == "Docker image"


TROUBLES = (
    "The VPN was down all morning", "Relay 3 died", "Sensors offline for an hour", "Cáp bị đứt ở tầng hai",
    "Máy quét kẹt giấy",
)  # fmt: skip


async def test_what_was_learnt_and_what_went_wrong_is_told_by_entries(log: Worklog) -> None:
    async with log.begin() as work:
        for text in ("Learnt how HL7 works", *TROUBLES):
            await work.run(Query(entries.insert().values(
                    id=new_id(), **log.mine, week=2, text=text, status="done", tags=[],
                    start_on=date(2026, 10, 13), end_on=date(2026, 10, 13),
                )))  # fmt: skip
    learnt = await use(log, "telling", '{"what": "learnt"}')
    wrong = await use(log, "telling", '{"what": "problems", "week": 2}')
    assert [row.text for row in learnt.entries] == ["Learnt how HL7 works"]
    assert {row.text for row in wrong.entries} == set(TROUBLES)


async def test_a_summary_cites_what_it_quotes(log: Worklog) -> None:
    summary = await use(log, "summarise", '{"week": 1, "language": "vi"}')
    cited = {ref for line in summary.lines for ref in line.refs}
    quoted = {entry.text for ref in cited if (entry := log.citations.entry(ref))}
    assert quoted >= {"Set up the VPC"}
    assert all(line.week == 1 for line in summary.lines)
    assert (await use(log, "summarise", '{"week": 9}')).lines == ()
