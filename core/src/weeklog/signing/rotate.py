"""`python -m weeklog.signing.rotate`: from now on another key signs. What was signed before stays good."""

import asyncio
import sys

from weeklog.db.base import SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.settings import Settings
from weeklog.signing.keys import Signer


async def rotate(settings: Settings) -> str:
    """The id of the new key."""
    database = Database.of(settings, SYSTEM_ROLE, 1, "weeklog signing")
    await database.open()
    try:
        return (await Signer(database, settings.secret_keys).rotate()).id
    finally:
        await database.close()


def main() -> None:
    sys.stdout.write(f"From now on the key {asyncio.run(rotate(Settings.from_environment()))} signs.\n")


if __name__ == "__main__":
    main()
