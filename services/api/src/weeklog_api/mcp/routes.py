from starlette.routing import Route

from weeklog_api.mcp.door import Door
from weeklog_api.mcp.lazy import PATH, LazyMcp


def mcp_route(mcp: LazyMcp) -> Route:
    """Serves `/mcp` (streamable HTTP). Whoever calls this closes `mcp`."""
    return Route(PATH, Door(mcp), include_in_schema=False)
