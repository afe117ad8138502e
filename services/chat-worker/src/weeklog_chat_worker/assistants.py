"""Who answers: the model that a programme's lead has chosen, the operator's, or the offline assistant."""

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from uuid import UUID

from weeklog.db.engine import Database
from weeklog.errors import GiveUp
from weeklog.providers.consents import OwnModelRow, address_of, find_own_model
from weeklog.providers.tables import ChosenModelRow, find_programme_model
from weeklog.secrets_box import CannotOpen, SecretsBox
from weeklog_chat_worker.agent import Assistant
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.breaker import Breaker
from weeklog_chat_worker.models.clients import Clients
from weeklog_chat_worker.models.listening import Limits
from weeklog_chat_worker.models.offline.model import NAME, OfflineModel
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.providers import Choice, open_model
from weeklog_chat_worker.reader import Reader

FRESH_SECONDS = 5.0  # a lead's change counts for questions that are asked so much later
MOST_OPEN = 200  # programmes' models that are kept at once


def _known(asker: Asker) -> Known:
    return Known(
        asker.today,
        asker.weeks,
        asker=asker.name,
        people=tuple(one.name for one in asker.followed),
        readers=(*asker.mentors, *asker.leads),
    )


OFFLINE = Assistant(NAME, lambda asker: OfflineModel(_known(asker)), counts=False)


def offline_with(reader: Reader) -> Assistant:
    """The offline assistant, with a reader of the operator's for what its grammar does not understand."""
    return Assistant(NAME, lambda asker: OfflineModel(_known(asker), reader.read), counts=False)


@dataclass
class _Kept:
    """What a programme had chosen when it was last looked up."""

    version: UUID | None
    assistant: Assistant
    read_at: float


@dataclass
class Assistants:
    """The assistants of one process, opened at first use. The system role reads the choices: people's has no right
    to."""

    database: Database
    box: SecretsBox
    clients: Clients
    limits: Limits
    default: Assistant = OFFLINE
    _kept: OrderedDict[UUID, _Kept] = field(default_factory=OrderedDict[UUID, _Kept])
    _breakers: OrderedDict[str, Breaker] = field(default_factory=OrderedDict[str, Breaker])

    async def for_asker(self, asker: Asker) -> tuple[Assistant, OwnModelRow | None]:
        """Who answers, and the programme's own model where its asker has not allowed that it gets their
        words: then the offline assistant does. Raises GiveUp when what was chosen cannot be used."""
        assistant = await self.of(asker.programme_id)
        if assistant.address is None:
            return assistant, None
        row = await self.database.one(
            find_own_model, programme_id=asker.programme_id, person_id=asker.person_id
        )
        if row is None or row.now_at != assistant.address:  # another one was chosen a moment ago
            self._kept.pop(asker.programme_id, None)
            return await self.for_asker(asker)
        return (assistant, None) if row.decision(asker.person_id) == "allowed" else (OFFLINE, row)

    async def of(self, programme_id: UUID) -> Assistant:
        """Raises GiveUp when what was chosen cannot be used."""
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(programme_id)
        if kept is not None and now - kept.read_at < FRESH_SECONDS:
            return kept.assistant
        if kept is not None:
            kept.read_at = now  # those who ask meanwhile get what was known
        row = await self.database.one(find_programme_model, programme_id=programme_id)
        version = None if row is None else row.version
        if kept is None or kept.version != version:
            assistant = self.default if row is None else await self._open_own(programme_id, row)
            kept = _Kept(version, assistant, now)
        self._kept[programme_id] = kept
        self._kept.move_to_end(programme_id)
        if len(self._kept) > MOST_OPEN:
            self._kept.popitem(last=False)
        return kept.assistant

    def choice(self, programme_id: UUID, row: ChosenModelRow) -> Choice:
        """Raises GiveUp when the key cannot be read."""
        key = None
        if row.key_box is not None:
            try:
                key = self.box.open(row.key_box, programme_id.bytes)
            except CannotOpen:
                raise GiveUp(
                    "the programme's key for its language model cannot be read any more: its lead should set it again"
                ) from None
        return Choice.read(row.model, row.base_url, key)

    async def _open_own(self, programme_id: UUID, row: ChosenModelRow) -> Assistant:
        assistant = await self.open(self.choice(programme_id, row))
        return replace(assistant, address=address_of(row.model, row.base_url))

    async def open(self, choice: Choice) -> Assistant:
        model = await open_model(choice, self.clients, self.limits.between_tokens)
        return Assistant(choice.name, lambda _asker: model, self.limits, self._breaker(choice))

    def _breaker(self, choice: Choice) -> Breaker:
        """The same for all who ask the same model of the same server."""
        server = f"{choice.provider} {choice.base_url} {choice.name} {choice.trusted}"
        if server not in self._breakers:
            self._breakers[server] = Breaker(_label(choice))
            if len(self._breakers) > MOST_OPEN:
                self._breakers.popitem(last=False)
        return self._breakers[server]


def _label(choice: Choice) -> str:
    """Metrics name the operator's model; those of programmes are told apart without telling what they are."""
    if choice.trusted:
        return choice.name
    return "programme:" + hashlib.sha256(f"{choice.base_url} {choice.name}".encode()).hexdigest()[:8]
