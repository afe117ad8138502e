from datetime import date
from itertools import product

import pytest

from tests.unit.hugo.builders import read, read_dates, read_rows, table
from weeklog.hugo import Ambiguity, DayMonth, Hints, Page, read_page
from weeklog.hugo.read.dates import find_dates


def the(kind: str, page: Page) -> Ambiguity:
    return next(found for found in page.ambiguities if found.kind == kind)


def kinds(page: Page) -> set[str]:
    return {found.kind for found in page.ambiguities}


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2025-09-08", None, date(2025, 9, 8)),
        ("2025/9/8", None, date(2025, 9, 8)),
        ("08/09/2025", "DM", date(2025, 9, 8)),
        ("08/09/2025", "MD", date(2025, 8, 9)),
        ("08-09-2025 20:00", "DM", date(2025, 9, 8)),
        ("8.9.25", "DM", date(2025, 9, 8)),
        ("9/9/2025", None, date(2025, 9, 9)),
        ("Sep 8, 2025", None, date(2025, 9, 8)),
        ("8th September 2025", None, date(2025, 9, 8)),
        ("ngày 8 tháng 9 năm 2025", None, date(2025, 9, 8)),
        ("08/09/2025", None, None),
        ("31/09/2025", "DM", None),
    ],
)
def test_dates_of_every_style_are_read_in_an_order(
    text: str, order: DayMonth | None, day: date | None
) -> None:
    (raw,) = find_dates(text)
    assert raw.on(order) == day


@pytest.mark.parametrize("text", ["", "no digits", "7.5h", "10:30", "version 1.2.3.4", "192.168.10.1"])
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert find_dates(text) == ()


def test_a_number_above_twelve_proves_the_order_and_needs_no_person() -> None:
    page = read_dates(("08/09/2025", "22/09/2025"))

    assert (page.day_month.order, page.day_month.by, page.day_month.confidence) == ("DM", "proof", 1.0)
    assert page.day_month.evidence == ("`22/09/2025`: 22 is no month",)
    assert page.ambiguities == ()
    assert read_dates(("09/08/2025", "09/22/2025")).rows[0].start == date(2025, 9, 8)


def test_the_span_of_a_page_settles_the_order_and_is_put_on_record() -> None:
    page = read_dates(("08/09/2025", "09/09/2025"), ("10/09/2025", "12/09/2025"))

    found = the("day_month", page)
    assert (page.day_month.order, page.day_month.by) == ("DM", "span")
    assert (found.chosen, found.key, found.scopes) == ("DM", "day_month", ("page", "site"))
    assert found.evidence == ("as DM the page spans 4 days, as MD 122",)
    assert [choice.value for choice in found.choices] == ["DM", "MD"]


def test_a_weekday_name_settles_the_order_of_a_single_day() -> None:
    page = read_dates(("08/09/2025", "08/09/2025"), labels=["Monday"])

    assert (page.day_month.order, page.day_month.by) == ("DM", "weekday")


def test_a_day_number_settles_it_with_less_confidence() -> None:
    page = read_dates(("08/09/2025", "08/09/2025"), labels=["2"])

    assert (page.day_month.order, page.day_month.by, page.day_month.confidence) == ("DM", "weekday", 0.85)


@pytest.mark.parametrize(
    ("hints", "by"),
    [
        (Hints(span=(date(2025, 9, 8), date(2025, 9, 14))), "calendar"),
        (Hints(translation_dates=(date(2025, 9, 8),)), "twin"),
        (Hints(day_month="DM"), "site"),
    ],
)
def test_what_is_known_outside_the_page_settles_the_order(hints: Hints, by: str) -> None:
    page = read_dates(("08/09/2025", "08/09/2025"), hints=hints)

    assert (page.day_month.order, page.day_month.by) == ("DM", by)
    assert page.rows[0].start == date(2025, 9, 8)


def test_evidence_that_disagrees_costs_confidence() -> None:
    page = read_dates(("08/09/2025", "09/09/2025"), hints=Hints(day_month="MD"))

    assert (page.day_month.order, page.day_month.confidence) == ("DM", 0.6)
    assert len(page.day_month.evidence) == 2


def test_without_evidence_the_dates_stay_empty_and_a_person_is_asked() -> None:
    page = read_dates(("08/09/2025", "08/09/2025"))

    assert (page.day_month.by, page.rows[0].start) == ("unresolved", None)
    assert the("day_month", page).chosen is None


