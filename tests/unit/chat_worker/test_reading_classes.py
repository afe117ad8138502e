"""Classes of wordings: each is read the same whatever stands around it."""

from dataclasses import replace
from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.answering import answer, first_calls, further_calls
from weeklog_chat_worker.models.offline.parse.references import understand, understand_all
from weeklog_chat_worker.models.offline.parse.text import speak_of
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Entries, Group, Groups, Hours, HoursBy, Objective, Objectives

KNOWN = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))  # a Friday in week 2
NOTHING = Entries(total=0, entries=())


def read(question: str) -> Query:
    return understand([question], KNOWN)


@pytest.mark.parametrize("noun", ["entry", "task", "job", "thing", "item"])
@pytest.mark.parametrize(
    "rest",
    [
        "ran the longest",
        "took the most days",
        "went on for the most days",
        "lasted the longest",
        "ran over the most days",
    ],
)
def test_the_longest_entry_is_asked_for_by_any_noun_and_verb(noun: str, rest: str) -> None:
    query = read(f"which {noun} {rest}?")
    assert (query.intent, query.subject) == (Intent.LONGEST, ())


@pytest.mark.parametrize("noun", ["mục", "việc", "công việc"])
@pytest.mark.parametrize("rest", ["kéo dài qua nhiều ngày nhất", "mất nhiều ngày nhất", "kéo dài lâu nhất"])
def test_the_longest_entry_is_asked_for_in_vietnamese(noun: str, rest: str) -> None:
    query = read(f"{noun} nào {rest}?")
    assert (query.intent, query.subject) == (Intent.LONGEST, ())


@pytest.mark.parametrize("verb", ["split", "group", "sort", "divide", "count"])
@pytest.mark.parametrize(
    ("unit", "flag"), [("tag", Flag.PER_TAG), ("week", Flag.PER_WEEK), ("day", Flag.PER_DAY)]
)
@pytest.mark.parametrize("end", ["", " please", " for me"])
def test_groups_are_asked_for_in_any_order(verb: str, unit: str, flag: Flag, end: str) -> None:
    query = read(f"{verb} october by {unit}{end}")
    assert query.intent == Intent.GROUPS
    assert query.has(flag)
    assert len(query.periods) == 1


@pytest.mark.parametrize("verb", ["get", "got"])
def test_what_somebody_got_up_to_on_a_day_is_of_that_day(verb: str) -> None:
    assert read(f"what did I {verb} up to yesterday?").periods == read("what did I do yesterday?").periods


@pytest.mark.parametrize("pronoun", ["him", "her", "them", "those", "it"])
def test_pronouns_are_not_searched_for(pronoun: str) -> None:
    assert read(f"what did I do with {pronoun} in week 1?").subject == ()


@pytest.mark.parametrize("short", ["dont", "don't", "do not"])
@pytest.mark.parametrize("limit", ["a link", "a tag"])
def test_a_negation_without_its_apostrophe_is_one(short: str, limit: str) -> None:
    query = read(f"how many entries {short} have {limit}")
    assert (query.subject, {query.with_links, query.with_tags}) == ((), {False, None})


@pytest.mark.parametrize("goal", ["report", "internship report", "portfolio"])
def test_a_paragraph_for_a_text_is_a_summary(goal: str) -> None:
    query = read(f"I need a short paragraph on october for my {goal}")
    assert (query.intent, len(query.periods)) == (Intent.SUMMARY, 1)


@pytest.mark.parametrize("joint", ["or", "vs", "than"])
def test_months_on_both_sides_of_a_comparison_are_times(joint: str) -> None:
    assert len(read(f"were there more entries in october {joint} november?").periods) == 2


@pytest.mark.parametrize(
    "question",
    [
        "chia theo ngay di ban",
        "bnhieu muc co link v",
        "muc nao keo dai nhat",
        "theo tag di",
        "nay minh lam gi roi",
    ],
)
def test_vietnamese_is_known_by_its_function_words_alone(question: str) -> None:
    assert speak_of(question) == "vi"


@pytest.mark.parametrize("question", ["grafana", "docker compose", "by tag", "notes on the pump", "any news"])
def test_english_is_not_taken_for_vietnamese(question: str) -> None:
    assert speak_of(question) == "en"


