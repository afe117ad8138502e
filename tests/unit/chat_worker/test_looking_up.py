"""What happens to the words of a question that the worklog does not say."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog.language.typos import nearest
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.lookup import look_up, settle
from weeklog_chat_worker.models.offline.parse.references import understand_all
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Comments, Entries, EntryRow, KnownWords

KNOWN = Known(date(2026, 10, 27), numbered_weeks(date(2026, 8, 13), 12))
NOTHING = Entries(total=0, entries=())


def said(*words: str, **near: str) -> KnownWords:
    return KnownWords(known=words, near=near)


def row(number: int) -> EntryRow:
    day = date(2026, 8, 12 + number)
    return EntryRow(
        ref=number, week=1, start_on=day, end_on=day, status="dropped", text=f"Plan {number}", tags=()
    )


def test_a_slip_is_put_right_and_told() -> None:
    (query,) = understand_all(["entries about postgers"], KNOWN)
    settled = settle(query, said(postgers="postgres"))
    assert settled.subject == ("postgres",)
    assert settled.instead == (("postgers", "postgres"),)


def test_a_word_that_nobody_wrote_is_left_out_where_it_is_no_topic() -> None:
    query = Query(Intent.LIST, periods=(Period(week=3),), subject=("gobsmacked",))
    settled = settle(query, said())
    assert settled.subject == ()
    assert settled.left_out == ("gobsmacked",)


@pytest.mark.parametrize(
    "question",
    ["anything about graphql in week 3?", "how many graphql entries in week 3?", "did I use graphql in week 3?"],
)  # fmt: skip
def test_a_topic_stays_a_topic_although_nobody_wrote_it(question: str) -> None:
    (query,) = understand_all([question], KNOWN)
    assert settle(query, said()).subject == ("graphql",)


def test_of_a_vietnamese_phrase_the_longest_part_that_is_written_is_looked_for() -> None:
    (query,) = understand_all(["tìm việc về fix lỗi thanh toán"], KNOWN)
    assert settle(query, said("lỗi thanh toán", "thanh toán")).subject == ("lỗi thanh toán",)


def test_words_are_compared_only_when_nothing_is_found() -> None:
    (query,) = understand_all(["entries about Docker"], KNOWN)
    found = Entries(total=1, entries=())
    assert look_up(query, KNOWN, []).calls == [Call("find_entries", {"text": "Docker"})]
    assert not look_up(query, KNOWN, [found]).calls
    assert [call.tool for call in look_up(query, KNOWN, [NOTHING]).calls] == ["known_words"]


def test_a_bare_word_is_looked_up_when_it_is_written_and_not_understood_otherwise() -> None:
    (query,) = understand_all(["grafana?"], KNOWN)
    assert look_up(query, KNOWN, []).calls[0].tool == "known_words"
    written = look_up(query, KNOWN, [said("grafana")])
    assert (written.query.intent, written.calls) == ("list", [Call("find_entries", {"text": "grafana"})])
    assert look_up(query, KNOWN, [said()]).query.intent == "none"


def test_two_questions_in_one_are_two() -> None:
    goals, still_open = understand_all(["what are my goals this week and what is still open?"], KNOWN)
    assert (goals.intent, still_open.intent) == ("objectives", "open")


def test_results_of_the_first_question_are_not_read_as_those_of_the_second() -> None:
    (query, _) = understand_all(["show week 3 and count the entries in week 4"], KNOWN)
    turn = look_up(query, KNOWN, ["the week", "the count"])
    assert (turn.found, turn.rest) == (["the week"], ["the count"])


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("end of august, say 27th to 31st", date(2026, 8, 27), date(2026, 8, 31)),
        ("what did I do between the 20th and 22nd?", date(2026, 10, 20), date(2026, 10, 22)),
        ("first two days of october", date(2026, 10, 1), date(2026, 10, 2)),
        ("a week ago today", date(2026, 10, 20), date(2026, 10, 20)),
    ],
)
def test_days_said_in_passing(question: str, first: date, last: date) -> None:
    (query,) = understand_all([question], KNOWN)
    assert query.periods == (Period(first, last),)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("postgers", "postgres"), ("kubernets", "kubernetes"), ("dockr", "docker"), ("xostgres", None)],
)
def test_one_slip_away(word: str, meant: str | None) -> None:
    assert nearest(word, ["docker", "kubernetes", "postgres"]) == meant


def test_a_word_that_was_left_out_is_sought_before_anything_is_denied() -> None:
    (query,) = understand_all(["which tasks about docker were gobsmacked in week 3?"], KNOWN)
    words = said("docker")
    second = look_up(query, KNOWN, [NOTHING, words]).calls
    assert [call.tool for call in second] == ["find_entries"]
    third = look_up(query, KNOWN, [NOTHING, words, NOTHING]).calls
    assert {(call.tool, *call.arguments["words"]) for call in third} == {("evidence", "docker", "gobsmacked")}
    assert "week" not in third[-1].arguments  # at last at any time


def test_a_part_of_a_phrase_may_be_written_in_the_other_language() -> None:
    (query,) = understand_all(["tìm việc về khách hàng quận nhất"], KNOWN)
    assert settle(query, said("customer")).subject == ("khách hàng",)


@pytest.mark.parametrize("place", [1, 2, 3])
def test_one_row_of_a_list_is_told_by_its_place(place: int) -> None:
    rows = tuple(row(number) for number in range(1, 4))
    query = Query(Intent.LIST, status="dropped", nth=place)
    told = look_up(query, KNOWN, [Entries(total=3, entries=rows)]).found
    assert told == [Entries(total=1, entries=(rows[place - 1],))]


@pytest.mark.parametrize("asked", ["what feedback did Linh give about the demo?", "Linh góp ý gì về demo?"])
def test_comments_that_there_are_not_are_sought_in_the_entries(asked: str) -> None:
    (query,) = understand_all([asked], KNOWN)
    saying, every = look_up(query, KNOWN, []).calls
    assert (saying.tool, every.tool) == ("comments", "comments")
    assert "demo" in saying.arguments["words"]
    none = Comments(total=0, comments=())
    assert [one.tool for one in look_up(query, KNOWN, [none, none]).calls] == ["evidence"]


@pytest.mark.parametrize(("said_at", "written"), [("levling", "levelling"), ("cancelation", "cancellation"),
    ("ocurence", "occurrence")])  # fmt: skip
def test_letters_that_are_doubled_are_one_slip(said_at: str, written: str) -> None:
    assert nearest(said_at, ["docker", written]) == written


def test_a_time_is_a_word_of_a_name_where_nothing_stands_at_it() -> None:
    (query,) = understand_all(["anything from the friday zorbel"], KNOWN)
    words = said("zorbel", "friday")
    (named,) = look_up(query, KNOWN, [NOTHING, words]).calls
    assert named == Call("find_entries", {"text": "friday zorbel"})
    rows = Entries(total=1, entries=(row(1),))
    found = look_up(query, KNOWN, [NOTHING, words, rows])
    assert (found.query.named, list(found.found)) == ("friday zorbel", [rows])
    denied = look_up(query, KNOWN, [NOTHING, words, NOTHING])
    assert {call.tool for call in denied.calls} == {"evidence"}  # and nothing is denied before


def test_a_syllable_that_nobody_wrote_is_told() -> None:
    (query,) = understand_all(["có khám con quạch nào chưa"], KNOWN)
    settled = settle(query, said("khám con", "khám", "con"))
    assert (settled.subject, settled.left_out) == (("khám con",), ("quạch",))
