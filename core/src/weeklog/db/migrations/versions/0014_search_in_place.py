"""Which words a found row says is told in the statement itself.

A function of SQL with a subselect is never inlined: Postgres started an executor for each of two hundred rows, 2 ms of
the 5 that a search of common words took.
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
    op.execute("drop function search_matched(tsvector, tsquery[])")
