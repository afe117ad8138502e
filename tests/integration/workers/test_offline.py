import asyncio
from datetime import UTC, date, datetime, time

import pytest

from tests.integration.workers.conftest import Asked, Scene
from tests.support import servers
from tests.support.stack import Stack
from tests.support.team import told
from tests.support.waiting import eventually
from weeklog.ids import new_id
from weeklog.scheduled_questions.tables import QuestionRunRow, insert_scheduled_question, list_question_runs


@pytest.fixture(autouse=True)
def nothing_is_logged_yet(without_model: Stack) -> None:
    servers.postgres().execute("delete from entries", database=without_model.database)


async def test_without_a_model_the_worklog_answers_with_citations(offline: Scene) -> None:
    await offline.log("Set up the VPC", date(2026, 10, 5))
    module = await offline.log("Terraform module", date(2026, 10, 6), "doing")
    image = await offline.log("Docker image", date(2026, 10, 13), "planned", week=2)
    reader, saved = await offline.ended(await offline.ask("What is still open?"))
    assert saved.text == (
        "2 entries are still open:\n\n- Tuesday 6 October, week 1 (doing): Terraform module [1]\n"
        "- Tuesday 13 October, week 2 (planned): Docker image [2]"
    )
    assert [(one["entry_id"], one["label"]) for one in saved.citations] == [
        (str(module), "1"),
        (str(image), "2"),
    ]
    assert (reader.text, reader.whole, saved.model) == (saved.text, True, "weeklog-offline")

    _, saved = await offline.ended(await offline.ask("How many days did I log in week 1?"))
    assert saved.text.startswith("2 days with 2 entries in week 1.\n")
    _, saved = await offline.ended(await offline.ask("What did I do on 5 October?"))
    assert saved.text == "1 entry on Monday 5 October 2026:\n\n- Monday 5 October, week 1: Set up the VPC [1]"
    _, saved = await offline.ended(await offline.ask("Why did I do that?"))
    assert saved.text.startswith("I cannot tell what this is about")
    _, saved = await offline.ended(await offline.ask("Why did I set up the VPC?"))
    assert saved.text.startswith("This bears on it:\n\n- Monday 5 October, week 1: Set up the VPC [1]")
    _, saved = await offline.ended(await offline.ask("tuan 2 toi lam gi"))
    assert "Docker image [1]" in saved.text


async def test_the_assistant_knows_who_mentors_and_who_leads(offline: Scene) -> None:
    of_both, outsider = new_id(), new_id()
    servers.postgres().execute(
        f"insert into people (id, email, name, language) values ('{of_both}', '{of_both}@example.com', 'Mai', 'vi'),"
        f" ('{outsider}', '{outsider}@example.com', 'Outsider', 'vi');"
        f"insert into members (programme_id, person_id, role) values ('{offline.stack.programme_id}', '{of_both}', "
        "'lead');"
        f"insert into mentorships (programme_id, mentor_id, member_id)"
        f" values ('{offline.stack.programme_id}', '{of_both}', '{offline.person_id}')",
        database=offline.stack.database,
    )
    _, saved = await offline.ended(await offline.ask("Who is my mentor?"))
    assert saved.text == "Your mentor is Mai."
    _, saved = await offline.ended(await offline.ask("người hướng dẫn của tôi là ai"))
    assert "Mai" in saved.text
    _, saved = await offline.ended(await offline.ask("Who leads the programme?"))
    assert "Mai" in saved.text
    assert "Outsider" not in saved.text


async def test_carried_work_is_no_doubt_and_is_meant_once(offline: Scene) -> None:
    first = await offline.log("Parcel labels printer", date(2026, 10, 7), "doing")
    last = await offline.log("Parcel labels printer", date(2026, 10, 14), "doing", week=2)
    servers.postgres().execute(
        f"update entries set carried_to = '{last}' where id = '{first}';"
        f"update entries set carried_from = '{first}', weeks_open = 7 where id = '{last}'",
        database=offline.stack.database,
    )
    _, saved = await offline.ended(await offline.ask("Which work about parcel labels is still open?"))
    assert "open for 7 weeks): Parcel labels printer" in saved.text
    assert saved.checks == []
    reader, saved = await offline.ended(await offline.ask("Mark the parcel labels printer as done"))
    assert "may be meant" not in saved.text
    assert [one["entry_id"] for one in saved.citations] == [str(last)]
    assert reader.whole


async def test_where_no_review_is_submitted_each_tells_how_far_it_is(offline: Scene) -> None:
    await offline.log("Set up the VPC", date(2026, 10, 5))

    def drafted() -> str:
        asked = f"select state from reviews where person_id = '{offline.person_id}' and state = 'drafted'"
        return servers.postgres().execute(asked, database=offline.stack.database)

    await asyncio.to_thread(eventually, drafted)
    _, saved = await offline.ended(await offline.ask("Is my review submitted?"))
    assert saved.text.startswith("Week 1: the review is drafted, not submitted (version ")


async def test_a_scheduled_question_is_answered_and_every_open_socket_hears_of_it(offline: Scene) -> None:
    await offline.log("Docker image", date(2026, 10, 13), "planned", week=2)
    question = {"id": new_id(), **offline.mine, "text": "What is still open?", "weekdays": [4], "at": time(9)}
    effective = datetime.fromisoformat("2026-10-15T00:00:00+07:00")
    async with offline.store.begin(offline.person_id) as work:
        await work.run(insert_scheduled_question, **question, by_mail=False, effective_from=effective)

    async def ended() -> list[QuestionRunRow]:
        async with offline.store.begin(offline.person_id) as work:
            latest = {"before": datetime.max.replace(tzinfo=UTC), "before_id": new_id(), "limit": 9}
            found = await work.all(list_question_runs, question_id=question["id"], **latest)
        return [one for one in found if one.state == "done"]

    async with asyncio.timeout(30):
        while not (runs := await ended()):
            await asyncio.sleep(0.05)
    (run,) = runs
    assert run.reply_id is not None
    _, saved = await offline.ended(Asked(run.reply_id, run.reply_id))
    assert "Docker image [1]" in saved.text
    ready = await told(offline.redis, offline.person_id, "reply.ready", reply_id=str(run.reply_id))
    assert [(one["state"], one["conversation_id"]) for one in ready] == [("done", str(run.conversation_id))]
