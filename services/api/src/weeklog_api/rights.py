"""The right that a route needs, declared on the route itself; `routing` asks for it before anything is read.

A route without a declaration does not start: `@needs(...)` for somebody who is known, `@public` for anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.responses import Response

from weeklog.access import ProgrammeAction
from weeklog.errors import WeeklogError
from weeklog.vocabulary import Scope

Refuse = Callable[[WeeklogError], Response]
E = TypeVar("E", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Right:
    scopes: frozenset[
        Scope
    ]  # that a token must have, all of them; a session has both. Empty: anybody may ask
    action: ProgrammeAction | None = None  # that the role in the programme must allow
    changes_programme: bool = False  # refused in a programme that is archived or that the asker has left
    tells: frozenset[str] = (
        frozenset()
    )  # fields of the answer that a token without `read` is told besides ids
    operator: bool = False  # for whoever operates the instance
    refuse: Refuse | None = None  # how a refusal is written, where it is not a problem (RFC 9457)


_declared: dict[object, Right] = {}


def needs(
    *scopes: Scope,
    action: ProgrammeAction | None = None,
    changes_programme: bool | None = None,
    tells: tuple[str, ...] = (),
    operator: bool = False,
    refuse: Refuse | None = None,
) -> Callable[[E], E]:
    """What writes changes the programme, unless it is told that it does not: what is a person's own and no part of
    one."""
    assert scopes, "a route that needs no scope is public"
    changes = "write" in scopes if changes_programme is None else changes_programme
    return _declare(Right(frozenset(scopes), action, changes, frozenset(tells), operator, refuse))


def public(endpoint: E) -> E:
    """Anybody may ask: nobody has to be known."""
    return _declare(Right(frozenset()))(endpoint)


def right_of(endpoint: object) -> Right:
    """Raises LookupError where none is declared."""
    try:
        return _declared[endpoint]
    except KeyError:
        name = getattr(endpoint, "__qualname__", endpoint)
        raise LookupError(f"{name} declares no right: put @needs(...) or @public under its route") from None


def _declare(right: Right) -> Callable[[E], E]:
    def declare(endpoint: E) -> E:
        _declared[endpoint] = right
        return endpoint

    return declare
