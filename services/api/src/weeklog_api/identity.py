"""Who asks: what a credential stands for, as the database knows it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.access import Standing
from weeklog.calendar import Week, week_of
from weeklog.db.engine import Database
from weeklog.errors import Conflict, NotFound, NotSignedIn
from weeklog.ids import PersonId
from weeklog.people.credentials import hash_secret, read_token
from weeklog.people.tables import find_person, find_session, find_token, touch_token
from weeklog.programmes.tables import find_membership, list_followed, list_weeks
from weeklog.settings import Clock
from weeklog.vocabulary import Language, Role

READ_AND_WRITE = frozenset({"read", "write"})


@dataclass(frozen=True)
class Programme:
    id: UUID
    name: str
    zone: str
    starts_on: date
    role: Role  # of the person who asks
    weeks: tuple[Week, ...]
    archived: bool = False
    left_at: datetime | None = None  # since then the asker reads what they wrote, and no more
    tokens_per_person_day: int | None = None
    tokens_per_month: int | None = None
    followed: frozenset[PersonId] = frozenset()  # whom the asker may read beside themselves


@dataclass(frozen=True)
class Identity:
    person_id: PersonId
    email: str
    name: str
    language: Language
    zone: ZoneInfo
    credential: str  # `token:<id>` or `session:<hash>`: names what was shown, and is no secret
    scopes: frozenset[str]
    expires_at: datetime | None
    programme: Programme | None
    own_zone: str | None = None  # none = the programme's

    @property
    def by_session(self) -> bool:
        return self.credential.startswith("session:")

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= datetime.now(UTC)

    def today(self, clock: Clock) -> date:
        return clock().astimezone(self.zone).date()

    @property
    def own_programme(self) -> Programme:
        if self.programme is None:
            raise Conflict(
                "you are in no programme: open an invitation, or begin one with POST /v1/programmes"
            )
        return self.programme

    @property
    def only_reads(self) -> bool:
        """The programme is archived, or they have left it."""
        return self.programme is not None and (self.programme.archived or self.programme.left_at is not None)

    @property
    def standing(self) -> Standing:
        """What `weeklog.access` decides by."""
        programme = self.own_programme
        return Standing(
            self.person_id,
            programme.role,
            programme.followed,
            archived=programme.archived,
            left=programme.left_at is not None,
        )

    def week(self, number: int) -> Week:
        weeks = self.own_programme.weeks
        found = next((week for week in weeks if week.number == number), None)
        if found is None:
            there_are = f"the weeks {weeks[0].number} to {weeks[-1].number}" if weeks else "no weeks yet"
            raise NotFound("week", f"the programme has {there_are}")
        return found

    def week_of(self, day: date) -> Week | None:
        return week_of(self.own_programme.weeks, day)

    def why_in_no_week(self, day: date) -> str:
        programme = self.own_programme
        if not programme.weeks:
            return f"{day} is in no week: {programme.name!r} has no weeks yet"
        first, last = programme.weeks[0].first, programme.weeks[-1].last
        if first <= day <= last:
            return f"{day} lies between two weeks of the programme: send a day of one of its weeks"
        return f"{day} is outside the programme: send a day from {first} to {last}"


async def identity_of_token(database: Database, text: str) -> Identity:
    token = read_token(text)
    row = None if token is None else await database.one(find_token, id=token.id)
    if token is None or row is None or not token.proves(row.secret_hash):
        raise NotSignedIn("the token is unknown, expired or deleted: make a new one with POST /v1/tokens")
    await database.run(touch_token, token_id=token.id)
    return await _identity(
        database, row.person_id, f"token:{token.id}", frozenset(row.scopes), row.expires_at
    )


async def identity_of_session(database: Database, secret: str) -> Identity:
    secret_hash = hash_secret(secret)
    row = await database.one(find_session, session_hash=secret_hash)
    if row is None:
        raise NotSignedIn("the session has ended: sign in again with POST /v1/sessions")
    return await _identity(
        database, row.person_id, f"session:{secret_hash.hex()}", READ_AND_WRITE, row.expires_at
    )


async def _identity(
    database: Database,
    person_id: PersonId,
    credential: str,
    scopes: frozenset[str],
    expires_at: datetime | None,
) -> Identity:
    person = await database.one(find_person, id=person_id)
    if person is None:  # deleted a moment ago
        raise NotSignedIn("this person is no longer here")
    programme = await _programme(database, person_id)
    zone = person.zone or (programme.zone if programme else "UTC")
    return Identity(
        person_id=person_id,
        email=person.email,
        name=person.name,
        language=person.language,
        zone=ZoneInfo(zone),
        credential=credential,
        scopes=scopes,
        expires_at=expires_at,
        programme=programme,
        own_zone=person.zone,
    )


async def _programme(database: Database, person_id: PersonId) -> Programme | None:
    row = await database.one(find_membership, person_id=person_id)
    if row is None:
        return None
    weeks = await database.all(list_weeks, programme_id=row.id)
    role: Role = row.role if row.left_at is None else "member"
    followed = (
        []
        if role == "member"
        else await database.all(list_followed, programme_id=row.id, person_id=person_id)
    )
    return Programme(
        id=row.id,
        name=row.name,
        zone=row.zone,
        starts_on=row.starts_on,
        role=role,
        weeks=tuple(Week(week.number, week.first_day, week.last_day) for week in weeks),
        archived=row.archived_at is not None,
        left_at=row.left_at,
        tokens_per_person_day=row.tokens_per_person_day,
        tokens_per_month=row.tokens_per_month,
        followed=frozenset(one.person_id for one in followed),
    )
