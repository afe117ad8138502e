"""How work grows with what it is given, by the calls of functions: the same on every machine, whatever else runs."""

import cProfile
import pstats
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    with cProfile.Profile() as profile:
        work()
    return pstats.Stats(profile).total_calls  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - its stubs lack it
