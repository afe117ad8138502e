"""The garbage collector of a process that serves many at once."""

import gc
from functools import cache

ALLOCATIONS = 5_000  # between two looks at what is young; 700 by default


@cache
def freeze_gc() -> None:
    """Once all parts are open: what is there by now stays, and is not looked through again.

    Without it a tenth of a crowd's time goes into looking through modules and routes, in pauses of up to a tenth of a
    second. A second call does nothing: what came since may end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 20, 50)
