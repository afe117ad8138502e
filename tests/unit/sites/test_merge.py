"""Which row of a file is which entry, and what the file changed."""

from datetime import date
from uuid import UUID

from weeklog.calendar import Week
from weeklog.hugo import Item, Page, Place, read_page
from weeklog.sites.content import Line
from weeklog.sites.merge import Known, merge_lines, merge_rows, same_lines
from weeklog.sites.rows import KnownEntry, RowValues, values_of

WEEK = Week(1, date(2026, 10, 5), date(2026, 10, 11))
HEAD = "| Day | Task | Start Date | Completion Date | Reference Material |\n| --- | --- | --- | --- | --- |\n"


def page(*tasks: str) -> Page:
    rows = "".join(f"| | {task} | 2026-10-0{5 + n} | 2026-10-0{5 + n} | |\n" for n, task in enumerate(tasks))
    return read_page((HEAD + rows).encode(), "Week1/_index.md")


def known(stored: Page) -> list[Known]:
    values = [values_of(stored, index, WEEK) for index in range(len(stored.rows))]
    return [Known(KnownEntry(UUID(int=n), n, n, one), (one, one)) for n, one in enumerate(values)]


def taken(merge_of: Page, stored: Page) -> list[tuple[int | None, str]]:
    merge = merge_rows(merge_of, WEEK, known(stored))
    return [(row.entry.id.int if row.entry else None, row.values.text) for row in merge.rows]


def test_the_same_rows_are_the_same_entries() -> None:
    assert taken(page("one", "two"), page("one", "two")) == [(0, "one"), (1, "two")]


def test_rows_that_changed_places_keep_their_entries() -> None:
    assert taken(page("two", "one"), page("one", "two")) == [(1, "two"), (0, "one")]


def test_a_row_with_new_words_is_the_entry_that_stood_there() -> None:
    stored = page("read the handbook", "draw the routes", "write tests")
    assert taken(page("read the handbook", "draw all of the routes", "write tests"), stored) == [
        (0, "read the handbook"),
        (1, "draw all of the routes"),
        (2, "write tests"),
    ]


def test_a_row_with_other_words_is_another_entry() -> None:
    merge = merge_rows(page("one", "something else entirely"), WEEK, known(page("one", "write tests")))
    assert [row.entry is None for row in merge.rows] == [False, True]
    assert [entry.id.int for entry in merge.removed] == [1]


def test_what_was_changed_here_stays_where_the_file_says_what_it_said() -> None:
    stored = page("one")
    here = RowValues("one, and more", "", date(2026, 10, 5), date(2026, 10, 7), (), "doing")
    look = values_of(stored, 0, WEEK)
    entry = Known(KnownEntry(UUID(int=0), 0, 0, here), (look,))
    [row] = merge_rows(page("one"), WEEK, [entry]).rows
    assert row.values == here


def items(*texts: str) -> list[Item]:
    return [Item(text, None, Place(1, 1)) for text in texts]


def lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


def test_lines_follow_a_file_that_changed_and_keep_what_was_added_here() -> None:
    assert merge_lines(items("a", "c"), items("a", "b"), items("a", "b", "x"), lines("a", "b", "x")) == lines(
        "a", "c", "x"
    )


def test_lines_stay_when_the_file_says_what_it_said() -> None:
    assert merge_lines(items("a"), items("a"), items("x"), lines("x")) == lines("x")


def test_a_line_that_was_removed_here_is_not_brought_back() -> None:
    assert merge_lines(items("a", "b", "c"), items("a", "b"), items("a"), lines("a")) == lines("a", "c")


def test_lines_are_the_same_by_their_words_and_when_most_of_them_stay() -> None:
    before = ["learn the routes", "write tests", "write tests", "draw the diagram of the network"]
    after = ["write tests", "draw the diagram of our network", "something else", "write tests", "write tests"]
    assert same_lines(before, after) == [1, 3, None, 2, None]
    assert same_lines([], ["a"]) == [None]
    assert same_lines(["a"], []) == []


def test_a_list_that_is_another_one_altogether_is_not_compared_line_by_line() -> None:
    before, after = [f"line {n} of it" for n in range(200)], [f"line {n} of this" for n in range(200)]
    assert same_lines(before, [*after, "line 7 of it"]) == [*[None] * 200, 7]


def test_a_row_without_its_last_day_goes_on_where_the_author_gives_last_days() -> None:
    head = page("one", "two").raw.decode()
    going_on = read_page((head + "| | three | 2026-10-07 | | |\n").encode(), "Week1/_index.md")
    assert [values_of(going_on, index, WEEK).status for index in range(3)] == ["done", "done", "doing"]
    never_given = read_page(
        head.replace(" 2026-10-05 | |", " | |").replace(" 2026-10-06 | |", " | |").encode(), "W1/_index.md"
    )
    assert [values_of(never_given, index, WEEK).status for index in range(2)] == ["done", "done"]