@pytest.mark.parametrize("weeks", ["in week 1", "in week 1 and week 2"])
def test_nothing_is_denied_before_rows_are_ranked_in_every_time_and_at_any(weeks: str) -> None:
    query = read(f"what is written about barometers {weeks}?")
    calls = further_calls(query, [NOTHING] * len(query.periods))
    sought = [call.arguments for call in calls if call.tool == "evidence"]
    assert len(sought) == len(query.periods) + 1
    assert "week" not in sought[-1]


@pytest.mark.parametrize("number", range(1, 5))
def test_the_week_before_objectives_is_no_number_of_entries(number: int) -> None:
    query = read(f"tuần {number} mục tiêu nào chưa xong?")
    assert [time.week for time in query.periods] == [number]
    assert query.subject == ()


def test_a_blocked_row_is_no_boredom_without_accents() -> None:
    assert read("viec nao bi chan tu bao gio").status == "blocked"


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        ("what were my goals for week 1, and did I reach them?", ("(met)", "not met yet")),
        ("mục tiêu tuần 1 là gì, kết quả ra sao?", ("(đã đạt)", "chưa đạt)")),
    ],
)
def test_states_of_objectives_that_are_asked_for_are_said_in_words(
    asked: str, states: tuple[str, str]
) -> None:
    aims = (
        Objective(text="Pump", done=True, week=1, state="met"),
        Objective(text="Valve", done=False, week=1, state="open"),
    )
    lines = answer(read(asked), [Objectives(objectives=aims, total=2)], KNOWN)
    assert [state in line for state, line in zip(states, lines[-2:], strict=True)] == [True, True]


@pytest.mark.parametrize("verb", ["tell", "report to", "show", "say to"])
@pytest.mark.parametrize("reader", ["my mentor", "my boss", "the team", "our supervisor"])
@pytest.mark.parametrize("when", ["", " on Monday", " tomorrow", " in our next meeting"])
def test_what_to_tell_somebody_is_a_summary_for_them(verb: str, reader: str, when: str) -> None:
    query = read(f"what should I {verb} {reader}{when}?")
    assert (query.intent, query.periods) == (Intent.SUMMARY, ())


@pytest.mark.parametrize("noun", ["version", "edition", "gist", "rundown"])
@pytest.mark.parametrize("kind", ["boring", "short", "honest"])
@pytest.mark.parametrize("form", ["in two lines", "in 3 bullets"])
def test_any_version_of_a_time_in_a_form_is_a_summary(noun: str, kind: str, form: str) -> None:
    query = read(f"give me the {kind} {noun} of week 2 {form}")
    assert (query.intent, query.form is not None) == (Intent.SUMMARY, True)


@pytest.mark.parametrize(
    "question",
    [
        "did anything break this week?",
        "has something failed this week",
        "was anything broken this week",
        "what keeps crashing this week",
        "where did I get stuck this week?",
        "where am I struggling this week",
        "tuần này mình kẹt ở đâu",
        "tuần này em bị vướng chỗ nào",
        "tuan nay minh ket o dau",
        "tuần này có gì bị hỏng không",
    ],
)
def test_trouble_is_asked_for_in_many_words(question: str) -> None:
    query = read(question)
    assert (query.intent, query.subject, len(query.periods)) == (Intent.PROBLEMS, (), 1)


@pytest.mark.parametrize(
    "question", ["who helped me so far?", "who has helped me", "ai đã giúp mình", "ai giúp đỡ em"]
)
def test_who_helped_is_asked_of_rows_that_speak_of_others(question: str) -> None:
    query = read(question)
    assert (query.intent, query.subject) == (Intent.WHO, ())


@pytest.mark.parametrize("what", ["api", "booking page", "new pump"])
@pytest.mark.parametrize("how", ["fast", "cheap", "safe"])
def test_whether_something_is_enough_is_no_fact_but_rows_bear_on_it(what: str, how: str) -> None:
    query = read(f"is the {what} {how} enough?")
    assert query.intent == Intent.OPINION
    assert set(what.split()) - {"new"} <= set(query.subject)


@pytest.mark.parametrize(
    "end",
    [
        ", I want to fix them",
        " so I can tag them",
        ", I need to add those now",
        " because I have to check it",
    ],
)
def test_what_an_answer_is_for_is_not_searched_for(end: str) -> None:
    assert read(f"which entries have no tags{end}") == replace(
        read("which entries have no tags"), said=read(f"which entries have no tags{end}").said
    )


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("which objectives did I miss?", "over"),
        ("mục tiêu nào không đạt?", "over"),
        ("which objectives did I miss in week 2?", "unmet"),
        ("which objectives are still open?", "unmet"),
    ],
)
def test_goals_that_may_still_be_met_are_not_missed(question: str, state: str) -> None:
    assert [call.arguments["state"] for call in first_calls(read(question), KNOWN)] == [state]


