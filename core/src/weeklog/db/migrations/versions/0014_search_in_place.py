"""Which words a found row says is told in the statement itself.

A function of SQL with a subselect is never inlined: Postgres started an executor for each of two hundred rows, 2 ms of
the 5 that a search of common words took. And pages are taken for what they cost in memory or on an SSD, so that a word
which many rows of many people say is looked for back in time: 4 ms at a million entries, where a bitmap of them all took 340.
"""

from alembic import op

revision = "0014"
down_revision = "0013"

CALL = "search_matched(f.words, terms)"
IN_PLACE = "array(select t.place::integer from unnest(terms) with ordinality as t (term, place) where f.words @@ t.term)"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(f"""
        do $$ begin
          execute replace(pg_get_functiondef('search_rows'::regproc), '{CALL}', '{IN_PLACE}');
        end $$""")
    op.execute("alter function search_rows set random_page_cost = 1.5")
    op.execute("drop function search_matched(tsvector, tsquery[])")
