"""A worklog site as interns write it from the template: 13 weeks in English (month first) and Vietnamese (day first).

Weeks whose days are all below 13 leave the order of day and month open; the English page of week 3 calls a Friday
a Monday.
"""

from datetime import date, timedelta
from pathlib import Path

STARTS_ON, WEEKS = date(2026, 10, 5), 13
CLASH = "content/1-Worklog/1.3-Week3/_index.md"
VIETNAMESE_DAYS = ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6")


def path_of(week: int, language: str) -> str:
    return f"content/1-Worklog/1.{week}-Week{week}/_index{'.vi' if language == 'vi' else ''}.md"


def written_site() -> dict[str, bytes]:
    return {
        path_of(week, language): _page(week, language)
        for week in range(1, WEEKS + 1)
        for language in ("en", "vi")
    }


def write_site(folder: Path) -> dict[str, bytes]:
    pages = written_site()
    for path, content in pages.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return pages


def _page(week: int, language: str) -> bytes:
    lines = _english(week) if language == "en" else _vietnamese(week)
    text = "\n".join(lines)
    if week == 5:  # a page that was written on another system
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    return (text if week == 6 else text + "\n").encode()  # and one without a last line end


def _front(week: int, title: str) -> list[str]:
    return [
        "---", f'title: "{title}"', f"date: {_day(week, 0)}", f"weight: {week}", "chapter: false",
        f'pre: " <b> 1.{week}. </b> "', "---", "",
    ]  # fmt: skip


def _english(week: int) -> list[str]:
    days = ["Mon", "Tue", "Wed", "Thu", "Monday" if week == 3 else "Fri"]
    return [
        *_front(week, f"Week {week} Worklog"),
        f"### Week {week} Objectives:", "", f"* Finish part {week} of the stall map.", "",
        "### Tasks to be carried out this week:",
        "| Day | Task | Start Date | Completion Date | Reference Material |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {label} | - Build piece {week}.{number} <br> - Test it | {_day(week, number):%m/%d/%Y} "
            f"| {_day(week, number):%m/%d/%Y} | <https://example.com/labs/{week}{number}> |"
            for number, label in enumerate(days)
        ),
        "", f"### Week {week} Achievements:", "", f"* Part {week} works.",
    ]  # fmt: skip


def _vietnamese(week: int) -> list[str]:
    return [
        *_front(week, f"Worklog Tuần {week}"),
        f"### Mục tiêu tuần {week}:", "", f"* Làm xong phần {week} của bản đồ quầy.", "",
        "### Các công việc cần triển khai trong tuần này:",
        "| Thứ | Công việc | Ngày bắt đầu | Ngày hoàn thành | Nguồn tài liệu |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {label} | - Dựng phần {week}.{number} <br> - Kiểm thử | {_day(week, number):%d/%m/%Y} "
            f"| {_day(week, number):%d/%m/%Y} | <https://example.com/labs/{week}{number}> |"
            for number, label in enumerate(VIETNAMESE_DAYS)
        ),
        "", f"### Kết quả đạt được tuần {week}:", "", f"* Phần {week} đã chạy.",
    ]  # fmt: skip


def _day(week: int, number: int) -> date:
    return STARTS_ON + timedelta(days=7 * (week - 1) + number)
