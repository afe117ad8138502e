"""Edits of the draft review, said in many ways: families of wordings in both languages."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from weeklog.calendar import numbered_weeks
from weeklog.language.folding import folded
from weeklog.reviews.lines import StoredLine
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.query import Intent, Query, ReviewEdit
from weeklog_chat_worker.tools.edited_reviews import end_of, lines_about

KNOWN = Known(
    date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12), people=("Lan Đỗ",)
)  # a Friday in week 2


def read(*questions: str) -> Query:
    return understand(questions, KNOWN)


def edit_of(*questions: str) -> ReviewEdit | None:
    return read(*questions).edit


REVIEWS = ("my review", "the review", "my weekly review", "the draft of week 1", "my week 1 review")


@pytest.mark.parametrize("opening", ["", "please ", "can you ", "and now "])
@pytest.mark.parametrize("review", REVIEWS)
@pytest.mark.parametrize(
    "what", ["the parquet was laid on Monday", "Lan lent me her bicycle", "we lost 3 hours"]
)
def test_what_is_to_be_added_is_no_time_and_nobodys_name(opening: str, review: str, what: str) -> None:
    query = read(f"{opening}add to {review} that {what}")
    assert query.edit == ReviewEdit("add", text=what[0].upper() + what[1:])
    assert query.person is None
    assert [one.week for one in query.periods] == ([1] if "1" in review else [])


@pytest.mark.parametrize("verb", ["remove", "delete", "take out", "cut", "get rid of"])
@pytest.mark.parametrize("line", ["the line", "the sentence", "the bullet point", "all lines"])
@pytest.mark.parametrize("about", ["about", "on", "that mentions"])
@pytest.mark.parametrize("end", ["", " from my review", " please"])
def test_lines_are_removed_by_what_they_say(verb: str, line: str, about: str, end: str) -> None:
    assert edit_of(f"{verb} {line} {about} the hen house{end}") == ReviewEdit("remove", words="the hen house")


@pytest.mark.parametrize(
    ("name", "section"), [("summary", "summary"), ("to check", "check"), ("next steps", "next")]
)
@pytest.mark.parametrize(
    "form", ["make the {} shorter", "shorten the {} of my review", "keep the {} section brief"]
)
def test_sections_are_shortened_by_their_names(name: str, section: str, form: str) -> None:
    assert edit_of(form.format(name)) == ReviewEdit("shorten", section=section)


@pytest.mark.parametrize("verb", ["write", "translate", "put", "turn", "rewrite"])
@pytest.mark.parametrize(("named", "language"), [("Vietnamese", "vi"), ("English", "en")])
@pytest.mark.parametrize("joint", ["in", "into"])
def test_the_review_is_written_in_another_language(verb: str, named: str, language: str, joint: str) -> None:
    edit = edit_of(f"{verb} the review {joint} {named}")
    assert edit is not None
    assert (edit.change, edit.language) == ("translate", language)


@pytest.mark.parametrize("place", ["next week", "next steps", "plans for next week"])
@pytest.mark.parametrize("verb", ["put", "move"])
def test_what_belongs_under_a_section_is_moved_there(verb: str, place: str) -> None:
    assert edit_of(f"{verb} the open evening under {place}") == ReviewEdit(
        "move", words="the open evening", section="next"
    )


def test_a_line_is_worded_otherwise() -> None:
    edit = edit_of("change the line about the kiln to say that it cracked on Tuesday")
    assert edit == ReviewEdit("reword", words="the kiln", text="It cracked on Tuesday")


VIETNAMESE = (
    ("thêm vào {} là buổi khai trương đông khách", ReviewEdit("add", text="Buổi khai trương đông khách")),
    ("bổ sung câu lò nung bị nứt vào {}", ReviewEdit("add", text="Lò nung bị nứt")),
    ("xóa dòng về chuồng gà khỏi {}", ReviewEdit("remove", words="chuồng gà")),
    ("bỏ câu nói về chuồng gà trong {}", ReviewEdit("remove", words="chuồng gà")),
    ("viết lại {} bằng tiếng Anh", ReviewEdit("translate", language="en")),
    ("dịch {} sang tiếng Việt nhé", ReviewEdit("translate", language="vi")),
    ("rút gọn phần tóm tắt của {}", ReviewEdit("shorten", section="summary")),
    ("rút gọn {} giúp mình", ReviewEdit("shorten")),
    ("đưa lò nung vào phần tuần tới của {}", ReviewEdit("move", words="lò nung", section="next")),
)


@pytest.mark.parametrize("review", ["bản tổng kết", "bài tổng kết tuần 1", "tổng kết của mình"])
@pytest.mark.parametrize(("said", "meant"), VIETNAMESE)
@pytest.mark.parametrize("opening", ["", "hãy ", "giúp em "])
def test_vietnamese_edits_are_read_with_and_without_accents(
    opening: str, said: str, meant: ReviewEdit, review: str
) -> None:
    question = opening + said.format(review)
    assert edit_of(question) == meant
    bare = edit_of(folded(question))
    assert bare is not None
    assert (bare.change, bare.section, bare.language) == (meant.change, meant.section, meant.language)
    assert (bare.words, bare.text.lower()) == (folded(meant.words), folded(meant.text).lower())


def test_what_was_just_shown_is_edited_by_it() -> None:
    assert edit_of("show my review of week 1", "make it shorter") == ReviewEdit("shorten")
    assert edit_of("is my review submitted?", "in Vietnamese") == ReviewEdit("translate", language="vi")
    assert edit_of("write my weekly report", "add that the kiln cracked") == ReviewEdit(
        "add", text="The kiln cracked"
    )


@pytest.mark.parametrize(
    ("questions", "intent"),
    [
        (("summarise week 1 in 4 bullets", "make the summary shorter"), Intent.SUMMARY),
        (("write my weekly report in Vietnamese",), Intent.SUMMARY),
        (("remove my last entry",), Intent.DOING),
        (("add a task: lay the parquet",), Intent.PROPOSE_ENTRY),
        (("add that the kiln cracked",), Intent.PROPOSE_ENTRY),
        (("thêm mục tiêu học đan",), Intent.PROPOSE_OBJECTIVE),
        (("is the review of week 1 submitted?",), Intent.REVIEW),
    ],
)
def test_what_is_no_edit_of_a_review_is_read_as_before(questions: tuple[str, ...], intent: Intent) -> None:
    assert read(*questions).intent == intent


def line(section: str, text: str) -> StoredLine:
    return StoredLine(key=text, section=section, text=text, id=uuid4(), at=datetime(2026, 10, 9, tzinfo=UTC))


LINES = (
    line("summary", "Finished: “the hen house” (Monday)."),
    line("themes", "“Animals” (Monday): “the hen houses were built”."),
    line("open", "Planned: “Gửi báo cáo cho khách”."),
    line("left_out", "Tuesday: “painted the barn”."),
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the hen house", [LINES[1]]),
        ("painting", [LINES[3]]),
        ("bao cao", [LINES[2]]),
        ("the moon", []),
    ],
)
def test_a_line_is_meant_by_what_it_says_in_any_form(words: str, meant: list[StoredLine]) -> None:
    assert lines_about(words, LINES) == meant


@pytest.mark.parametrize(
    ("section", "behind"), [("summary", 0), ("achievements", 1), ("open", 2), ("next", 2), ("notes", 3)]
)
def test_a_new_line_stands_in_the_order_of_the_sections(section: str, behind: int) -> None:
    assert end_of(section, LINES) == LINES[behind].id


def test_into_an_empty_review_a_line_comes_first() -> None:
    assert end_of("summary", ()) is None
