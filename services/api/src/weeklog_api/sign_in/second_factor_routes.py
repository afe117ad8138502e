from typing import Annotated

from fastapi import APIRouter, Depends, Request

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemDatabase, SystemStore, sender_of
from weeklog_api.parts import CurrentParts
from weeklog_api.rights import needs
from weeklog_api.sign_in.schemas import (
    RecoveryCodes,
    SecondFactorBegun,
    SecondFactorConfirm,
    SecondFactorEnd,
    SecondFactorNew,
    SecondFactorState,
)
from weeklog_api.sign_in.second_factor import SecondFactor

router = APIRouter(prefix="/v1/me/second-factor", tags=["accounts"])


async def _factor(database: SystemDatabase, settings: CurrentSettings, parts: CurrentParts) -> SecondFactor:
    return SecondFactor(database, settings, parts.attempts)


Factor = Annotated[SecondFactor, Depends(_factor)]


@router.get("")
@needs("read")
async def read_second_factor(identity: CurrentIdentity, factor: Factor) -> SecondFactorState:
    """Whether a code of an authenticator is wanted beside your password."""
    return await factor.state(identity.person_id)


@router.post("", status_code=201)
@needs("write", changes_programme=False, tells=("secret", "address", "picture"))
async def begin_second_factor(
    request: Request, new: SecondFactorNew, identity: CurrentIdentity, factor: Factor
) -> SecondFactorBegun:
    """A secret for your authenticator. It is wanted from when a code of it has been confirmed. A wrong password counts
    like a failed sign-in."""
    return await factor.begin(identity, new.password, sender_of(request))


@router.post("/confirm", status_code=201)
@needs("write", changes_programme=False, tells=("items",))
async def confirm_second_factor(
    given: SecondFactorConfirm, identity: CurrentIdentity, factor: Factor, store: SystemStore
) -> RecoveryCodes:
    """Turns it on, and answers ten recovery codes: each signs in once, when the authenticator is lost."""
    return await factor.confirm(store, identity, given.code)


@router.delete("", status_code=204)
@needs("write", changes_programme=False)
async def end_second_factor(
    request: Request, end: SecondFactorEnd, identity: CurrentIdentity, factor: Factor, store: SystemStore
) -> None:
    """Turns it off: with your password, and a code of the authenticator or a recovery code."""
    await factor.end(store, identity, end.password, end.code, sender_of(request))