def test_a_settled_order_is_applied_and_the_question_disappears() -> None:
    page = read_dates(("08/09/2025", "08/09/2025"), hints=Hints(settlements={"day_month": "MD"}))

    assert (page.rows[0].start, page.day_month.by, page.ambiguities) == (date(2025, 8, 9), "settled", ())


def test_the_same_day_and_month_needs_no_order() -> None:
    page = read_dates(("09/09/2025", "09/09/2025"))

    assert (page.rows[0].start, page.day_month.by, page.ambiguities) == (date(2025, 9, 9), "none", ())


def test_a_page_that_mixes_both_is_read_row_by_row() -> None:
    page = read_dates(
        ("09/23/2025", "24/09/2025"), ("10/01/2025", "25/09/2025"), ("10/10/2025", "10/10/2025")
    )

    assert page.day_month.order == "mixed"
    assert (page.rows[0].start, page.rows[0].end) == (date(2025, 9, 23), date(2025, 9, 24))
    assert page.rows[1].start == date(2025, 10, 1)
    assert (the("mixed_day_month", page).chosen, the("mixed_day_month", page).scopes) == ("MD", ("row",))


def test_a_date_that_only_the_other_order_puts_into_the_week_is_put_to_a_person() -> None:
    pairs = ("09/29/2025", "09/30/2025"), ("01/10/2025", "01/10/2025")
    page = read_dates(*pairs)

    found = the("mixed_day_month", page)
    assert (page.day_month.order, page.rows[1].start) == ("MD", date(2025, 10, 1))
    assert (found.key, found.chosen) == ("day_month:01/10/2025", "DM")
    settled = read_dates(*pairs, hints=Hints(settlements={found.key: "MD"}))
    assert (settled.rows[1].start, settled.ambiguities) == (date(2025, 1, 10), ())
    whole = read_dates(*pairs, hints=Hints(settlements={"day_month": "MD"}))
    assert whole.rows[1].start == date(2025, 1, 10)


def test_a_proof_against_a_settled_order_is_put_to_a_person() -> None:
    page = read_dates(("22/09/2025", "22/09/2025"), hints=Hints(settlements={"day_month": "MD"}))

    assert (page.rows[0].start, the("mixed_day_month", page).chosen) == (date(2025, 9, 22), "DM")


def test_a_missing_year_is_taken_from_the_table_and_told() -> None:
    page = read_dates(("23/09/2025", "23/09/2025"), ("22/09", "22/09"))

    assert page.rows[1].start == date(2025, 9, 22)
    [told] = [one for one in page.warnings if one.kind == "taken_for_granted"]
    assert (told.place.line, told.message) == (
        page.rows[1].place.line,
        "`22/09` and other days without a year are taken for days of 2025: other dates of the table.",
    )


@pytest.mark.parametrize(
    ("hints", "year"),
    [
        (Hints(), None),
        (Hints(span=(date(2026, 9, 21), date(2026, 9, 27))), 2026),
        (Hints(translation_dates=(date(2024, 9, 22),)), 2024),
        (Hints(settlements={"year": "2023"}), 2023),
    ],
)
def test_a_year_comes_from_outside_the_page_or_stays_open(hints: Hints, year: int | None) -> None:
    page = read_dates(("22/09", "22/09"), hints=hints)

    assert page.rows[0].start == (date(year, 9, 22) if year else None)
    assert ("missing_year" in kinds(page)) == (year is None)


DATES = (
    "22/09",
    "09/10",
    "2/3",
    "22/09/2025",
    "31/09/2025",
    "011/09/2025",
    "22/09/20255",
    "09/22/2025",
    "Sep 22",
    "2 (Mon)",
)


@pytest.mark.parametrize("span", [None, (date(2025, 9, 22), date(2025, 9, 28))])
def test_no_year_that_is_known_is_asked_and_each_question_names_a_line_of_its_own(
    span: tuple[date, date] | None,
) -> None:
    for first, second in product(DATES, DATES):
        for page in (
            read_dates(("20/09/2025", "20/09/2025"), (first, second), hints=Hints(span=span)),
            read(f"## Tasks\n\n- ok\n- {first}: a\n- {second}: b\n", hints=Hints(span=span)),
        ):
            for asked in page.ambiguities:
                assert asked.kind != "missing_year" or not asked.choices
                line = page.raw.decode().splitlines()[asked.place.line - 1]
                assert first in line or second in line or "20/09/2025" in line, (asked, page.raw.decode())


