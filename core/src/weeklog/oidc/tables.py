"""Which account of an OpenID Connect provider is which person. Runs as the system."""

from sqlalchemy import Column, Table, Text, bindparam, literal, select
from sqlalchemy.dialects.postgresql import insert

from weeklog.audit.tables import audit
from weeklog.db.base import Query, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.programmes.tables import members

provider_accounts = Table(
    "provider_accounts",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    person_column(),
    moment_column("linked_at", default=True),
)


@row_class
class ProviderAccountRow:
    person_id: PersonId


find_provider_account = Query(
    select(*columns(ProviderAccountRow, provider_accounts)).where(
        provider_accounts.c.issuer == bindparam("issuer"), provider_accounts.c.subject == bindparam("subject")
    ),
    ProviderAccountRow,
)
# None when another sign-in linked it a moment ago.
link_provider_account = Query(
    insert(provider_accounts)
    .values({name: bindparam(name) for name in ("issuer", "subject", "person_id")})
    .on_conflict_do_nothing()
    .returning(provider_accounts.c.person_id)
)
audit_link = Query(
    audit.insert().from_select(
        ["programme_id", "actor_id", "about_id", "action"],
        select(
            members.c.programme_id, members.c.person_id, members.c.person_id, literal("provider.linked")
        ).where(members.c.person_id == bindparam("person_id"), members.c.left_at.is_(None)),
    )
)
