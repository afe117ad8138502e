"""A model that lies is caught, and one that tells the truth in its own words is not refused."""

from datetime import date

from weeklog.claims.problems import problems_of
from weeklog.claims.records import Cited, CitedRecord

MOST_REFUSED = 0.03  # of the true sentences
FEWEST_CAUGHT = 0.9  # of the lies


def record(text: str, first: int, last: int = 0, status: str = "done") -> CitedRecord:
    return CitedRecord(text, date(2026, 10, first), date(2026, 10, last or first), status)


RECORDS = {
    1: record("Set up the VPC with two subnets for staging", 12),
    2: record("Moved the session table from MySQL to Postgres", 13),
    3: record("The CSV export does not work on Safari", 14),
    4: record("Flaky login test: quarantined after Minh's review", 15),
    5: record("Alarm for slow bookings", 15, status="doing"),
    6: record("Load test at 500 requests per second, p95 of 180 ms", 16),
    7: record("Waiting for the AWS quota from Lan", 16, status="blocked"),
    8: record("Thumbnail Lambda runs out of memory above 8 MB, because images are decoded twice", 13),
    9: record("Viết tài liệu hướng dẫn sao lưu cho nhóm vận hành", 14),
    10: record("Đã sửa lỗi đăng nhập bằng Google", 15),
    11: record("Deploy to production is planned", 19, status="planned"),
    12: record("Fix 3 of 9 translations", 12, 13, status="doing"),
}
LIES = (
    ("Set up the VPC with five subnets.", 1),
    ("Set up the VPC with 3 subnets for staging.", 1),
    ("Set up the VPC on Tuesday.", 1),
    ("Set up the VPC in November.", 1),
    ("Trang set up the VPC with two subnets.", 1),
    ("Set up the VPC with two subnets for production.", 1),
    ("Set up only two subnets.", 1),
    ("Moved the session table from Postgres to MySQL.", 2),
    ("Moved all session tables to Postgres.", 2),
    ("Moved the session table to Oracle.", 2),
    ("The CSV export works on Safari.", 3),
    ("The CSV export was finished.", 3),
    ("The CSV export does not work because of cookies.", 3),
    ("Fixed the CSV export for Firefox.", 3),
    ("Flaky login test was quarantined after Lan's review.", 4),
    ("Minh and Hoa reviewed the flaky login test.", 4),
    ("The login test was not quarantined.", 4),
    ("The alarm for slow bookings is finished.", 5),
    ("The alarm for slow bookings was deployed on Thursday.", 5),
    ("Alarms for slow bookings, ninety percent complete.", 5),
    ("Load test at 5,000 requests per second.", 6),
    ("The load test never passed 500 requests per second.", 6),
    ("p95 improved to 90 ms.", 6),
    ("Ran the load test twice at 500 requests per second.", 6),
    ("The AWS quota was granted by Lan.", 7),
    ("Waiting for the AWS quota from Kim.", 7),
    ("Waiting for the AWS quota since Monday.", 7),
    ("The thumbnail Lambda runs out of memory because of a memory leak.", 8),
    ("The thumbnail Lambda runs out of memory above eighty MB.", 8),
    ("The thumbnail Lambda no longer runs out of memory.", 8),
    ("Viết ba tài liệu hướng dẫn sao lưu.", 9),
    ("Viết tài liệu hướng dẫn sao lưu vào thứ Sáu.", 9),
    ("Chưa sửa lỗi đăng nhập bằng Google.", 10),
    ("Đã sửa lỗi đăng nhập bằng Facebook.", 10),
    ("Deployed to production.", 11),
    ("Finished the translations.", 12),
)
TRUE = (
    ("Set up the VPC with two subnets for staging.", 1),
    ("The VPC for staging has 2 subnets.", 1),
    ("On Monday the VPC was set up.", 1),
    ("Set up the staging VPC on 12/10.", 1),
    ("Moved the session table from MySQL to Postgres.", 2),
    ("The session table moved to Postgres on Tuesday.", 2),
    ("Postgres now holds the session table.", 2),
    ("The CSV export does not work on Safari.", 3),
    ("CSV export: not working on Safari (Wednesday).", 3),
    ("Safari: the CSV export doesn't work.", 3),
    ("Quarantined the flaky login test after Minh's review.", 4),
    ("The flaky login test was quarantined on Thursday after a review by Minh.", 4),
    ("Minh reviewed the flaky login test.", 4),
    ("The alarm for slow bookings is in progress.", 5),
    ("Worked on the alarm for slow bookings.", 5),
    ("Alarm for slow bookings.", 5),
    ("The load test ran at 500 requests per second.", 6),
    ("Load test on Friday: p95 of 180 ms at 500 requests per second.", 6),
    ("p95 was 180 ms in the load test.", 6),
    ("Waiting for the AWS quota from Lan.", 7),
    ("Blocked: the AWS quota from Lan.", 7),
    ("The thumbnail Lambda runs out of memory above 8 MB.", 8),
    ("The thumbnail Lambda runs out of memory because images are decoded twice.", 8),
    ("Viết tài liệu hướng dẫn sao lưu cho nhóm vận hành.", 9),
    ("Tài liệu hướng dẫn sao lưu được viết vào thứ Tư.", 9),
    ("Đã sửa lỗi đăng nhập bằng Google.", 10),
    ("Sửa lỗi đăng nhập Google (thứ Năm).", 10),
    ("Deploy to production is planned.", 11),
    ("Planned: deploy to production on Monday 19 October.", 11),
    ("Three of nine translations are fixed.", 12),
    ("Fixed 3 of the 9 translations on Monday and Tuesday.", 12),
    ("Three translations of nine are done so far, on Monday and Tuesday.", 12),
)


def refused(sentences: tuple[tuple[str, int], ...]) -> list[str]:
    return [text for text, cited in sentences if problems_of(text, Cited((RECORDS[cited],)))]


def test_lies_are_caught() -> None:
    caught = refused(LIES)
    assert len(caught) >= FEWEST_CAUGHT * len(LIES), sorted({text for text, _ in LIES} - set(caught))


def test_true_sentences_are_let_through() -> None:
    wrongly = refused(TRUE)
    assert len(wrongly) <= MOST_REFUSED * len(TRUE), wrongly


def test_a_text_as_it_stands_is_borne_out_by_itself() -> None:
    assert [one.text for one in RECORDS.values() if problems_of(one.text, Cited((one,)))] == []


def test_what_was_counted_by_the_program_may_be_said() -> None:
    cited = Cited((RECORDS[1],), counts=frozenset({7}))
    assert problems_of("Set up the VPC in 7 steps.", cited) == ()
    assert [one.kind for one in problems_of("Set up the VPC in 8 steps.", cited)] == ["number"]


def test_a_sentence_longer_than_any_line_is_refused_at_once() -> None:
    assert problems_of("a " * 5_000, Cited((RECORDS[1],))) != ()