def test_of_the_years_named_on_the_page_the_weekdays_choose() -> None:
    text = "---\ndate: 2026-04-28\n---\n> April 2025\n\n" + table("| Mon | a | 04/28 | 04/29 | |")

    assert read(text).rows[0].start == date(2025, 4, 28)


def test_a_digit_too_many_is_repaired_near_the_other_dates() -> None:
    page = read_dates(("010/09/2025", "11/09/20255"), ("15/09/2025", "15/09/2025"))

    assert (page.rows[0].start, page.rows[0].end) == (date(2025, 9, 10), date(2025, 9, 11))
    assert [found.key for found in page.ambiguities] == ["date:010/09/2025", "date:11/09/20255"]


def test_a_day_that_its_month_has_not_is_left_to_a_person() -> None:
    pairs = ("31/09/2025", "31/09/2025"), ("15/09/2025", "15/09/2025")
    page = read_dates(*pairs)

    found = the("unreadable_date", page)
    assert (page.rows[0].start, found.chosen) == (None, None)
    assert [choice.value for choice in found.choices] == ["2025-09-30", "2025-10-01"]
    settled = read_dates(*pairs, hints=Hints(settlements={found.key: "2025-09-30"}))
    assert (settled.rows[0].start, settled.ambiguities) == (date(2025, 9, 30), ())


def test_a_date_beyond_repair_offers_no_choice() -> None:
    page = read_dates(("40/40/2025", "15/09/2025"))

    assert the("unreadable_date", page).choices == ()


def test_an_end_before_its_start_stays_as_written_until_settled() -> None:
    page = read_dates(("23/09/2025", "22/09/2025"))

    found = the("reversed_dates", page)
    assert (page.rows[0].start, page.rows[0].end) == (date(2025, 9, 23), date(2025, 9, 22))
    assert "2025-09-22/2025-09-23" in [choice.value for choice in found.choices]
    settled = read_dates(
        ("23/09/2025", "22/09/2025"), hints=Hints(settlements={found.key: "2025-09-22/2025-09-23"})
    )
    assert (settled.rows[0].start, settled.rows[0].end, settled.ambiguities) == (
        date(2025, 9, 22),
        date(2025, 9, 23),
        (),
    )


def test_a_weekday_name_that_is_not_the_dates_is_put_to_a_person() -> None:
    page = read_dates(("23/09/2025", "24/09/2025"), labels=["**Friday**"])

    found = the("weekday_clash", page)
    assert (found.key, found.chosen) == ("weekday:Friday@23/09/2025", "date")
    assert [choice.value for choice in found.choices] == ["date", "2025-09-26"]
    kept = read_dates(
        ("23/09/2025", "24/09/2025"), labels=["Friday"], hints=Hints(settlements={found.key: "date"})
    )
    assert (kept.rows[0].start, kept.ambiguities) == (date(2025, 9, 23), ())
    moved = read_dates(
        ("23/09/2025", "24/09/2025"), labels=["Friday"], hints=Hints(settlements={found.key: "2025-09-26"})
    )
    assert (moved.rows[0].start, moved.rows[0].end) == (date(2025, 9, 26), date(2025, 9, 27))


@pytest.mark.parametrize(
    "label",
    [
        "Mon",
        "Monday",
        "Thứ 2",
        "Thứ Hai",
        "T2",
        "5 (T2)",
        "Mon (22/09)",
        "**thứ hai**",
        "Mon - Tue",
        "2",
        "2-3",
        "Full week",
        "",
    ],
)
def test_labels_that_fit_their_monday_raise_no_question(label: str) -> None:
    assert read_dates(("22/09/2025", "22/09/2025"), labels=[label]).ambiguities == ()


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("CN", "28"),
        ("Chủ Nhật", "28"),
        ("T7", "27"),
        ("Thứ Bảy", "27"),
        ("Wed", "24"),
        ("Thứ Tư", "24"),
        ("Thứ Năm", "25"),
        ("Fri", "26"),
    ],
)
def test_weekday_names_of_both_languages_are_known(label: str, day: str) -> None:
    fits = read_dates((f"{day}/09/2025", f"{day}/09/2025"), labels=[label])
    clashes = read_dates(("22/09/2025", "22/09/2025"), labels=[label])

    assert (kinds(fits), kinds(clashes)) == (set(), {"weekday_clash"})


