from tests.unit.hugo.builders import ENGLISH, VI_PATH, VIETNAMESE, read, read_dates
from weeklog.hugo import Page, compare_translations


def kinds(a: Page, b: Page) -> list[str]:
    return [drift.kind for drift in compare_translations(a, b)]


def test_twins_that_write_the_same_days_differently_agree() -> None:
    assert compare_translations(read(ENGLISH), read(VIETNAMESE, VI_PATH)) == ()


def test_days_that_differ_stand_side_by_side() -> None:
    (drift,) = compare_translations(read(ENGLISH), read(VIETNAMESE.replace("24/09", "25/09"), VI_PATH))

    assert (drift.kind, drift.row, drift.first, drift.second) == ("end", 1, "2025-09-24", "2025-09-25")


def test_a_day_that_only_one_twin_has_is_a_difference() -> None:
    assert kinds(read(ENGLISH), read(VIETNAMESE.replace("| 22/09/2025 | 22", "| | 22"), VI_PATH)) == ["start"]


def test_resources_are_compared_by_address() -> None:
    (drift,) = compare_translations(
        read(ENGLISH), read(VIETNAMESE.replace("queues.dev", "hang.dev"), VI_PATH)
    )

    assert (drift.kind, drift.first, drift.second) == (
        "resources",
        "https://queues.dev/",
        "https://hang.dev/",
    )


def test_weeks_and_the_number_of_items_are_compared() -> None:
    other = VIETNAMESE.replace("* Viết kiểm thử đầu tiên\n", "").replace("* Đã viết", "* a\n* Đã viết")

    assert kinds(read(ENGLISH), read(other, "week4.md")) == ["week", "objectives", "achievements"]


def test_a_row_without_a_counterpart_is_found_by_its_days() -> None:
    days = [(f"{day}/09/2025", f"{day}/09/2025") for day in (22, 23, 24)]
    full, lacking = read_dates(*days), read_dates(days[0], days[2], language="vi")

    drifts = compare_translations(full, lacking)
    assert [(drift.kind, drift.row, drift.first, drift.second) for drift in drifts] == [
        ("rows", None, "3", "2"),
        ("rows", 1, "Task 1", ""),
    ]
    assert [(drift.row, drift.second) for drift in compare_translations(lacking, full)][1:] == [
        (None, "Task 1")
    ]
