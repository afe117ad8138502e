from typing import Any, Literal
from urllib.parse import urlsplit

from weeklog import access
from weeklog.addresses import MODELS
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, Fault, Invalid
from weeklog.ids import new_id
from weeklog.jobs.catalogue import TEST_MODEL, TestModel
from weeklog.providers.tables import (
    ChosenModelRow,
    DescribedModelRow,
    begin_model_test,
    delete_programme_model,
    describe_programme_model,
    find_programme_model,
    put_programme_model,
)
from weeklog.secrets_box import SecretsBox
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.named_servers import address_fault
from weeklog_api.providers.schemas import AssistantNew, AssistantState, ModelTest
from weeklog_api.settings import ApiSettings

Provider = Literal["openai", "anthropic"]
SHOWN = 4  # last characters of a key
LONG_ENOUGH = 20  # characters: of a shorter key, four would be a good part
PRINTABLE_ASCII = range(33, 127)

# All of it runs as the system: people's own role has no right on the table (`weeklog.providers.tables`).


async def read(work: UnitOfWork, identity: Identity) -> AssistantState:
    return _state(await work.one(describe_programme_model, **_this(identity)))


async def choose(
    work: UnitOfWork, identity: Identity, new: AssistantNew, settings: ApiSettings
) -> AssistantState:
    this = _this(identity)
    provider = _check(new, private_allowed=settings.private_models_allowed)
    old = await work.one(find_programme_model, **this)
    key = _key(new, provider, old, this["programme_id"].bytes, settings)
    await work.run(
        put_programme_model,
        **this,
        **key,
        version=new_id(),
        model=new.model,
        base_url=new.base_url or None,
        changed_by=identity.person_id,
    )
    return await read(work, identity)


async def forget(work: UnitOfWork, identity: Identity) -> None:
    await work.run(delete_programme_model, **_this(identity))


async def test(work: UnitOfWork, identity: Identity) -> ModelTest:
    this = _this(identity)
    if await work.one(find_programme_model, **this) is None:
        raise Conflict("the programme has no language model of its own to test: choose one with PUT")
    job_id = await work.enqueue(TEST_MODEL, TestModel(programme_id=this["programme_id"]))
    await work.run(begin_model_test, **this, job_id=job_id)
    return ModelTest(state="queued")


def _this(identity: Identity) -> dict[str, Any]:
    access.require(identity.standing, "run programme")
    return {"programme_id": identity.own_programme.id}


def _check(new: AssistantNew, *, private_allowed: bool) -> Provider:
    provider = _provider(new.model, own_server=new.base_url is not None)
    if provider is None:
        raise Invalid.field(
            "model",
            "must be `openai:NAME` or `anthropic:NAME`; for any other server, give its `base_url` too",
        )
    faults = _base_url_faults(new.base_url, private_allowed=private_allowed) if new.base_url else []
    key = "" if new.api_key is None else new.api_key.get_secret_value()
    if any(ord(character) not in PRINTABLE_ASCII for character in key):
        faults.append(Fault("api_key", "has a space or another character that no key has: copy it again"))
    if faults:
        raise Invalid(*faults)
    return provider


def _provider(model: str, *, own_server: bool) -> Provider | None:
    match model.partition(":"):
        case ("openai" | "anthropic") as provider, ":", name if name:
            return provider
        case _:
            return "openai" if own_server and not model.startswith("bedrock:") else None


def _base_url_faults(base_url: str, *, private_allowed: bool) -> list[Fault]:
    why = address_fault(base_url, private_allowed=private_allowed, setting=MODELS)
    if why is None and urlsplit(base_url).query:
        why = "must hold no query: the key goes into `api_key`"
    return [Fault("base_url", why)] if why else []


def _key(
    new: AssistantNew, provider: Provider, old: ChosenModelRow | None, place: bytes, settings: ApiSettings
) -> dict[str, Any]:
    if "api_key" not in new.model_fields_set and old is not None and old.key_box is not None:
        # A lead who cannot see the key must not be able to have it sent to a server of theirs.
        before = _provider(old.model, own_server=old.base_url is not None)
        if (before, old.base_url) != (provider, new.base_url or None):
            raise Invalid.field("api_key", "must be given again when the provider or `base_url` changes")
        return values_of(old, "key_box", "key_ends")
    if new.api_key is None:
        if provider == "anthropic":
            raise Invalid.field("api_key", "is needed for anthropic: make one in its console")
        return {"key_box": None, "key_ends": None}
    key = new.api_key.get_secret_value()
    box = SecretsBox(settings.secret_keys, "programme model key")
    return {
        "key_box": box.seal(key, place),
        "key_ends": key[-SHOWN:] if len(key) >= LONG_ENOUGH else "",
    }


def _state(row: DescribedModelRow | None) -> AssistantState:
    if row is None:
        return AssistantState(
            model=None,
            base_url=None,
            key_set=False,
            key_ends=None,
            changed_by=None,
            changed_at=None,
            test=None,
        )
    return AssistantState(
        **values_of(row, "model", "base_url", "changed_by", "changed_at"),
        key_set=row.key_ends is not None,
        key_ends=row.key_ends or None,
        test=_test(row),
    )


def _test(row: DescribedModelRow) -> ModelTest | None:
    state = row.test_state
    if state is None:
        return None
    if row.test is None:
        unfinished = "No worker has tested it: is the chat worker running?"
        return ModelTest(state=state, said=unfinished if state in ("failed", "cancelled") else "")
    return ModelTest(**row.test, state="done")
