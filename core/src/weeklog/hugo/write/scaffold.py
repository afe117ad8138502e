"""An existing week made ready for another one: its headings, table head, front matter and one example of each kind of
line stay, with the new number; all that it says goes."""

import re
from collections import Counter
from collections.abc import Sequence

from weeklog.hugo.model import Hints, Item, Page, Section, WeekInfo
from weeklog.hugo.read.reader import read_page
from weeklog.hugo.read.source import bare, count_lines, line_end, to_bytes
from weeklog.hugo.read.week_number import replace_week, week_from_name

_MAIN = frozenset({"objectives", "tasks", "achievements"})
_ENTRY = re.compile(r"(?P<head>(?P<key>\w+)\s*[:=]\s*)(?P<value>.*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def scaffold(model: Page, week: WeekInfo, site: Sequence[Page]) -> Page:
    """The page still holds the model's items and rows, for the writer to learn from and to replace."""
    lines = model.layout.lines
    head = count_lines(model.front_matter.raw)
    kept = [_front_line(line, model, week, site) for line in lines[:head]]
    main = _main_sections(model)
    body = [
        number for number in range(head, len(lines)) if _is_kept(model, main, number, bare(lines[number]))
    ]
    headings = {section.place.line - 1 for section in model.sections}
    kept += [
        replace_week(lines[n], week.number) if n in headings else lines[n] for n in _without_runs(lines, body)
    ]
    raw = to_bytes([line for line in kept if line is not None], bom=model.layout.bom)
    settled = {"day_month": str(model.day_month.order)} if model.day_month.order else {}
    return read_page(raw, hints=Hints(settlements=settled, language=model.language))


def _main_sections(model: Page) -> tuple[Section, ...]:
    """One of each kind: the first that holds items or the table, else the first."""
    filled = [item.place.line for item in _items(model)] + [
        table.header + 1 for table in model.layout.tables[:1]
    ]
    found: dict[str, Section] = {}
    for section in sorted(model.sections, key=lambda section: not _holds(section, filled)):
        if section.role in _MAIN:
            found.setdefault(section.role, section)
    return tuple(found.values())


def _holds(section: Section, lines: Sequence[int]) -> bool:
    return any(section.place.line < line <= section.place.end_line for line in lines)


def _is_kept(model: Page, main: Sequence[Section], number: int, line: str) -> bool:
    """Main headings and those above them, the task table, their items, and blank lines and rules around these."""
    place, lines_of_main = number + 1, [section.place.line for section in main]
    heading = next((section for section in model.sections if section.place.line == place), None)
    if heading:
        return heading in main or _holds(heading, lines_of_main)
    if any(table.header <= number < table.end for table in model.layout.tables[:1]):
        return True
    inside = [section for section in model.sections if section.place.line < place <= section.place.end_line]
    if inside and inside[-1] not in main and not _holds(inside[-1], lines_of_main):
        return False
    blank = not line.strip() or re.fullmatch(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*", line) is not None
    return blank or any(item.place.line <= place <= item.place.end_line for item in _items(model))


def _items(model: Page) -> tuple[Item, ...]:
    return (*model.objectives, *model.achievements)


def _without_runs(lines: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """No more blank lines in a row than the model has where nothing was cut."""
    kept: list[int] = []
    for number in numbers:
        blank = not lines[number].strip()
        if blank and kept and not lines[kept[-1]].strip() and kept[-1] != number - 1:
            continue
        kept.append(number)
    while len(kept) > 1 and not lines[kept[-1]].strip() and not lines[kept[-2]].strip():
        kept.pop()
    return kept


def _front_line(line: str, model: Page, week: WeekInfo, site: Sequence[Page]) -> str | None:
    """None for a line that belongs to the model alone: an alias, a change date."""
    found = _ENTRY.match(bare(line))
    if found is None:
        return None if re.match(r"\s*-\s", line) else line
    value = found["value"]
    match found["key"]:
        case "title":
            value = _quoted_like(value, week.title or _title(model, week, site))
        case "date":
            value = (
                _DAY.sub(str(week.first), value)
                if _DAY.search(value)
                else _quoted_like(value, str(week.first))
            )
        case "weight":
            value = re.sub(r"\d+", str(week.number), value, count=1)
        case "pre":
            value = re.sub(r"(?<!\d)\d++(?=\D*$)", str(week.number), re.sub(r"/", "\0", value)).replace(
                "\0", "/"
            )
        case "aliases" | "lastmod" | "slug" | "url":
            return None
        case _:
            pass
    return found["head"] + value + line_end(line)


def _title(model: Page, week: WeekInfo, site: Sequence[Page]) -> str:
    """What the site's titles have in common; a topic after the number is the model's own."""
    patterns = Counter(replace_week(page.front_matter.title or "", week.number) for page in site)
    common, count = patterns.most_common(1)[0]
    if count > 1 or len(site) == 1:
        return common
    title = replace_week(model.front_matter.title or "", week.number)
    return title.split(":")[0] if week_from_name(title.split(":")[0]) else title


def _quoted_like(value: str, text: str) -> str:
    quote = value.strip()[:1]
    return f"{quote}{text.replace(quote, ' ')}{quote}" if quote in {'"', "'"} else text
