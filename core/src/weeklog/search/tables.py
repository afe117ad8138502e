"""Search: which rows say something, and what the index of words and meanings still has to learn.

The column `words` of entries, objectives, achievements and comments is derived by Postgres; no table
declared here names it, since nobody writes it. `search_rows`, `search_near` and `search_nearest` look past row-level
security, at the people whom the asker may read, and answer ids; `found_rows` reads the rows under it.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from weeklog.db.base import Query, metadata
from weeklog.db.rows import row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.vocabulary import FoundKind


def _moment(name: str) -> Column[object]:
    return Column(name, TIMESTAMP(timezone=True), nullable=False, server_default="-infinity")


def _programme() -> Column[object]:
    return Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False)


# Every word of a programme, without accents: what a misspelt word is compared with.
search_vocabulary = Table(
    "search_vocabulary",
    metadata,
    _programme(),
    Column("word", Text, nullable=False),
    Column("seen", SmallInteger, nullable=False, server_default="1"),  # 3 = often enough to be no slip
    PrimaryKeyConstraint("programme_id", "word", name="pk_search_vocabulary"),
)
Index(
    "ix_search_vocabulary_length",
    search_vocabulary.c.programme_id,
    func.length(search_vocabulary.c.word),
)
# A programme's rows back in time: of words that many rows say, the newest are found within a few steps.
Index("ix_entries_programme_id", entries.c.programme_id, entries.c.id)
# How far a person's rows are indexed.
search_marks = Table(
    "search_marks",
    metadata,
    Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    _programme(),
    _moment("touched_at"),  # an objective, achievement or comment changed
    _moment("indexed_until"),
    _moment("tried_at"),
    Column("model", Text),  # whose meanings they are; none = words only
    PrimaryKeyConstraint("person_id", "programme_id", name="pk_search_marks"),
)
search_watch = Table(
    "search_watch",
    metadata,
    Column("one", Boolean, primary_key=True, server_default=text("true")),
    _moment("looked_until"),
    CheckConstraint("one", name="one"),
)


@row_class
class MatchRow:
    kind: FoundKind
    id: UUID
    matched: list[int]  # which of the terms it says, from 1
    nearness: float


@row_class
class NearWordRow:
    place: int  # of the word that was asked for, from 0
    asked: str
    word: str
    seen: int


@row_class
class LikenessRow:
    kind: FoundKind
    id: UUID
    likeness: float


@row_class
class FoundRow:
    kind: FoundKind
    id: UUID
    week: int | None
    start_on: date
    person_id: PersonId
    text: str
    marked: str


@row_class
class UnindexedRow:
    person_id: PersonId
    programme_id: UUID
    changed_at: datetime


@row_class
class BegunRow:
    indexed_until: datetime
    tried_at: datetime


@row_class
class UnreadRow:
    kind: FoundKind
    id: UUID
    text: str
    digest: UUID


_WORDS = "cast(:asked as text)"
_PEOPLE = "cast(:programme_id as uuid), cast(:people as uuid[])"

matching_rows = Query(
    text(f"""
select kind, id, matched, nearness from search_rows(
  to_tsquery('weeklog_words', {_WORDS}),
  array(select to_tsquery('weeklog_words', t.term) from unnest(cast(:terms as text[])) with ordinality as t
    (term, place)
         order by t.place),
  {_PEOPLE}, cast(:kinds as text[]), cast(:since as date), cast(:until as date), cast(:most as integer),
    cast(:newest as integer))"""),
    MatchRow,
)
near_words = Query(
    text("""
with asked as (
  select t.place, lower(unaccent(t.word)) as word
    from unnest(cast(:words as text[])) with ordinality as t (word, place))
select a.place - 1 as place, a.word as asked, n.word, n.seen
  from asked a
  join search_near(cast(:programme_id as uuid), array(select word
    from asked), :established, :most) n on n.asked_word = a.word
 order by a.place, n.distance, n.seen desc, n.word"""),
    NearWordRow,
)
nearest_meanings = Query(
    text(f"""
select kind, id, likeness from search_nearest(
  cast(:meaning as text), {_PEOPLE}, cast(:kinds as text[]), cast(:most as integer))"""),
    LikenessRow,
)

# Marks where the words stand: \x01 before, \x02 behind. Letter for letter the text as stored otherwise. `marks` are of
# the row in the same place of `ids`: one may say a word where another says what may have been meant; none = no marks.
_MARKED = """
coalesce(ts_headline('weeklog_words', search_bare({text}),
  to_tsquery('weeklog_words', (cast(:marks as text[]))[array_position(cast(:ids as uuid[]), {id})]),
  E'HighlightAll=true,StartSel="\\x01",StopSel="\\x02"'), '') as marked"""
_LINE = """
select '{kind}' as kind, r.id, r.week, w.first_day as start_on, r.person_id, r.text, {marked}
  from {table} r join weeks w on w.programme_id = r.programme_id and w.number = r.week
 where r.id = any(cast(:ids as uuid[])) and r.person_id = any(cast(:people as uuid[]))
   and w.last_day >= coalesce(cast(:since as date), '-infinity')
     and w.first_day <= coalesce(cast(:until as date), 'infinity')"""


def _line(kind: str, table: str) -> str:
    return _LINE.format(kind=kind, table=table, marked=_MARKED.format(text="r.text", id="r.id"))


found_rows = Query(
    text(f"""
select 'entry' as kind, e.id, e.week, e.start_on, e.person_id, e.text, {_MARKED.format(text="e.text", id="e.id")}
  from entries e
 where e.id = any(cast(:ids as uuid[])) and e.person_id = any(cast(:people as uuid[]))
   and e.end_on >= coalesce(cast(:since as date), '-infinity')
     and e.start_on <= coalesce(cast(:until as date), 'infinity')
