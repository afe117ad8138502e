from datetime import date

from tests.unit.hugo.builders import ENGLISH, VIETNAMESE, read
from weeklog.hugo import Content, ContentItem, ContentRow, Hints, Resource, WeekInfo, new_page, read_page

WEEK = WeekInfo(4, date(2025, 9, 29), date(2025, 10, 5))
CONTENT = Content(
    objectives=(ContentItem("Learn more"),),
    rows=(
        ContentRow(
            "- Read\n- Write",
            start=date(2025, 9, 29),
            end=date(2025, 9, 30),
            resources=(Resource("Docs", "https://a.dev"),),
        ),
    ),
    achievements=(ContentItem("Learned", done=True),),
)


def test_without_other_weeks_the_template_is_used() -> None:
    assert new_page(CONTENT, WEEK, language="en").decode() == (
        '---\ntitle: "Week 4 Worklog"\ndate: 2025-09-29\nweight: 4\nchapter: false\npre: " <b> 1.4. </b> "\n---\n\n'
        "### Week 4 Objectives:\n\n* Learn more\n\n"
        "### Tasks to be carried out this week:\n"
        "| Day | Task | Start Date | Completion Date | Reference Material |\n| --- | --- | --- | --- | --- |\n"
        "| 2 | - Read<br>- Write | 09/29/2025 | 09/30/2025 | [Docs](https://a.dev) |\n\n"
        "### Week 4 Achievements:\n\n* [x] Learned\n"
    )
    vietnamese = new_page(CONTENT, WEEK, language="vi").decode()
    assert "| 29/09/2025 | 30/09/2025 |" in vietnamese
    assert "### Kết quả đạt được tuần 4:" in vietnamese


def test_an_empty_week_is_the_empty_template() -> None:
    page = read_page(new_page(Content(), WEEK, language="en"))

    assert (page.rows, page.objectives, [section.role for section in page.sections]) == (
        (),
        (),
        ["objectives", "tasks", "achievements"],
    )


def test_a_title_of_ones_own_cannot_break_the_front_matter() -> None:
    named = WeekInfo(4, WEEK.first, WEEK.last, 'The "big" week')

    assert read_page(new_page(Content(), named, language="en")).front_matter.title == "The 'big' week"
    assert (
        read_page(new_page(Content(), named, language="en", like=[read(ENGLISH)])).front_matter.title
        == "The  big  week"
    )


def test_a_new_week_looks_like_the_weeks_before_it() -> None:
    model = (
        "---\ntitle: 'Tuần 3: Hàng đợi'\ndate: \"`r Sys.Date()`\"\nweight: 1\naliases:\n  - /1-Worklog/1.3/\n"
        'pre: "<b>1.3. </b>"\nother: 1\n---\n{{% notice %}}\nkhông sao chép\n{{% /notice %}}\n\n'
        "## Mục tiêu tuần 03\n\n- [ ] a\n- [x] b\n\n## Khó khăn\n\nNhiều lắm.\n\n## Công việc\n\nBảng:\n\n"
        "| Thứ | Công việc | Ngày |\n|:--|---|---|\n| **Thứ 2** | • a <br> • b | 22-09-2025 |\n\n## Kết quả\n\n1. "
        "a\n2. b\n"
    )
    other = model.replace("Tuần 3: Hàng đợi", "Tuần 2: Mạng").replace("22-09", "15-09")
    likes = [read(other, "1.2-Week2.md"), read(model, "1.3-Week3.md"), read(ENGLISH)]

    assert new_page(CONTENT, WEEK, language="vi", like=likes).decode() == (
        "---\ntitle: 'Tuần 4'\ndate: \"2025-09-29\"\nweight: 4\n"
        'pre: "<b>1.4. </b>"\nother: 1\n---\n\n'
        "## Mục tiêu tuần 04\n\n- Learn more\n\n## Công việc\n\n"
        "| Thứ | Công việc | Ngày |\n|:--|---|---|\n| **Thứ 2** | • Read <br> • Write | 29-09-2025 - 30-09-2025 "
        "|\n\n## Kết quả\n\n1. [x] Learned\n"
    )


def test_titles_that_the_site_shares_are_taken_over() -> None:
    weeks = [read(VIETNAMESE), read(VIETNAMESE.replace("Worklog Tuần 3", "Worklog Tuần 2"))]

    assert (
        read_page(new_page(CONTENT, WEEK, language="vi", like=weeks)).front_matter.title == "Worklog Tuần 4"
    )
    alone = [read(VIETNAMESE.replace("Worklog Tuần 3", "Nhật ký tuần 3"))]
    assert (
        read_page(new_page(CONTENT, WEEK, language="vi", like=alone)).front_matter.title == "Nhật ký tuần 4"
    )


def test_titles_without_a_week_keep_their_words() -> None:
    weeks = [read(ENGLISH.replace("Week 3 Worklog", title)) for title in ("Queues: one", "Nets: two")]

    assert read_page(new_page(CONTENT, WEEK, language="en", like=weeks)).front_matter.title in {
        "Queues: one",
        "Nets: two",
    }


def test_the_order_of_an_ambiguous_model_is_taken_over() -> None:
    model = read(
        ENGLISH.replace("/22/", "/08/").replace("/23/", "/09/").replace("/24/", "/10/"),
        hints=Hints(settlements={"day_month": "MD"}),
    )

    assert "| 09/29/2025 | 09/30/2025 |" in new_page(CONTENT, WEEK, language="en", like=[model]).decode()


def test_a_model_that_holds_no_rows_is_left_aside() -> None:
    assert new_page(CONTENT, WEEK, language="en", like=[read("### Goals\n")]) == new_page(
        CONTENT, WEEK, language="en"
    )


def test_blank_lines_at_the_end_of_a_model_are_not_taken_over() -> None:
    fresh = new_page(CONTENT, WEEK, language="en", like=[read(ENGLISH + "\n\n\n")]).decode()

    assert fresh.endswith("* [x] Learned\n\n")
