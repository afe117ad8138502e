"""Task tables: which tables hold tasks, what their columns mean, and where each cell stands in its line.

markdown-it says where a table and its rows are; it does not say where a cell is, so cells are cut here by GFM's own
rule: at every pipe without a backslash before it.
"""

import re
from collections.abc import Sequence

from weeklog.hugo.model import Cell, Column, Table, TableRow
from weeklog.hugo.read.outline import TableBlock
from weeklog.hugo.read.source import bare
from weeklog.hugo.read.typed import typed_in_cell
from weeklog.hugo.read.words import column_roles

_PIPE = re.compile(r"(?<!\\)\|")
_SHORTCODE_LINE = re.compile(r"\{\{[<%][^|]*[>%]\}\}")
_MARGIN = re.compile(r"[\s>]*")


def cut_cells(line: str) -> tuple[Cell, ...]:
    margin = _MARGIN.match(line)
    first = margin.end() if margin else 0
    last = len(line.rstrip())
    cuts = [match.start() for match in _PIPE.finditer(line, first, last)]
    starts, ends = [first, *(cut + 1 for cut in cuts)], [*cuts, last]
    if starts and starts[0] == ends[0]:
        starts, ends = starts[1:], ends[1:]
    if starts and starts[-1] >= ends[-1]:
        starts, ends = starts[:-1], ends[:-1]
    return tuple(Cell(line[start:end], start, end) for start, end in zip(starts, ends, strict=True))


def cell_text(raw: str) -> str:
    return typed_in_cell(raw.strip())


def read_tables(lines: tuple[str, ...], blocks: Sequence[TableBlock]) -> tuple[Table, ...]:
    """Every table of the page, whatever it is about."""
    return tuple(_table(lines, block) for block in blocks)


def _table(lines: tuple[str, ...], block: TableBlock) -> Table:
    rows = _rows(lines, block)
    cells = [[_raw(row, number) for row in rows] for number in range(len(block.names))]
    roles = column_roles(block.names, cells)
    widths = [len(cell.raw) for cell in cut_cells(bare(lines[block.header]))] + [0] * len(roles)
    columns = tuple(
        Column(role, name, width) for role, name, width in zip(roles, block.names, widths, strict=False)
    )
    return Table(block.header, block.end, columns, rows)


def _raw(row: TableRow, number: int) -> str:
    return row.cells[number].raw if number < len(row.cells) else ""


def _rows(lines: tuple[str, ...], block: TableBlock) -> tuple[TableRow, ...]:
    fenced = bare(lines[block.header]).strip().startswith("|")
    groups: list[list[int]] = []
    for number in block.rows:
        if _is_no_row(bare(lines[number]).strip(), fenced=fenced) and not _is_open(lines, groups):
            continue
        if groups and fenced and _continues(bare(lines[number]).strip(), bare(lines[groups[-1][-1]])):
            groups[-1].append(number)
        else:
            groups.append([number])
    return tuple(
        TableRow(group[0], group[-1] + 1, cut_cells(row_text(lines, group[0], group[-1] + 1)))
        for group in groups
    )


def _is_no_row(line: str, *, fenced: bool) -> bool:
    """Markdown takes every line up to a blank one for a row: also the end of a shortcode, or a sentence below the
    table."""
    return _SHORTCODE_LINE.fullmatch(line) is not None or (fenced and "|" not in line)


def _is_open(lines: tuple[str, ...], groups: list[list[int]]) -> bool:
    """Whether the row before is broken over lines, and goes on."""
    return bool(groups) and not bare(lines[groups[-1][-1]]).rstrip().endswith("|")


def _continues(line: str, previous: str) -> bool:
    """A row that was broken over lines: the one before is not closed, and this one does not open with a cell."""
    return not previous.rstrip().endswith("|") and (line == "|" or not line.startswith("|"))


def row_text(lines: tuple[str, ...], start: int, end: int) -> str:
    return " ".join(
        bare(line) if number == 0 else bare(line).strip() for number, line in enumerate(lines[start:end])
    )
