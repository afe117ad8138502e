from weeklog.hugo import find_pages


def found(*paths: str) -> list[tuple[str, int, dict[str, str]]]:
    return [(week.site, week.week, dict(week.paths)) for week in find_pages(paths)]


def test_twins_are_grouped_by_week_and_site() -> None:
    weeks = [
        f"me/content/1-Worklog/1.{n}-Week{n}/_index{suffix}.md" for n in (10, 2) for suffix in (".vi", "")
    ]

    assert found(*weeks, "you/content/worklog/week1/_index.md") == [
        ("me", 2, {"vi": weeks[2], "en": weeks[3]}),
        ("me", 10, {"vi": weeks[0], "en": weeks[1]}),
        ("you", 1, {"en": "you/content/worklog/week1/_index.md"}),
    ]


def test_pages_above_and_below_a_week_are_no_weeks() -> None:
    assert (
        found(
            "content/1-Worklog/_index.md",
            "content/1-Worklog/README.md",
            "content/1/1.1-Week1/lab/_index.md",
            "_index.md",
        )
        == []
    )
    assert found("content/1-Worklog/1.1-Week1/picture.png", "week1.txt") == []


def test_a_folder_of_a_week_without_an_index_holds_its_pages_under_any_name() -> None:
    assert found("me/week3/report.md") == [("me", 3, {"en": "me/week3/report.md"})]
    assert found("me/Semana 4/lunes.vi.md", "me/Semana 4/martes.md") == [
        ("me", 4, {"vi": "me/Semana 4/lunes.vi.md"}),
        ("me", 4, {"en": "me/Semana 4/martes.md"}),
    ]
    assert found("me/week3/_index.md", "me/week3/report.md", "me/week3/lab/notes.md") == [
        ("me", 3, {"en": "me/week3/_index.md"})
    ]


def test_flat_files_are_weeks_by_their_own_names() -> None:
    assert found(
        "me/worklog/week-01.en.md", "me/worklog/week-01.vi.md", "me/worklog/1.7-Week7.md", "Tuan2.md"
    ) == [
        ("", 2, {"en": "Tuan2.md"}),
        ("me", 1, {"en": "me/worklog/week-01.en.md", "vi": "me/worklog/week-01.vi.md"}),
        ("me", 7, {"en": "me/worklog/1.7-Week7.md"}),
    ]


def test_a_page_without_a_language_beside_an_english_one_is_the_vietnamese_one() -> None:
    assert found("week1/_index.md", "week1/_index.en.md")[0][2] == {
        "en": "week1/_index.en.md",
        "vi": "week1/_index.md",
    }


def test_a_third_page_of_a_week_is_left_aside() -> None:
    paths = ["week1/_index.en.md", "week1/_index.vi.md", "week1/_index.md"]

    assert found(*paths)[0][2] == {"en": paths[0], "vi": paths[1]}