@pytest.mark.parametrize(
    "question",
    ["is there anything I forgot to finish from week 2", "what did I forget to complete in week 2",
        "what am I behind on in week 2",
     "what am I most behind with in week 2", "tuần 2 em quên làm xong việc gì"],
)  # fmt: skip
def test_what_was_forgotten_or_is_late_is_open(question: str) -> None:
    query = read(question)
    assert (query.intent, query.subject, len(query.periods)) == (Intent.OPEN, (), 1)


@pytest.mark.parametrize(
    "before",
    [
        "Meeting Ngan in 20 min!! ",
        "Mentor question: ",
        "quick question, ",
        "Back from lunch! ",
        "Good news! ",
    ],
)
@pytest.mark.parametrize("asked", ["what did I finish this week?", "was the goal of week 1 met?"])
def test_what_stands_before_a_question_is_not_searched_for(before: str, asked: str) -> None:
    query, alone = read(before + asked), read(asked)
    assert (query.intent, query.subject, query.periods) == (alone.intent, (), alone.periods)


def test_what_stands_before_a_question_names_nobody() -> None:
    lead = replace(KNOWN, people=("Mai Mentor",))
    query = understand(["Mentor question: was the goal of week 1 met?"], lead)
    assert (query.intent, query.person, query.subject) == (Intent.OBJECTIVES, None, ())


@pytest.mark.parametrize("before", ["chào bạn, ", "xin chào! ", "Sắp họp với chị Ngân rồi! "])
@pytest.mark.parametrize("asked", ["tuần này mình làm gì?", "bạn giúp được gì cho mình?"])
def test_a_greeting_before_a_question_is_not_searched_for(before: str, asked: str) -> None:
    assert (read(before + asked).intent, read(before + asked).subject) == (read(asked).intent, ())


@pytest.mark.parametrize(
    "question",
    ["tóm tắt tuần này cho mentor", "summarise this week for my mentor", "sum up this week for Chi"],
)
def test_whom_a_summary_is_for_is_not_whose_worklog_it_is(question: str) -> None:
    lead = replace(KNOWN, people=("Mai Mentor", "Chi Le"), readers=("Chi Le",))
    query = understand([question], lead)
    assert (query.intent, query.person, query.subject) == (Intent.SUMMARY, None, ())


@pytest.mark.parametrize("subject", ["influx", "databases", "load balancers"])
@pytest.mark.parametrize("verb", ["did I learn", "have I learned", "did I actually learn"])
def test_what_was_learnt_about_something_is_no_search_for_the_verb(verb: str, subject: str) -> None:
    query = read(f"What {verb} about {subject}?")
    assert (query.intent, query.subject) == (Intent.LEARNT, tuple(subject.split()))


@pytest.mark.parametrize("what", ["things", "stuff", "what", "everything"])
@pytest.mark.parametrize(
    "said", ["said id sort out", "promised to do", "meant to write", "said i'd fix", "swore to call"]
)
@pytest.mark.parametrize(
    "end", ["and never did", "but didnt", "and havent", "yet never did it", "but have not done yet"]
)
def test_what_was_promised_and_not_done_is_open(what: str, said: str, end: str) -> None:
    asked = f"what have i {said} {end}" if what == "what" else f"{what} i {said} {end}"
    query = read(asked)
    assert (query.intent, query.status) == (Intent.OPEN, "open")
    assert query.subject == ()


@pytest.mark.parametrize("day", ["ngày", "hôm", "bữa"])
@pytest.mark.parametrize("rest", ["đi làm", "đi thực tập", "em làm gì", "vào làm em ghi gì", ""])
def test_the_first_day_is_that_of_the_programme(day: str, rest: str) -> None:
    (period,) = read(f"{day} đầu tiên {rest}").periods
    assert (period.first, period.last) == (date(2026, 10, 5), date(2026, 10, 5))


