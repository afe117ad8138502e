"""How lines change: redrafts, edits, offers. Generated families hold the three promises of
`weeklog.reviews.document`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from weeklog.ids import new_id
from weeklog.reviews.document import Document, LineEdit, accept, decline, difference, edit, redraft
from weeklog.reviews.lines import Line

FRIDAY = datetime(2026, 10, 9, 10, tzinfo=UTC)
LATER = FRIDAY + timedelta(hours=1)
AN = new_id()
REVIEW = new_id()

drafts = st.lists(
    st.builds(
        Line,
        key=st.sampled_from([f"entry:{number}" for number in range(8)]),
        section=st.sampled_from(["done", "open"]),
        text=st.sampled_from(["one", "two", "three"]),
    ),
    unique_by=lambda line: line.key,
    max_size=8,
)


def drafted(lines: Sequence[Line]) -> Document:
    return redraft(Document(REVIEW), lines, FRIDAY)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


@given(drafts, drafts)
def test_an_untouched_draft_says_what_the_new_one_says(first: list[Line], second: list[Line]) -> None:
    before = drafted(first)
    after = redraft(before, second, LATER)
    assert [(line.key, line.text) for line in after.lines] == [(line.key, line.text) for line in second]
    assert after.offers == ()
    ids = {line.key: line.id for line in before.lines}
    assert all(ids.get(line.key, line.id) == line.id for line in after.lines)


@given(drafts, drafts, drafts, st.data())
def test_what_a_person_wrote_stays_and_what_they_deleted_stays_deleted(
    first: list[Line], second: list[Line], third: list[Line], data: st.DataObject
) -> None:
    document = drafted(first)
    ids = [line.id for line in document.lines]
    changed: set[UUID] = set(data.draw(st.lists(st.sampled_from(ids), unique=True))) if ids else set()
    deleted: set[UUID] = (
        set(data.draw(st.lists(st.sampled_from(ids), unique=True))) - changed if ids else set()
    )
    edits = [LineEdit(id=one, text=f"mine {one}") for one in changed]
    edits += [LineEdit(id=one, delete=True) for one in deleted]
    document = edit(document, [*edits, LineEdit(text="my own")], AN, LATER)
    for again in (second, third):
        document = redraft(document, again, LATER)
        said = {line.id: line.text for line in document.lines}
        assert all(said[one] == f"mine {one}" for one in changed)
        assert "my own" in said.values()
        assert not deleted & (said.keys() | {offer.id for offer in document.offers})
        drafts_now = {line.key: line.text for line in again}
        assert all(line.text == drafts_now[line.key] for line in document.lines if not line.touched)


def test_a_touched_line_is_offered_what_the_draft_says_now() -> None:
    one, two = Line(key="a", section="done", text="one"), Line(key="b", section="done", text="two")
    document = drafted([one, two])
    mine = document.lines[0].id
    document = edit(document, [LineEdit(id=mine, text="mine")], AN, LATER)
    same = redraft(document, [one, two], LATER)
    assert (texts(same), same.offers) == (["mine", "two"], ())
    newer = [one.model_copy(update={"text": "more"}), Line(key="c", section="done", text="three")]
    document = redraft(document, newer, LATER)
    assert texts(document) == ["mine"]  # nobody touched "two", and the draft says it no more
    assert [(offer.kind, offer.line.text) for offer in document.offers] == [
        ("change", "more"),
        ("add", "three"),
    ]

    taken = accept(document, [offer.id for offer in document.offers], LATER)
    assert (texts(taken), taken.offers) == (["more", "three"], ())
    refused = decline(document, [offer.id for offer in document.offers])
    again = redraft(refused, newer, LATER)
    assert (texts(again), again.offers) == (["mine"], ())


@given(drafts, drafts)
def test_a_difference_leads_from_one_version_to_the_other(first: list[Line], second: list[Line]) -> None:
    before, after = drafted(first).lines, redraft(drafted(first), second, LATER).lines
    changes = difference(before, after)
    said = {line.id: line.said for line in before}
    for change in changes:
        if change.after is None:
            del said[change.id]
        else:
            said[change.id] = change.after.said
    assert said == {line.id: line.said for line in after}
    assert difference(after, after) == []
