"""All that figures are made from, in one statement: it reads each row of a worklog once, whatever is counted of it.

It runs as the person who asks, so that row-level security decides what is counted. `people` names whose rows; `giver`
whose answers to others' reviews are counted too; `week` none = all weeks of the programme.
"""

from typing import TypedDict

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.vocabulary import ReviewState

MOST_TAGS = 200  # and so many resources: those of the most entries


class EntryCell(TypedDict):
    """Entries of one person in one week."""

    person_id: str
    week: int
    entries: int
    hours: float
    planned: int
    doing: int
    blocked: int
    done: int
    dropped: int


class ObjectiveCell(TypedDict):
    person_id: str
    week: int
    open: int
    met: int
    missed: int
    carried: int


class ReviewCell(TypedDict):
    person_id: str
    week: int
    state: ReviewState
    drafted_at: str | None
    submitted_at: str | None
    approved_at: str | None
    hours_to_submit: float | None  # from the draft on
    hours_to_approve: float | None  # from the submission on


class AnswerCell(TypedDict):
    """A submitted review was approved or sent back."""

    person_id: str
    by: str
    hours: float


class OpenCell(TypedDict):
    """Unfinished work of one person; of all together where there is no `person_id`."""

    person_id: str | None
    people: int
    entries: int
    oldest_days: int
    median_days: float
    blocked: int
    oldest_blocked_days: int | None


class Counted(TypedDict):
    entries: int
    hours: float


class DayCell(Counted):
    day: str


class TagCell(Counted):
    tag: str
    people: int


class CompetencyCell(Counted):
    name: str
    tags: list[str]
    tags_used: list[str]
    people: int


class ResourceCell(TypedDict):
    title: str
    url: str | None
    entries: int
    people: int


@row_class
class VersionRow:
    version: str


@row_class
class FiguresRow:
    entries: list[EntryCell]
    objectives: list[ObjectiveCell]
    reviews: list[ReviewCell]
    answers: list[AnswerCell]
    open: list[OpenCell]
    days: list[DayCell]
    tags: list[TagCell]
    tag_count: int
    resources: list[ResourceCell]
    resource_count: int
    competencies: list[CompetencyCell]


