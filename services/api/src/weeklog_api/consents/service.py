"""What somebody says to the language model that their programme's lead has chosen."""

from typing import Any

from weeklog.errors import Conflict
from weeklog.providers.consents import OwnModelRow, find_own_model, put_consent
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.consents.schemas import ConsentNew, MyAssistant
from weeklog_api.identity import Identity

# It runs as the system, since people's own role may not read of the model; of other people it reads nothing.


async def read(work: UnitOfWork, identity: Identity) -> MyAssistant:
    return _state(identity, await work.one(find_own_model, **_mine(identity)))


async def decide(work: UnitOfWork, identity: Identity, new: ConsentNew) -> MyAssistant:
    row = await work.one(find_own_model, **_mine(identity))
    if row is None:
        raise Conflict("the programme has no language model of its own, so there is nothing to decide")
    if row.server != new.server:
        raise Conflict(f"the programme's language model is at {row.server} now: read it again, then decide")
    await work.run(put_consent, **_mine(identity), address=row.now_at, allowed=new.allowed)
    return await read(work, identity)


def _mine(identity: Identity) -> dict[str, Any]:
    return {"programme_id": identity.own_programme.id, "person_id": identity.person_id}


def _state(identity: Identity, row: OwnModelRow | None) -> MyAssistant:
    if row is None:
        return MyAssistant.model_validate(dict.fromkeys(MyAssistant.model_fields))
    return MyAssistant(
        model=row.model,
        server=row.server,
        chosen_by=row.chosen_by,
        chosen_at=row.changed_at,
        decision=row.decision(identity.person_id),
        decided_at=row.decided_at if row.address == row.now_at else None,
    )