union all {_line("objective", "objectives")}
union all {_line("achievement", "achievements")}
union all
select 'comment', c.id, t.week, cast(c.created_at as date), c.person_id, c.text,
  {_MARKED.format(text="c.text", id="c.id")}
  from comments c join threads t on t.id = c.thread_id
 where c.id = any(cast(:ids as uuid[])) and c.person_id = any(cast(:people as uuid[])) and c.deleted_at is null
   and c.created_at >= coalesce(cast(:since as date), '-infinity')
   and c.created_at < coalesce(cast(:until as date), 'infinity') + 1"""),
    FoundRow,
)

# The scheduler's look, as the system role: whose rows changed, never what they say. What was written while a job ran
# is looked at once more when the writing has settled.
unindexed_people = Query(
    text("""
with changed as (
  select e.person_id, e.programme_id, max(e.updated_at) as at from entries e, search_watch s
   where e.updated_at > s.looked_until - interval '5 minutes' group by 1, 2
  union all
  select person_id, programme_id, touched_at from search_marks where touched_at > indexed_until)
select c.person_id, c.programme_id, max(c.at) as changed_at from changed c
  left join search_marks m on m.person_id = c.person_id and m.programme_id = c.programme_id
 where m.person_id is null
    or (c.at > m.indexed_until and (c.at > m.tried_at or m.tried_at < now() - interval '35 seconds'))
 group by 1, 2 limit :most"""),
    UnindexedRow,
)
people_without_meanings = Query(
    text("""
select person_id, programme_id, touched_at as changed_at from search_marks
 where model is distinct from cast(:model as text) and tried_at < now() - interval '1 minute' limit :most"""),
    UnindexedRow,
)
# Answers nothing while a job of theirs waits or runs.
mark_changed = Query(
    text("""
insert into search_marks as m (person_id, programme_id, touched_at)
select :person_id, :programme_id, :changed_at
 where not exists (select from jobs where person_id = :person_id and kind = :kind and state in ('queued', 'running'))
on conflict (person_id, programme_id) do update set touched_at = greatest(m.touched_at, excluded.touched_at)
returning 1""")
)
looked = Query(
    text("update search_watch set looked_until = now() where looked_until < now() - interval '1 minute'")
)

begin_indexing = Query(
    text("""
insert into search_marks as m (person_id, programme_id, tried_at) values (:person_id, :programme_id, now())
on conflict (person_id, programme_id) do update set tried_at = now()
returning m.indexed_until, m.tried_at"""),
    BegunRow,
)
end_indexing = Query(
    text("""
update search_marks set indexed_until = cast(:tried_at as timestamptz) - interval '30 seconds',
  model = cast(:model as text)
 where person_id = :person_id and programme_id = :programme_id""")
)
learn_words = Query(
    text("""
with said as (
  select concat_ws(' ', text, array_to_string(tags, ' '),
                   (select string_agg(r ->> 'title', ' ') from jsonb_array_elements(resources) r)) as text
    from entries where person_id = :person_id and programme_id = :programme_id
      and updated_at > cast(:since as timestamptz)
  union all select text from objectives where person_id = :person_id and programme_id = :programme_id
  union all select text from achievements where person_id = :person_id and programme_id = :programme_id
  union all select text from comments where person_id = :person_id and programme_id = :programme_id
    and deleted_at is null)
select search_learn(:programme_id, array_agg(distinct word)) from (
  select unnest(tsvector_to_array(to_tsvector('weeklog_plain', search_bare(text)))) as word from said) w
 where length(word) between 3 and 30 and word !~ '^[0-9]+$'""")
)

has_meanings = Query(text("select to_regclass('search_meanings') is not null"))
unread_meanings = Query(
    text("""
with said as (
  select 'entry' as kind, id, concat_ws('. ', text, nullif(array_to_string(tags, ', '), '')) as text
    from entries where person_id = :person_id and programme_id = :programme_id
  union all select 'objective', id, text from objectives where person_id = :person_id and programme_id = :programme_id
  union all select 'achievement', id, text from achievements where person_id = :person_id
    and programme_id = :programme_id
  union all select 'comment', id, text from comments
             where person_id = :person_id and programme_id = :programme_id and deleted_at is null)
select s.kind, s.id, left(s.text, 2000) as text, md5(s.text)::uuid as digest from said s
  left join search_meanings m on m.id = s.id
 where (m.id is null or m.digest <> md5(s.text)::uuid or m.model <> :model)
   and regexp_count(s.text, '[À-ỹ]') * 20 <= length(s.text)  -- what the model understands: `weeklog.search.embeddings`
 order by s.id desc limit :most"""),
    UnreadRow,
)
put_meanings = Query(
    text("""
insert into search_meanings (id, kind, person_id, programme_id, digest, model, meaning)
select n.id, n.kind, :person_id, :programme_id, n.digest, :model, cast(n.meaning as halfvec(384))
  from unnest(cast(:ids as uuid[]), cast(:kinds as text[]), cast(:digests as uuid[]), cast(:meanings as text[]))
       as n (id, kind, digest, meaning)
on conflict (id) do update set digest = excluded.digest, model = excluded.model, meaning = excluded.meaning""")
)
forget_meanings = Query(
    text("""
delete from search_meanings m
 where m.person_id = :person_id and m.programme_id = :programme_id
   and not exists (select from entries where id = m.id and person_id = :person_id)
   and not exists (select from objectives where id = m.id and person_id = :person_id)
   and not exists (select from achievements where id = m.id and person_id = :person_id)
   and not exists (select from comments where id = m.id and person_id = :person_id and deleted_at is null)""")
)