# Hours are added as exact numbers, so that a sum does not depend on the order of its rows. An entry that goes on past
# its week counts on the days of its week; its hours are spread evenly over them.
read_figures = Query(
    text(f"""
with recursive work as materialized (
  select e.id, e.person_id, e.week, e.status, cast(e.hours as numeric) as hours, e.tags, e.resources, e.start_on,
         e.carried_from, e.carried_to, e.blocked_since,
         greatest(e.start_on, w.first_day) as first, least(e.end_on, w.last_day) as last
    from entries e join weeks w on w.programme_id = e.programme_id and w.number = e.week
   where e.programme_id = :programme_id and e.person_id = any(cast(:people as uuid[]))
     and (cast(:week as integer) is null or e.week = :week)
), entry_cells as (
  select person_id, week, count(*) as entries, cast(coalesce(sum(hours), 0) as float8) as hours,
         count(*) filter (where status = 'planned') as planned, count(*) filter (where status = 'doing') as doing,
         count(*) filter (where status = 'blocked') as blocked, count(*) filter (where status = 'done') as done,
         count(*) filter (where status = 'dropped') as dropped
    from work group by person_id, week
), objective_cells as (
  select person_id, week, count(*) filter (where state = 'open') as open, count(*) filter (where state = 'met') as met,
         count(*) filter (where state = 'missed') as missed, count(*) filter (where state = 'carried') as carried
    from objectives
   where programme_id = :programme_id and person_id = any(cast(:people as uuid[]))
     and (cast(:week as integer) is null or week = :week)
   group by person_id, week
), review_cells as (
  select person_id, week, state, drafted_at, submitted_at, approved_at,
         case when submitted_at >= drafted_at
              then cast(extract(epoch from submitted_at - drafted_at) / 3600 as float8) end as hours_to_submit,
         case when approved_at >= submitted_at
              then cast(extract(epoch from approved_at - submitted_at) / 3600 as float8) end as hours_to_approve
    from reviews
   where programme_id = :programme_id and person_id = any(cast(:people as uuid[]))
     and (cast(:week as integer) is null or week = :week)
), answer_cells as (
  select m.person_id, m.by, cast(extract(epoch from m.at - before.at) / 3600 as float8) as hours
    from review_moves m join reviews r on r.id = m.review_id
         join lateral (select p.at, p.move from review_moves p
                        where p.review_id = m.review_id and (p.at, p.id) < (m.at, m.id) and p.move <> 'publish'
                        order by p.at desc, p.id desc limit 1) before on before.move = 'submit'
   where m.programme_id = :programme_id and m.move in ('send-back', 'approve')
     and (m.person_id = any(cast(:people as uuid[])) or m.by = cast(:giver as uuid))
     and (cast(:week as integer) is null or r.week = :week)
), began (id, person_id, status, blocked_since, source, first) as (
  select id, person_id, status, blocked_since, carried_from, start_on from work
   where status in ('planned', 'doing', 'blocked') and carried_to is null
  union
  select b.id, b.person_id, b.status, b.blocked_since, e.carried_from, e.start_on
    from began b cross join lateral (select n.carried_from, n.start_on from entries n
                                      where n.id = b.source and n.person_id = b.person_id limit 1) e
   where b.source is not null
), aged as (
  select person_id, greatest(cast(:today as date) - min(first), 0) as days,
         case when status = 'blocked' then greatest(cast(:today as date) - blocked_since, 0) end as blocked_days
    from began group by id, person_id, status, blocked_since
), open_cells as (
  select person_id, count(distinct person_id) as people, count(*) as entries, max(days) as oldest_days,
         percentile_cont(0.5) within group (order by days) as median_days,
         count(blocked_days) as blocked, max(blocked_days) as oldest_blocked_days
    from aged group by grouping sets ((person_id), ()) having count(*) > 0
), spans as (
  select first, last, count(*) as entries, sum(hours) as hours from work where first <= last group by first, last
), day_cells as (
  select cast(d.day as date) as day, cast(sum(s.entries) as bigint) as entries,
         cast(coalesce(sum(s.hours / (s.last - s.first + 1)), 0) as float8) as hours
    from spans s, generate_series(cast(s.first as timestamp), cast(s.last as timestamp), interval '1 day') as d (day)
   group by 1
), tagged as materialized (
  select w.id, w.person_id, w.hours, t.tag from work w, unnest(w.tags) with ordinality as t (tag, place)
   where t.place = array_position(w.tags, t.tag)
), tags_of_people as (
  select tag, person_id, count(*) as entries, sum(hours) as hours from tagged group by tag, person_id
), tag_cells as (
  select tag, cast(sum(entries) as bigint) as entries, cast(coalesce(sum(hours), 0) as float8) as hours,
         count(*) as people
    from tags_of_people group by tag
), shown as (
  select c.name, t.id, t.person_id, t.hours, array_agg(t.tag) as tags
    from competencies c join tagged t on t.tag = any(c.tags)
   where c.programme_id = :programme_id group by c.name, t.id, t.person_id, t.hours
), competency_cells as (
  select c.position, c.name, c.tags, count(s.id) as entries, cast(coalesce(sum(s.hours), 0) as float8) as hours,
         count(distinct s.person_id) as people,
         array(select distinct u.tag from shown o, unnest(o.tags) as u (tag) where o.name = c.name order by u.tag)
           as tags_used
    from competencies c left join shown s on s.name = c.name
   where c.programme_id = :programme_id group by c.position, c.name, c.tags
), linked as (
  select distinct w.id, w.person_id, coalesce(r.one ->> 'title', '') as title, r.one ->> 'url' as url
    from work w, jsonb_array_elements(w.resources) as r (one) where w.resources <> '[]'
), resource_cells as (
  select min(title) as title, url, count(distinct id) as entries, count(distinct person_id) as people
    from linked group by url, case when url is null then title end
)
select (select coalesce(jsonb_agg(to_jsonb(c) order by c.week), '[]') from entry_cells c) as entries,
       (select coalesce(jsonb_agg(to_jsonb(c) order by c.week), '[]') from objective_cells c) as objectives,
       (select coalesce(jsonb_agg(to_jsonb(c) order by c.week), '[]') from review_cells c) as reviews,
       (select coalesce(jsonb_agg(to_jsonb(c) order by c.hours), '[]') from answer_cells c) as answers,
       (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from open_cells c) as open,
       (select coalesce(jsonb_agg(to_jsonb(c) order by c.day), '[]') from day_cells c) as days,
       (select coalesce(jsonb_agg(to_jsonb(c) order by c.entries desc, c.tag), '[]')
          from (select * from tag_cells order by entries desc, tag limit {MOST_TAGS}) c) as tags,
       (select count(*) from tag_cells) as tag_count,
       (select coalesce(jsonb_agg(to_jsonb(c) order by c.entries desc, c.title, c.url), '[]')
          from (select * from resource_cells order by entries desc, title, url limit {MOST_TAGS}) c) as resources,
       (select count(*) from resource_cells) as resource_count,
       (select coalesce(jsonb_agg(to_jsonb(c) - 'position' order by c.position), '[]') from competency_cells c)
         as competencies"""),
    FiguresRow,
)

# What the rows are that figures are made from: another text as soon as one of them is added, changed or gone. Postgres
# gives each version of a row the number of its transaction (`xmin`), so that nobody has to count versions.
_ROWS = "programme_id = :programme_id and person_id = any(cast(:people as uuid[]))"


def _version_of(table: str, rows: str) -> str:
    stamp = "uuid_hash_extended(id, cast(cast(xmin as text) as bigint))"
    return f"(select concat(count(*), '.', bit_xor({stamp})) from {table} where {rows})"


_MOVES = f"({_ROWS}) or (programme_id = :programme_id and by = cast(:giver as uuid))"
find_version = Query(
    text(f"""
select concat_ws(' ', {_version_of("entries", _ROWS)}, {_version_of("objectives", _ROWS)},
  {_version_of("reviews", _ROWS)},
                 {_version_of("review_moves", _MOVES)},
                 (select string_agg(concat(w.number, w.first_day, w.last_day), ',' order by w.number) from weeks w
                   where w.programme_id = :programme_id),
                 (select string_agg(concat(c.position, ' ', c.name, c.tags), ',' order by c.position)
                   from competencies c
                   where c.programme_id = :programme_id)) as version"""),
    VersionRow,
)
