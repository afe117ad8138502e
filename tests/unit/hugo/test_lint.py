import pytest

from tests.unit.hugo.builders import ENGLISH, VIETNAMESE, read, read_dates, read_rows
from weeklog.hugo import Finding, Page, lint_page

KEY = "AKIA" + "QWERTYUIOP234567"
TOKEN = "ghp_" + "a1B2" * 9


def kinds(page: Page, *others: Page) -> list[str]:
    return [finding.kind for finding in lint_page(page, others=others)]


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.level, finding.kind) for finding in lint_page(read(text)) if finding.line]


def test_an_honest_page_has_no_findings() -> None:
    assert lint_page(read(ENGLISH), others=(read(ENGLISH), read(VIETNAMESE))) == ()


@pytest.mark.parametrize(
    ("text", "level", "kind"),
    [
        (KEY, "blocker", "aws_key"),
        ("aws_secret_access_key = " + "aB3/" * 10, "blocker", "aws_secret"),
        (TOKEN, "blocker", "github_token"),
        ("glpat-" + "x" * 20, "blocker", "gitlab_token"),
        ("xoxb-" + "1" * 12, "blocker", "slack_token"),
        ("https://hooks.slack.com/services/T0000000/B0000000/" + "x" * 24, "blocker", "slack_webhook"),
        ("AIza" + "x" * 35, "blocker", "google_key"),
        ("sk-" + "proj-" + "x" * 24, "blocker", "model_key"),
        ("sk_live_" + "x" * 24, "blocker", "stripe_key"),
        ("eyJ" + "x" * 12 + ".eyJ" + "x" * 12 + "." + "x" * 12, "blocker", "jwt"),
        ("-----BEGIN RSA PRIVATE KEY-----", "blocker", "private_key"),
        ("https://me:hunter22@host.dev", "blocker", "address_password"),
        ("Password: hunter22", "warning", "password"),
        ("arn:aws:s3:::bucket and arn:aws:iam::210987654321:role/x", "warning", "arn"),
        ("account 210987654321", "warning", "account_id"),
        ("account 2109-8765-4321", "warning", "account_id"),
        ("write to me@home.dev", "warning", "email"),
        ("Please **do not copy verbatim** for your own report", "warning", "template_notice"),
        ("* Hiểu dịch vụ AWS cơ bản, cách dùng console & CLI.", "warning", "template_line"),
        ("* ...", "warning", "placeholder"),
        ("- TODO", "warning", "placeholder"),
        ("[your name]", "warning", "placeholder"),
    ],
)
def test_what_should_not_become_public_is_found(text: str, level: str, kind: str) -> None:
    assert found(text) == [(level, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "arn:aws:iam::123456789012:user/x",
        "someone@example.com",
        "arn:aws:s3:::bucket",
        "the password: secret",
        "version 1.2.3",
        "https://a.dev/210987654321",
        "...and more",
        "",
    ],
)
def test_documented_examples_and_plain_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_finding_never_repeats_the_secret_and_says_what_to_do() -> None:
    (finding,) = [f for f in lint_page(read(f"one\n\nkey {KEY}\n")) if f.level == "blocker"]

    assert finding == Finding(
        "blocker",
        "aws_key",
        3,
        "The line holds an AWS access key id, `AKIA… (20 characters)`. Take it out and revoke it: it may have been "
        "seen already.",
    )
    for secret in ("hunter22", "210987654321", "me@home.dev"):
        for text in (f"password: {secret}", f"://a:{secret}@b", f"id {secret}"):
            assert secret not in " ".join(f.message for f in lint_page(read(text)))


def test_the_gravest_findings_come_first() -> None:
    page = read(f"---\ndate: 2024-01-01\n---\n* ...\n{TOKEN}\n")

    assert [finding.level for finding in lint_page(page)] == ["blocker", "warning", "note", "note"]


@pytest.mark.parametrize(
    ("front_matter", "kind"),
    [
        ("date: 2024-01-01", "template_date"),
        ('date: "`r Sys.Date()`"', "template_date"),
        ("title: Week 4", "title_week"),
    ],
)
def test_front_matter_that_the_template_left_is_found(front_matter: str, kind: str) -> None:
    assert kind in kinds(read(f"---\n{front_matter}\n---\n"))


def test_conflicts_about_dates_are_found() -> None:
    assert "weekday_clash" in kinds(read_dates(("23/09/2025", "23/09/2025"), labels=["Monday"]))
    assert "reversed_dates" in kinds(read_dates(("23/09/2025", "22/09/2025")))
    assert "day_month" in kinds(read_dates(("08/09/2025", "08/09/2025")))
    assert "day_digit" in kinds(read_dates(("22/09/2025", ""), ("25/09/2025", ""), labels=["2", "3"]))
    assert "stray_date" in kinds(read_dates(("22/09/2025", ""), ("23/09/2025", ""), ("23/12/2025", "")))
    assert kinds(read_dates(("08/09/2025", "09/09/2025"))) == ["no_achievements"]


def test_rows_that_say_nothing_or_the_same_are_found() -> None:
    assert "no_rows" in kinds(read("# Week"))
    assert "empty_rows" in kinds(read_rows("| 2 | | | | |"))
    assert "repeated_row" in kinds(read_rows("| 2 | Read a book | | | |", "| 3 | Read a book | | | |"))


def test_a_week_that_copies_another_is_found() -> None:
    page = read(ENGLISH)
    copy = read(ENGLISH, "week4.md")
    other = read(
        ENGLISH.replace("queues", "nets").replace("first test", "second test").replace("/22/", "/29/"),
        "week5.md",
    )

    assert kinds(page, copy) == ["copied_week", "same_dates"]
    assert kinds(page, other) == []
    assert kinds(page, read(VIETNAMESE, "week4.vi.md")) == ["same_dates"]
    assert kinds(read(ENGLISH, "page.md"), copy) == ["copied_week", "same_dates"]
