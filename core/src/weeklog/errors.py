"""What can go wrong, by what a caller would do about it.

WeeklogError
├── Invalid              the input is wrong: names the field and the remedy (several at once)
│   └── Unsupported      of a kind that is not taken, whatever it holds
├── NotSignedIn          no identity, or one that is no longer good
│   └── SecondFactorNeeded  the password is right, and a code is wanted too
├── NotAllowed           a known identity without the right
├── NotFound             not there, or not the asker's: the two look the same
├── Conflict             the input is fine, the state is not
│   └── Stale            someone else changed it first: read again, then repeat
├── PreconditionRequired the change must say which version it is a change of
├── TooLarge             more than is read
│   └── StorageFull      more files than one person may store
├── TooMany              more often than is answered
│   ├── ImportsRunning   as many imports of one person run as may
│   └── TokensUsed       of the language model, in a day or a month
├── Unavailable          a part we stand on is away: try again later
├── RetryLater           a job's attempt is over, the job is not
├── GiveUp               a job can never succeed
└── Fenced               this attempt no longer owns its job: stop, write nothing
"""

from dataclasses import dataclass


class WeeklogError(Exception):
    """Base of every error that weeklog raises on purpose; the text is meant for people."""


@dataclass(frozen=True)
class Fault:
    field: str  # dotted path as the caller sent it; empty when the whole is meant
    message: str  # what is wrong, and what to do about it


class Invalid(WeeklogError):
    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults

    @classmethod
    def field(cls, field: str, message: str) -> "Invalid":
        return cls(Fault(field, message))


class Unsupported(Invalid):
    pass


class NotSignedIn(WeeklogError):
    pass


class SecondFactorNeeded(NotSignedIn):
    pass


class NotAllowed(WeeklogError):
    pass


class NotFound(WeeklogError):
    def __init__(self, what: str, there_are: str = "") -> None:
        super().__init__(
            f"there is no such {what}, or it is not yours" + (f": {there_are}" if there_are else "")
        )
        self.what = what


class Conflict(WeeklogError):
    pass


class Stale(Conflict):
    def __init__(self, current: int | str) -> None:
        super().__init__(f'it was changed meanwhile: read it again and send If-Match: "{current}"')
        self.current = current


class PreconditionRequired(WeeklogError):
    pass


class TooLarge(WeeklogError):
    pass


class StorageFull(TooLarge):
    pass


class TooMany(WeeklogError):
    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after  # seconds


class ImportsRunning(TooMany):
    pass


class TokensUsed(TooMany):
    pass


class Unavailable(WeeklogError):
    pass


class RetryLater(WeeklogError):
    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after  # seconds; None = the engine's own back-off


class GiveUp(WeeklogError):
    pass


class Fenced(WeeklogError):
    pass
