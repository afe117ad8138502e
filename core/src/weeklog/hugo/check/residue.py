"""What the template left behind, and bullets that nobody filled in."""

import re
from collections.abc import Iterator

from weeklog.hugo.model import Finding, FrontMatter
from weeklog.hugo.read.words import plain

_NOTICE = re.compile(r"not copy verbatim|không sao chép nguyên văn", re.IGNORECASE)
_TEMPLATE_LINES = frozenset(
    plain(line)
    for line in (
        "Connect and get acquainted with members of First Cloud Journey.",
        "Understand basic AWS services, how to use the console & CLI.",
        "Understood what AWS is and mastered the basic service groups:",
        "Successfully created and configured an AWS Free Tier account.",
        (
            "Became familiar with the AWS Management Console and learned how to find, access, and use services via "
            "the web "
            "interface."
        ),
        "Installed and configured AWS CLI on the computer, including:",
        "Used AWS CLI to perform basic operations such as:",
        "Acquired the ability to connect between the web interface and CLI to manage AWS resources in parallel.",
        "Kết nối, làm quen với các thành viên trong First Cloud Journey.",
        "Hiểu dịch vụ AWS cơ bản, cách dùng console & CLI.",
        "Hiểu AWS là gì và nắm được các nhóm dịch vụ cơ bản:",
        "Đã tạo và cấu hình AWS Free Tier account thành công.",
        "Làm quen với AWS Management Console và biết cách tìm, truy cập, sử dụng dịch vụ từ giao diện web.",
        "Cài đặt và cấu hình AWS CLI trên máy tính bao gồm:",
        "Sử dụng AWS CLI để thực hiện các thao tác cơ bản như:",
        "Có khả năng kết nối giữa giao diện web và CLI để quản lý tài nguyên AWS song song.",
    )
)
_BULLET = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+")
_PLACEHOLDER = re.compile(
    r"\.{2,}|…|(?:to ?do|tbd|tba|fixme|xxx+|lorem ipsum.*|n/a)|\[(?:your|fill|insert|todo|tên|điền)[^\]]*\]"
    r"|(?:your|enter|fill in|write|điền|nhập) (?:here|text|name|content|nội dung).*",
    re.IGNORECASE,
)


def find_residue(line: str, number: int) -> Iterator[Finding]:
    if _NOTICE.search(line):
        yield Finding("warning", "template_notice", number, "The template's notice is still here. Remove it.")
        return
    text = _BULLET.sub("", line.strip(), count=1).strip()
    if plain(text) in _TEMPLATE_LINES:
        yield Finding(
            "warning",
            "template_line",
            number,
            "This is a line of the template. Say what you did, or remove it.",
        )
    elif text and _PLACEHOLDER.fullmatch(text.strip("*_ ")):
        yield Finding(
            "warning", "placeholder", number, "The line stands for nothing yet. Fill it in, or remove it."
        )


def find_front_matter_residue(
    front_matter: FrontMatter, week: int | None, title_week: int | None
) -> Iterator[Finding]:
    if "Sys.Date()" in (front_matter.date or ""):
        yield Finding(
            "note",
            "template_date",
            1,
            "The front matter's date is an R expression that Hugo cannot run. Give a date.",
        )
    elif front_matter.date == "2024-01-01":
        yield Finding(
            "note",
            "template_date",
            1,
            "The front matter's date is the template's. Give the week's first day.",
        )
    if week is not None and title_week is not None and week != title_week:
        message = f"The title says week {title_week}, the path week {week}. Correct the title."
        yield Finding("warning", "title_week", 1, message)
