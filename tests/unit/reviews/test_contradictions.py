"""An achievement beside entries that allow it, and beside entries that do not."""

import pytest

from tests.support.growth import calls_of
from tests.support.written_week import Logged, written_week
from weeklog.reviews.facts.progress import Conflict
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.prose.write import write_lines

SUBJECTS = (
    "greenhouse sensors", "invoice templates", "choir recordings", "bridge drawings", "vaccine records",
    "camera batteries", "exam papers", "harbour buoys",
)  # fmt: skip
SUBJECTS_VI = ("bản vẽ cầu", "hồ sơ bệnh án", "cảm biến nhà kính", "hợp đồng thuê xe")
each_subject = pytest.mark.parametrize("subject", SUBJECTS)
each_subject_vi = pytest.mark.parametrize("subject", SUBJECTS_VI)


def conflicts(achievement: str, *entries: Logged) -> tuple[Conflict, ...]:
    (claim,) = find_facts(written_week(*entries, achievements=(achievement,))).claims
    return claim.conflicts


def whys(achievement: str, *entries: Logged) -> list[str]:
    return [one.why for one in conflicts(achievement, *entries)]


@each_subject
@pytest.mark.parametrize("share", ["3 of 5", "three of the five", "3 out of 5"])
def test_a_part_contradicts_all_until_the_rest_is_told(subject: str, share: str) -> None:
    part = ("Mon", f"Labelled {share} {subject}", "doing")
    assert whys(f"All {subject} labelled", part) == ["part"]
    assert whys(f"All {subject} labelled", part, ("Thu", f"Labelled the other 2 {subject}")) == []
    assert whys(f"All {subject} labelled", part, ("Thu", f"{subject}: all labelled now")) == []


@each_subject
def test_a_smaller_count_contradicts_a_larger_one(subject: str) -> None:
    kind = subject.rsplit(maxsplit=1)[-1]
    assert whys(f"All 40 {kind} tested", ("Tue", f"Tested 38 {kind} of the {subject}")) == ["number"]
    assert whys(f"All 40 {kind} tested", ("Tue", f"Tested 40 {kind} of the {subject}")) == []
    counted = (("Mon", f"Tested 26 {subject}"), ("Wed", f"Tested 19 {subject}"))
    assert whys(f"45 {subject} tested", *counted) == []
    assert whys(f"54 {subject} tested", *counted) == ["number"]


@pytest.mark.parametrize(
    ("claim", "kept", "broken"),
    [
        ("Queue under 15 minutes all week", "Queue: 12 minutes", "Queue: 18 minutes"),
        ("Loading under 2 seconds every day", "Loading takes 900 ms", "Loading takes 2.4 s"),
        ("No outage longer than an hour", "Outage from 13:10 until 13:40", "Outage from 13:10 until 14:30"),
        ("Waste below 6 kg every day", "Waste 5.8 kg", "Waste 6.4 kg"),
        ("Giao trễ dưới 3% cả tuần", "Giao trễ 2,6%", "Giao trễ 4,5%"),
        ("Phục vụ không quá 12 phút", "Phục vụ 11 phút", "Phục vụ 15 phút"),
        ("At least 20 km paved", "Paved 21 km", "Paved 18 km"),
    ],
)
def test_a_bound_is_held_beside_every_amount_of_its_kind(claim: str, kept: str, broken: str) -> None:
    assert whys(claim, ("Mon", kept), ("Tue", kept)) == []
    assert whys(claim, ("Mon", kept), ("Tue", broken)) == ["number"]


@pytest.mark.parametrize("claim", ["Scrap target of 3% reached", "Scrap has reached 3%", "Mục tiêu 3% scrap"])
def test_a_target_that_no_amount_has_come_up_to_is_not_reached(claim: str) -> None:
    assert whys(claim, ("Mon", "Scrap 5%"), ("Thu", "Scrap down to 4%")) == ["number"]
    assert whys(claim, ("Mon", "Scrap 5%"), ("Thu", "Scrap down to 2.8%")) == []


@each_subject
def test_what_was_dropped_contradicts_a_claim_about_all(subject: str) -> None:
    entries = (
        ("Mon", f"{subject} for the day shift handed over"),
        ("Tue", f"{subject} for the night shift cancelled", "dropped"),
    )
    assert whys(f"{subject} handed over to both shifts", *entries) == ["dropped"]
    assert whys(f"{subject} handed over to the day shift", *entries) == []


@each_subject
@pytest.mark.parametrize(
    "state", ["waiting for the new parts", "still wrong", "not working", "part on order, three weeks"]
)
def test_the_latest_entry_decides(subject: str, state: str) -> None:
    assert whys(f"{subject} fixed", ("Mon", f"{subject} taken apart"), ("Thu", f"{subject}: {state}")) != []
    assert whys(f"{subject} fixed", ("Mon", f"{subject}: {state}"), ("Thu", f"{subject} run fine now")) == []


@each_subject
def test_a_claim_that_limits_itself_is_true_beside_open_work(subject: str) -> None:
    open_work = ("Thu", f"{subject}: 4 of 9 so far", "doing")
    for claim in (f"4 of 9 {subject}", f"Started on the {subject}", f"{subject}, not all of them yet"):
        assert whys(claim, open_work) == []


