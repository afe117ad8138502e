from typing import Literal

from weeklog.errors import NotSignedIn

Reason = Literal["cancelled", "expired", "unverified", "unknown", "provider"]


class SignInRefused(NotSignedIn):
    """`reason`: the word by which the page finds what to say."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason
