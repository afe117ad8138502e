from fastmcp.server.auth import AccessToken, TokenVerifier

from weeklog.errors import NotSignedIn
from weeklog_api.identity import Identity
from weeklog_api.parts import Parts


class Tokens(TokenVerifier):
    """Personal tokens, as the REST API takes them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts

    async def verify_token(self, token: str) -> AccessToken | None:
        try:
            identity: Identity = await self._parts.identities.of_token(token)
        except NotSignedIn:
            return None
        return AccessToken(token=token, client_id=identity.credential, scopes=sorted(identity.scopes))