def test_what_a_day_number_means_is_read_off_the_dates() -> None:
    monday, tuesday, friday = (("22/09/2025", ""), ("23/09/2025", ""), ("26/09/2025", ""))

    assert read_dates(monday, tuesday, labels=["2", "3"]).layout.day_digits == "vi"
    assert read_dates(monday, tuesday, labels=["1", "2"]).layout.day_digits == "iso"
    assert read_dates(tuesday, friday, friday, labels=["1", "2", "3"]).layout.day_digits == "ordinal"
    assert read_dates(monday, friday, labels=["2", "3"]).ambiguities[0].kind == "day_digit"


def test_a_day_number_without_a_date_is_a_guess_that_can_be_settled() -> None:
    guess = read_rows("| 2 | a | | | |")
    settled = read_rows("| 2 | a | | | |", hints=Hints(settlements={"day_digit": "iso"}))

    assert (the("day_digit", guess).chosen, the("day_digit", guess).confidence) == ("vi", 0.85)
    assert (settled.layout.day_digits, settled.ambiguities) == ("iso", ())


def test_a_range_in_one_cell_gives_both_days() -> None:
    page = read_rows("| | a | 22/09/2025 → 24/09/2025 |", head="| Day | Task | Start |")

    assert (page.rows[0].start, page.rows[0].end) == (date(2025, 9, 22), date(2025, 9, 24))


def test_a_mixed_page_whose_dates_all_prove_themselves_needs_no_person() -> None:
    page = read_dates(("22/09/2025", "09/23/2025"))

    assert (page.day_month.order, page.rows[0].end, page.ambiguities) == ("mixed", date(2025, 9, 23), ())


def test_a_week_around_new_year_has_its_january_in_the_next_year() -> None:
    pairs = ("30/12", "02/01"), ("02/01", "03/01")
    known = read_dates(*pairs, hints=Hints(span=(date(2025, 12, 29), date(2026, 1, 4))))
    guessed = read_dates(("30/12/2025", "31/12/2025"), ("02/01", "02/01"))

    assert [(row.start, row.end) for row in known.rows] == [
        (date(2025, 12, 30), date(2026, 1, 2)),
        (date(2026, 1, 2), date(2026, 1, 3)),
    ]
    assert guessed.rows[1].start == date(2026, 1, 2)
    assert read_dates(("31/12", ""), hints=Hints(span=(date(2026, 1, 2), date(2026, 1, 8)))).rows[
        0
    ].start == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("19 October - 25 October 2026", (date(2026, 10, 19), date(2026, 10, 25))),
        ("29 December to 4 January 2027", (date(2026, 12, 29), date(2027, 1, 4))),
        ("Oct 19 – Oct 25, 2026", (date(2026, 10, 19), date(2026, 10, 25))),
        ("19 tháng 10 đến 25 tháng 10 năm 2026", (date(2026, 10, 19), date(2026, 10, 25))),
    ],
)
def test_a_range_names_its_year_once(typed: str, expected: tuple[date, date]) -> None:
    assert tuple(raw.on(None) for raw in find_dates(typed)) == expected


@pytest.mark.parametrize("end", ["20/10/2062", "20/10/2027", "20/01/2027", "21/12/2099"])
def test_a_task_of_months_is_asked_about_and_any_answer_holds(end: str) -> None:
    table = f"| Task | Start Date | End Date |\n| --- | --- | --- |\n| Dug | 19/10/2026 | {end} |\n"
    page = read_page(table.encode(), "week3.md")
    (asked,) = page.ambiguities
    assert (asked.kind, asked.key) == ("date_typo", f"date:{end}")
    assert page.rows[0].end is not None
    assert date(2026, 10, 19) <= page.rows[0].end <= date(2026, 10, 21)
    for choice in asked.choices:
        again = read_page(page.raw, "week3.md", hints=Hints(settlements={asked.key: choice.value}))
        assert (again.ambiguities, again.rows[0].end) == ((), date.fromisoformat(choice.value))


def test_a_task_of_some_weeks_is_believed() -> None:
    table = b"| Task | Start Date | End Date |\n| --- | --- | --- |\n| Dug | 19/10/2026 | 30/11/2026 |\n"
    page = read_page(table, "week3.md")
    assert (page.ambiguities, page.rows[0].end) == ((), date(2026, 11, 30))