@pytest.mark.parametrize("lead", ["what is open", "tasks still unfinished", "started but not done yet"])
@pytest.mark.parametrize("status", ["blocked", "planned"])
@pytest.mark.parametrize("end", [", not the {} ones", " but not the {} ones", ", not those {}"])
def test_a_status_that_is_left_out_is_not_asked_for(lead: str, status: str, end: str) -> None:
    query = read(lead + end.format(status))
    assert query.without_status == status
    assert query.status in ("open", "doing")


@pytest.mark.parametrize(
    "question",
    [
        "days i wasnt in and why",
        "when was I not at work",
        "days I didn't come in",
        "which days was i not around",
    ],
)
def test_who_was_not_there_was_away(question: str) -> None:
    assert read(question).intent == Intent.AWAY


@pytest.mark.parametrize("noun", ["release", "glaze firing", "zorbel"])
@pytest.mark.parametrize("ordinal", ["1st", "2nd", "3rd"])
@pytest.mark.parametrize("asking", ["what broke in the {} {}", "when was the {} {}", "the {} {}"])
def test_an_ordinal_before_a_noun_is_no_day(noun: str, ordinal: str, asking: str) -> None:
    assert read(asking.format(ordinal, noun)).periods == ()


@pytest.mark.parametrize("end", ["", " and 4th", ", i forgot", " in the morning", " with Lan"])
def test_an_ordinal_alone_is_a_day(end: str) -> None:
    (period,) = read(f"what happened on the 3rd{end}").periods
    assert period.first == date(2026, 10, 3)


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("which week had least hours not counting this week", 2),
        ("tuần nào ít giờ nhất không tính tuần này", 2),
        ("which week was the busiest, apart from week 3", 3),
        ("tuần nào nhiều việc nhất trừ tuần 4", 4),
        ("average hours per week without week 1", 1),
    ],
)
def test_a_week_that_is_left_out_of_a_ranking_wins_nothing(question: str, apart: int) -> None:
    query = read(question)
    groups = tuple(Hours(hours=n, timed=n, entries=n, key=str(n)) for n in (1, 2, 3, 4))
    entries = tuple(Group(key=str(n), entries=n, days=n) for n in (1, 2, 3, 4))
    found = (
        HoursBy(total=Hours(hours=10, timed=10, entries=10), by="week", groups=groups)
        if query.measure == "hours"
        else Groups(by="week", groups=entries)
    )
    first, *_ = answer(query, [found], KNOWN)
    assert not first.lower().startswith((f"week {apart} ", f"tuần {apart} "))
    assert [time.week for time in query.apart] == [apart]


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("what is left, leave out Emma's order", ("Emma",)),
        ("everything except the Brennan's invoices", ("Brennan",)),
        ("việc chưa xong, trừ đơn của Emma ra", ("Emma",)),
        ("tuần 1 không tính việc của cô Zil", ("cô Zil",)),
        ("summary of week 1, nothing about docker", ("docker",)),
    ],
)
def test_what_belongs_to_somebody_is_left_out_by_their_name(question: str, without: tuple[str, ...]) -> None:
    assert read(question).without == without


@pytest.mark.parametrize("now", ["giờ", "nay", "bây giờ", "hôm nay"])
@pytest.mark.parametrize(("unit", "week"), [("tuần", 2), ("tháng", None)])
def test_until_now_is_not_next_week(now: str, unit: str, week: int | None) -> None:
    (period,) = read(f"từ đầu {unit} tới {now} làm gì").periods
    assert period.week == week
    assert period.first == (date(2026, 10, 1) if unit == "tháng" else None)


@pytest.mark.parametrize("who", ["the intern", "our trainee", "the apprentice"])
def test_the_intern_is_whoever_asks(who: str) -> None:
    assert read(f"what did {who} do yesterday") == replace(
        read("what did i do yesterday"), said=read(f"what did {who} do yesterday").said
    )


@pytest.mark.parametrize(
    "ask", ["last delivery we made", "the latest report I sent", "my first kiln that I lit"]
)
def test_the_last_of_something_is_looked_for(ask: str) -> None:
    assert read(ask).intent == Intent.LIST


@pytest.mark.parametrize("exam", ["thi mạc xới", "kiểm tra vằn quạch"])
@pytest.mark.parametrize(
    "asked", ["được mấy điểm", "bao nhiêu điểm", "đậu hay rớt", "được mấy điểm, với lại đỗ hay trượt"]
)
def test_a_score_is_what_rows_say_and_no_opinion(exam: str, asked: str) -> None:
    query = read(f"{exam} {asked}")
    assert query.intent == Intent.NONE  # nothing but words: rows about them are shown
    assert set(" ".join(query.subject).split()) <= set(exam.split())


