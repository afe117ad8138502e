from weeklog_cli.output import day_span, safe, task_text, week_span


def test_text_keeps_its_words_and_loses_what_moves_the_terminal() -> None:
    assert safe("a\x1b[2Jb\r\nc\td\x9bm\u202e") == "a[2Jb\nc\tdm"


def test_task_text_shows_bullets_and_emphasis_but_no_markup_of_its_own() -> None:
    shown = task_text("- **Practice:** `ls` [red]x[/red]\n  - deeper, see [lab](https://example.com)")
    assert shown.plain == "• Practice: ls [red]x[/red]\n  • deeper, see lab"


def test_spans_say_no_more_than_needed() -> None:
    assert day_span("2026-10-05", "2026-10-05") == "Mon 5 Oct"
    assert day_span("2026-10-08", "2026-10-09") == "Thu 8 Oct – Fri 9"
    assert week_span("2026-10-05", "2026-10-11") == "5 – 11 Oct 2026"
    assert week_span("2026-10-26", "2026-11-01") == "26 Oct – 1 Nov 2026"
