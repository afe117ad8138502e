"""Week pages among the paths of a repository, grouped into twins. Paths only: nothing is opened."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from weeklog.hugo.read.path_days import names_a_day
from weeklog.hugo.read.week_number import week_from_name
from weeklog.language.characters import composed

_PAGE = re.compile(r"(?P<stem>.*?)(?:\.(?P<language>vi|en))?\.(?:md|markdown)", re.IGNORECASE)
MACHINE_FOLDERS = frozenset({"node_modules", "public", "resources", "themes", "__MACOSX"})
_INDEX = frozenset({"_index", "index"})
_ABOUT_IT = frozenset({"readme", "license", "changelog", "contributing", "code_of_conduct", "security"})


@dataclass(frozen=True, slots=True)
class WeekPages:
    """The twin pages of one week of one site, by language. `stem` is their common path, without language and suffix.

    A page without a language in its name counts as English, or as Vietnamese beside an English twin.
    """

    site: str
    week: int
    stem: str
    paths: Mapping[str, str]


def find_pages(paths: Iterable[str]) -> tuple[WeekPages, ...]:
    """In the order of sites and weeks. A page is a week's when its own folder or file name says so; what lies deeper
    (a lab inside a week) and what lies above (the worklog's own index) is not. In a folder of a week without an index
    page, and without pages that name their week, any page is the week's."""
    named = list(_named_pages(paths))
    taken = {_folder(stem) for stem, _, _ in named if _own_week(stem) is not None}
    groups: dict[tuple[str, int, str], dict[str, str]] = {}
    for stem, language, path in named:
        week = _own_week(stem)
        if week is None and _folder(stem) not in taken:
            week = week_from_name(_folder(stem).rpartition("/")[2])
        if week is not None:
            twins = groups.setdefault((_site_of(stem), week, stem), {})
            twins.setdefault((language or ("vi" if "en" in twins else "en")).lower(), path)
    return tuple(
        WeekPages(site, week, stem, MappingProxyType(twins))
        for (site, week, stem), twins in sorted(groups.items(), key=_order)
    )


def find_logs(paths: Iterable[str]) -> tuple[str, ...]:
    """The pages of weeks and those that are named after a day; where no path names either, every page that is not
    about the repository itself: what they say is known when they are read."""
    given = [path for path in paths if _is_page(path)]
    named = {path for week in find_pages(given) for path in week.paths.values()}
    named |= {path for path in given if names_a_day(path)}
    return tuple(path for path in given if path in named or (not named and not _is_about_it(path)))


def _is_page(path: str) -> bool:
    name = composed(path.replace("\\", "/"))
    return not is_machine_made(name) and _PAGE.fullmatch(name) is not None


def _is_about_it(path: str) -> bool:
    name = path.replace("\\", "/").rpartition("/")[2]
    return name.rpartition(".")[0].casefold() in _ABOUT_IT


def _named_pages(paths: Iterable[str]) -> Iterator[tuple[str, str | None, str]]:
    """Of each Markdown page its path without language and suffix, its language, and the path as it was given."""
    for path in sorted(paths, key=_named_language_first):
        name = composed(path.replace("\\", "/"))
        found = None if is_machine_made(name) else _PAGE.fullmatch(name)
        if found is not None:
            yield found["stem"], found["language"], path


def _folder(stem: str) -> str:
    return stem.rpartition("/")[0]


def is_machine_made(path: str) -> bool:
    """Whether a program keeps it, and no person wrote it: hidden files and folders, what a build made, what a
    theme brings along. Inside of `content` only what is hidden."""
    parts = path.split("/")
    own = parts.index("content") if "content" in parts else len(parts) - 1
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or any(
        part in MACHINE_FOLDERS for part in parts[:own]
    )


def _order(group: tuple[tuple[str, int, str], dict[str, str]]) -> tuple[str, int, str]:
    return group[0]


def _named_language_first(path: str) -> tuple[bool, str]:
    return not re.search(r"\.(vi|en)\.\w+$", path, re.IGNORECASE), path


def _own_week(stem: str) -> int | None:
    *folders, name = stem.split("/")
    if name.lower() in _INDEX:
        return week_from_name(folders[-1]) if folders else None
    return week_from_name(name)


def _site_of(stem: str) -> str:
    """What holds the `content` folder; without one, what holds the worklog's folder."""
    parts = stem.split("/")
    if "content" in parts:
        return "/".join(parts[: parts.index("content")])
    worklog = next((i for i, part in enumerate(parts) if "worklog" in part.lower()), len(parts) - 2)
    return "/".join(parts[: max(worklog, 0)])
