"""The first person, programme and token of an empty database: `python -m weeklog.db.bootstrap --email ... --name ...`.

Prints `{"person_id", "programme_id", "token"}` as JSON. Exit 3, and a line of why, when the database already
has people: nothing is changed.
"""

import argparse
import asyncio
import json
import os
import sys
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from weeklog.calendar import numbered_weeks
from weeklog.db.base import SYSTEM_ROLE, Query
from weeklog.db.engine import Database
from weeklog.ids import new_id
from weeklog.people.credentials import hash_password, new_token
from weeklog.people.tables import insert_person, insert_token
from weeklog.programmes.memberships import join_programme, set_founder
from weeklog.programmes.tables import insert_programme, insert_week

ALREADY = 3


async def bootstrap(url: str, wanted: argparse.Namespace) -> dict[str, str] | None:
    database = Database(url, SYSTEM_ROLE, size=1, name="weeklog bootstrap")
    await database.open()
    try:
        async with database.transaction() as connection:
            await connection.execute("lock table people in share row exclusive mode")
            if await connection.fetchval("select exists (select from people)"):
                return None
            person, programme, token = new_id(), new_id(), new_token()

            async def run(query: Query[Any], **values: object) -> None:
                await connection.execute(query.sql, *query.arguments(values))

            await run(
                insert_person, id=person, email=wanted.email.lower(), name=wanted.name,
                password_hash=hash_password(wanted.password), zone=None, language="en",
            )  # fmt: skip
            await run(
                insert_programme, id=programme, name=wanted.programme, zone=wanted.zone, starts_on=wanted.starts_on,
                review_weekday=4, review_at=time(17),
            )  # fmt: skip
            for week in numbered_weeks(wanted.starts_on, wanted.weeks):
                await run(
                    insert_week,
                    programme_id=programme,
                    number=week.number,
                    first_day=week.first,
                    last_day=week.last,
                )
            # The first person was there on the first day, also when it came before anybody wrote it down.
            first_moment = datetime.combine(wanted.starts_on, time(), ZoneInfo(wanted.zone))
            joined_at = min(datetime.now(UTC), first_moment)
            await run(
                join_programme, programme_id=programme, person_id=person, role="lead", joined_at=joined_at
            )
            await run(set_founder, programme_id=programme, member_id=person)
            await run(
                insert_token, id=token.id, person_id=person, name="first token", secret_hash=token.secret_hash,
                scopes=["read", "write"], expires_at=None,
            )  # fmt: skip
            return {"person_id": str(person), "programme_id": str(programme), "token": token.text}
    finally:
        await database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument(
        "--password", default=os.environ.get("WEEKLOG_PASSWORD"), help="better: $WEEKLOG_PASSWORD"
    )
    parser.add_argument("--programme", required=True)
    parser.add_argument("--zone", type=lambda name: ZoneInfo(name).key, required=True, help="IANA name")
    parser.add_argument("--starts-on", type=date.fromisoformat, required=True)
    parser.add_argument("--weeks", type=int, default=12)
    wanted = parser.parse_args()
    if not wanted.password:
        parser.error("give a password in $WEEKLOG_PASSWORD: on the command line others could read it")
    made = asyncio.run(bootstrap(os.environ["WEEKLOG_DATABASE_URL"], wanted))
    if made is None:
        sys.stderr.write(
            "There are people here already: nothing was made. Whoever leads a programme invites others.\n"
        )
        sys.exit(ALREADY)
    print(json.dumps(made))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
