"""What an account's archive holds: one declaration a kind, from which its rows are read and written back.

Rows travel as Postgres itself writes them (`to_jsonb`), so that what comes back is what went out to the last
microsecond, and what cannot be a row is refused by Postgres (`jsonb_populate_recordset`). Whose rows they are, and
of which programme, is not in them: an archive comes into the account of whoever brings it.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Table, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.absences.tables import absences
from weeklog.achievements.tables import achievements
from weeklog.artifacts.tables import artifact_revisions, artifacts
from weeklog.comments.tables import comments, threads
from weeklog.conversations.tables import conversations, messages, replies
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE, Query
from weeklog.db.rows import IdRow, row_class
from weeklog.entries.history import entry_history
from weeklog.entries.tables import entries
from weeklog.jobs.tables import jobs
from weeklog.objectives.tables import objectives
from weeklog.proposals.tables import proposals
from weeklog.reviews.tables import reviews
from weeklog.scheduled_questions.tables import question_runs, scheduled_questions
from weeklog.sites.tables import pages, site_answers
from weeklog.suggestions.tables import suggested_items, suggestions

FORMAT: Final = 1
_OWN: Final = "person_id = :person_id and programme_id = :programme_id"
_OF_MY_CONVERSATIONS: Final = (
    f"person_id = :person_id and conversation_id in (select id from conversations where {_OWN})"
)
_ENDED: Final = "job_id in (select id from jobs where person_id = :person_id and finished_at is not null)"


@row_class
class ArchivedRow:
    row: dict[str, Any]
    cursor: str | None  # after which to go on


def _archived(sql: str) -> Query[ArchivedRow]:
    return Query(text(sql), ArchivedRow)


@dataclass(frozen=True)
class Kind:
    """`columns` are written back as they are; `constants` (SQL) are not in the archive. Columns that hold ids are
    found by their type; `refs` are those that must name a row of the archive, and `people` those that name
    somebody."""

    name: str
    table: Table
    columns: tuple[str, ...]
    mine: str = _OWN
    key: tuple[str, ...] = ("id",)
    refs: dict[str, str] = field(default_factory=dict[str, str])  # column -> kind
    later: tuple[str, ...] = ()  # written once all rows are there, since kinds name each other in a circle
    people: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict[str, str])
    final: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # allowed values
    seen: bool = True  # the system role sees its ids

    @property
    def holding_ids(self) -> tuple[str, ...]:
        """Columns of ids, of lists of ids, and of JSON in which there may be some."""
        return tuple(name for name in self.columns if _holds_ids(self.table.c[name].type))

    @property
    def read(self) -> Query[ArchivedRow]:
        """Rows after the cursor `after`. Kinds without an id are read at once."""
        columns = ", ".join(f't."{name}"' for name in self.columns)
        row = f"(select to_jsonb(x) from (select {columns}) x) as row"
        if "id" not in self.table.c:
            order = ", ".join(f'"{name}"' for name in self.key)
            return _archived(
                f"select {row}, null as cursor from {self.table.name} t where {self.mine} "
                f"and cast(:after as text) is null and cast(:most as int) is not null order by {order}"
            )
        type_ = "uuid" if isinstance(self.table.c["id"].type, Uuid) else "bigint"
        return _archived(
            f"select {row}, t.id::text as cursor from {self.table.name} t where {self.mine} "
            f"and (cast(:after as text) is null or t.id > cast(cast(:after as text) as {type_})) "
            f"order by t.id limit :most"
        )

    @property
    def insert(self) -> str:
        """$1 = rows, $2 = the person, $3 = the programme. Rows that are there already stay as they are."""
        given = [name for name in self.columns if name not in self.later]
        own = {"person_id": "$2"} | ({"programme_id": "$3"} if "programme_id" in self.table.c else {})
        fixed = own | self.constants
        names = ", ".join(f'"{name}"' for name in (*given, *fixed))
        values = ", ".join((*(f'r."{name}"' for name in given), *fixed.values()))
        same = " and ".join(f't."{name}" = r."{name}"' for name in self.key)
        return (
            f"insert into {self.table.name} ({names}) select {values} "
            f"from jsonb_populate_recordset(null::{self.table.name}, $1::jsonb) r "
            f"where not exists (select from {self.table.name} t where t.person_id = $2 and {same}) "
            f"and $3::uuid is not null on conflict do nothing"
        )

    @property
    def complete(self) -> str:
        """$1 = rows of `id` and the later columns, $2 = the person."""
        changed = ", ".join(f'"{name}" = r."{name}"' for name in self.later)
        return (
            f"update {self.table.name} t set {changed} "
            f"from jsonb_populate_recordset(null::{self.table.name}, $1::jsonb) r "
            "where t.id = r.id and t.person_id = $2"
        )

    @property
    def taken(self) -> str:
        """For the system role: whether anybody but $2 has a row with one of these ids."""
        return f"select exists (select from {self.table.name} where id = any($1::uuid[]) and person_id <> $2)"

    @property
    def held(self) -> Query[IdRow]:
        """Which of these ids are rows of the person. They stay until the transaction ends."""
        mine = "id = any(cast(:ids as uuid[])) and person_id = :person_id"
        return Query(text(f"select id from {self.table.name} where {mine} for key share"), IdRow)


def _holds_ids(type_: Any) -> bool:
    item: Any = getattr(type_, "item_type", None)  # of an array
    return isinstance(type_, Uuid | JSONB) or isinstance(item, Uuid)


_TIMES: Final = ("created_at", "updated_at")
# In the order in which they can be written.
KINDS: Final = (
    Kind("pages", pages, ("id", "week", "language", "path", "raw", "settlements", "questions", "findings", *_TIMES)),
    Kind("site_answers", site_answers, ("language", "key", "value", "updated_at"), key=("language", "key")),
    Kind(
        "entries", entries,
        ("id", "week", "position", "day", "text", "start_on", "end_on", "resources", "status", "tags", "hours",
            "blocked_since", "page_id",
         "page_row", "carried_from", "carried_to", "weeks_open", "version", *_TIMES),
    ),
    Kind(
        "entry_history", entry_history, ("entry_id", "version", "change", "row", "by", "at"),
        key=("entry_id", "version", "change", "at"), people=("by",),
    ),
    Kind(
        "objectives", objectives,
        ("id", "week", "position", "text", "done", "state", "evidence", "carried_from", "weeks_open", "created_at"),
    ),
    Kind("achievements", achievements, ("id", "week", "position", "text", "evidence", "created_at")),
    Kind(
        "reviews", reviews,
        ("id", "week", "state", "version", "facts", "lines", "due_at", "drafted_at", "submitted_at", "sent_back_at",
            "approved_at",
         "published_at", *_TIMES),
        mine=f"{_OWN} and state <> 'pending'",
    ),
    Kind(
        "absences", absences, ("id", "first_day", "last_day", "part", "reason", "created_by", "created_at"),
        people=("created_by",),
    ),
    Kind("artifacts", artifacts, ("id", "week", "name", "title", "revision", "version", *_TIMES)),
    Kind(
        "artifact_revisions", artifact_revisions,
        ("id", "artifact_id", "number", "name", "kind", "size", "sha256", "note", "created_at"),
        refs={"artifact_id": "artifacts"},
    ),
    Kind("conversations", conversations, ("id", "title", "branched_from", *_TIMES), refs={"branched_from": "replies"},
        later=("branched_from",)),
    Kind(
        "messages", messages, ("id", "conversation_id", "text", "follows", "context", "created_at"),
        mine=_OF_MY_CONVERSATIONS, refs={"conversation_id": "conversations", "follows": "replies"}, later=("follows",),
    ),
    # A reply's state is that of the job that wrote it.
    Kind(
        "reply_jobs", jobs,
        ("id", "state", "attempt", "max_attempts", "error", "deadline_at", "created_at", "finished_at"),
        mine="person_id = :person_id and finished_at is not null and id in (select job_id from replies where "
             f"conversation_id in (select id from conversations where {_OWN}))",
        constants={"kind": "'chat.generate_reply'", "queue": "'chat'", "payload": "'{}'"},
        final={"state": ("done", "failed", "cancelled")},
    ),
    Kind(
        "replies", replies,
        ("id", "conversation_id", "message_id", "job_id", "text", "citations", "model", "usage", "checks", "verdict",
         "remark", "created_at"),
        mine=f"{_OF_MY_CONVERSATIONS} and {_ENDED}",
        refs={"conversation_id": "conversations", "message_id": "messages", "job_id": "reply_jobs"},
    ),
    Kind(
        "proposals", proposals,
        ("id", "reply_id", "position", "kind", "content", "state", "result_id", "created_at", "decided_at"),
        refs={"reply_id": "replies"}, seen=False,
    ),
    Kind(
        "suggestions", suggestions,
        ("id", "source", "topic", "lines", "resources", "start_on", "end_on", "status", "hours", "state", "entry_id",
            "created_at", "decided_at"),
    ),
    Kind("suggested_items", suggested_items, ("key", "created_at"), key=("key",)),
    # Moments that passed before it came here are not asked.
    Kind(
        "scheduled_questions", scheduled_questions,
        ("id", "text", "weekdays", "at", "by_mail", "conversation_id", "paused_at", "created_at"),
        refs={"conversation_id": "conversations"}, constants={"effective_from": "now()"},
    ),
    Kind(
        "question_runs", question_runs, ("id", "question_id", "day", "outcome", "reply_id", "due_at", "at"),
        mine=f"person_id = :person_id and outcome <> 'waiting' and question_id in (select id from scheduled_questions "
             f"where {_OWN}) "
             f"and (reply_id is null or reply_id in (select id from replies where {_ENDED}))",
        refs={"question_id": "scheduled_questions", "reply_id": "replies"},
        final={"outcome": ("asked", "missed", "limited")},
    ),
    # What the person wrote in the margins of their own worklog.
    Kind(
        "threads", threads,
        ("id", "week", "author_id", "anchor_kind", "anchor_id", "line", "line_id", "revision", "anchor_text",
            "resolved_at",
         "resolved_by", "created_at"),
        mine=f"{_OWN} and author_id = :person_id", people=("author_id", "resolved_by"),
    ),
    Kind(
        "comments", comments,
        ("id", "thread_id", "author_id", "text", "mentions", "created_at", "edited_at", "deleted_at"),
        mine=f"{_OWN} and author_id = :person_id and thread_id in (select id from threads where person_id = "
             f":person_id and "
             "author_id = :person_id)",
        refs={"thread_id": "threads"}, people=("author_id",),
    ),
)  # fmt: skip
# What they wrote elsewhere goes with them to be read. It does not come back: it stands in somebody else's worklog.
REMARKS: Final = _archived("""
select to_jsonb(x) as row, x.id::text as cursor from (
  select c.id, c.person_id as of, t.anchor_kind, t.anchor_id, t.anchor_text, c.text, c.created_at, c.edited_at
    from comments c join threads t on t.id = c.thread_id
   where c.author_id = :person_id and c.programme_id = :programme_id and c.deleted_at is null
     and not (c.person_id = :person_id and t.author_id = :person_id) and (cast(:after as text) is null
       or c.id > cast(cast(:after as text) as uuid))
   order by c.id limit :most) x
