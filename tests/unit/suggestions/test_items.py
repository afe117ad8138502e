from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from weeklog.suggestions.items import MOST_LINES, MOST_RESOURCES, MOST_SHOWN, Item, gather, joined, text_of

TUESDAY = date(2026, 10, 6)
DAYS = st.integers(0, 3).map(lambda number: TUESDAY + timedelta(number))
ITEMS = st.builds(
    Item,
    key=st.uuids().map(str),
    text=st.text(min_size=1, max_size=20).filter(str.strip),
    start_on=DAYS,
    end_on=st.just(TUESDAY + timedelta(3)),
    topic=st.sampled_from(("", "shop (main)", "shop (search)")),
    url=st.none() | st.integers(0, 9).map(lambda number: f"https://example.com/{number}"),
)


def item(key: str, text: str, topic: str = "", day: date = TUESDAY) -> Item:
    return Item(key=key, text=text, start_on=day, end_on=day, topic=topic)


def test_commits_of_a_branch_and_day_are_one_suggestion() -> None:
    wednesday = TUESDAY + timedelta(1)
    drafts = gather(
        [
            item("1", "Add a cart", "shop (main)"),
            item("2", "Fix\nthe total", "shop (main)"),
            item("3", "Sort by price", "shop (search)"),
            item("4", "Add a cart", "shop (main)"),
            item("5", "Round", "shop (main)", wednesday),
        ]
    )
    assert [(draft.topic, draft.start_on, draft.lines) for draft in drafts] == [
        ("shop (main)", TUESDAY, ("Add a cart", "Fix the total")),
        ("shop (search)", TUESDAY, ("Sort by price",)),
        ("shop (main)", wednesday, ("Round",)),
    ]
    assert text_of(drafts[0].topic, drafts[0].lines) == "shop (main):\n\n- Add a cart\n- Fix the total"
    assert text_of(drafts[1].topic, drafts[1].lines) == "Sort by price"


@given(st.integers(2, MOST_LINES))
def test_a_busy_day_is_a_text_that_somebody_reads(count: int) -> None:
    commits = [f"Commit {number}" for number in range(count)]
    lines = text_of("shop (main)", commits).splitlines()[2:]
    assert len(lines) <= MOST_SHOWN + 1
    told = [line for line in lines if line.startswith("- Commit")]
    assert len(told) == count or lines[-1] == f"- … (+{count - len(told)})"


def test_what_has_no_topic_stands_alone_and_keeps_its_text() -> None:
    drafts = gather([item("1", "Met **Chi**:\n\n- plans"), item("2", "Met **Chi**:\n\n- plans")])
    assert [draft.lines for draft in drafts] == [("Met **Chi**:\n\n- plans",)] * 2


@given(st.lists(ITEMS, max_size=80))
def test_every_item_is_in_one_suggestion_and_no_suggestion_goes_beyond_its_bounds(items: list[Item]) -> None:
    drafts = gather(items)
    for one in items:
        place = [draft for draft in drafts if (draft.topic, draft.start_on) == (one.topic, one.start_on)]
        assert len(place) == 1 if one.topic else place
    for draft in drafts:
        assert 1 <= len(draft.lines) <= MOST_LINES
        assert len(draft.resources) <= MOST_RESOURCES
        assert draft.start_on <= draft.end_on
        assert joined(draft, draft) == draft
