"""What a summary tells: what became of the week's work, and nothing more."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.written_week import Logged, written_week
from weeklog.reviews.facts.outcomes import LONGEST_TITLE
from weeklog.reviews.facts.rows import WeekRows
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.prose.write import write_lines

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


def summary_of(rows: WeekRows, language: str = "en") -> str:
    return next(line.text for line in write_lines(find_facts(rows), language) if line.section == "summary")


def outcomes_of(rows: WeekRows) -> list[tuple[str, str]]:
    return [(one.kind, one.title) for one in find_facts(rows).outcomes]


def test_work_is_told_by_what_it_became() -> None:
    week = written_week(
        ("Mon", "Invoice PDF: layout and totals"),
        ("Tue-Wed", "Checklist for releases", "doing"),
        ("Thu", "Waiting for the certificate", "blocked"),
        ("Fri", "Retrospective", "planned"),
        ("Fri", "Old importer", "dropped"),
    )
    assert summary_of(week) == (
        "All 5 working days logged. Finished: “Invoice PDF: layout and totals” (Monday). "
        "In progress: “Checklist for releases” (Tuesday – Wednesday). "
        "Blocked: “Waiting for the certificate” (Thursday)."
    )
    assert summary_of(week, "vi") == (
        "Đã ghi đủ 5 ngày làm việc. Đã xong: “Invoice PDF: layout and totals” (thứ Hai). "
        "Đang làm: “Checklist for releases” (thứ Ba – thứ Tư). "
        "Đang vướng: “Waiting for the certificate” (thứ Năm)."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Password reset mail does not work with Outlook",
        "Continue editing the cost report",
        "Half done: the import of contacts",
        "Vẫn lỗi khi đăng nhập bằng điện thoại",
        "Waiting for feedback on the layout",
    ],
)
def test_what_is_marked_done_and_says_otherwise_is_not_called_finished(text: str) -> None:
    assert [kind for kind, _ in outcomes_of(written_week(("Mon", text)))] != ["finished"]


def test_entries_of_an_objective_or_a_theme_are_told_together() -> None:
    week = written_week(
        ("Mon", "Grafana dashboards for staging"),
        ("Tue", "Quarantined a flaky test"),
        ("Wed", "Alert rules for staging"),
        ("Thu", "Report of flaky tests"),
        objectives=("Staging has dashboards and alerts",),
    )
    assert outcomes_of(week) == [
        ("towards", "Staging has dashboards and alerts"),
        ("on", "flaky test"),
    ]


def test_what_an_entry_says_besides_is_told_too() -> None:
    week = written_week(
        ("Mon", "- Learn about RDS\n- Learn how to build a chatbot"),
        ("Tue", "- Practice building a chatbot\n- Change the architecture diagram"),
        ("Wed", "Start the final project"),
        ("Thu", "Review of the architecture diagram"),
        objectives=("Know RDS", "Finalize the architecture diagram"),
    )
    assert outcomes_of(week) == [
        ("on", "chatbot"),
        ("finished", "Learn about RDS"),
        ("towards", "Finalize the architecture diagram"),
        ("on", "Start the final project"),
    ]


def test_ordinary_words_in_details_make_no_theme() -> None:
    week = written_week(
        ("Mon", "Booking service:\n- the table grows to 430 writes\n- error of the second kind"),
        ("Tue", "Request ids:\n- from the browser to the table\n- no error is lost"),
        ("Wed", "Invoice layout"),
        ("Thu", "Newsletter"),
    )
    assert find_facts(week).themes == ()


_statuses = st.sampled_from(("done", "doing", "planned", "blocked", "dropped"))
_texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200).filter(str.strip)
_logged = st.tuples(st.sampled_from(DAYS), _texts, _statuses)


@given(st.lists(_logged, max_size=12))
def test_each_entry_of_work_is_told(logged: Sequence[Logged]) -> None:
    facts = find_facts(written_week(*logged))
    told = {entry.id for one in facts.outcomes for entry in one.entries}
    assert told == {one.id for one in facts.entries if one.status not in ("planned", "dropped")}
    assert all(len(one.title) <= LONGEST_TITLE + 1 for one in facts.outcomes)
    assert all(
        entry.status == "done" for one in facts.outcomes if one.kind == "finished" for entry in one.entries
    )


def test_an_objective_that_its_owner_has_not_judged_is_proposed_as_met() -> None:
    week = written_week(
        ("Mon", "Load test of the booking API: limit found"),
        objectives=("How many bookings the API can take",),
        achievements=("The load test shows how many bookings the API takes",),
    )
    told = next(line.text for line in write_lines(find_facts(week), "en") if line.section == "objectives")
    assert told.endswith("Proposed: met.")


def test_nothing_is_proposed_as_met_while_work_on_it_is_open() -> None:
    week = written_week(
        ("Mon", "CSV export: added an index", "doing"),
        ("Thu", "CSV export: waiting for access to production", "blocked"),
        ("Fri", "CSV export merged behind a flag"),
        objectives=("CSV export of orders",),
        achievements=("The CSV export takes 3 s",),
    )
    assert [one.proposed for one in find_facts(week).objectives] == ["doing"]
    told = [line for line in write_lines(find_facts(week), "en") if "waiting for access" in line.text]
    assert [line.section for line in told].count("open") == 0  # it stands under what is blocked