""")

count_entries = "select count(*) from entries where person_id = $1 and programme_id = $2"
find_programme = """
select jsonb_build_object(
  'id', p.id, 'name', p.name, 'zone', p.zone, 'starts_on', p.starts_on, 'review_weekday', p.review_weekday,
  'review_at', p.review_at, 'holidays', p.holidays, 'days_off', p.days_off, 'quiet_from', p.quiet_from,
  'quiet_until', p.quiet_until, 'escalate_after_days', p.escalate_after_days, 'drafts_by_model', p.drafts_by_model,
  'review_placement', p.review_placement,
  'calendar', (
    select coalesce(jsonb_agg(jsonb_build_object('number', w.number, 'first_day', w.first_day, 'last_day', w.last_day)
                              order by w.number), '[]')
      from weeks w where w.programme_id = p.id))
  from programmes p where p.id = $1
"""
# Rows that come in are older than the last look of the search: it looks at this person's once more.
MARK_FOR_SEARCH: Final = (
    "insert into search_marks as m (person_id, programme_id, touched_at) values ($1, $2, now()) "
    "on conflict (person_id, programme_id) do update set touched_at = now()"
)
# False when another transaction holds it.
HOLD_ACCOUNT: Final = "select pg_try_advisory_xact_lock(hashtextextended('account ' || $1::text, 0))"
# Within one transaction, since a programme and what is written in it come together or not at all.
AS_SYSTEM: Final = f"set local role {SYSTEM_ROLE}"
AS_PERSON: Final = f"set local role {APP_ROLE}"