@pytest.mark.parametrize("noun", ["mark", "score", "grade"])
def test_so_it_is_in_english(noun: str) -> None:
    query = read(f"what {noun} did I get in the zorbel exam")
    assert (query.intent, query.subject) == (Intent.LIST, ("zorbel", "exam"))


@pytest.mark.parametrize(
    ("short", "weekday"), [("mon", 1), ("tue", 2), ("wed", 3), ("thu", 4), ("fri", 5), ("sat", 6), ("sun", 7)]
)
@pytest.mark.parametrize("part", ["mornings", "afternoons", "evenings", "shifts"])
def test_parts_of_a_weekday_are_that_weekday(short: str, weekday: int, part: str) -> None:
    (period,) = read(f"how many {short} {part} have I worked").periods
    assert period.weekdays == (weekday,)


@pytest.mark.parametrize("until", ["đến giờ", "tới nay", "đến bây giờ", "tới giờ"])
def test_until_now_leaves_out_what_lies_ahead(until: str) -> None:
    (period,) = read(f"từ hôm qua {until}").periods
    assert (period.first, period.last) == (date(2026, 10, 15), KNOWN.today)


@pytest.mark.parametrize("until", ["until now", "till now", "to now"])
def test_so_it_is_from_a_day(until: str) -> None:
    (period,) = read(f"what did I do from monday {until}").periods
    assert (period.first, period.last) == (date(2026, 10, 12), KNOWN.today)


@pytest.mark.parametrize(
    "question",
    [
        "which week was lightest so far and how many hours",
        "tuần nào cày nhiều nhất, mấy giờ", "tuần nào bận nhất, bao nhiêu tiếng",
    ],
)  # fmt: skip
def test_a_ranking_is_by_the_hours_that_are_asked_for_behind_it(question: str) -> None:
    (query,) = understand_all([question], KNOWN)
    assert (query.intent, query.measure) == (Intent.RANK, "hours")


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("who am i waiting for", Intent.LIST), ("who am I", Intent.ME), ("what did we throw out n y", Intent.LIST),
        ("cái nào làm rồi dẹp luôn", Intent.LIST),
    ],
)  # fmt: skip
def test_what_a_few_words_more_change(question: str, intent: Intent) -> None:
    assert read(question).intent == intent


@pytest.mark.parametrize(
    "question", ["hours under the zorbel tag", "how long did I spend on things tagged zorbel"]
)
def test_hours_of_a_tag(question: str) -> None:
    query = read(question)
    assert (query.intent, query.measure, query.tag) == (Intent.HOURS, "hours", "zorbel")


@pytest.mark.parametrize(
    "question", ["wk 2 vs wk 1 hours, which more and by how much", "số giờ tuần 2 và tuần 1"]
)
def test_two_sums_of_hours_tell_their_difference(question: str) -> None:
    def of(hours: float) -> HoursBy:
        return HoursBy(total=Hours(hours=hours, timed=3, entries=3))

    query = read(question)
    assert any("14.5" in line for line in answer(query, [of(42.5), of(28)], KNOWN))


@pytest.mark.parametrize(
    "question",
    [
        "tuần nào nhàn nhất, không tính tuần này", "tuan nao nhan nhat, ko tinh tuan nay",
        "tuần nào ít giờ nhất, không kể tuần này", "which week was quietest, not counting this one",
        "busiest week so far, leave out this week",
    ],
)  # fmt: skip
def test_what_is_left_out_behind_a_comma_is_no_question_of_its_own(question: str) -> None:
    (query,) = understand_all([question], KNOWN)
    assert query.intent == Intent.RANK
    assert [time.week for time in query.apart] == [2]


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("stuff im waitin on", Intent.LIST), ("y no zorbel", Intent.WHY), ("cái gì thử rồi bỏ", Intent.LIST),
        ("tuần 2 việc nào lâu nhất", Intent.LONGEST), ("busiest week hours wise", Intent.RANK),
        ("tuần 2 việc", Intent.NONE),
    ],
)  # fmt: skip
def test_what_is_typed_in_haste_is_understood(question: str, intent: Intent) -> None:
    assert read(question).intent is intent