@each_subject
def test_what_is_planned_behind_a_finished_work_is_a_next_step(subject: str) -> None:
    entries = (("Tue", f"{subject} installed"), ("Fri", f"Order spare {subject}", "planned"))
    assert whys(f"{subject} installed", *entries) == []


@each_subject_vi
@pytest.mark.parametrize("act", ["ký", "nộp", "kiểm tra", "gửi"])
def test_a_denied_act_contradicts_its_claim(subject: str, act: str) -> None:
    assert whys(f"Đã {act} {subject}", ("Thu", f"{subject}: chưa {act}, tuần sau")) != []
    assert whys(f"Đã {act} {subject}", ("Thu", f"{subject}: đã {act} xong")) == []


@each_subject_vi
def test_a_denial_in_the_other_language_is_understood(subject: str) -> None:
    claim = f"Submitted the {subject}"
    assert whys(claim, ("Mon", f"Soạn {subject}"), ("Thu", f"{subject} chưa nộp")) == ["denied"]


@each_subject
def test_another_day_is_asked_about(subject: str) -> None:
    logged = ("Tue", f"Delivered the {subject} to the museum")
    assert whys(f"Delivered the {subject} on Thursday", logged) == ["day"]
    assert whys(f"Delivered the {subject} on Tuesday", logged) == []


def test_what_was_and_what_is_are_not_exchanged() -> None:
    logged = ("Tue", "Moved the archive from the cellar to the attic")
    assert whys("Archive moved from the attic to the cellar", logged) == ["order"]
    assert whys("Archive moved from the cellar to the attic", logged) == []


@each_subject
def test_another_one_of_its_kind_contradicts_nothing(subject: str) -> None:
    other = ("Fri", f"Ward 7: {subject} broken", "blocked")
    assert whys(f"Wards 3 and 4 have {subject}", ("Mon", f"Wards 3 and 4: {subject} installed"), other) == []


def test_what_is_not_sure_is_asked() -> None:
    rows = written_week(
        ("Mon", "Labelled 3 of 5 harbour buoys", "doing"), achievements=("All harbour buoys labelled",)
    )
    facts = find_facts(rows)
    assert [one.sure for claim in facts.claims for one in claim.conflicts] == [False]
    for language, asked in (("en", "Please check the achievement"), ("vi", "Xin kiểm tra kết quả")):
        (line,) = (one for one in write_lines(facts, language) if one.key.startswith("check:conflict:"))
        assert line.text.startswith(asked)
        assert line.certainty == "unsure"


@pytest.mark.parametrize(
    ("claim", "told", "status"),
    [
        ("Moved all beds from B to A on Monday", "moved bed {} from A to B", "done"),
        ("Measured all 51 beds", "measured {} of 5100 beds", "doing"),
        ("Measured every bed", "did not measure bed {}", "blocked"),
        ("Beds at least 40 mm deep, all 12 of them", "bed {}: 30 mm deep", "done"),
    ],
)
def test_a_long_week_is_held_against_an_achievement_in_linear_time(
    claim: str, told: str, status: str
) -> None:
    def calls(count: int) -> int:
        week = written_week(
            *(("Tue", told.format(1000 * count + number), status) for number in range(count)),
            achievements=(claim,),
        )
        return calls_of(lambda: find_facts(week))

    assert calls(1200) < 6 * calls(300)


@each_subject
@pytest.mark.parametrize("count", ["3", "Three"])
@pytest.mark.parametrize(
    "entry",
    [
        "{subject}: labelled 3 of the 7, list is clean for those",
        "3 {subject} labelled, the rest are stuck in the store",
    ],
)
def test_a_claim_of_so_many_says_nothing_of_the_others(subject: str, count: str, entry: str) -> None:
    said = entry.format(subject=subject)
    others = (("Mon", f"Labelled 3 {subject}"), ("Tue", f"{subject}: 4 still waiting for labels"))
    for told in ((("Tue", said),), others):
        assert whys(f"{count} {subject} labelled", *told) == []
        assert whys(f"All {subject} labelled", *told) != []


@pytest.mark.parametrize(("claimed", "told"), [("C", "D"), ("A", "F")])
@pytest.mark.parametrize("kind", ["Lift", "Boiler", "Dock"])
def test_another_of_its_kind_by_its_letter_is_no_evidence(kind: str, claimed: str, told: str) -> None:
    stuck = f"{kind} {{}} inspected as far as the brakes, could not be finished, they tell us when"
    assert whys(f"{kind} {claimed} brakes inspected", ("Wed", stuck.format(told), "blocked")) == []
    assert whys(f"{kind} {claimed} brakes inspected", ("Wed", stuck.format(claimed), "blocked")) != []


@each_subject_vi
@pytest.mark.parametrize("part", ["Hơn nửa {}", "Gần nửa {}", "Quá nửa {}"])
def test_a_half_limits_itself(subject: str, part: str) -> None:
    entry = ("Mon", f"{subject}: sửa được 6 trong 11, số còn lại chờ duyệt", "doing")
    assert whys(f"{part.format(subject)} đã sửa", entry) == []


@each_subject_vi
@pytest.mark.parametrize("short", ["ko", "k", "không"])
def test_a_negation_may_be_typed_short(subject: str, short: str) -> None:
    assert whys(f"Đã ký {subject}", ("Mon", f"{subject}: {short} ký, trả lại")) == ["denied"]
