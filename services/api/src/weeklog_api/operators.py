"""An operator is named by an address: nobody else may make an account with it, or open the one that there is."""

from weeklog.errors import NotAllowed
from weeklog_api.settings import ApiSettings


def keep_for_operator(settings: ApiSettings, email: str) -> None:
    """Raises NotAllowed for the address of an operator, of which nobody has proved that it is theirs."""
    if settings.is_operator(email):
        raise NotAllowed(
            "this address is kept for who operates the instance (WEEKLOG_OPERATORS): only they make or open its "
            "account"
        )
