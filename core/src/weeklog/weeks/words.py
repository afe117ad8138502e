"""Which words occur anywhere in the weeks of a person: in entries, objectives or achievements."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    func,
    select,
    union_all,
)

from weeklog.achievements.tables import achievements
from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.entries.tables import entries
from weeklog.objectives.tables import objectives
from weeklog.weeks.filters import LINK_TITLES, TAGS, findable, limit


@row_class
class PatternRow:
    pattern: str


@row_class
class WordRow:
    word: str


def _lines_of(table: Table, *parts: ColumnElement[Any]) -> Select[Any]:
    return select(findable(table.c.text, *parts).label("line")).where(
        table.c.person_id == bindparam("person_id", type_=Uuid()),
        table.c.programme_id == bindparam("programme_id", type_=Uuid()),
    )


_pattern = func.unnest(bindparam("patterns", type_=ARRAY(Text()))).column_valued("pattern")
# Made once, not again for each pattern.
_said = (
    union_all(_lines_of(entries, TAGS, LINK_TITLES), _lines_of(objectives), _lines_of(achievements))
    .cte("said")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
# Of the patterns, those that occur anywhere.
find_known_patterns = Query(
    select(_pattern.label("pattern")).where(
        select(1).where(_said.c.line.op("~", is_comparison=True)(_pattern)).correlate_except(_said).exists()
    ),
    PatternRow,
)
_each_word = (
    select(func.regexp_split_to_table(_said.c.line, r"[^[:alpha:]]+").label("word")).distinct().subquery()
)
find_words = Query(
    select(_each_word.c.word)
    .where(
        func.left(_each_word.c.word, 1) == any_(bindparam("initials", type_=ARRAY(Text()))),
        func.length(_each_word.c.word) >= bindparam("shortest", type_=Integer()),
    )
    .order_by(_each_word.c.word)
    .limit(limit),
    WordRow,
)
