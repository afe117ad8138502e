"""What each person says to a programme's own language model: it belongs to a server that they have not chosen.

A question goes there only after its asker was told whose server it is and said yes. A yes or a no is to one address:
when the lead chooses another, everybody is told and asked again.
"""

from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Boolean, Column, ForeignKey, Table, Text, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, metadata, moment_column, now
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.people.tables import people
from weeklog.providers.tables import programme_models

Decision = Literal["undecided", "allowed", "refused"]

model_consents = Table(
    "model_consents",
    metadata,
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("address", Text, nullable=False),  # that it was said to
    Column("allowed", Boolean, nullable=False),
    moment_column("decided_at", default=True),
)

_PROVIDERS: Final = {"openai": "https://api.openai.com", "anthropic": "https://api.anthropic.com"}


def address_of(model: str, base_url: str | None) -> str:
    """Where a model is that a lead has chosen."""
    return base_url or _PROVIDERS.get(model.partition(":")[0], _PROVIDERS["openai"])


@row_class
class OwnModelRow:
    """A programme's own model, and what one person has said to it."""

    model: str
    base_url: str | None
    changed_by: UUID | None
    chosen_by: str | None  # their name
    changed_at: datetime
    address: str | None  # of what was said last; none = nothing was
    allowed: bool | None
    decided_at: datetime | None

    @property
    def now_at(self) -> str:
        """Where questions would go."""
        return address_of(self.model, self.base_url)

    @property
    def server(self) -> str:
        """The same for people: the name of the machine."""
        return urlsplit(self.now_at).netloc

    def decision(self, person_id: PersonId) -> Decision:
        """Whoever chose the model knows where it is."""
        if self.address == self.now_at:
            return "allowed" if self.allowed else "refused"
        return "allowed" if self.changed_by == person_id else "undecided"


_chooser = people.alias("chooser")
find_own_model = Query(
    select(
        programme_models.c.model,
        programme_models.c.base_url,
        programme_models.c.changed_by,
        _chooser.c.name.label("chosen_by"),
        programme_models.c.changed_at,
        model_consents.c.address,
        model_consents.c.allowed,
        model_consents.c.decided_at,
    )
    .select_from(
        programme_models.outerjoin(_chooser, _chooser.c.id == programme_models.c.changed_by).outerjoin(
            model_consents,
            (model_consents.c.programme_id == programme_models.c.programme_id)
            & (model_consents.c.person_id == bindparam("person_id")),
        )
    )
    .where(programme_models.c.programme_id == bindparam("programme_id")),
    OwnModelRow,
)
_said = ("programme_id", "person_id", "address", "allowed")
_saying = insert(model_consents).values({name: bindparam(name) for name in _said})
put_consent = Query(
    _saying.on_conflict_do_update(
        constraint="pk_model_consents",
        set_={name: _saying.excluded[name] for name in ("address", "allowed")} | {"decided_at": now()},
    )
)
