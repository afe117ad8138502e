"""The tables, as `tables.py` of each noun declares them. Nothing is released yet, so that a new column or table
belongs here.

What is written in SQL (functions, policies, triggers) is no migration: it is installed around every one
(`weeklog.db.install`).
"""

from alembic import op

from weeklog.db.schema import metadata

revision = "0001_initial"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    op.execute("insert into search_watch default values")  # its one row
