"""The life of an entry: its history, its undoing, its carrying over; the states of objectives."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
