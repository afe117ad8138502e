"""Which entries a text is about: what is claimed, what is asked, and what is neither."""

import pytest

from tests.support.written_week import entry_id, written_week
from weeklog.reviews.facts.clauses import said, says_untouched
from weeklog.reviews.facts.linking import Link, link, read_week
from weeklog.reviews.facts.numbered import numbered_in
from weeklog.reviews.facts.week import find_facts


def linked(objective: str, *entries: str) -> Link:
    return link(objective, (), read_week(written_week(*(("Mon", text) for text in entries)).entries))


@pytest.mark.parametrize(
    ("objective", "other", "same"),
    [
        ("Ward 7", "ward 4: scanner swapped", "ward 7: scanner swapped"),
        ("Close ABC-430", "ABC-412 waits for the vendor", "ABC-430 waits for the vendor"),
        ("Pruned rows 14-20", "rows 3 and 4", "rows 15 and 16 pruned"),
        ("Kho số 5", "kho 3: dọn kệ", "kho 5: dọn kệ"),
    ],
)
def test_another_one_of_its_kind_is_not_the_same(objective: str, other: str, same: str) -> None:
    assert linked(objective, other).entries == ()
    assert linked(objective, same).certainty != "none"


def test_numbers_of_things_are_read_as_lists_and_spans() -> None:
    found = dict(numbered_in("wards 3, 4 and 6; rows 14-16; abc-412; ao số 5; share 40%; version 1.5"))
    assert found == {"wards": {3, 4, 6}, "rows": {14, 15, 16}, "abc": {412}, "ao": {5}}


@pytest.mark.parametrize(
    ("objective", "text"),
    [
        ("Dark mode", "Dark mode not started, no designs yet"),
        ("Order reagents", "Didn't get to the reagent order"),
        ("Write the offboarding checklist", "Offboarding checklist: not this week"),
        ("Làm quen với JMeter", "JMeter chưa đụng tới"),
    ],
)
def test_who_says_that_nothing_was_done_is_asked(objective: str, text: str) -> None:
    assert says_untouched(text)
    found = linked(objective, text)
    assert found.entries == ()
    assert found.likely_entries == (entry_id(1),)


@pytest.mark.parametrize("text", ["It isn't finished", "The page wasn't done", "They haven't been completed"])
def test_what_is_denied_in_short_is_not_done(text: str) -> None:
    assert not said(text).done
    assert said(text).open


@pytest.mark.parametrize(
    ("objective", "entry"),
    [
        ("Bill the time of September", "Sept: narratives for 2 of 5 matters"),
        ("Height certificate renewed", "refresher passed, cert valid 2 yrs"),
        ("Ghi chi phí thức ăn", "thuc an: 60kg"),
        ("Do two reviews", "reviewed a pull request"),
    ],
)
def test_a_weak_sign_is_asked_about_before_anything_is_called_unlinked(objective: str, entry: str) -> None:
    found = linked(objective, entry)
    assert found.certainty != "none"
    assert linked(objective, "Lunch with the band").certainty == "none"


@pytest.mark.parametrize(
    ("begun", "later", "is_asked"),
    [
        ("Costing sheets, 4 of 7", "Sheets all finished, with allergens", True),
        ("WEB-412: tokens work locally", "WEB-412 merged after review", True),
        ("Costing sheets, 4 of 7", "Sheets are still a torment", False),
        ("Costing sheets, 4 of 7", "Newsletter finished", False),
    ],
)
def test_what_a_later_entry_may_finish_is_asked_about(begun: str, later: str, is_asked: bool) -> None:
    (one,) = find_facts(written_week(("Mon", begun, "doing"), ("Wed", later))).open
    assert (one.closed_by == entry_id(2)) is is_asked
