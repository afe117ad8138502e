"""What a person's weeks say: the reads behind the assistant's tools and the Friday review.

Every filter may be left out. The statements name the person although Postgres shows no other's rows: the index begins
with it.
"""

import re
import unicodedata
from typing import Any, Literal

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Date,
    Integer,
    Select,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    all_,
    and_,
    any_,
    bindparam,
    cast,
    distinct,
    extract,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.types import TypeEngine

from weeklog.absences.tables import absences
from weeklog.db.base import Query, Record
from weeklog.entries.tables import entries
from weeklog.language.irregular import forms_of
from weeklog.programmes.tables import programmes
from weeklog.reviews.tables import reviews
from weeklog.vocabulary import STATUSES
from weeklog.weeks.tables import achievements, objectives

DAYS_OF_A_WEEK = 7
GroupBy = Literal["week", "day", "weekday", "month", "tag", "status"]
HoursBy = Literal["week", "day", "month", "tag"]


def _bare(letter: str) -> str:
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


_MARKED = "".join(
    letter for number in range(0xC0, 0x1EFA) if (letter := chr(number)).lower() == letter and _bare(letter).isascii() and letter.isalpha()
)  # fmt: skip
_BARE = "".join(map(_bare, _MARKED))


def _given(name: str, type_: TypeEngine[Any], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(bindparam(name, type_=type_).is_(None), condition)


def _findable(*parts: ColumnElement[Any]) -> ColumnElement[Any]:
    """Lower case as it is, and once more without diacritics: a word with marks is found as it is, one without as
    both."""
    lower = func.lower(func.normalize(func.concat_ws(" ", *parts), text("NFC")))
    return func.concat(lower, "\n", func.translate(lower, literal(_MARKED), literal(_BARE)))


def _says(searched: ColumnElement[Any]) -> ColumnElement[bool]:
    return _given(
        "patterns",
        ARRAY(Text()),
        searched.op("~", is_comparison=True)(all_(bindparam("patterns", type_=ARRAY(Text())))),
    )


def _in_weeks(week: ColumnElement[Any]) -> ColumnElement[bool]:
    first = bindparam("week", type_=Integer())
    return _given(
        "week", Integer(), week.between(first, func.coalesce(bindparam("to_week", type_=Integer()), first))
    )


_tags = func.array_to_string(entries.c.tags, " ")
_titles = cast(
    func.jsonb_path_query_array(entries.c.resources, text("'$[*].title ? (@ != null)'")), Text()
)  # of its links
_searched = _findable(entries.c.text, _tags, _titles)
_mine = and_(
    entries.c.person_id == bindparam("person_id", type_=Uuid()),
    entries.c.programme_id == bindparam("programme_id", type_=Uuid()),
)
# Whoever slipped in a year must not keep the database counting to it: more days of one entry are not looked at.
_MOST_DAYS = 400
_last_day = func.least(entries.c.end_on, entries.c.start_on + _MOST_DAYS, type_=Date())
_weekday = func.unnest(bindparam("weekdays", type_=ARRAY(Integer()))).column_valued("weekday")
_falls_on_weekday = (
    select(1)
    .where(
        func.mod(
            cast(_weekday, Integer) - cast(extract("isodow", entries.c.start_on), Integer) + DAYS_OF_A_WEEK,
            DAYS_OF_A_WEEK,
        )
        <= _last_day - entries.c.start_on
    )
    .correlate(entries)
    .exists()
)
_statuses = bindparam("statuses", type_=ARRAY(Text()))


def entries_wanted(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """Entries of somebody that fit every filter that is given."""
    return and_(
        whose,
        _given("from_day", Date(), entries.c.end_on >= bindparam("from_day", type_=Date())),
        _given("to_day", Date(), entries.c.start_on <= bindparam("to_day", type_=Date())),
        _given("weekdays", ARRAY(Integer()), _falls_on_weekday),
        _in_weeks(entries.c.week),
        _given("statuses", ARRAY(Text()), entries.c.status == any_(_statuses)),
        # What went on in a later week is open there, and no longer here.
        _given("still_here", Integer(), entries.c.carried_to.is_(None)),
        or_(
            bindparam("carried", type_=Text()).is_(None),
            and_(bindparam("carried", type_=Text()) == "in", entries.c.carried_from.is_not(None)),
            and_(bindparam("carried", type_=Text()) == "on", entries.c.carried_to.is_not(None)),
        ),
        _given("weeks_open", Integer(), entries.c.weeks_open >= bindparam("weeks_open", type_=Integer())),
        _given(
            "tag",
            Text(),
            func.lower(bindparam("tag", type_=Text())).op("=", is_comparison=True)(
                func.any(func.string_to_array(func.lower(func.array_to_string(entries.c.tags, "\n")), "\n"))
            ),
        ),
        _given("with_links", Integer(), func.jsonb_array_length(entries.c.resources) > 0),
        _given("without_links", Integer(), func.jsonb_array_length(entries.c.resources) == 0),
        _given("with_tags", Integer(), func.cardinality(entries.c.tags) > 0),
        _given("without_tags", Integer(), func.cardinality(entries.c.tags) == 0),
        _given("several_days", Integer(), entries.c.end_on > entries.c.start_on),
        _says(_searched),
    )  # fmt: skip


_wanted = entries_wanted(_mine)
SHOWN = (
    entries.c.id,
    entries.c.week,
    entries.c.start_on,
    entries.c.end_on,
    entries.c.status,
    entries.c.text,
    entries.c.tags,
    entries.c.resources,
    entries.c.weeks_open,
    entries.c.hours,
)
_found = select(*SHOWN, func.count().over().label("total")).where(_wanted)
_limit = bindparam("limit", type_=Integer())

find_entries = Query(_found.order_by(entries.c.start_on, entries.c.position, entries.c.id).limit(_limit))
find_newest_entries = Query(
    _found.order_by(entries.c.start_on.desc(), entries.c.end_on.desc(), entries.c.position.desc(), entries.c.id.desc()).limit(_limit)
)  # fmt: skip
find_longest_entries = Query(
    _found.order_by((_last_day - entries.c.start_on).desc(), entries.c.start_on, entries.c.id).limit(_limit)
)
_pattern = func.unnest(bindparam("patterns", type_=ARRAY(Text()))).column_valued("pattern")
entries_by_id = Query(
    select(*SHOWN).where(_mine, entries.c.id == any_(bindparam("ids", type_=ARRAY(Uuid()))))
)

_days = (
    func.generate_series(entries.c.start_on, _last_day, text("interval '1 day'"))
    .table_valued(Column("on_day", Date), name="days")
    .render_derived()
    .lateral()
)
_day = cast(_days.c.on_day, Date)
_isodow = cast(extract("isodow", _day), Integer)
_day_wanted = and_(
    _given("from_day", Date(), _day >= bindparam("from_day", type_=Date())),
    _given("to_day", Date(), _day <= bindparam("to_day", type_=Date())),
    _given("weekdays", ARRAY(Integer()), _isodow == any_(bindparam("weekdays", type_=ARRAY(Integer())))),
)
_entry_count = func.count(distinct(entries.c.id)).label("entries")
_day_count = func.count(distinct(_day)).filter(_day_wanted).label("days")
count_entries = Query(
    select(
        _entry_count,
        _day_count,
        func.count(distinct(entries.c.week)).label("weeks"),
        *(
            func.count(distinct(entries.c.id)).filter(entries.c.status == status).label(status)
            for status in STATUSES
        ),
    )
    .select_from(entries.join(_days, text("true")))
    .where(_wanted)
)

_timed = (
    func.coalesce(func.sum(entries.c.hours), 0.0).label("hours"),
    func.count(entries.c.hours).label("timed"),
    func.count().label("entries"),
)
sum_hours = Query(select(*_timed).where(_wanted))

_tag = func.unnest(entries.c.tags).table_valued(Column("tag", Text), name="tagged").render_derived().lateral()
_keys: dict[GroupBy, ColumnElement[Any]] = {
    "week": cast(entries.c.week, String),
    "day": func.to_char(_day, "YYYY-MM-DD"),
    "weekday": cast(_isodow, String),
    "month": func.to_char(_day, "YYYY-MM"),
    "tag": _tag.c.tag,
    "status": entries.c.status,
}


def _grouped(by: GroupBy) -> Query[Record]:
    key = _keys[by]
    rows = entries.join(_days, text("true"))
    wanted = and_(_wanted, _day_wanted) if by in ("day", "weekday", "month") else _wanted
    return Query(
        select(key.label("key"), _entry_count, _day_count)
        .select_from(rows.join(_tag, text("true")) if by == "tag" else rows)
        .where(wanted)
        .group_by(text("1"))
        .order_by(_entry_count.desc(), text("1"))
        .limit(_limit)
    )


group_entries: dict[GroupBy, Query[Record]] = {by: _grouped(by) for by in _keys}

# A day of an entry that goes over several is its first: its hours are counted once.
_HOURS_OF: dict[HoursBy, ColumnElement[Any]] = {
    "week": cast(entries.c.week, String),
    "day": func.to_char(entries.c.start_on, "YYYY-MM-DD"),
    "month": func.to_char(entries.c.start_on, "YYYY-MM"),
    "tag": _tag.c.tag,
}


def _hours_grouped(by: HoursBy) -> Query[Record]:
    rows = entries.join(_tag, text("true")) if by == "tag" else entries
    return Query(
        select(_HOURS_OF[by].label("key"), *_timed)
        .select_from(rows)
        .where(_wanted, entries.c.hours.is_not(None))
        .group_by(text("1"))
        .order_by(text("1"))
        .limit(_limit)
    )


group_hours: dict[HoursBy, Query[Record]] = {by: _hours_grouped(by) for by in _HOURS_OF}

_each_day = (
    func.generate_series(
        bindparam("from_day", type_=Date()), bindparam("to_day", type_=Date()), text("interval '1 day'")
    )
    .table_valued(Column("on_day", Date), name="each_day")
    .render_derived()
)
_empty_day = cast(_each_day.c.on_day, Date)
# Working days without an entry: days off and holidays of the programme are none, nor are whole days of absence.
find_empty_days = Query(
    select(_empty_day.label("day"), func.count().over().label("total"))
    .select_from(_each_day.join(programmes, programmes.c.id == bindparam("programme_id", type_=Uuid())))
    .where(
        (cast(extract("isodow", _empty_day), SmallInteger) - 1) != all_(programmes.c.days_off),
        _empty_day != all_(programmes.c.holidays),
        ~select(absences.c.id)
        .where(
            absences.c.person_id == bindparam("person_id", type_=Uuid()),
            absences.c.programme_id == programmes.c.id,
            absences.c.part == "day",
            absences.c.first_day <= _empty_day,
            absences.c.last_day >= _empty_day,
        )
        .correlate(_each_day, programmes)
        .exists(),
        ~select(entries.c.id)
        .where(_mine, entries.c.start_on <= _empty_day, entries.c.end_on >= _empty_day)
        .correlate(_each_day)
        .exists(),
    )
    .order_by(_empty_day)
    .limit(_limit)
)

_aim_searched = _findable(objectives.c.text)
find_objectives = Query(
    select(
        objectives.c.id, objectives.c.week, objectives.c.text, objectives.c.state, objectives.c.done,
        objectives.c.weeks_open, func.count().over().label("total"),
    )
    .where(
        objectives.c.person_id == bindparam("person_id", type_=Uuid()),
        objectives.c.programme_id == bindparam("programme_id", type_=Uuid()),
        _in_weeks(objectives.c.week),
        _given("states", ARRAY(Text()), objectives.c.state == any_(bindparam("states", type_=ARRAY(Text())))),
        _says(_aim_searched),
    )
    .order_by(objectives.c.week, objectives.c.position, objectives.c.id)
    .limit(_limit)
)  # fmt: skip
find_achievements = Query(
    select(achievements.c.id, achievements.c.week, achievements.c.text, func.count().over().label("total"))
    .where(
        achievements.c.person_id == bindparam("person_id", type_=Uuid()),
        achievements.c.programme_id == bindparam("programme_id", type_=Uuid()),
        _in_weeks(achievements.c.week),
        _says(_findable(achievements.c.text)),
    )
    .order_by(achievements.c.week, achievements.c.position, achievements.c.id)
    .limit(_limit)
)
find_reviews = Query(
    select(reviews.c.week, reviews.c.state, reviews.c.version, reviews.c.lines)
    .where(
        reviews.c.person_id == bindparam("person_id", type_=Uuid()),
        reviews.c.programme_id == bindparam("programme_id", type_=Uuid()),
        _in_weeks(reviews.c.week),
    )
    .order_by(reviews.c.week)
)


def _lines_of(table: Table, *parts: ColumnElement[Any]) -> Select[Any]:
    return select(_findable(table.c.text, *parts).label("line")).where(
        table.c.person_id == bindparam("person_id", type_=Uuid()),
        table.c.programme_id == bindparam("programme_id", type_=Uuid()),
    )


# Made once, not again for each pattern.
_said = (
    union_all(_lines_of(entries, _tags, _titles), _lines_of(objectives), _lines_of(achievements))
    .cte("said")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
# Of the patterns, those that occur anywhere.
find_known_patterns = Query(
    select(_pattern.label("pattern")).where(
        select(1).where(_said.c.line.op("~", is_comparison=True)(_pattern)).correlate_except(_said).exists()
    )
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
    .limit(_limit)
)

_WORD = re.compile(r'(?:"[^"]+"|[^\s|"]+)(?:\|(?:"[^"]+"|[^\s|"]+))*')
_ENDINGS = r"(s|es|ed|d|ing|er|ers|ment|ments|ion|ions|'s)?"
_SHORTEST_DOUBLED = 3  # letters: `run` of `running`, `stop` of `stopped`
_SHORTEST_STEM = 4


def patterns(words: str) -> list[str] | None:
    """Each word, and each "quoted phrase", as a regular expression; none when there are none.

    `họp|meeting` is either. English endings do not matter: "test" finds tests and testing. A word is found where a
    word begins and ends.
    """
    asked = _WORD.findall(unicodedata.normalize("NFC", words).lower())
    return ["|".join(map(_either, one.split("|"))) for one in asked] or None


def _either(one: str) -> str:
    one = one.strip('"')
    return f"({_phrase(one) if ' ' in one else _word(one)})"


def _phrase(phrase: str) -> str:
    return r"\m" + r"\s+".join(map(_escape, phrase.split()))


def _word(word: str) -> str:
    begins = r"\m" if word[0].isalnum() else ""
    if not (word.isascii() and word.isalpha()):
        return f"{begins}{_escape(word)}" + (r"\M" if word[-1].isalnum() else "")
    ways = "|".join(map(_stem, (word, *forms_of(word))))
    return rf"\m({ways})\M" if "|" in ways else rf"\m{ways}\M"


def _stem(word: str) -> str:  # noqa: PLR0911 - a table: one line for each ending
    if len(word) > _SHORTEST_STEM:
        for ending in ("ies", "ied"):
            if word.endswith(ending):
                return f"{word[:-3]}(y|ies|ied|ying)"
        if word.endswith(("ion", "ions")) and len(word) > 2 * _SHORTEST_STEM - 1:
            return f"{word.removesuffix('s')[:-3]}(ion|ions|e|es|ed|ing|s)?"
        for ending in ("ing", "ed"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _SHORTEST_DOUBLED:
                doubled = stem[:-1] if stem[-1] == stem[-2] else stem
                return f"({stem}|{doubled}|{stem}e){_ENDINGS}"
    if len(word) >= _SHORTEST_STEM and word.endswith("s") and not word.endswith("ss"):
        stem = word.removesuffix("es") if word.endswith(("ses", "xes", "ches", "shes")) else word[:-1]
        return f"({stem}|{stem}e?){_ENDINGS}"
    if len(word) >= _SHORTEST_STEM and word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}(y|ies|ied|ying|ys)"
    if len(word) >= _SHORTEST_STEM and word.endswith("e"):
        return f"{word[:-1]}(e|es|ed|ing|er|ers|ement|ements|ion|ions|e's)"
    return f"{word}({word[-1]})?{_ENDINGS}" if len(word) >= _SHORTEST_DOUBLED else word


def _escape(word: str) -> str:
    return re.sub(r"[^\w]", lambda sign: f"\\{sign[0]}", word)


def pattern(text: str) -> str:
    """An ILIKE pattern that finds the text anywhere."""
    return "%" + text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
